#include "model/change/boxcut.h"

#include <algorithm>
#include <cmath>

#include "model/change/boxfaces.h"
#include "model/change/frontshape.h"
#include "model/error.h"
#include "model/geometry/ogrpolygon.h"

namespace calving
{

namespace
{

//! Square metres under which a polygon is rounding.
constexpr double crumb = 1;

//! An end of a part of a front inside the box.
struct LooseEnd
{
  Point point;
  std::size_t part = 0;
};

//! A straight line that joins one loose end with a side of the box, or with another.
struct Link
{
  double metres = 0;
  Line line;
  std::size_t from = 0;
  std::size_t to = 0;
};

//! The edges of the box along the glacier, and those of its holes.
std::vector<Segment> sidesOf( const MeasuringBox &box )
{
  std::vector<Segment> sides;
  for ( const Ring &ring : box.outline )
    for ( std::size_t i = 1; i < ring.size(); ++i )
    {
      const Point middle = middleOf( ring[i - 1], ring[i] );
      if ( !liesOn( box.upstream, middle ) && !liesOn( box.ocean, middle ) )
        sides.push_back( { ring[i - 1], ring[i] } );
    }
  return sides;
}

std::vector<LooseEnd> looseEnds( const MeasuringBox &box, const std::vector<Line> &parts )
{
  std::vector<LooseEnd> ends;
  for ( std::size_t part = 0; part < parts.size(); ++part )
    if ( parts[part].front() != parts[part].back() )
      for ( const Point &end : { parts[part].front(), parts[part].back() } )
        if ( contains( box.outline, end ) )
          ends.push_back( { end, part } );
  return ends;
}

//! \a from drawn out beyond \a to by a centimetre, so that rounding leaves no gap.
Line reaching( const Point &from, const Point &to )
{
  constexpr double beyond = 0.01;
  const double length = distance( from, to );
  const double scale = length > 0 ? ( length + beyond ) / length : 1;
  return { from, { from[0] + scale * ( to[0] - from[0] ), from[1] + scale * ( to[1] - from[1] ) } };
}

//! All ways to join \a ends, the shortest first.
std::vector<Link> possibleLinks( const MeasuringBox &box, const std::vector<LooseEnd> &ends )
{
  std::vector<Link> links;
  const std::vector<Segment> sides = sidesOf( box );
  for ( std::size_t i = 0; i < ends.size(); ++i )
  {
    if ( !sides.empty() )
    {
      const NearestSegment::Hit side = NearestSegment( sides ).find( ends[i].point );
      links.push_back( { side.distance, reaching( ends[i].point, side.point ), i, i } );
    }
    for ( std::size_t j = i + 1; j < ends.size(); ++j )
      if ( ends[i].part != ends[j].part )
        links.push_back(
            { distance( ends[i].point, ends[j].point ), { ends[i].point, ends[j].point }, i, j } );
  }
  std::sort( links.begin(), links.end(), []( const Link &a, const Link &b ) { return a.metres < b.metres; } );
  return links;
}

//! The lines that close the gaps of a front; \a metres: their length in all.
std::vector<Line> closures( const MeasuringBox &box, const std::vector<Line> &parts, double longestGap,
                            double &metres )
{
  const std::vector<LooseEnd> ends = looseEnds( box, parts );
  std::vector<bool> isJoined( ends.size(), false );
  std::vector<Line> lines;
  for ( const Link &link : possibleLinks( box, ends ) )
    if ( link.metres <= longestGap && !isJoined[link.from] && !isJoined[link.to] )
    {
      isJoined[link.from] = isJoined[link.to] = true;
      metres += link.metres;
      lines.push_back( link.line );
    }
  return lines;
}

//! Whether some face has an edge upstream, and some one towards the ocean; a box whose end lies inside it, as
//! where a centreline comes back to its start, has none there.
bool hasBothEnds( const BoxFaces &net )
{
  return net.faces()[net.upstreamFace()].upstreamEdge > 0 && net.faces()[net.oceanFace()].oceanEdge > 0;
}

bool isParted( const BoxFaces &net )
{
  return net.faces().size() > 1 && hasBothEnds( net ) && net.oceanFace() != net.upstreamFace();
}

//! Which faces are ice.
std::vector<bool> iceOf( const BoxFaces &net, bool &isAmbiguous )
{
  const std::vector<int> fromIce = net.crossingsFrom( net.upstreamFace() );
  const std::vector<int> fromOcean = net.crossingsFrom( net.oceanFace() );
  std::vector<bool> isIce;
  for ( std::size_t i = 0; i < fromIce.size(); ++i )
  {
    const bool evenFromIce = fromIce[i] >= 0 && fromIce[i] % 2 == 0;
    const bool evenFromOcean = fromOcean[i] >= 0 && fromOcean[i] % 2 == 0;
    if ( evenFromIce != evenFromOcean )
    {
      isIce.push_back( evenFromIce );
      continue;
    }
    // An even number of crossings between the two sides: what is nearer decides.
    isAmbiguous = true;
    isIce.push_back( fromIce[i] < fromOcean[i] ? evenFromIce : fromOcean[i] < fromIce[i] && !evenFromOcean );
  }
  return isIce;
}

//! Islands become what surrounds them.
std::vector<bool> withoutIslands( const BoxFaces &net, const std::vector<bool> &isIce )
{
  std::vector<bool> result = isIce;
  for ( std::size_t i = 0; i < isIce.size(); ++i )
  {
    const BoxFaces::Face &face = net.faces()[i];
    const bool isIsland =
        !face.touchesBox && !face.neighbours.empty() &&
        std::all_of( face.neighbours.begin(), face.neighbours.end(),
                     [&]( int neighbour ) { return isIce[neighbour] == isIce[face.neighbours.front()]; } );
    if ( isIsland )
      result[i] = isIce[face.neighbours.front()];
  }
  return result;
}

//! Why \a parts do not cut \a box in two.
std::string reasonOf( const BoxFaces &net, const std::vector<Line> &parts, const MeasuringBox &box )
{
  const bool isInside = std::any_of( parts.begin(), parts.end(),
                                     [&box]( const Line &part )
                                     {
                                       return std::any_of( part.begin(), part.end(),
                                                           [&box]( const Point &point )
                                                           { return contains( box.outline, point ); } );
                                     } );
  if ( net.faces().size() < 2 && !isInside )
    return "does not meet the box";
  if ( !net.faces().empty() && !hasBothEnds( net ) )
    return "meets a box without an edge upstream or without one towards the ocean";
  return net.faces().size() < 2 ? "ends in the box, too far from its sides"
                                : "does not part the upstream side of the box from that of the ocean";
}

std::unique_ptr<OGRMultiPolygon> ogrPolygons( const std::vector<MapPolygon> &polygons )
{
  auto all = std::make_unique<OGRMultiPolygon>();
  for ( const MapPolygon &polygon : polygons )
    all->addGeometryDirectly( ogrPolygon( polygon ).release() );
  return all;
}

std::vector<MapPolygon> withoutCrumbs( const std::unique_ptr<OGRGeometry> &geometry )
{
  if ( !geometry )
    throw Error( "The pieces of a box cannot be joined (GEOS failed). Check the box and the centreline "
                 "with QGIS's “Check validity”." );
  std::vector<MapPolygon> polygons = polygonsIn( *geometry );
  polygons.erase( std::remove_if( polygons.begin(), polygons.end(),
                                  []( const MapPolygon &polygon ) { return areaOf( polygon ) < crumb; } ),
                  polygons.end() );
  return polygons;
}

} // namespace

BoxCut cutBox( const MeasuringBox &box, const std::vector<Line> &parts, double longestGap )
{
  BoxCut cut;
  cut.lines = parts;
  BoxFaces net( box, parts );
  if ( !isParted( net ) )
  {
    for ( const Line &line : closures( box, parts, longestGap, cut.closedMetres ) )
      cut.lines.push_back( line );
    if ( cut.lines.size() > parts.size() )
      net = BoxFaces( box, cut.lines );
  }
  if ( !isParted( net ) )
  {
    cut.reason = reasonOf( net, parts, box );
    return cut;
  }
  cut.succeeded = true;
  cut.parts = static_cast<int>( net.faces().size() );
  const std::vector<bool> isIce = withoutIslands( net, iceOf( net, cut.isAmbiguous ) );
  for ( std::size_t i = 0; i < isIce.size(); ++i )
    ( isIce[i] ? cut.ice : cut.ocean ).push_back( net.faces()[i].polygon );
  return cut;
}

std::vector<MapPolygon> unionOf( const std::vector<MapPolygon> &polygons )
{
  return polygons.empty()
             ? polygons
             : withoutCrumbs( std::unique_ptr<OGRGeometry>( ogrPolygons( polygons )->UnionCascaded() ) );
}

BoxDifference differenceOf( const MeasuringBox &box, const BoxCut &before, const BoxCut &after )
{
  std::vector<Line> lines = before.lines;
  lines.insert( lines.end(), after.lines.begin(), after.lines.end() );
  const auto isIn = []( const std::vector<MapPolygon> &ice, const Point &point )
  {
    return std::any_of( ice.begin(), ice.end(),
                        [&point]( const MapPolygon &polygon ) { return contains( polygon, point ); } );
  };
  BoxDifference difference;
  const BoxFaces net( box, lines );
  for ( const BoxFaces::Face &face : net.faces() )
  {
    const bool wasIce = isIn( before.ice, face.inside );
    if ( wasIce == isIn( after.ice, face.inside ) || areaOf( face.polygon ) < crumb )
      continue;
    ( wasIce ? difference.lost : difference.gained ).push_back( face.polygon );
  }
  return difference;
}

} // namespace calving
