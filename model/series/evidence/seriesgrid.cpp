#include "model/series/evidence/seriesgrid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/geometry/defaultcrs.h"
#include "model/geometry/gridoutline.h"
#include "model/sar/terrain/outputgrid.h"
#include "model/scene/preparedscene.h"

namespace calving
{

namespace
{

//! Left, bottom, right, top.
using Box = std::array<double, 4>;

double median( std::vector<double> values )
{
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>( values.size() / 2 );
  std::nth_element( values.begin(), middle, values.end() );
  return *middle;
}

Box boxAround( const std::vector<std::array<double, 2>> &points )
{
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Box box{ infinity, infinity, -infinity, -infinity };
  for ( const auto &[x, y] : points )
    box = { std::min( box[0], x ), std::min( box[1], y ), std::max( box[2], x ), std::max( box[3], y ) };
  return box;
}

bool overlap( const Box &a, const Box &b )
{
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

//! The coordinate reference system of most scenes; of equally many, that of the first.
std::string commonCrs( const std::vector<SceneFootprint> &scenes )
{
  std::map<std::string, int> counts;
  for ( const SceneFootprint &scene : scenes )
    ++counts[scene.network.crs];
  const auto best = std::max_element( scenes.begin(), scenes.end(),
                                      [&]( const SceneFootprint &a, const SceneFootprint &b )
                                      { return counts[a.network.crs] < counts[b.network.crs]; } );
  return best->network.crs;
}

Box areaBox( const DrawnPolygons &area, const RasterGrid &map )
{
  std::vector<std::array<double, 2>> corners;
  for ( const MapPolygon &polygon : polygonsOn( area, map ) )
    for ( const Ring &ring : polygon )
      corners.insert( corners.end(), ring.begin(), ring.end() );
  return boxAround( corners );
}

} // namespace

SceneFootprint footprintOf( const SceneGrid &place, double pixelMetres, bool resample )
{
  PreparedScene prepared;
  prepared.size = { place.grid.width, place.grid.height, false, place.pixelSizeMetres };
  if ( resample )
    prepared.size = workingSize( place, pixelMetres );
  return { place, prepared.gridOf( place.grid ) };
}

SceneFootprint boundless( const DrawnPolygons &area, const std::string &crs, double pixelMetres )
{
  if ( area.isEmpty() )
    throw Error(
        "All scenes are Sentinel-1 products, which show far more than a fjord. Draw the fjord as AREA, "
        "or add a raster that shows it." );
  const std::array<double, 2> place = outlineOf( area ).front();
  SceneFootprint footprint;
  RasterGrid &grid = footprint.network;
  grid.crs = crs.empty() ? defaultCrs( place[0], place[1] ) : crs;
  // Pixels' borders are multiples of their size, as those of all maps of products.
  const double side = pixelMetres > 0 ? pixelMetres : MapOptions().pixelSize;
  constexpr int half = 1 << 22;
  grid.width = grid.height = 2 * half;
  grid.hasTransform = true;
  grid.transform = { -side * half, side, 0, side * half, 0, -side };
  return footprint;
}

SeriesGrid seriesGrid( const std::vector<SceneFootprint> &scenes, const DrawnPolygons &area,
                       double unitMetres )
{
  const std::string crs = commonCrs( scenes );
  const RasterGrid *first = nullptr;
  std::array<std::vector<double>, 2> sides;
  std::array<std::vector<double>, 4> edges;
  for ( const SceneFootprint &scene : scenes )
  {
    const RasterGrid &grid = scene.network;
    if ( grid.crs == crs )
    {
      first = first ? first : &grid;
      sides[0].push_back( std::hypot( grid.transform[1], grid.transform[4] ) );
      sides[1].push_back( std::hypot( grid.transform[2], grid.transform[5] ) );
    }
    const Box box = boxAround( outlineOf( grid, crs ) );
    for ( int edge = 0; edge < 4; ++edge )
      edges[edge].push_back( box[edge] );
  }
  Box box{ median( edges[0] ), median( edges[1] ), median( edges[2] ), median( edges[3] ) };
  SeriesGrid result;
  RasterGrid &grid = result.grid;
  grid.crs = crs;
  grid.hasTransform = true;
  const std::array<double, 2> side{ median( sides[0] ), median( sides[1] ) };
  if ( !area.isEmpty() )
  {
    const Box wanted = areaBox( area, *first );
    const bool reached =
        std::any_of( scenes.begin(), scenes.end(),
                     [&]( const SceneFootprint &scene )
                     { return overlap( wanted, boxAround( outlineOf( scene.network, crs ) ) ); } );
    if ( !reached )
      throw Error( "The area (AREA) lies on none of the scenes. Draw it around the fjord that they show, and "
                   "check the coordinate reference systems of both." );
    box = wanted;
  }
  // On the lines of the first scene.
  constexpr double rounding = 1e-6;
  const std::array<double, 2> origin = first->toMap( 0, 0 );
  const double left = std::floor( ( box[0] - origin[0] ) / side[0] + rounding );
  const double right = std::ceil( ( box[2] - origin[0] ) / side[0] - rounding );
  const double top = std::floor( ( origin[1] - box[3] ) / side[1] + rounding );
  const double bottom = std::ceil( ( origin[1] - box[1] ) / side[1] - rounding );
  constexpr double mostPixels = 1 << 28;
  if ( !( ( right - left ) * ( bottom - top ) <= mostPixels ) )
    throw Error( "The box of the series would have " + numberText( right - left ) + " x " +
                 numberText( bottom - top ) + " pixels. Draw the fjord as AREA." );
  grid.width = std::max( 1, static_cast<int>( right - left ) );
  grid.height = std::max( 1, static_cast<int>( bottom - top ) );
  grid.transform = { origin[0] + left * side[0], side[0], 0, origin[1] - top * side[1], 0, -side[1] };
  result.pixelMetres = seriesPixelMetres( grid, unitMetres );
  return result;
}

std::array<double, 2> seriesPixelMetres( const RasterGrid &grid, double unitMetres )
{
  const std::array<double, 2> sides = grid.pixelSizeMetres();
  return grid.crs.empty() ? std::array<double, 2>{ sides[0] * unitMetres, sides[1] * unitMetres } : sides;
}

bool reaches( const RasterGrid &grid, const std::vector<std::array<double, 2>> &outline )
{
  return overlap( boxAround( outlineOf( grid, {} ) ), boxAround( outline ) );
}

} // namespace calving
