#include "model/change/boxfaces.h"

#include <algorithm>
#include <cmath>
#include <queue>

#include <ogr_api.h>

#include "model/change/frontshape.h"
#include "model/error.h"
#include "model/geometry/ogrpolygon.h"

namespace calving
{

namespace
{

void addLine( OGRMultiLineString &lines, const Line &points )
{
  auto line = std::make_unique<OGRLineString>();
  line->setNumPoints( static_cast<int>( points.size() ) );
  for ( std::size_t i = 0; i < points.size(); ++i )
    line->setPoint( static_cast<int>( i ), points[i][0], points[i][1] );
  lines.addGeometryDirectly( line.release() );
}

//! The faces between \a lines and the outline of \a box, wherever they lie.
std::unique_ptr<OGRGeometry> facesOf( const MapPolygon &box, const std::vector<Line> &lines )
{
  OGRMultiLineString rings;
  for ( const Ring &ring : box )
    addLine( rings, ring );
  OGRMultiLineString fronts;
  for ( const Line &line : lines )
    addLine( fronts, line );
  // The union puts a corner wherever lines meet, which the faces need.
  const std::unique_ptr<OGRGeometry> net( rings.Union( &fronts ) );
  std::unique_ptr<OGRGeometry> faces( net ? net->Polygonize() : nullptr );
  if ( !faces )
    throw Error( "The box and the fronts cannot be cut with each other (GEOS failed). Check the box and the "
                 "fronts with QGIS's “Check validity”." );
  return faces;
}

//! The method of the class fails in GDAL 3.6, the function does not.
std::unique_ptr<OGRGeometry> somePointIn( const OGRGeometry &face )
{
  OGRGeometryH point = OGR_G_PointOnSurface( OGRGeometry::ToHandle( const_cast<OGRGeometry *>( &face ) ) );
  return std::unique_ptr<OGRGeometry>( OGRGeometry::FromHandle( point ) );
}

int mostOf( const std::vector<BoxFaces::Face> &faces, double BoxFaces::Face::*edge )
{
  return static_cast<int>( std::max_element( faces.begin(), faces.end(),
                                             [edge]( const BoxFaces::Face &a, const BoxFaces::Face &b )
                                             { return a.*edge < b.*edge; } ) -
                           faces.begin() );
}

} // namespace

BoxFaces::BoxFaces( const MeasuringBox &box, const std::vector<Line> &lines )
{
  const std::unique_ptr<OGRGeometry> all = facesOf( box.outline, lines );
  forEachPolygon( *all,
                  [&]( const OGRCurvePolygon &face )
                  {
                    const std::unique_ptr<OGRGeometry> some = somePointIn( face );
                    if ( !some )
                      return;
                    const Point inside{ some->toPoint()->getX(), some->toPoint()->getY() };
                    if ( contains( box.outline, inside ) )
                      addFace( ringsOf( face ), inside );
                  } );
  connect( box );
}

void BoxFaces::addFace( MapPolygon polygon, const Point &inside )
{
  const int number = static_cast<int>( mFaces.size() );
  for ( const Ring &ring : polygon )
    for ( std::size_t i = 1; i < ring.size(); ++i )
      mEdges[std::minmax( ring[i - 1], ring[i] )].push_back( number );
  mFaces.push_back( { std::move( polygon ), inside, {}, false, 0, 0 } );
}

void BoxFaces::connect( const MeasuringBox &box )
{
  for ( const auto &[edge, sides] : mEdges )
  {
    if ( sides.size() == 2 )
    {
      mFaces[sides[0]].neighbours.push_back( sides[1] );
      mFaces[sides[1]].neighbours.push_back( sides[0] );
      continue;
    }
    Face &face = mFaces[sides.front()];
    const Point middle = middleOf( edge.first, edge.second );
    face.touchesBox = true;
    if ( liesOn( box.ocean, middle ) )
      face.oceanEdge += distance( edge.first, edge.second );
    else if ( liesOn( box.upstream, middle ) )
      face.upstreamEdge += distance( edge.first, edge.second );
  }
}

int BoxFaces::oceanFace() const
{
  return mostOf( mFaces, &Face::oceanEdge );
}

int BoxFaces::upstreamFace() const
{
  return mostOf( mFaces, &Face::upstreamEdge );
}

std::vector<int> BoxFaces::crossingsFrom( int start ) const
{
  std::vector<int> crossings( mFaces.size(), -1 );
  crossings[start] = 0;
  std::queue<int> reached;
  for ( reached.push( start ); !reached.empty(); reached.pop() )
    for ( int neighbour : mFaces[reached.front()].neighbours )
      if ( crossings[neighbour] < 0 )
      {
        crossings[neighbour] = crossings[reached.front()] + 1;
        reached.push( neighbour );
      }
  return crossings;
}

} // namespace calving
