#include "model/simulate/product/rasterground.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/scene/zone.h"
#include "model/scene/zonenames.h"
#include "model/simulate/product/zonebackscatter.h"

namespace calving
{

namespace
{

constexpr std::uint8_t beyond = 255;

Zone zoneOf( std::uint8_t code, float height )
{
  if ( code == beyond )
    return height > 0.5F ? Zone::Rock : Zone::Ocean;
  const std::optional<std::uint8_t> zone = zoneOfCode( code );
  if ( !zone )
    throw Error( "The raster of zones holds the value " + std::to_string( code ) +
                 ", which stands for no zone. Code zones as 0 64 127 254 or as 1 2 3 4." );
  return static_cast<Zone>( *zone );
}

} // namespace

RasterGround::RasterGround( const GivenGround &given, const RasterGrid &grid, double highest )
  : mGiven( given )
  , mGrid( grid )
  , mHighest( highest )
  , mHeights( terrainHeights( given.terrain, grid ) )
{
  if ( given.zones.empty() )
    return;
  mZonesGrid = RasterReader( given.zones ).grid();
  if ( !mZonesGrid->hasTransform || mZonesGrid->crs.empty() )
    throw Error( "The raster of zones " + given.zones +
                 " has no coordinate reference system or no position. Assign one in QGIS." );
  mToZones = std::make_unique<MapTransform>( grid.crs, mZonesGrid->crs );
}

std::vector<std::uint8_t> RasterGround::codes( const Window &window ) const
{
  const std::size_t count = static_cast<std::size_t>( window.width ) * window.height;
  std::vector<std::uint8_t> codes( count, beyond );
  if ( !mZonesGrid )
    return codes;
  std::vector<double> x;
  std::vector<double> y;
  for ( int row = window.y; row < window.y + window.height; ++row )
    for ( int column = window.x; column < window.x + window.width; ++column )
    {
      const auto [mapX, mapY] = mGrid.toMap( column + 0.5, row + 0.5 );
      x.push_back( mapX );
      y.push_back( mapY );
    }
  mToZones->apply( x, y );
  Window part{ mZonesGrid->width, mZonesGrid->height, 0, 0 };
  int right = 0;
  int bottom = 0;
  const auto inside = [&]( double column, double row )
  { return column >= 0 && row >= 0 && column < mZonesGrid->width && row < mZonesGrid->height; };
  for ( std::size_t i = 0; i < count; ++i )
  {
    const std::array<double, 2> pixel = mZonesGrid->toPixel( x[i], y[i] );
    x[i] = pixel[0];
    y[i] = pixel[1];
    if ( !inside( x[i], y[i] ) )
      continue;
    part.x = std::min( part.x, static_cast<int>( x[i] ) );
    part.y = std::min( part.y, static_cast<int>( y[i] ) );
    right = std::max( right, static_cast<int>( x[i] ) + 1 );
    bottom = std::max( bottom, static_cast<int>( y[i] ) + 1 );
  }
  if ( right <= part.x || bottom <= part.y )
    return codes;
  part.width = right - part.x;
  part.height = bottom - part.y;
  const RasterReader zones( mGiven.zones );
  const std::vector<std::uint8_t> read = zones.readBytes( 1, part );
  const std::vector<std::uint8_t> hasData = zones.readMask( 1, part );
  for ( std::size_t i = 0; i < count; ++i )
  {
    if ( !inside( x[i], y[i] ) )
      continue;
    const std::size_t at = static_cast<std::size_t>( static_cast<int>( y[i] ) - part.y ) * part.width +
                           ( static_cast<int>( x[i] ) - part.x );
    codes[i] = hasData[at] ? read[at] : beyond;
  }
  return codes;
}

std::vector<GroundCell> RasterGround::cells( const Window &window ) const
{
  const std::vector<float> heights = mHeights->read( window );
  std::vector<GroundCell> cells( heights.size() );
  const std::vector<std::uint8_t> codes =
      mGiven.sigma0Db ? std::vector<std::uint8_t>() : this->codes( window );
  GroundCell uniform;
  uniform.crossRatio = 5;
  if ( mGiven.sigma0Db )
    uniform.sigma0 = static_cast<float>( std::pow( 10.0, 0.1 * *mGiven.sigma0Db ) );
  for ( std::size_t i = 0; i < cells.size(); ++i )
  {
    cells[i] = mGiven.sigma0Db ? uniform : cellOf( zoneOf( codes[i], heights[i] ) );
    cells[i].height = heights[i];
  }
  return cells;
}

} // namespace calving
