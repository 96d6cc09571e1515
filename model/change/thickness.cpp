#include "model/change/thickness.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "model/base/numbertext.h"
#include "model/change/frontshape.h"
#include "model/error.h"
#include "model/raster/raster.h"

namespace calving
{

namespace
{

//! What of the raster holds \a box; empty where that is nothing.
Window windowOf( const RasterGrid &grid, const MapPolygon &box )
{
  constexpr double margin = 2;
  std::array<double, 2> least{ grid.width + 0.0, grid.height + 0.0 };
  std::array<double, 2> most{ 0, 0 };
  for ( const Point &corner : box.front() )
  {
    const std::array<double, 2> pixel = grid.toPixel( corner[0], corner[1] );
    for ( int axis : { 0, 1 } )
    {
      least[axis] = std::min( least[axis], pixel[axis] - margin );
      most[axis] = std::max( most[axis], pixel[axis] + margin );
    }
  }
  const int x = static_cast<int>( std::max( 0.0, std::floor( least[0] ) ) );
  const int y = static_cast<int>( std::max( 0.0, std::floor( least[1] ) ) );
  return { x, y, static_cast<int>( std::min<double>( grid.width, std::ceil( most[0] ) ) ) - x,
           static_cast<int>( std::min<double>( grid.height, std::ceil( most[1] ) ) ) - y };
}

bool isNear( const MapPolygon &polygon, const Point &point )
{
  double left = std::numeric_limits<double>::infinity();
  double right = -left;
  double bottom = left;
  double top = -left;
  for ( const Point &corner : polygon.front() )
  {
    left = std::min( left, corner[0] );
    right = std::max( right, corner[0] );
    bottom = std::min( bottom, corner[1] );
    top = std::max( top, corner[1] );
  }
  return point[0] >= left && point[0] <= right && point[1] >= bottom && point[1] <= top;
}

Point middleOf( const Ring &ring )
{
  Point sum{ 0, 0 };
  for ( const Point &corner : ring )
    sum = { sum[0] + corner[0] / ring.size(), sum[1] + corner[1] / ring.size() };
  return sum;
}

} // namespace

Thickness::Thickness( const RasterInput &raster, const GlacierPlane &plane, const std::string &fallbackCrs,
                      const MeasuringBox &box )
{
  const RasterReader reader( raster, RasterContent::Heights );
  const RasterGrid &grid = reader.grid();
  const std::string &crs = grid.crs.empty() ? fallbackCrs : grid.crs;
  const Window window = windowOf( grid, plane.unproject( box.outline, crs ) );
  if ( window.width > 0 && window.height > 0 )
  {
    const std::vector<float> values = reader.readBand( 1, window );
    noteRemarks( reader );
    Line places;
    for ( int y = 0; y < window.height; ++y )
      for ( int x = 0; x < window.width; ++x )
        places.push_back( grid.toMap( window.x + x + 0.5, window.y + y + 0.5 ) );
    for ( std::size_t i = 0; i < places.size(); ++i )
      if ( values[i] > 0 )
        mPixels.push_back( { places[i], values[i] } );
  }
  int inside = 0;
  for ( Pixel &pixel : mPixels )
  {
    pixel.place = plane.project( pixel.place, crs, "The thickness " + raster.path );
    if ( contains( box.outline, pixel.place ) )
    {
      mMean += pixel.metres;
      ++inside;
    }
  }
  if ( inside == 0 )
    throw Error(
        "The thickness " + raster.path +
        " shows no ice in the box. Choose a raster of metres of ice that covers it; what is 0 or no data "
        "is none." );
  mMean /= inside;
}

//! What was done to the values, and which of them were taken for none.
void Thickness::noteRemarks( const RasterReader &reader )
{
  if ( const std::string remark = reader.remark(); !remark.empty() )
    mRemarks.push_back( remark );
  if ( const std::optional<double> value = reader.ruledOut() )
    mRemarks.push_back( "The thickness " + reader.path() + " holds " + numberText( *value ) +
                        ", which no ice has: such pixels are taken for no data." );
}

double Thickness::meanIn( const MapPolygon &polygon ) const
{
  double sum = 0;
  int count = 0;
  for ( const Pixel &pixel : mPixels )
    if ( isNear( polygon, pixel.place ) && contains( polygon, pixel.place ) )
    {
      sum += pixel.metres;
      ++count;
    }
  if ( count > 0 )
    return sum / count;
  const Point middle = middleOf( polygon.front() );
  return std::min_element( mPixels.begin(), mPixels.end(),
                           [&middle]( const Pixel &a, const Pixel &b )
                           { return distance( a.place, middle ) < distance( b.place, middle ); } )
      ->metres;
}

} // namespace calving
