#include <algorithm>
#include <cmath>

#include "model/check/edgedistance.h"
#include "model/error.h"
#include "model/geometry/distancemap.h"
#include "model/geometry/gridoutline.h"
#include "model/scene/scenename.h"

namespace calving
{

namespace
{

//! Pixels round a front in which edges are looked for, and within which it touches one.
constexpr int reachPixels = 25;
constexpr int touchingPixels = 2;

//! \a window and a pixel more on each side: 1 where the scene has no data, or has ended.
std::vector<std::uint8_t> holesIn( const RasterReader &scene, const Window &window )
{
  const int width = window.width + 2;
  std::vector<std::uint8_t> holes( static_cast<std::size_t>( width ) * ( window.height + 2 ) );
  const std::vector<std::uint8_t> data = scene.readMask( 1, window );
  for ( int row = -1; row <= window.height; ++row )
    for ( int column = -1; column <= window.width; ++column )
    {
      const int x = window.x + column;
      const int y = window.y + row;
      const bool isInWindow = row >= 0 && column >= 0 && row < window.height && column < window.width;
      const bool isHole =
          x < 0 || y < 0 || x >= scene.width() || y >= scene.height() ||
          ( isInWindow && data[static_cast<std::size_t>( row ) * window.width + column] == 0 );
      holes[static_cast<std::size_t>( row + 1 ) * width + column + 1] = isHole;
    }
  return holes;
}

//! Points along \a parts, so dense that no pixel of \a side metres between two is missed.
Line pointsAlong( const std::vector<Line> &parts, double side )
{
  Line points;
  for ( const FrontSample &sample : sampled( parts, side ) )
    points.push_back( sample.point );
  for ( const Line &part : parts )
  {
    points.push_back( part.front() );
    points.push_back( part.back() );
  }
  return points;
}

//! The least distance from \a points (map coordinates of \a scene) to a hole.
double distanceTo( const RasterReader &scene, const Line &points )
{
  const RasterGrid &grid = scene.grid();
  const Window window = windowAround( points, grid, reachPixels );
  if ( window.width <= 0 || window.height <= 0 )
    return 0;
  const int width = window.width + 2;
  const std::array<double, 2> side = grid.pixelSizeMetres();
  const std::vector<float> distances =
      distanceMap( holesIn( scene, window ), width, window.height + 2, side );
  double least = reachPixels * std::max( side[0], side[1] );
  for ( const Point &point : points )
  {
    const auto [column, row] = grid.toPixel( point[0], point[1] );
    const int x = static_cast<int>( std::floor( column ) ) - window.x + 1;
    const int y = static_cast<int>( std::floor( row ) ) - window.y + 1;
    const bool isThere = x >= 0 && y >= 0 && x < width && y < window.height + 2;
    least = std::min<double>( least, isThere ? distances[static_cast<std::size_t>( y ) * width + x] : 0 );
  }
  return least;
}

//! Throws where nobody can tell how fronts on \a plane lie on \a scene.
void requirePlaced( const RasterReader &scene, const GlacierPlane &plane )
{
  if ( !scene.grid().hasTransform || ( scene.grid().crs.empty() && !plane.isUnknown() ) )
    throw Error(
        "The scene " + scene.path() +
        " does not say where it lies, so that fronts cannot be held against its edges. Georeference it, "
        "or leave it out of RASTERS." );
}

bool isOf( const SeriesFront &front, const SceneFacts &scene )
{
  if ( !front.imageId.empty() )
    return front.imageId == scene.imageId;
  return front.moment && front.moment->date() == scene.date;
}

} // namespace

std::vector<EdgeDistance> sceneDistances( const CheckInput &input, const GlacierSeries &series,
                                          const Feedback &feedback )
{
  std::vector<EdgeDistance> distances( series.fronts.size() );
  for ( const RasterInput &raster : input.scenes )
  {
    feedback.check();
    const RasterReader scene( raster );
    const SceneFacts facts = sceneFacts( raster.path, scene.metadata(), scene.bandName( 1 ) );
    const std::array<double, 2> side = scene.grid().pixelSizeMetres();
    for ( std::size_t i = 0; i < series.fronts.size(); ++i )
    {
      if ( !isOf( series.fronts[i], facts ) )
        continue;
      requirePlaced( scene, *series.plane );
      const Line points = pointsAlong( series.fronts[i].parts, std::min( side[0], side[1] ) );
      const double metres = distanceTo( scene, series.plane->unproject( points, scene.grid().crs ) );
      if ( !( distances[i].metres >= metres ) )
        distances[i] = { metres, touchingPixels * std::max( side[0], side[1] ) };
    }
  }
  return distances;
}

} // namespace calving
