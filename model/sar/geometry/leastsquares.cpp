#include "model/sar/geometry/leastsquares.h"

#include <cmath>

namespace calving
{

namespace
{

//! Mirrors the columns from \a first of \a a (by rows, \a width wide) along \a axis, from row \a top down.
void reflect( std::vector<double> &a, int width, int first, const std::vector<double> &axis, int top )
{
  for ( int column = first; column < width; ++column )
  {
    double along = 0;
    for ( std::size_t i = 0; i < axis.size(); ++i )
      along += axis[i] * a[( top + i ) * width + column];
    for ( std::size_t i = 0; i < axis.size(); ++i )
      a[( top + i ) * width + column] -= 2.0 * along * axis[i];
  }
}

} // namespace

std::vector<double> LeastSquares::solve() const
{
  std::vector<double> a = matrix;
  std::vector<double> b = right;
  for ( int k = 0; k < columns; ++k )
  {
    std::vector<double> axis;
    double norm = 0;
    for ( int row = k; row < rows; ++row )
      axis.push_back( a[row * columns + k] );
    for ( const double value : axis )
      norm += value * value;
    axis[0] += axis[0] < 0 ? -std::sqrt( norm ) : std::sqrt( norm );
    double size = 0;
    for ( const double value : axis )
      size += value * value;
    for ( double &value : axis )
      value /= std::sqrt( size );
    reflect( a, columns, k, axis, k );
    reflect( b, rightColumns, 0, axis, k );
  }
  std::vector<double> x( static_cast<std::size_t>( columns ) * rightColumns );
  for ( int column = 0; column < rightColumns; ++column )
    for ( int k = columns - 1; k >= 0; --k )
    {
      double rest = b[k * rightColumns + column];
      for ( int j = k + 1; j < columns; ++j )
        rest -= a[k * columns + j] * x[j * rightColumns + column];
      x[k * rightColumns + column] = rest / a[k * columns + k];
    }
  return x;
}

} // namespace calving
