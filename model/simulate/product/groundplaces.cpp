#include "model/simulate/product/groundplaces.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

constexpr int nodeStep = 32;

GroundPlace mixed( const GroundPlace &a, const GroundPlace &b, double weight )
{
  GroundPlace result;
  for ( std::size_t i = 0; i < result.values.size(); ++i )
    result.values[i] = a.values[i] + weight * ( b.values[i] - a.values[i] );
  return result;
}

//! first, first + step, ... to last, which is always there.
std::vector<int> steps( int first, int last )
{
  std::vector<int> values;
  for ( int value = first; value < last; value += nodeStep )
    values.push_back( value );
  values.push_back( last );
  return values;
}

//! All but the position on the grid.
GroundPlace placeOf( const RadarGeometry &radar, const RadarPosition &position, const Vector3 &point,
                     const Vector3 &normal )
{
  const Orbit::State satellite = radar.orbit().at( radar.seenAt( position ).time );
  const Vector3 sight = point - satellite.position;
  const double speed2 = dot( satellite.velocity, satellite.velocity );
  const double later = dot( normal, satellite.velocity ) / ( speed2 - dot( sight, satellite.acceleration ) );
  return { { 0, 0, -dot( sight, normal ) / length( sight ), later / radar.frame().lineInterval,
             dot( point, point ), dot( point, normal ), length( satellite.position ) } };
}

} // namespace

GroundPlaces::GroundPlaces( const RadarGeometry &radar, const RasterGrid &grid, const MapTransform &toMap,
                            const Part &part )
  : mLines( steps( part.firstLine, part.lastLine ) )
  , mColumns( steps( part.firstColumn, part.lastColumn ) )
{
  std::vector<double> x;
  std::vector<double> y;
  for ( const int line : mLines )
    for ( const int column : mColumns )
    {
      const RadarPosition position{ static_cast<double>( line ), static_cast<double>( column ) };
      const Vector3 point = radar.point( position, 0 );
      const Geodetic place = toGeodetic( point );
      mNodes.push_back( placeOf( radar, position, point, ellipsoidNormal( place ) ) );
      x.push_back( place.longitude / degree );
      y.push_back( place.latitude / degree );
    }
  toMap.apply( x, y );
  for ( std::size_t i = 0; i < x.size(); ++i )
  {
    const std::array<double, 2> pixel = grid.toPixel( x[i], y[i] );
    mNodes[i].values[GroundPlace::Column] = pixel[0] - 0.5;
    mNodes[i].values[GroundPlace::Row] = pixel[1] - 0.5;
  }
}

std::vector<GroundPlace> GroundPlaces::along( int line ) const
{
  const std::size_t above = std::min<std::size_t>( ( line - mLines.front() ) / nodeStep, mLines.size() - 2 );
  const double weight = static_cast<double>( line - mLines[above] ) / ( mLines[above + 1] - mLines[above] );
  std::vector<GroundPlace> result;
  GroundPlace left = mixed( node( above, 0 ), node( above + 1, 0 ), weight );
  for ( std::size_t i = 0; i + 1 < mColumns.size(); ++i )
  {
    const GroundPlace right = mixed( node( above, i + 1 ), node( above + 1, i + 1 ), weight );
    const int length = mColumns[i + 1] - mColumns[i];
    for ( int step = 0; step < length; ++step )
      result.push_back( mixed( left, right, static_cast<double>( step ) / length ) );
    left = right;
  }
  result.push_back( left );
  return result;
}

Window GroundPlaces::window( const RasterGrid &grid ) const
{
  constexpr int around = 3; // for slopes, and heights that show a little earlier or later
  std::array<int, 2> first{ grid.width, grid.height };
  std::array<int, 2> end{ 0, 0 };
  for ( const GroundPlace &place : mNodes )
    for ( const auto axis : { GroundPlace::Column, GroundPlace::Row } )
    {
      first[axis] = std::min( first[axis], static_cast<int>( std::floor( place[axis] ) ) - around );
      end[axis] = std::max( end[axis], static_cast<int>( std::floor( place[axis] ) ) + around + 1 );
    }
  const int x = std::clamp( first[0], 0, grid.width - 1 );
  const int y = std::clamp( first[1], 0, grid.height - 1 );
  return { x, y, std::clamp( end[0], x + 1, grid.width ) - x, std::clamp( end[1], y + 1, grid.height ) - y };
}

} // namespace calving
