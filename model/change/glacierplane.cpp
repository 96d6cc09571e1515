#include "model/change/glacierplane.h"

#include <algorithm>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/geometry/bentedges.h"
#include "model/geometry/dateline.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

//! Shorter edges lie within 0.1 m of their chord on any map of use.
constexpr double longEdge = 1000;
constexpr double tolerance = 0.1;

//! \a line with longitudes that run on where it crosses the date line.
Line unwrapped( Line line, const std::string &crs )
{
  const OGRSpatialReference system = spatialReference( crs );
  if ( system.IsGeographic() )
    unwrap( line, 2 * M_PI / system.GetAngularUnits() );
  return line;
}

bool isFinite( const Line &line )
{
  return std::all_of( line.begin(), line.end(),
                      []( const Point &point ) { return std::isfinite( point[0] + point[1] ); } );
}

bool hasLongEdge( const Line &line )
{
  for ( std::size_t i = 1; i < line.size(); ++i )
    if ( std::hypot( line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1] ) > longEdge )
      return true;
  return false;
}

} // namespace

GlacierPlane::GlacierPlane( const std::string &crs, const Point &centre )
{
  if ( crs.empty() )
    return;
  const Point place = MapTransform( crs, geographicCrs ).applied( centre );
  if ( !std::isfinite( place[0] + place[1] ) )
    throw Error( "The fronts lie where their coordinate reference system, " +
                 std::string( spatialReference( crs ).GetName() ) +
                 ", shows nothing of the Earth. Check which system the layer states." );
  mCrs = "+proj=laea +lat_0=" + numberText( place[1], 12 ) + " +lon_0=" + numberText( place[0], 12 ) +
         " +datum=WGS84 +units=m +no_defs +type=crs";
}

const MapTransform &GlacierPlane::way( const std::string &from, const std::string &to ) const
{
  std::unique_ptr<MapTransform> &found = mWays[{ from, to }];
  if ( !found )
    found = std::make_unique<MapTransform>( from, to );
  return *found;
}

Line GlacierPlane::project( const Line &line, const std::string &crs, const std::string &what ) const
{
  if ( !isFinite( line ) )
    throw Error( what + " has coordinates that are no numbers. Repair or delete it." );
  if ( isUnknown() )
    return line;
  const MapTransform &transform = way( crs, mCrs );
  const Line drawn = unwrapped( line, crs );
  Line result = transform.applied( drawn );
  if ( hasLongEdge( result ) )
    result = bent( drawn, transform, tolerance, 0 );
  if ( !isFinite( result ) )
    throw Error( what +
                 " lies partly where its coordinate reference system shows nothing of the Earth. Check "
                 "which system the layer states." );
  return result;
}

Point GlacierPlane::project( const Point &point, const std::string &crs, const std::string &what ) const
{
  return project( Line{ point }, crs, what ).front();
}

Line GlacierPlane::unproject( const Line &line, const std::string &crs ) const
{
  return isUnknown() ? line : way( mCrs, crs ).applied( line );
}

MapPolygon GlacierPlane::unproject( const MapPolygon &polygon, const std::string &crs ) const
{
  MapPolygon result;
  for ( const Ring &ring : polygon )
    result.push_back( unproject( ring, crs ) );
  return result;
}

} // namespace calving
