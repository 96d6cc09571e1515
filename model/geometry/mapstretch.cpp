#include "model/geometry/mapstretch.h"

#include <cmath>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/geometry/maptransform.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

constexpr const char *geocentricCrs = "EPSG:4978";

//! Coordinates in space of places on the map \a crs; empty for maps of other planets than this.
std::vector<std::array<double, 3>> inSpace( const std::string &crs, std::vector<double> x,
                                            std::vector<double> y )
{
  std::vector<double> z( x.size(), 0.0 );
  try
  {
    MapTransform( crs, geocentricCrs ).apply( x, y, z );
  }
  catch ( const Error & )
  {
    return {};
  }
  std::vector<std::array<double, 3>> result;
  for ( std::size_t i = 0; i < x.size(); ++i )
    result.push_back( { x[i], y[i], z[i] } );
  return result;
}

double distance( const std::array<double, 3> &a, const std::array<double, 3> &b )
{
  return std::hypot( a[0] - b[0], a[1] - b[1], a[2] - b[2] );
}

} // namespace

double mapStretch( const std::string &crs, const std::array<double, 2> &place )
{
  const OGRSpatialReference map = spatialReference( crs );
  if ( !map.IsProjected() )
    return 1;
  // A short way across the place, in both directions: cylindrical maps may stretch them differently. In
  // space, neither a pole nor the longitude of 180 degrees is special.
  constexpr double metres = 100;
  const double half = metres / 2 / map.GetLinearUnits();
  const std::vector<std::array<double, 3>> ends =
      inSpace( crs, { place[0] - half, place[0] + half, place[0], place[0] },
               { place[1], place[1], place[1] - half, place[1] + half } );
  if ( ends.empty() )
    return 1;
  const double across = distance( ends[0], ends[1] );
  const double along = distance( ends[2], ends[3] );
  const auto distortion = []( double stretch ) { return std::abs( std::log( stretch ) ); };
  const double stretch =
      distortion( metres / across ) > distortion( metres / along ) ? metres / across : metres / along;
  return std::isfinite( stretch ) ? stretch : 1;
}

bool isStretched( double mapStretch )
{
  constexpr double tolerated = 0.05;
  return std::abs( mapStretch - 1 ) >= tolerated;
}

double mapStretch( const RasterGrid &grid )
{
  return mapStretch( grid.crs, grid.toMap( grid.width / 2.0, grid.height / 2.0 ) );
}

std::string stretchWarning( const RasterGrid &grid, const std::string &path )
{
  const double stretch = mapStretch( grid );
  if ( !isStretched( stretch ) )
    return {};
  return "Lengths on the map of " + path + " are " + numberText( stretch, 3 ) +
         " times those on the ground there, and all metres (pixel size, lengths of fronts, the shortest "
         "front) are the "
         "map's. Reproject the raster first, for instance to UTM, EPSG:3413 (north) or EPSG:3031 (south).";
}

} // namespace calving
