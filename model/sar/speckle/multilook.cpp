#include "model/sar/speckle/multilook.h"

#include <limits>
#include <string>

#include "model/error.h"

namespace calving
{

namespace
{

class MultilookedSource : public BlockSource
{
public:
  MultilookedSource( std::shared_ptr<const BlockSource> source, int rangeLooks, int azimuthLooks )
    : mSource( std::move( source ) )
    , mRangeLooks( rangeLooks )
    , mAzimuthLooks( azimuthLooks )
  {
  }

  using BlockSource::read;
  int width() const override { return mSource->width() / mRangeLooks; }
  int height() const override { return mSource->height() / mAzimuthLooks; }

  void read( const Window &window, float *values ) const override
  {
    const int sourceWidth = window.width * mRangeLooks;
    const std::vector<float> pixels = mSource->read(
        { window.x * mRangeLooks, window.y * mAzimuthLooks, sourceWidth, window.height * mAzimuthLooks } );
    for ( int y = 0; y < window.height; ++y )
      for ( int x = 0; x < window.width; ++x )
        *values++ = cell( pixels.data() + static_cast<std::size_t>( y ) * mAzimuthLooks * sourceWidth +
                              static_cast<std::size_t>( x ) * mRangeLooks,
                          sourceWidth );
  }

private:
  float cell( const float *corner, int stride ) const
  {
    double sum = 0.0;
    int count = 0;
    for ( int dy = 0; dy < mAzimuthLooks; ++dy, corner += stride )
      for ( int dx = 0; dx < mRangeLooks; ++dx )
        if ( corner[dx] == corner[dx] )
        {
          sum += corner[dx];
          ++count;
        }
    return count > 0 ? static_cast<float>( sum / count ) : std::numeric_limits<float>::quiet_NaN();
  }

  std::shared_ptr<const BlockSource> mSource;
  int mRangeLooks;
  int mAzimuthLooks;
};

} // namespace

std::shared_ptr<const BlockSource> multilooked( std::shared_ptr<const BlockSource> source, int rangeLooks,
                                                int azimuthLooks )
{
  if ( rangeLooks < 1 || azimuthLooks < 1 || rangeLooks > source->width() || azimuthLooks > source->height() )
    throw Error( "Multilooking by " + std::to_string( rangeLooks ) + " x " + std::to_string( azimuthLooks ) +
                 " pixels does not fit a scene of " + std::to_string( source->width() ) + " x " +
                 std::to_string( source->height() ) +
                 " pixels. Choose numbers from 1 to the scene's sides." );
  if ( rangeLooks == 1 && azimuthLooks == 1 )
    return source;
  return std::make_shared<MultilookedSource>( std::move( source ), rangeLooks, azimuthLooks );
}

void multilook( SarPicture &picture, int across, int along )
{
  picture.values = multilooked( picture.values, across, along );
  RasterGrid &grid = picture.grid;
  grid.width = picture.values->width();
  grid.height = picture.values->height();
  for ( const int perColumn : { 1, 4 } )
    grid.transform[perColumn] *= across;
  for ( const int perRow : { 2, 5 } )
    grid.transform[perRow] *= along;
  if ( picture.frame )
    picture.frame = multilooked( *picture.frame, across, along );
  for ( GroundControlPoint &point : picture.controlPoints )
  {
    point.column /= across;
    point.row /= along;
  }
}

} // namespace calving
