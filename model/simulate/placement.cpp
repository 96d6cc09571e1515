#include "model/simulate/placement.h"

#include <cmath>
#include <memory>

#include <ogr_spatialref.h>

#include "model/error.h"

namespace calving
{

namespace
{

struct DegreePosition
{
  double longitude;
  double latitude;
};

// Store Glacier (Uummannaq), Crane Glacier (Antarctic Peninsula), Kronebreen (Svalbard), Columbia Glacier
// (Alaska).
constexpr DegreePosition glacierCoasts[] = {
    { -50.6, 70.4 }, { -62.3, -65.35 }, { 12.6, 78.87 }, { -147.1, 61.1 } };

OGRSpatialReference projectedReference( const std::string &crs )
{
  OGRSpatialReference reference;
  reference.SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
  if ( crs.empty() || reference.SetFromUserInput( crs.c_str() ) != OGRERR_NONE )
    throw Error( "The coordinate reference system “" + crs +
                 "” is unknown. Choose a projected one, for example EPSG:3413." );
  if ( !reference.IsProjected() )
    throw Error( "The coordinate reference system “" + std::string( reference.GetName() ) +
                 "” is not projected, so its pixels have no size in metres. Choose a projected one, for "
                 "example EPSG:3413." );
  return reference;
}

//! A glacier coast inside the system's area of use, else the middle of that area.
DegreePosition defaultPosition( const OGRSpatialReference &reference )
{
  double west = -180, south = -90, east = 180, north = 90;
  if ( !reference.GetAreaOfUse( &west, &south, &east, &north, nullptr ) )
    return glacierCoasts[0];
  for ( const DegreePosition &coast : glacierCoasts )
    if ( coast.longitude >= west && coast.longitude <= east && coast.latitude >= south &&
         coast.latitude <= north )
      return coast;
  return { ( west + east ) / 2, ( south + north ) / 2 };
}

using Transform = std::unique_ptr<OGRCoordinateTransformation>;

Transform transformation( const OGRSpatialReference &from, const OGRSpatialReference &to )
{
  Transform transform( OGRCreateCoordinateTransformation( &from, &to ) );
  if ( !transform )
    throw Error( "Positions cannot be converted between the coordinate reference system “" +
                 std::string( to.GetName() ) + "” and degrees. Choose another one, for example EPSG:3413." );
  return transform;
}

Error offTheMap()
{
  return Error( "The middle of the scene does not lie on the map of the chosen coordinate reference system. "
                "Choose another centre." );
}

std::array<double, 2> convert( OGRCoordinateTransformation &transform, double x, double y )
{
  if ( !transform.Transform( 1, &x, &y ) || !std::isfinite( x ) || !std::isfinite( y ) )
    throw offTheMap();
  return { x, y };
}

std::string wktOf( const OGRSpatialReference &reference )
{
  char *wkt = nullptr;
  const char *options[] = { "FORMAT=WKT2_2019", nullptr };
  reference.exportToWkt( &wkt, options );
  const std::string result = wkt ? wkt : "";
  CPLFree( wkt );
  return result;
}

} // namespace

Placement placeScene( const SceneOptions &options, int glacier )
{
  const OGRSpatialReference reference = projectedReference( options.crs );
  std::unique_ptr<OGRSpatialReference, void ( * )( OGRSpatialReference * )> degrees(
      reference.CloneGeogCS(), []( OGRSpatialReference *system ) { system->Release(); } );
  degrees->SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
  const Transform toMap = transformation( *degrees, reference );
  const Transform toDegrees = transformation( reference, *degrees );

  const DegreePosition coast = defaultPosition( reference );
  std::array<double, 2> centre =
      options.centre ? *options.centre : convert( *toMap, coast.longitude, coast.latitude );
  const double pixel = options.pixelSizeMetres / reference.GetLinearUnits();
  centre[0] += glacier * 1.25 * options.width * pixel;

  Placement placement;
  const auto [longitude, latitude] = convert( *toDegrees, centre[0], centre[1] );
  // Projections return something for any number; only true places come back.
  const auto [backX, backY] = convert( *toMap, longitude, latitude );
  if ( std::hypot( backX - centre[0], backY - centre[1] ) > pixel )
    throw offTheMap();
  placement.longitude = longitude;
  placement.latitude = latitude;
  const double step = latitude > 89 ? -0.01 : 0.01;
  const auto [x, y] = convert( *toMap, longitude, latitude + step );
  placement.north = std::atan2( ( x - centre[0] ) * step, ( y - centre[1] ) * step ) * 180 / M_PI;

  const char *code = reference.GetAuthorityCode( nullptr );
  const char *authority = reference.GetAuthorityName( nullptr );
  placement.crsName = code && authority ? std::string( authority ) + ":" + code : reference.GetName();
  RasterGrid &grid = placement.grid;
  grid.width = options.width;
  grid.height = options.height;
  grid.hasTransform = true;
  grid.crs = wktOf( reference );
  const auto snapped = [&]( double value ) { return std::round( value / pixel ) * pixel; };
  grid.transform = { snapped( centre[0] - options.width * pixel / 2 ),  pixel, 0,
                     snapped( centre[1] + options.height * pixel / 2 ), 0,     -pixel };
  return placement;
}

} // namespace calving
