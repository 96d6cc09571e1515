#include "model/geometry/straightpolygons.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "model/error.h"
#include "model/geometry/dateline.h"
#include "model/geometry/ogrpolygon.h"
#include "model/geometry/wkbgeometry.h"

namespace calving
{

namespace
{

//! Polygons without self-intersections that cover the same; none where \a polygon has no area.
std::vector<MapPolygon> valid( MapPolygon polygon )
{
  constexpr std::size_t leastCorners = 4; // of a closed ring
  const auto isLine = []( const Ring &ring ) { return ring.size() < leastCorners; };
  if ( polygon.empty() || isLine( polygon.front() ) )
    return {};
  polygon.erase( std::remove_if( polygon.begin(), polygon.end(), isLine ), polygon.end() );
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const std::unique_ptr<OGRPolygon> shape = ogrPolygon( polygon );
  if ( shape->IsValid() )
    return { polygon };
  const std::unique_ptr<OGRGeometry> mended( shape->MakeValid() );
  return mended ? polygonsIn( *mended ) : std::vector<MapPolygon>();
}

MapPolygon closed( MapPolygon polygon, double turn )
{
  for ( Ring &ring : polygon )
    closeRing( ring, turn );
  return polygon;
}

MapPolygon unwrapped( const OGRCurvePolygon &polygon, double turn )
{
  // Before arcs become edges: a corner on the other side of the date line would bend them out of shape.
  const std::unique_ptr<OGRCurvePolygon> copy( polygon.clone() );
  unwrap( *copy->getExteriorRingCurve(), turn );
  for ( int i = 0; i < copy->getNumInteriorRings(); ++i )
    unwrap( *copy->getInteriorRingCurve( i ), turn );
  MapPolygon rings = closed( ringsOf( *copy ), turn );
  gatherHoles( rings, turn );
  return rings;
}

std::vector<MapPolygon> inOnePiece( const OGRCurvePolygon &polygon, double turn )
{
  std::vector<MapPolygon> result;
  if ( turn > 0 )
    result = valid( unwrapped( polygon, turn ) );
  // A rectangle around the whole Earth has no width where every edge goes the shorter way.
  return result.empty() ? valid( closed( ringsOf( polygon ), 0 ) ) : result;
}

bool isFinite( const MapPolygon &polygon )
{
  return std::all_of( polygon.begin(), polygon.end(),
                      []( const Ring &ring )
                      {
                        return std::all_of( ring.begin(), ring.end(),
                                            []( const std::array<double, 2> &corner )
                                            { return std::isfinite( corner[0] + corner[1] ); } );
                      } );
}

} // namespace

std::vector<MapPolygon> straightPolygons( const std::vector<std::uint8_t> &wkb, double turn,
                                          const std::string &what )
{
  const Error damaged( what + " is damaged. Mend it, in QGIS with “Fix geometries”, or draw it again." );
  const std::unique_ptr<OGRGeometry> geometry = geometryOf( wkb );
  if ( !geometry )
    throw damaged;
  geometry->flattenTo2D();
  std::vector<MapPolygon> result;
  forEachPolygon( *geometry,
                  [&]( const OGRCurvePolygon &part )
                  {
                    if ( !isFinite( ringsOf( part ) ) )
                      throw damaged;
                    for ( const MapPolygon &polygon : inOnePiece( part, turn ) )
                      for ( MapPolygon &piece : overSeams( polygon, turn ) )
                        result.push_back( std::move( piece ) );
                  } );
  if ( result.empty() )
    throw Error( what + " is not a polygon with an area. Choose a layer of polygons, or draw it again." );
  return result;
}

} // namespace calving
