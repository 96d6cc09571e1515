#include <algorithm>
#include <cmath>
#include <limits>

#include "model/sar/speckle/filters.h"
#include "model/sar/speckle/windowstatistics.h"
#include "model/sar/stream/vectorised.h"

namespace calving
{

namespace
{

constexpr float noData = std::numeric_limits<float>::quiet_NaN();

//! What a row kernel works on: the pixels and their windows' statistics.
struct Row
{
  const float *pixel;
  const double *mean;
  const double *variance;
  int count;
  float *filtered;
};

CALVING_VECTORISED void boxcarRow( const Row &row )
{
  for ( int x = 0; x < row.count; ++x )
    row.filtered[x] = row.pixel[x] == row.pixel[x] ? static_cast<float>( row.mean[x] ) : noData;
}

//! Lee (\a scale = 1) and Kuan (\a scale = 1 / (1 + Cu^2)). A NaN pixel stays NaN through the arithmetic.
CALVING_VECTORISED void weightedRow( const Row &row, double cu2, double scale )
{
  for ( int x = 0; x < row.count; ++x )
  {
    const double mean = row.mean[x];
    const double variance = row.variance[x];
    // 1 - Cu^2 / Ci^2 without dividing by a mean of zero
    const double weight = variance > cu2 * mean * mean ? ( 1.0 - cu2 * mean * mean / variance ) * scale : 0.0;
    row.filtered[x] = static_cast<float>( mean + weight * ( row.pixel[x] - mean ) );
  }
}

CALVING_VECTORISED void gammaMapRow( const Row &row, double cu2, double looks )
{
  for ( int x = 0; x < row.count; ++x )
  {
    const double pixel = row.pixel[x];
    const double mean = row.mean[x];
    const double ci2 = row.variance[x] / ( mean * mean );
    const double a = ( 1.0 + cu2 ) / ( ci2 - cu2 );
    const double b = a - looks - 1.0;
    const double root = mean * mean * b * b + 4.0 * a * looks * mean * pixel;
    const double estimate = ( b * mean + std::sqrt( root ) ) / ( 2.0 * a );
    const bool smooth = !( ci2 > cu2 ); // also where the mean is zero
    const bool textured = ci2 >= 2.0 * cu2;
    const double value = smooth ? mean : textured ? pixel : estimate;
    row.filtered[x] = static_cast<float>( value + ( pixel - pixel ) ); // NaN stays NaN
  }
}

//! Applies \a kernel to each row of the block.
template <typename Kernel> void eachRow( const Neighbourhood &area, float *filtered, const Kernel &kernel )
{
  WindowStatistics statistics( area, area.radius() );
  for ( int y = 0; y < area.height(); ++y )
  {
    const RowStatistics &row = statistics.row( y );
    kernel( Row{ area.row( y ) + area.radius(), row.mean.data(), row.variance.data(), area.width(),
                 filtered + static_cast<std::size_t>( y ) * area.width() } );
  }
}

} // namespace

void boxcarFilter( const Neighbourhood &area, const SpeckleOptions &, float *filtered )
{
  eachRow( area, filtered, boxcarRow );
}

void leeFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered )
{
  eachRow( area, filtered, [&]( const Row &row ) { weightedRow( row, 1.0 / options.looks, 1.0 ); } );
}

void kuanFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered )
{
  const double cu2 = 1.0 / options.looks;
  eachRow( area, filtered, [&]( const Row &row ) { weightedRow( row, cu2, 1.0 / ( 1.0 + cu2 ) ); } );
}

void gammaMapFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered )
{
  eachRow( area, filtered,
           [&]( const Row &row ) { gammaMapRow( row, 1.0 / options.looks, options.looks ); } );
}

void medianFilter( const Neighbourhood &area, const SpeckleOptions &, float *filtered )
{
  const int side = 2 * area.radius() + 1;
  std::vector<float> window;
  window.reserve( static_cast<std::size_t>( side ) * side );
  for ( int y = 0; y < area.height(); ++y )
    for ( int x = 0; x < area.width(); ++x, ++filtered )
    {
      if ( std::isnan( area.centre( x, y ) ) )
      {
        *filtered = noData;
        continue;
      }
      window.clear();
      for ( int dy = -area.radius(); dy <= area.radius(); ++dy )
        std::copy_if( area.row( y + dy ) + x, area.row( y + dy ) + x + side, std::back_inserter( window ),
                      []( float value ) { return value == value; } );
      const auto middle = window.begin() + static_cast<std::ptrdiff_t>( window.size() / 2 );
      std::nth_element( window.begin(), middle, window.end() );
      *filtered = *middle;
    }
}

} // namespace calving
