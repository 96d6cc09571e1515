#include "model/sar/terrain/geocoding.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calving
{

namespace
{

//! Side of the map tiles that are computed at a time: a slanted tile needs twice its area of the picture.
constexpr int tileSize = 128;

constexpr float noData = std::numeric_limits<float>::quiet_NaN();

class Geocoded : public BlockSource
{
public:
  Geocoded( std::shared_ptr<const BlockSource> picture, std::shared_ptr<const MapGeometry> geometry,
            std::shared_ptr<const BlockSource> heights, Sampling sampling )
    : mPicture( std::move( picture ) )
    , mGeometry( std::move( geometry ) )
    , mHeights( std::move( heights ) )
    , mSampling( sampling )
  {
  }

  using BlockSource::read;
  int width() const override { return mHeights->width(); }
  int height() const override { return mHeights->height(); }

  void read( const Window &window, float *values ) const override
  {
    const TileGrid tiles( window.width, window.height, tileSize );
    for ( int i = 0; i < tiles.count(); ++i )
    {
      const Window tile = tiles.window( i );
      const std::vector<float> pixels =
          tileAt( { window.x + tile.x, window.y + tile.y, tile.width, tile.height } );
      for ( int y = 0; y < tile.height; ++y )
        std::copy_n( pixels.data() + static_cast<std::size_t>( y ) * tile.width, tile.width,
                     values + static_cast<std::size_t>( tile.y + y ) * window.width + tile.x );
    }
  }

private:
  std::vector<float> tileAt( const Window &tile ) const
  {
    std::vector<float> pixels = mHeights->read( tile );
    const std::vector<RadarPosition> positions = mGeometry->positions( tile, pixels.data() );
    const Window needed = pictureWindow( positions );
    if ( needed.width == 0 )
    {
      std::fill( pixels.begin(), pixels.end(), noData );
      return pixels;
    }
    const Patch patch{ needed, mPicture->read( needed ) };
    for ( std::size_t i = 0; i < pixels.size(); ++i )
      pixels[i] = isShown( positions[i] ) ? sample( patch, positions[i], mSampling ) : noData;
    return pixels;
  }

  //! True within the outline of the picture's pixels; false for NaN.
  bool isShown( const RadarPosition &position ) const
  {
    return position.line >= -0.5 && position.pixel >= -0.5 && position.line < mPicture->height() - 0.5 &&
           position.pixel < mPicture->width() - 0.5;
  }

  //! The part of the picture that the samples at \a positions need; empty if it shows none of them.
  Window pictureWindow( const std::vector<RadarPosition> &positions ) const
  {
    double left = mPicture->width();
    double top = mPicture->height();
    double right = -1;
    double bottom = -1;
    for ( const RadarPosition &position : positions )
      if ( isShown( position ) )
      {
        left = std::min( left, position.pixel );
        right = std::max( right, position.pixel );
        top = std::min( top, position.line );
        bottom = std::max( bottom, position.line );
      }
    if ( right < left )
      return {};
    const int x = static_cast<int>( std::floor( left ) );
    const int y = static_cast<int>( std::floor( top ) );
    const int columns = static_cast<int>( std::floor( right ) ) + 1 - x;
    const int rows = static_cast<int>( std::floor( bottom ) ) + 1 - y;
    constexpr int margin = 2; // of the cubic kernel
    return grown( { x, y, columns, rows }, margin, mPicture->width(), mPicture->height() );
  }

  std::shared_ptr<const BlockSource> mPicture;
  std::shared_ptr<const MapGeometry> mGeometry;
  std::shared_ptr<const BlockSource> mHeights;
  Sampling mSampling;
};

} // namespace

std::shared_ptr<const BlockSource> geocoded( std::shared_ptr<const BlockSource> picture,
                                             std::shared_ptr<const MapGeometry> geometry,
                                             std::shared_ptr<const BlockSource> heights, Sampling sampling )
{
  return std::make_shared<Geocoded>( std::move( picture ), std::move( geometry ), std::move( heights ),
                                     sampling );
}

} // namespace calving
