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

//! Offsets of one window that share a distance to its centre.
struct Ring
{
  double distance;
  std::vector<std::pair<int, int>> offsets;
};

std::vector<Ring> rings( int radius, FrostDistance metric )
{
  std::vector<Ring> result;
  for ( int dy = -radius; dy <= radius; ++dy )
    for ( int dx = -radius; dx <= radius; ++dx )
    {
      const double distance = metric == FrostDistance::Chebyshev
                                  ? std::max( std::abs( dx ), std::abs( dy ) )
                                  : std::sqrt( static_cast<double>( dx * dx + dy * dy ) );
      auto ring = std::find_if( result.begin(), result.end(),
                                [&]( const Ring &candidate ) { return candidate.distance == distance; } );
      if ( ring == result.end() )
        ring = result.insert( ring, { distance, {} } );
      ring->offsets.emplace_back( dx, dy );
    }
  return result;
}

CALVING_VECTORISED void addShifted( const float *pixels, int count, double *sum, double *n )
{
  for ( int x = 0; x < count; ++x )
  {
    const bool valid = pixels[x] == pixels[x];
    sum[x] += valid ? pixels[x] : 0.0;
    n[x] += valid ? 1.0 : 0.0;
  }
}

CALVING_VECTORISED void addWeighted( const double *exponent, double distance, int count,
                                     const double *ringSum, const double *ringCount, double *sum,
                                     double *weights )
{
  for ( int x = 0; x < count; ++x )
  {
    const double weight = std::exp( -exponent[x] * distance );
    sum[x] += weight * ringSum[x];
    weights[x] += weight * ringCount[x];
  }
}

//! One row at a time: weights depend on the distance alone, so each ring is summed before it is weighted.
class FrostRow
{
public:
  FrostRow( const Neighbourhood &area, const SpeckleOptions &options )
    : mArea( area )
    , mStatistics( area, area.radius() )
    , mDamping( options.damping )
    , mRings( rings( area.radius(), options.distance ) )
    , mExponent( area.width() )
    , mSum( area.width() )
    , mWeights( area.width() )
    , mRingSum( area.width() )
    , mRingCount( area.width() )
  {
  }

  void filter( int y, float *filtered )
  {
    const int width = mArea.width();
    const RowStatistics &statistics = mStatistics.row( y );
    for ( int x = 0; x < width; ++x )
    {
      const double mean2 = statistics.mean[x] * statistics.mean[x];
      mExponent[x] = mean2 > 0.0 ? mDamping * statistics.variance[x] / mean2 : 0.0;
    }
    std::fill( mSum.begin(), mSum.end(), 0.0 );
    std::fill( mWeights.begin(), mWeights.end(), 0.0 );
    for ( const Ring &ring : mRings )
    {
      std::fill( mRingSum.begin(), mRingSum.end(), 0.0 );
      std::fill( mRingCount.begin(), mRingCount.end(), 0.0 );
      for ( const auto &[dx, dy] : ring.offsets )
        addShifted( mArea.row( y + dy ) + mArea.radius() + dx, width, mRingSum.data(), mRingCount.data() );
      addWeighted( mExponent.data(), ring.distance, width, mRingSum.data(), mRingCount.data(), mSum.data(),
                   mWeights.data() );
    }
    for ( int x = 0; x < width; ++x )
      filtered[x] = std::isnan( mArea.centre( x, y ) ) ? std::numeric_limits<float>::quiet_NaN()
                                                       : static_cast<float>( mSum[x] / mWeights[x] );
  }

private:
  const Neighbourhood &mArea;
  WindowStatistics mStatistics;
  double mDamping;
  std::vector<Ring> mRings;
  std::vector<double> mExponent;
  std::vector<double> mSum;
  std::vector<double> mWeights;
  std::vector<double> mRingSum;
  std::vector<double> mRingCount;
};

} // namespace

void frostFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered )
{
  FrostRow row( area, options );
  for ( int y = 0; y < area.height(); ++y )
    row.filter( y, filtered + static_cast<std::size_t>( y ) * area.width() );
}

} // namespace calving
