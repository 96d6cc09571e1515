#include "model/sar/terrain/heightlattice.h"

#include <cmath>
#include <limits>

namespace calving
{

namespace
{

//! A function is known by the three coefficients of its parabola.
constexpr int coefficients = 3;
//! Heights of the nodes: middle, and the distance of the other two; m.
constexpr double middleHeight = 4000.0;
constexpr double halfSpan = 5000.0;

//! The coefficients of the functions at one node.
void addNode( double longitude, double latitude, int count, const HeightLattice::Functions &functions,
              std::vector<double> &values )
{
  if ( !std::isfinite( longitude ) )
  {
    values.insert( values.end(), static_cast<std::size_t>( count ) * coefficients,
                   std::numeric_limits<double>::quiet_NaN() );
    return;
  }
  std::vector<double> at[3];
  for ( int i = 0; i < 3; ++i )
    functions( fromDegrees( longitude, latitude, middleHeight + ( i - 1 ) * halfSpan ), at[i] );
  for ( int i = 0; i < count; ++i )
  {
    const double low = at[0][i];
    const double middle = at[1][i];
    const double high = at[2][i];
    values.insert( values.end(), { middle, 0.5 * ( high - low ), 0.5 * ( high + low ) - middle } );
  }
}

Lattice::Nodes nodesOf( const MapTransform &toDegrees, int count, const HeightLattice::Functions &functions )
{
  return [&toDegrees, count, &functions]( std::vector<double> x, std::vector<double> y )
  {
    toDegrees.apply( x, y );
    std::vector<double> values;
    values.reserve( static_cast<std::size_t>( count ) * coefficients * x.size() );
    for ( std::size_t i = 0; i < x.size(); ++i )
      addNode( x[i], y[i], count, functions, values );
    return values;
  };
}

} // namespace

HeightLattice::HeightLattice( const GroundGrid &grid, const MapTransform &toDegrees, const Window &window,
                              int count, const Functions &functions )
  : mWidth( window.width )
  , mCount( count )
  , mLattice( grid, window, coefficients * count, nodesOf( toDegrees, count, functions ) )
{
}

void HeightLattice::row( int y, const float *heights, double *values ) const
{
  std::vector<double> row( static_cast<std::size_t>( coefficients ) * mCount * mWidth );
  mLattice.row( y, row.data() );
  for ( int function = 0; function < mCount; ++function )
  {
    const double *c = row.data() + static_cast<std::size_t>( coefficients ) * function * mWidth;
    for ( std::size_t x = 0; x < mWidth; ++x )
    {
      const double u = ( heights[x] - middleHeight ) / halfSpan;
      *values++ = c[x] + u * ( c[mWidth + x] + u * c[2 * mWidth + x] );
    }
  }
}

} // namespace calving
