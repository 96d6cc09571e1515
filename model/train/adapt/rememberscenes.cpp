#include "model/train/adapt/rememberscenes.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "model/geometry/maptransform.h"
#include "model/labels/drawnlines.h"
#include "model/train/data/polygonscenes.h"

namespace calving
{

namespace
{

//! The smallest window of \a zones, row by row, that holds all that are available. REQUIRES: there are such.
Window labelledWindow( const std::vector<std::uint8_t> &zones, int width )
{
  int left = width;
  int right = 0;
  int top = std::numeric_limits<int>::max();
  int bottom = 0;
  for ( std::size_t i = 0; i < zones.size(); ++i )
    if ( zones[i] != 0 )
    {
      const int column = static_cast<int>( i % width );
      const int row = static_cast<int>( i / width );
      left = std::min( left, column );
      right = std::max( right, column + 1 );
      top = std::min( top, row );
      bottom = std::max( bottom, row + 1 );
    }
  return { left, top, right - left, bottom - top };
}

RememberedLabel labelOf( PolygonScenes &scenes, int scene, const ZonePolygons &drawn )
{
  const SceneInfo &info = scenes.info( scene );
  const RasterGrid &grid = scenes.grid( scene );
  const Window window = labelledWindow( scenes.readZones( scene, wholeScene( info ) ), info.width );
  RememberedLabel label{ info.name,
                         info.date,
                         window.width,
                         window.height,
                         grid.transform,
                         grid.crs,
                         scenes.readZones( scene, window ),
                         {} };
  const std::array<double, 2> origin = grid.toMap( window.x, window.y );
  label.transform[0] = origin[0];
  label.transform[3] = origin[1];
  RasterGrid place = grid;
  place.width = label.width;
  place.height = label.height;
  place.transform = label.transform;
  label.front = frontOn( place, drawn, info.name );
  return label;
}

//! The corners of \a label as the coordinate reference system \a crs has them.
std::vector<std::array<double, 2>> cornersOf( const RememberedLabel &label, const std::string &crs )
{
  const std::array<double, 6> &t = label.transform;
  std::vector<std::array<double, 2>> corners;
  for ( const double x : { 0, label.width } )
    for ( const double y : { 0, label.height } )
      corners.push_back( { t[0] + x * t[1] + y * t[2], t[3] + x * t[4] + y * t[5] } );
  return label.crs == crs ? corners : MapTransform( label.crs, crs ).applied( corners );
}

} // namespace

GlacierMemory rememberScenes( PolygonScenes &scenes, const ZonePolygons &drawn, const std::string &glacier )
{
  GlacierMemory memory;
  memory.glacier = glacier;
  memory.pixelMetres = scenes.networkPixelMetres();
  for ( int i = 0; i < scenes.count(); ++i )
    memory.labels.push_back( labelOf( scenes, i, drawn ) );
  std::stable_sort( memory.labels.begin(), memory.labels.end(),
                    []( const RememberedLabel &a, const RememberedLabel &b ) { return a.date < b.date; } );
  memory.crs = memory.labels.front().crs;
  constexpr double far = std::numeric_limits<double>::max();
  memory.box = { far, far, -far, -far };
  for ( const RememberedLabel &label : memory.labels )
    for ( const auto &[x, y] : cornersOf( label, memory.crs ) )
      memory.box = { std::min( memory.box[0], x ), std::min( memory.box[1], y ), std::max( memory.box[2], x ),
                     std::max( memory.box[3], y ) };
  return memory;
}

} // namespace calving
