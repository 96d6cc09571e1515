#include <cmath>
#include <limits>

#include "model/sar/speckle/filters.h"
#include "model/sar/speckle/minimummeansquare.h"
#include "model/sar/speckle/sigmarange.h"

namespace calving
{

namespace
{

//! More bright pixels than this in a 3x3 window make a point target.
constexpr int brightPixels = 5;

class LeeSigma
{
public:
  LeeSigma( const Neighbourhood &area, const SpeckleOptions &options )
    : mArea( area )
    , mRange( sigmaRange( options.looks, options.sigma, options.amplitude ) )
    , mBright( options.brightness )
    // 0.5227 is the coefficient of variation of one-look amplitude
    , mDeviation( ( options.amplitude ? 0.5227 : 1.0 ) / std::sqrt( options.looks ) )
  {
  }

  float filtered( int x, int y ) const
  {
    const float pixel = mArea.centre( x, y );
    if ( pixel != pixel || isPointTarget( x, y ) )
      return pixel;
    const double prior =
        minimumMeanSquare( pixel, sample( x, y, 1, 0.0, infinity ), mDeviation * mDeviation );
    const SampleStatistics trusted =
        sample( x, y, mArea.radius(), prior * mRange.lower, prior * mRange.upper );
    if ( trusted.count() == 0 )
      return pixel;
    return static_cast<float>( minimumMeanSquare( pixel, trusted, mRange.deviation * mRange.deviation ) );
  }

private:
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  SampleStatistics sample( int x, int y, int radius, double lower, double upper ) const
  {
    SampleStatistics result;
    for ( int dy = -radius; dy <= radius; ++dy )
    {
      const float *row = mArea.row( y + dy ) + x + mArea.radius();
      for ( int dx = -radius; dx <= radius; ++dx )
        if ( row[dx] >= lower && row[dx] <= upper )
          result.add( row[dx] );
    }
    return result;
  }

  bool isPointTarget( int x, int y ) const
  {
    return mArea.centre( x, y ) > mBright && sample( x, y, 1, mBright, infinity ).count() > brightPixels;
  }

  const Neighbourhood &mArea;
  SigmaRange mRange;
  double mBright;
  double mDeviation;
};

} // namespace

void leeSigmaFilter( const Neighbourhood &area, const SpeckleOptions &options, float *filtered )
{
  const LeeSigma filter( area, options );
  for ( int y = 0; y < area.height(); ++y )
    for ( int x = 0; x < area.width(); ++x, ++filtered )
      *filtered = filter.filtered( x, y );
}

} // namespace calving
