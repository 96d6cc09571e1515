#include "model/simulate/product/productground.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/geometry/defaultcrs.h"
#include "model/geometry/maptransform.h"
#include "model/sar/terrain/outputgrid.h"
#include "model/simulate/product/groundprojection.h"
#include "model/simulate/product/landscapeground.h"

namespace calving
{

namespace
{

using Places = std::vector<std::array<double, 2>>;

//! Points along the border of a rectangle, in its own coordinates from 0 to 1.
Places border( int perSide )
{
  Places places;
  for ( int i = 0; i < perSide; ++i )
  {
    const double t = static_cast<double>( i ) / perSide;
    places.insert( places.end(), { { t, 0 }, { 1, t }, { 1 - t, 1 }, { 0, 1 - t } } );
  }
  return places;
}

RasterGrid gridOf( const RasterInput &raster )
{
  RasterGrid grid = RasterReader( raster ).grid();
  if ( !grid.hasTransform || grid.crs.empty() )
    throw Error( "The raster " + raster.path +
                 " has no position or no coordinate reference system. Assign one in QGIS." );
  return grid;
}

Places outlineOf( const RasterGrid &grid )
{
  Places places;
  for ( const auto &[x, y] : border( 16 ) )
    places.push_back( grid.toMap( x * grid.width, y * grid.height ) );
  return MapTransform( grid.crs, geographicCrs ).applied( places );
}

std::array<double, 2> middleOf( const RasterGrid &grid )
{
  return MapTransform( grid.crs, geographicCrs ).applied( grid.toMap( 0.5 * grid.width, 0.5 * grid.height ) );
}

//! A grid in metres with pixels as large as those of \a grid.
RasterGrid projected( const RasterGrid &grid )
{
  if ( !grid.isGeographic() )
    return grid;
  const std::array<double, 2> middle = middleOf( grid );
  const double side = std::min( grid.pixelSizeMetres()[0], grid.pixelSizeMetres()[1] );
  RasterGrid result;
  result.hasTransform = true;
  result.crs = wellKnownText( defaultCrs( middle[0], middle[1] ) );
  result.transform = { 0, side, 0, 0, 0, -side };
  return result;
}

} // namespace

ProductGround::ProductGround( const ProductOptions &options )
  : mOptions( options )
{
  const GivenGround &given = options.ground;
  const RasterInput &raster = given.terrain.dem.isEmpty() ? given.zones : given.terrain.dem;
  if ( !given.isGiven() )
    mGlacier.emplace( options.scene );
  mBase = !raster.isEmpty() ? gridOf( raster ) : placeScene( options.scene ).grid;
}

Places ProductGround::outline() const
{
  return mOptions.area.empty() ? outlineOf( mBase ) : mOptions.area;
}

std::array<double, 2> ProductGround::centre() const
{
  if ( mOptions.area.empty() )
    return middleOf( mBase );
  const std::string crs = projected( mBase ).crs;
  const Places places = MapTransform( geographicCrs, crs ).applied( mOptions.area );
  const auto [left, right] = std::minmax_element( places.begin(), places.end() );
  const auto [bottom, top] = std::minmax_element(
      places.begin(), places.end(), []( const auto &a, const auto &b ) { return a[1] < b[1]; } );
  return MapTransform( crs, geographicCrs )
      .applied( { 0.5 * ( ( *left )[0] + ( *right )[0] ), 0.5 * ( ( *bottom )[1] + ( *top )[1] ) } );
}

std::optional<double> ProductGround::referenceIncidence() const
{
  if ( mOptions.ground.sigma0Db )
    return {};
  return mOptions.scene.incidence;
}

Window ProductGround::seenBy( const RadarGeometry &radar, int margin ) const
{
  const RasterGrid grid = projected( mBase );
  Places places;
  for ( const auto &[x, y] : border( 32 ) )
  {
    const RadarPosition position{ -2 + y * ( radar.frame().height + 4 ),
                                  -margin - 2 + x * ( radar.frame().width + 2 * margin + 4 ) };
    const Geodetic place = toGeodetic( radar.point( position, 0 ) );
    places.push_back( { place.longitude / degree, place.latitude / degree } );
  }
  std::array<double, 2> first{ HUGE_VAL, HUGE_VAL };
  std::array<double, 2> last{ -HUGE_VAL, -HUGE_VAL };
  for ( const auto &[x, y] : MapTransform( geographicCrs, grid.crs ).applied( places ) )
  {
    const std::array<double, 2> pixel = grid.toPixel( x, y );
    if ( !std::isfinite( pixel[0] ) || !std::isfinite( pixel[1] ) )
      throw Error(
          "The radar sees places that the map's coordinate reference system does not have. Choose another." );
    for ( int axis = 0; axis < 2; ++axis )
    {
      first[axis] = std::min( first[axis], pixel[axis] );
      last[axis] = std::max( last[axis], pixel[axis] );
    }
  }
  constexpr int around = 8; // the border bends a little between its points
  const int x = static_cast<int>( std::floor( first[0] ) ) - around;
  const int y = static_cast<int>( std::floor( first[1] ) ) - around;
  return { x, y, static_cast<int>( std::ceil( last[0] ) ) + around - x,
           static_cast<int>( std::ceil( last[1] ) ) + around - y };
}

std::shared_ptr<const RadarGround> ProductGround::below( const RadarGeometry &radar,
                                                         const Feedback &feedback ) const
{
  double highest = mGlacier ? mGlacier->landscape().highest() : 0;
  if ( !mGlacier )
  {
    // Pixel by pixel at some places only: higher ones may lie between them.
    const TerrainSurvey survey = surveyTerrain( mOptions.ground.terrain, placesIn( radar, 40, 0 ) );
    highest = survey.highest > 0 ? 1.25 * survey.highest + 100 : 0;
  }
  const Window seen = seenBy( radar, GroundProjection::margin( radar, highest ) );
  RasterGrid grid = projected( mBase );
  grid.width = seen.width;
  grid.height = seen.height;
  const std::array<double, 2> corner = grid.toMap( seen.x, seen.y );
  grid.transform[0] = corner[0];
  grid.transform[3] = corner[1];
  if ( mGlacier )
    return std::make_shared<LandscapeGround>( *mGlacier, grid, seen.x, seen.y );
  return std::make_shared<RasterGround>( mOptions.ground, grid, highest, feedback );
}

} // namespace calving
