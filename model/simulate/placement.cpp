#include "model/simulate/placement.h"

#include <cmath>
#include <memory>

#include "model/error.h"
#include "model/geometry/maptransform.h"
#include "model/raster/gdalraster.h"

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
  const OGRSpatialReference reference = spatialReference( crs );
  if ( reference.IsEmpty() )
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

Error offTheMap()
{
  return Error( "The middle of the scene does not lie on the map of the chosen coordinate reference system. "
                "Choose another centre." );
}

std::array<double, 2> converted( const MapTransform &transform, double x, double y )
{
  const std::array<double, 2> place = transform.applied( std::array<double, 2>{ x, y } );
  if ( !std::isfinite( place[0] ) || !std::isfinite( place[1] ) )
    throw offTheMap();
  return place;
}

} // namespace

Placement placeScene( const SceneOptions &options, int glacier )
{
  const OGRSpatialReference reference = projectedReference( options.crs );
  const std::string crs = wellKnownText( reference );
  const std::unique_ptr<const OGRSpatialReference> ownDegrees( reference.CloneGeogCS() );
  const std::string degrees = wellKnownText( *ownDegrees );
  const MapTransform toMap( degrees, crs );
  const MapTransform toDegrees( crs, degrees );

  const DegreePosition coast = defaultPosition( reference );
  std::array<double, 2> centre =
      options.centre ? *options.centre : converted( toMap, coast.longitude, coast.latitude );
  const double pixel = options.pixelSizeMetres / reference.GetLinearUnits();
  centre[0] += glacier * 1.25 * options.width * pixel;

  Placement placement;
  const auto [longitude, latitude] = converted( toDegrees, centre[0], centre[1] );
  // Projections return something for any number; only true places come back.
  const auto [backX, backY] = converted( toMap, longitude, latitude );
  if ( std::hypot( backX - centre[0], backY - centre[1] ) > pixel )
    throw offTheMap();
  placement.longitude = longitude;
  placement.latitude = latitude;
  const double step = latitude > 89 ? -0.01 : 0.01;
  const auto [x, y] = converted( toMap, longitude, latitude + step );
  placement.north = std::atan2( ( x - centre[0] ) * step, ( y - centre[1] ) * step ) * 180 / M_PI;

  const char *code = reference.GetAuthorityCode( nullptr );
  const char *authority = reference.GetAuthorityName( nullptr );
  placement.crsName = code && authority ? std::string( authority ) + ":" + code : reference.GetName();
  RasterGrid &grid = placement.grid;
  grid.width = options.width;
  grid.height = options.height;
  grid.hasTransform = true;
  grid.crs = crs;
  const auto snapped = [&]( double value ) { return std::round( value / pixel ) * pixel; };
  grid.transform = { snapped( centre[0] - options.width * pixel / 2 ),  pixel, 0,
                     snapped( centre[1] + options.height * pixel / 2 ), 0,     -pixel };
  return placement;
}

} // namespace calving
