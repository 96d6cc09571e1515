#include "model/geometry/ogrpolygon.h"

namespace calving
{

namespace
{

//! Between corners of a line that stands for an arc: the chord of a degree lies 4e-5 of the radius inside.
constexpr double degreesOfArc = 1;

Ring straightRing( const OGRCurve *curve )
{
  Ring ring;
  const std::unique_ptr<OGRLineString> line( curve ? curve->CurveToLine( degreesOfArc ) : nullptr );
  for ( int i = 0; line && i < line->getNumPoints(); ++i )
    ring.push_back( { line->getX( i ), line->getY( i ) } );
  return ring;
}

} // namespace

std::unique_ptr<OGRPolygon> ogrPolygon( const MapPolygon &polygon )
{
  auto result = std::make_unique<OGRPolygon>();
  for ( const Ring &ring : polygon )
  {
    auto line = std::make_unique<OGRLinearRing>();
    line->setNumPoints( static_cast<int>( ring.size() ) );
    for ( std::size_t i = 0; i < ring.size(); ++i )
      line->setPoint( static_cast<int>( i ), ring[i][0], ring[i][1] );
    result->addRingDirectly( line.release() );
  }
  return result;
}

MapPolygon ringsOf( const OGRCurvePolygon &polygon )
{
  MapPolygon rings{ straightRing( polygon.getExteriorRingCurve() ) };
  for ( int i = 0; i < polygon.getNumInteriorRings(); ++i )
    rings.push_back( straightRing( polygon.getInteriorRingCurve( i ) ) );
  return rings;
}

void forEachPolygon( const OGRGeometry &geometry, const std::function<void( const OGRCurvePolygon & )> &work )
{
  const OGRwkbGeometryType type = wkbFlatten( geometry.getGeometryType() );
  if ( geometry.IsEmpty() )
    return;
  if ( OGR_GT_IsSubClassOf( type, wkbCurvePolygon ) )
    work( *geometry.toCurvePolygon() );
  else if ( OGR_GT_IsSubClassOf( type, wkbGeometryCollection ) )
    for ( const OGRGeometry *part : *geometry.toGeometryCollection() )
      forEachPolygon( *part, work );
  else if ( OGR_GT_IsSubClassOf( type, wkbPolyhedralSurface ) )
    for ( const OGRPolygon *face : *geometry.toPolyhedralSurface() )
      work( *face );
}

std::vector<MapPolygon> polygonsIn( const OGRGeometry &geometry )
{
  std::vector<MapPolygon> polygons;
  forEachPolygon( geometry, [&]( const OGRCurvePolygon &part ) { polygons.push_back( ringsOf( part ) ); } );
  return polygons;
}

} // namespace calving
