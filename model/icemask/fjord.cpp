#include "model/icemask/fjord.h"

#include <algorithm>
#include <cmath>

#include <ogr_geometry.h>

#include "model/change/boxfaces.h"
#include "model/change/centreline.h"
#include "model/change/frontshape.h"
#include "model/error.h"
#include "model/geometry/ogrpolygon.h"
#include "model/icemask/walls.h"

namespace calving
{

namespace
{

//! Pixels beyond the map to which a fjord goes on, and by which the wider one is wider.
constexpr double beyond = 4;
constexpr double wider = 2;

//! Pieces of the fronts, 10,000 or some more.
std::vector<FrontSample> piecesOf( const std::vector<Line> &fronts )
{
  double metres = 0;
  for ( const Line &front : fronts )
    metres += lengthOf( front );
  constexpr double many = 10000;
  return sampled( fronts, metres / many );
}

//! The rectangle along the flow round \a grid and \a fronts.
Reach frameOf( const RasterGrid &grid, const std::vector<Line> &fronts, const FlowAxes &axes )
{
  std::vector<Line> all = fronts;
  all.push_back( { grid.toMap( 0, 0 ), grid.toMap( grid.width, 0 ), grid.toMap( grid.width, grid.height ),
                   grid.toMap( 0, grid.height ) } );
  Reach reach = axes.reachOf( all );
  const double margin = beyond * grid.transform[1];
  return { reach.back - margin, reach.front + margin, reach.right - margin, reach.left + margin };
}

MapPolygon rectangleOf( const FlowAxes &axes, const Reach &reach )
{
  return rectangle( axes.flow(), reach.back, reach.front, reach.right, reach.left ).outline;
}

std::vector<MapPolygon> intersection( const OGRGeometry &a, const MapPolygon &b )
{
  const std::unique_ptr<OGRGeometry> common( a.Intersection( ogrPolygon( b ).get() ) );
  if ( !common )
    throw Error(
        "The walls cannot be cut with the map (GEOS failed). Check them with QGIS's “Check validity”." );
  return polygonsIn( *common );
}

//! Whether \a fjord reaches the side of \a frame at \a across along most of the way that fronts take.
bool isOpen( const MapPolygon &fjord, const FlowAxes &axes, const Reach &fronts, double across )
{
  constexpr int steps = 50;
  int inside = 0;
  for ( int i = 0; i < steps; ++i )
    inside += contains(
        fjord, axes.place( fronts.back + ( i + 0.5 ) / steps * ( fronts.front - fronts.back ), across ) );
  return 2 * inside > steps;
}

//! \a fjord no wider than \a fronts reach on sides where it goes on to that of \a frame.
std::vector<MapPolygon> closedAtSides( const MapPolygon &fjord, const FlowAxes &axes, const Reach &frame,
                                       const Reach &fronts )
{
  constexpr double inwards = 0.001;
  Reach limits = frame;
  if ( isOpen( fjord, axes, fronts, frame.right + inwards ) )
    limits.right = fronts.right;
  if ( isOpen( fjord, axes, fronts, frame.left - inwards ) )
    limits.left = fronts.left;
  return intersection( *ogrPolygon( fjord ), rectangleOf( axes, limits ) );
}

//! The parts between \a walls in which fronts are, of which \a pieces are given. Ends beyond a wall are none.
std::vector<MapPolygon> partsWithFronts( const MapPolygon &frame, const std::vector<Line> &walls,
                                         const std::vector<FrontSample> &pieces )
{
  const BoxFaces net( { frame, {}, {} }, walls );
  std::vector<double> shares;
  for ( const BoxFaces::Face &face : net.faces() )
    shares.push_back( shareInside( face.polygon, pieces ) );
  constexpr double least = 0.2;
  const double most = *std::max_element( shares.begin(), shares.end() );
  std::vector<MapPolygon> parts;
  for ( std::size_t i = 0; i < shares.size(); ++i )
    if ( shares[i] > 0 && shares[i] >= least * most )
      parts.push_back( net.faces()[i].polygon );
  return parts;
}

bool areNear( const std::vector<Line> &walls, const MapPolygon &frame )
{
  return std::any_of( walls.begin(), walls.end(),
                      [&]( const Line &wall )
                      {
                        return std::any_of( wall.begin(), wall.end(),
                                            [&]( const Point &point )
                                            { return contains( frame, point ); } ) ||
                               firstCrossing( wall, { frame.front() } );
                      } );
}

//! The ends of a fjord: those of \a frame, and its sides before and behind all fronts, by which a bent fjord
//! may leave it.
void setEnds( const FlowAxes &axes, const Reach &frame, const Reach &fronts, MeasuringBox &box )
{
  const auto edge = [&]( double from, double to, double across ) {
    return Segment{ axes.place( from, across ), axes.place( to, across ) };
  };
  box.upstream = { { axes.place( frame.back, frame.left ), axes.place( frame.back, frame.right ) },
                   edge( frame.back, fronts.back, frame.right ),
                   edge( frame.back, fronts.back, frame.left ) };
  box.ocean = { { axes.place( frame.front, frame.right ), axes.place( frame.front, frame.left ) },
                edge( fronts.front, frame.front, frame.right ),
                edge( fronts.front, frame.front, frame.left ) };
}

std::vector<Fjord> widened( const MapPolygon &inside, const FlowAxes &axes, const Reach &frame,
                            const Reach &fronts, double pixel )
{
  const std::unique_ptr<OGRGeometry> grown( ogrPolygon( inside )->Buffer( wider * pixel ) );
  if ( !grown )
    throw Error( "The walls cannot be drawn out (GEOS failed). Check them with QGIS's “Check validity”." );
  std::vector<Fjord> fjords;
  const Ring outline = rectangleOf( axes, frame ).front();
  for ( MapPolygon &part : intersection( *grown, { outline } ) )
  {
    Fjord fjord{ inside, { std::move( part ), {}, {}, 0 }, wider * pixel, {} };
    setEnds( axes, frame, fronts, fjord.wider );
    fjord.wider.width = areaOf( inside ) / ( frame.front - frame.back );
    for ( std::size_t i = 1; i < outline.size(); ++i )
      fjord.frame.push_back( { outline[i - 1], outline[i] } );
    fjords.push_back( std::move( fjord ) );
  }
  return fjords;
}

} // namespace

std::vector<Fjord> fjordsOf( const std::vector<Line> &fronts, const FlowAxes &axes,
                             const std::vector<Line> &walls, const RasterGrid &grid )
{
  const double pixel = grid.transform[1];
  const Reach frame = frameOf( grid, fronts, axes );
  const Reach reach = axes.reachOf( fronts );
  const MapPolygon surroundings = rectangleOf( axes, frame );
  std::vector<MapPolygon> parts{ surroundings };
  if ( !walls.empty() )
  {
    const std::vector<FrontSample> pieces = piecesOf( fronts );
    const double farther = ( beyond + 1 ) * pixel;
    const std::vector<Line> whole =
        wallsAlong( walls, pieces, axes, frame.back - farther, frame.front + farther, pixel );
    if ( !areNear( walls, surroundings ) )
      throw Error( "The walls lie elsewhere than the fronts. Check the coordinate reference systems of both "
                   "layers, or leave WALLS empty." );
    parts = partsWithFronts( surroundings, whole, pieces );
  }
  std::vector<Fjord> fjords;
  for ( const MapPolygon &part : parts )
    for ( const MapPolygon &inside : closedAtSides( part, axes, frame, reach ) )
      for ( Fjord &fjord : widened( inside, axes, frame, reach, pixel ) )
        fjords.push_back( std::move( fjord ) );
  return fjords;
}

} // namespace calving
