#include "model/dataset/addedscene.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

//! The area's rectangle in pixels of a raster: x, y, width, height.
std::array<double, 4> areaWindow( const GlacierArea &area, const RasterGrid &grid )
{
  const MapExtent extent = placedArea( area, grid ).extent;
  const std::array<double, 2> a = grid.toPixel( extent.left, extent.top );
  const std::array<double, 2> b = grid.toPixel( extent.right, extent.bottom );
  // Adding 0 turns -0 into 0.
  return { std::round( std::min( a[0], b[0] ) ) + 0.0, std::round( std::min( a[1], b[1] ) ) + 0.0,
           std::round( std::abs( b[0] - a[0] ) ), std::round( std::abs( b[1] - a[1] ) ) };
}

} // namespace

std::string freeName( const AddedScene &scene, const std::function<bool( const std::string &name )> &isTaken )
{
  const std::string date = scene.raster->date.empty() ? "undated" : scene.raster->date;
  const std::string base = glacierToken( scene.raster->sensor ) + '_' + scene.glacier->token + '_' + date;
  std::string name = base;
  for ( int number = 2; isTaken( name ); ++number )
    name = base + '_' + std::to_string( number );
  return name;
}

DatasetRow describeScene( const AddedScene &scene, const ValueScaling &scaling )
{
  DatasetRow row;
  const RasterGrid &grid = scene.glacier->grid;
  row.glacier = scene.glacier->area->name;
  row.date = scene.raster->date;
  row.sensor = scene.raster->sensor;
  row.validates = scene.part == SplitPart::Validation;
  row.width = grid.width;
  row.height = grid.height;
  row.pixelSizeMetres = grid.pixelSizeMetres();
  row.crs = crsCode( grid.crs );
  row.transform = grid.transform;
  row.scaling = scaling.description;
  if ( scaling.decibels )
  {
    row.dbMin = scaling.low;
    row.dbMax = scaling.high;
  }
  row.source = scene.raster->file;
  row.sourceWindow = areaWindow( *scene.glacier->area, scene.raster->grid );
  row.optical = scene.optical->file;
  row.opticalSource = scene.optical->source;
  row.opticalDate = scene.optical->date;
  row.cloudShare = scene.optical->cloudShare;
  return row;
}

} // namespace calving
