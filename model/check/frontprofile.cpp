#include "model/check/frontprofile.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/change/frontshape.h"

namespace calving
{

namespace
{

double across( const Point &point, const Point &flow )
{
  return point[1] * flow[0] - point[0] * flow[1];
}

double along( const Point &point, const Point &flow )
{
  return point[0] * flow[0] + point[1] * flow[1];
}

} // namespace

double AcrossReach::shareWith( const AcrossReach &other ) const
{
  const double shared = std::min( left, other.left ) - std::max( right, other.right );
  const double narrower = std::min( width(), other.width() );
  return narrower > 0 ? std::clamp( shared / narrower, 0.0, 1.0 ) : shared >= 0;
}

AcrossReach acrossReach( const std::vector<Line> &parts, const Point &flow )
{
  AcrossReach reach{ std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity() };
  for ( const Line &part : parts )
    for ( const Point &point : part )
      reach = { std::min( reach.right, across( point, flow ) ),
                std::max( reach.left, across( point, flow ) ) };
  return reach;
}

FrontProfile frontProfile( const std::vector<Line> &parts, const Point &flow, const AcrossReach &reach )
{
  const double stripe = reach.width() / stripeCount;
  // Half a stripe, so that none that the front goes through is missed.
  constexpr double share = 0.5;
  std::array<double, stripeCount> sums{};
  std::array<double, stripeCount> metres{};
  for ( const FrontSample &sample : sampled( parts, share * stripe ) )
  {
    const double position = ( across( sample.point, flow ) - reach.right ) / stripe;
    if ( position < 0 || position >= stripeCount )
      continue;
    const auto i = static_cast<std::size_t>( position );
    sums[i] += sample.metres * along( sample.point, flow );
    metres[i] += sample.metres;
  }
  FrontProfile profile;
  for ( std::size_t i = 0; i < stripeCount; ++i )
    profile[i] =
        metres[i] > 0 ? static_cast<float>( sums[i] / metres[i] ) : std::numeric_limits<float>::quiet_NaN();
  return profile;
}

} // namespace calving
