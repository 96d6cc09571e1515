#include "model/dataset/glacierarea.h"

#include <algorithm>
#include <cmath>

#include <ogr_core.h>

#include "model/error.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

//! \a count pixels of \a side from a multiple of \a side, counted from \a origin, at or before \a low.
void snap( double low, double high, double origin, double side, double &start, int &count )
{
  constexpr double tolerance = 1e-6; // of a pixel
  const double first = std::floor( ( low - origin ) / side + tolerance );
  const double last = std::ceil( ( high - origin ) / side - tolerance );
  constexpr double most = 100000;
  if ( !( last - first >= 1 && last - first <= most ) )
    throw Error(
        "The area of a glacier takes " + std::to_string( static_cast<long long>( last - first ) ) +
        " pixels a side at this resolution; it must be 1 to 100000. Check its polygons and the resolution." );
  start = origin + first * side;
  count = static_cast<int>( last - first );
}

} // namespace

PlacedArea placedArea( const GlacierArea &area, const RasterGrid &map )
{
  PlacedArea placed{ polygonsOn( area.polygons, map ), {} };
  OGREnvelope envelope;
  for ( const MapPolygon &polygon : placed.polygons )
    for ( const auto &[x, y] : polygon.front() )
      envelope.Merge( x, y );
  if ( placed.polygons.empty() )
    throw Error( "The area of glacier " + area.name +
                 " lies beyond what the map of the scenes can show. Check its coordinate reference system." );
  placed.extent = { envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY };
  return placed;
}

MapExtent extentOf( const RasterGrid &grid )
{
  OGREnvelope envelope;
  for ( const double column : { 0.0, static_cast<double>( grid.width ) } )
    for ( const double row : { 0.0, static_cast<double>( grid.height ) } )
    {
      const std::array<double, 2> corner = grid.toMap( column, row );
      envelope.Merge( corner[0], corner[1] );
    }
  return { envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY };
}

RasterGrid glacierGrid( const PlacedArea &area, const RasterGrid &scene, double resolution )
{
  const std::array<double, 6> &t = scene.transform;
  std::array<double, 2> side{ std::hypot( t[1], t[4] ), std::hypot( t[2], t[5] ) };
  std::array<double, 2> origin{ t[0], t[3] };
  if ( resolution > 0 )
  {
    const std::array<double, 2> metres = scene.pixelSizeMetres();
    side = { side[0] * resolution / metres[0], side[1] * resolution / metres[1] };
    origin = { 0, 0 };
  }
  RasterGrid grid;
  grid.crs = scene.crs;
  grid.hasTransform = true;
  double left = 0;
  double bottom = 0;
  snap( area.extent.left, area.extent.right, origin[0], side[0], left, grid.width );
  snap( area.extent.bottom, area.extent.top, origin[1], side[1], bottom, grid.height );
  grid.transform = { left, side[0], 0, bottom + grid.height * side[1], 0, -side[1] };
  return grid;
}

std::string crsCode( const std::string &wkt )
{
  const OGRSpatialReference system = spatialReference( wkt );
  const char *authority = system.GetAuthorityName( nullptr );
  const char *code = system.GetAuthorityCode( nullptr );
  return authority && code ? std::string( authority ) + ':' + code : wkt;
}

std::string glacierToken( const std::string &name )
{
  std::string token = name;
  for ( char &c : token )
    if ( static_cast<unsigned char>( c ) <= ' ' ||
         std::string( "_/\\:*?\"<>|,;" ).find( c ) != std::string::npos )
      c = '-';
  return token == "COL" ? "Columbia" : token;
}

} // namespace calving
