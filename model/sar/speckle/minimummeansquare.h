#pragma once

#include <algorithm>

namespace calving
{

//! Mean and variance (divided by n - 1) of the numbers added; NaN is left out.
class SampleStatistics
{
public:
  void add( double value )
  {
    if ( value != value )
      return;
    mCount += 1;
    mSum += value;
    mSquares += value * value;
  }

  int count() const { return mCount; }
  double mean() const { return mCount > 0 ? mSum / mCount : 0.0; }
  double variance() const
  {
    return mCount > 1 ? std::max( 0.0, ( mSquares - mSum * mSum / mCount ) / ( mCount - 1 ) ) : 0.0;
  }

private:
  int mCount = 0;
  double mSum = 0.0;
  double mSquares = 0.0;
};

/**
 * Lee's estimate of the scene at a pixel of value \a pixel (Lee 1981): m + varX / varY (pixel - m) with
 * varX = max(0, (varY - m^2 s) / (1 + s)), where \a noise is s, the squared coefficient of variation of
 * speckle.
 */
inline double minimumMeanSquare( double pixel, const SampleStatistics &sample, double noise )
{
  const double mean = sample.mean();
  const double variance = sample.variance();
  if ( !( variance > 0.0 ) )
    return mean;
  const double scene = std::max( 0.0, ( variance - mean * mean * noise ) / ( 1.0 + noise ) );
  return mean + scene / variance * ( pixel - mean );
}

} // namespace calving
