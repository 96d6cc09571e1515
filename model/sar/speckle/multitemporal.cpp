#include "model/sar/speckle/multitemporal.h"

#include <cmath>
#include <limits>
#include <string>

#include "model/error.h"
#include "model/sar/speckle/neighbourhood.h"
#include "model/sar/speckle/windowstatistics.h"

namespace calving
{

namespace
{

class MultitemporalSource : public BlockSource
{
public:
  MultitemporalSource( std::vector<std::shared_ptr<const BlockSource>> stack, std::size_t index, int window )
    : mStack( std::move( stack ) )
    , mIndex( index )
    , mRadius( window / 2 )
  {
  }

  using BlockSource::read;
  int width() const override { return mStack.front()->width(); }
  int height() const override { return mStack.front()->height(); }

  void read( const Window &window, float *values ) const override
  {
    const std::size_t pixels = static_cast<std::size_t>( window.width ) * window.height;
    std::vector<double> ratios( pixels, 0.0 );
    std::vector<int> counts( pixels, 0 );
    std::vector<double> ownMean( pixels );
    for ( std::size_t i = 0; i < mStack.size(); ++i )
      addRatios( *mStack[i], window, ratios.data(), counts.data(), i == mIndex ? ownMean.data() : nullptr );
    const std::vector<float> own = mStack[mIndex]->read( window );
    for ( std::size_t p = 0; p < pixels; ++p )
      values[p] = std::isnan( own[p] ) ? own[p]
                  : counts[p] == 0     ? 0.0F
                                       : static_cast<float>( ownMean[p] * ratios[p] / counts[p] );
  }

private:
  void addRatios( const BlockSource &image, const Window &window, double *ratios, int *counts,
                  double *means ) const
  {
    const Neighbourhood area( image, window, mRadius );
    WindowStatistics statistics( area, mRadius );
    for ( int y = 0; y < window.height; ++y )
    {
      const RowStatistics &row = statistics.row( y );
      for ( int x = 0; x < window.width; ++x )
      {
        const std::size_t p = static_cast<std::size_t>( y ) * window.width + x;
        const float value = area.centre( x, y );
        if ( means )
          means[p] = row.mean[x];
        if ( value == value && row.mean[x] > 0.0 )
        {
          ratios[p] += value / row.mean[x];
          ++counts[p];
        }
      }
    }
  }

  std::vector<std::shared_ptr<const BlockSource>> mStack;
  std::size_t mIndex;
  int mRadius;
};

} // namespace

std::shared_ptr<const BlockSource>
multitemporalFiltered( std::vector<std::shared_ptr<const BlockSource>> stack, std::size_t index, int window )
{
  if ( window < 3 || window > 31 || window % 2 == 0 )
    throw Error( "The speckle window is " + std::to_string( window ) +
                 " pixels. Choose an odd number from 3 to 31." );
  for ( const auto &image : stack )
    if ( image->width() != stack.front()->width() || image->height() != stack.front()->height() )
      throw Error(
          "The images of the stack differ in size (" + std::to_string( image->width() ) + " x " +
          std::to_string( image->height() ) + " and " + std::to_string( stack.front()->width() ) + " x " +
          std::to_string( stack.front()->height() ) +
          " pixels). Bring them to one grid first, for example by terrain correction to the same area." );
  return std::make_shared<MultitemporalSource>( std::move( stack ), index, window );
}

void filterInTime( SarPicture &picture, const std::vector<SarPicture> &stack, int window )
{
  if ( stack.empty() )
    throw Error( "The multitemporal filter needs other scenes of the same place. Add them to the stack." );
  std::vector<std::shared_ptr<const BlockSource>> images{ picture.values };
  std::string names;
  for ( const SarPicture &other : stack )
  {
    images.push_back( other.values );
    names += ( names.empty() ? "" : " " ) + other.name;
  }
  picture.values = multitemporalFiltered( images, 0, window );
  recordStep( picture.metadata,
              "despeckle(multitemporal, window " + std::to_string( window ) + ", with " + names + ")" );
}

} // namespace calving
