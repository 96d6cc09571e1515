#include "model/simulate/product/speckletable.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

//! Shares of a gamma distribution between equally spaced values.
struct Histogram
{
  double first = 0;
  double step = 0;
  std::vector<double> shares;
};

Histogram gammaHistogram( double looks )
{
  constexpr int count = 400000;
  const double deviation = 1 / std::sqrt( looks );
  Histogram histogram;
  const double low = std::max( 0.0, 1 - 10 * deviation );
  histogram.step = ( 1 + 16 * deviation - low ) / count;
  histogram.first = low + 0.5 * histogram.step;
  double sum = 0;
  for ( int i = 0; i < count; ++i )
  {
    const double x = histogram.first + i * histogram.step;
    histogram.shares.push_back( std::exp( ( looks - 1 ) * std::log( x ) - looks * ( x - 1 ) ) );
    sum += histogram.shares.back();
  }
  for ( double &share : histogram.shares )
    share /= sum;
  return histogram;
}

} // namespace

// The mean of each of the equal parts of the distribution, so that the table has its mean.
SpeckleTable::SpeckleTable( double looks )
{
  const Histogram histogram = gammaHistogram( looks );
  double part = 0;
  double filled = 0;
  for ( std::size_t i = 0; i < histogram.shares.size(); ++i )
  {
    const double x = histogram.first + i * histogram.step;
    for ( double share = histogram.shares[i]; share > 0; )
    {
      const double taken = std::min( share, 1.0 / size - filled );
      part += taken * x;
      filled += taken;
      share -= taken;
      if ( filled < 1.0 / size || mQuantiles.size() + 1 == size )
        break;
      mQuantiles.push_back( static_cast<float>( part * size ) );
      part = filled = 0;
    }
    // The last part takes whatever rounding leaves.
    if ( mQuantiles.size() + 1 == size && i + 1 == histogram.shares.size() )
      mQuantiles.push_back( static_cast<float>( part / filled ) );
  }
}

} // namespace calving
