#include "model/simulate/product/rasterground.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/scene/readzones.h"
#include "model/scene/zone.h"
#include "model/scene/zonesurvey.h"
#include "model/simulate/product/zonebackscatter.h"

namespace calving
{

namespace
{

constexpr std::uint8_t beyond = 255;

//! \a zone, or what lies at that \a height where the raster of zones tells nothing.
Zone zoneOf( std::uint8_t zone, float height )
{
  if ( zone == beyond )
    return height > 0.5F ? Zone::Rock : Zone::Ocean;
  return static_cast<Zone>( zone );
}

} // namespace

RasterGround::RasterGround( const GivenGround &given, const RasterGrid &grid, double highest,
                            const Feedback &feedback )
  : mGiven( given )
  , mGrid( grid )
  , mHighest( highest )
  , mHeights( terrainHeights( given.terrain, grid ) )
{
  if ( given.zones.isEmpty() )
    return;
  mZonesGrid = RasterReader( given.zones ).grid();
  if ( !mZonesGrid->hasTransform || mZonesGrid->crs.empty() )
    throw Error( "The raster of zones " + given.zones.path +
                 " has no coordinate reference system or no position. Assign one in QGIS." );
  ZoneSurvey survey;
  survey.add( RasterReader( given.zones ), feedback.part( 0, 0 ) );
  const ZoneTables tables = survey.decide();
  tables.tell( feedback );
  if ( !tables.hasOcean )
    feedback.warn( "The zones " + given.zones.path + " hold no ocean; the sea lies beyond them alone." );
  mTable = tables.of( given.zones.path );
  mToZones = std::make_unique<MapTransform>( grid.crs, mZonesGrid->crs );
}

std::vector<std::uint8_t> RasterGround::zones( const Window &window ) const
{
  const std::size_t count = static_cast<std::size_t>( window.width ) * window.height;
  std::vector<std::uint8_t> zones( count, beyond );
  if ( !mZonesGrid )
    return zones;
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
    return zones;
  part.width = right - part.x;
  part.height = bottom - part.y;
  const std::vector<std::uint8_t> read = readZones( RasterReader( mGiven.zones ), part, mTable );
  for ( std::size_t i = 0; i < count; ++i )
    if ( inside( x[i], y[i] ) )
      zones[i] = read[static_cast<std::size_t>( static_cast<int>( y[i] ) - part.y ) * part.width +
                      ( static_cast<int>( x[i] ) - part.x )];
  return zones;
}

std::vector<GroundCell> RasterGround::cells( const Window &window ) const
{
  const std::vector<float> heights = mHeights->read( window );
  std::vector<GroundCell> cells( heights.size() );
  const std::vector<std::uint8_t> zones =
      mGiven.sigma0Db ? std::vector<std::uint8_t>() : this->zones( window );
  GroundCell uniform;
  uniform.crossRatio = 5;
  if ( mGiven.sigma0Db )
    uniform.sigma0 = static_cast<float>( std::pow( 10.0, 0.1 * *mGiven.sigma0Db ) );
  for ( std::size_t i = 0; i < cells.size(); ++i )
  {
    cells[i] = mGiven.sigma0Db ? uniform : cellOf( zoneOf( zones[i], heights[i] ) );
    cells[i].height = heights[i];
  }
  return cells;
}

} // namespace calving
