#include "model/icemask/maskgrid.h"

#include <algorithm>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/geometry/defaultcrs.h"
#include "model/geometry/maptransform.h"
#include "model/geometry/snappedgrid.h"
#include "model/raster/gdalraster.h"

namespace calving
{

std::string maskCrs( const IceMaskOptions &options, const GlacierPlane &plane, const Point &place )
{
  if ( plane.isUnknown() )
  {
    if ( !options.crs.empty() || !options.extent.empty() )
      throw Error( "The fronts have no coordinate reference system, so that nothing leads to CRS and EXTENT. "
                   "Assign one to their layer, in QGIS with “Assign projection”." );
    return {};
  }
  std::string crs = options.crs;
  if ( crs.empty() )
  {
    const Point degrees = plane.unproject( Line{ place }, geographicCrs ).front();
    crs = defaultCrs( degrees[0], degrees[1] );
  }
  const OGRSpatialReference system = spatialReference( crs );
  if ( !system.IsProjected() || std::abs( system.GetLinearUnits() - 1 ) > 1e-9 )
    throw Error( "CRS, " + std::string( system.GetName() ) +
                 ", is not in metres. Choose a projected one, such as EPSG:3413 or EPSG:3031." );
  return wellKnownText( system );
}

RasterGrid maskGrid( const IceMaskOptions &options, const std::string &crs, const std::vector<Line> &fronts )
{
  std::vector<Point> points;
  for ( const Line &front : fronts )
    points.insert( points.end(), front.begin(), front.end() );
  Extent extent = extentOf( points );
  if ( options.extent.empty() )
  {
    constexpr double around = 0.25;
    constexpr double leastPixels = 10;
    const double margin =
        std::max( around * std::max( extent.right - extent.left, extent.top - extent.bottom ),
                  leastPixels * options.resolution );
    extent = { extent.left - margin, extent.right + margin, extent.bottom - margin, extent.top + margin };
  }
  else
  {
    const Extent chosen = extentOf( MapTransform( geographicCrs, crs ).applied( options.extent ) );
    if ( chosen.left > extent.right || chosen.right < extent.left || chosen.bottom > extent.top ||
         chosen.top < extent.bottom )
      throw Error( "EXTENT lies elsewhere than the fronts. Choose one round them, or leave it empty." );
    extent = chosen;
  }
  return snappedGrid( extent, crs, options.resolution );
}

void requireSensibleSize( const RasterGrid &grid, std::size_t fjords, std::size_t times )
{
  const double pixels = static_cast<double>( grid.width ) * grid.height;
  constexpr double mostPixels = 3e7; // some 50 bytes each
  constexpr double bytes = 9;
  constexpr double mostBytes = 1e13;
  if ( pixels * static_cast<double>( fjords ) <= mostPixels &&
       pixels * bytes * static_cast<double>( times ) <= mostBytes )
    return;
  throw Error( "The masks would have " + std::to_string( grid.width ) + " x " +
               std::to_string( grid.height ) + " pixels for " + std::to_string( fjords ) +
               ( fjords == 1 ? " glacier" : " glaciers" ) + " at " + std::to_string( times ) + " times, " +
               numberText( pixels * bytes * static_cast<double>( times ) / 1e9, Decimals{ 1 } ) +
               " GB before they are compressed; 30 million pixels for one glacier are the most. Choose a "
               "coarser RESOLUTION, a smaller EXTENT, fewer times or one glacier at a time." );
}

} // namespace calving
