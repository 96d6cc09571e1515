#include "model/simulate/product/pointtargets.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

// Pixels: two at half the height.
const double deviation = 2 / ( 2 * std::sqrt( 2 * std::log( 2.0 ) ) );
constexpr int reach = 5;

double response( double distance )
{
  return std::exp( -0.5 * distance * distance / ( deviation * deviation ) );
}

} // namespace

PointTargets::PointTargets( const std::vector<PointTarget> &targets, const RadarGeometry &radar,
                            double pixelArea )
{
  for ( const PointTarget &target : targets )
  {
    const Vector3 point = toCartesian( fromDegrees( target.longitude, target.latitude, target.height ) );
    mPositions.push_back( radar.position( point, radar.middleTime() ) );
    mPowers.push_back( std::pow( 10.0, 0.1 * target.crossSectionDb ) / pixelArea );
  }
}

void PointTargets::addTo( std::vector<float> &sigma0, int firstLine, int count, int width ) const
{
  const double norm = 2 * M_PI * deviation * deviation;
  for ( std::size_t i = 0; i < mPositions.size(); ++i )
  {
    const RadarPosition &at = mPositions[i];
    const int top = std::max( firstLine, static_cast<int>( std::floor( at.line ) ) - reach );
    const int bottom = std::min( firstLine + count - 1, static_cast<int>( std::ceil( at.line ) ) + reach );
    const int left = std::max( 0, static_cast<int>( std::floor( at.pixel ) ) - reach );
    const int right = std::min( width - 1, static_cast<int>( std::ceil( at.pixel ) ) + reach );
    for ( int line = top; line <= bottom; ++line )
      for ( int pixel = left; pixel <= right; ++pixel )
        sigma0[static_cast<std::size_t>( line - firstLine ) * width + pixel] += static_cast<float>(
            mPowers[i] / norm * response( line - at.line ) * response( pixel - at.pixel ) );
  }
}

} // namespace calving
