#include "model/check/unconfirmedjump.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/base/quantile.h"

namespace calving
{

namespace
{

constexpr std::size_t fewBefore = 3;

//! Positions in \a stripe of the fronts from \a begin to before \a end that reach it.
std::vector<double> positionsIn( std::size_t stripe, const std::vector<FrontProfile> &profiles,
                                 std::size_t begin, std::size_t end )
{
  std::vector<double> positions;
  for ( std::size_t i = begin; i < end; ++i )
    if ( std::isfinite( profiles[i][stripe] ) )
      positions.push_back( profiles[i][stripe] );
  return positions;
}

//! Metres by which \a position lies beyond those \a before and beyond those \a after it, on the same side.
double unconfirmed( double position, const std::vector<double> &before, std::vector<double> after )
{
  const double jump = position - quantile( before.empty() ? after : before, 0.5 );
  const double side = jump < 0 ? -1 : 1;
  if ( after.empty() )
    return std::abs( jump );
  for ( double &one : after )
    one = side * ( position - one );
  const std::size_t confirming = std::min<std::size_t>( 1, after.size() - 1 );
  std::nth_element( after.begin(), after.begin() + confirming, after.end() );
  return std::clamp( after[confirming], 0.0, std::abs( jump ) );
}

double unconfirmedArea( std::size_t front, int next, const std::vector<FrontProfile> &profiles,
                        double stripe )
{
  double sum = 0;
  bool isKnown = false;
  const std::size_t begin = front < fewBefore ? 0 : front - fewBefore;
  const std::size_t end = std::min( profiles.size(), front + 1 + static_cast<std::size_t>( next ) );
  for ( std::size_t i = 0; i < stripeCount; ++i )
  {
    if ( !std::isfinite( profiles[front][i] ) )
      continue;
    const std::vector<double> before = positionsIn( i, profiles, begin, front );
    const std::vector<double> after = positionsIn( i, profiles, front + 1, end );
    if ( before.empty() && after.empty() )
      continue;
    sum += stripe * unconfirmed( profiles[front][i], before, after );
    isKnown = true;
  }
  return isKnown ? sum : std::numeric_limits<double>::quiet_NaN();
}

double change( const FrontProfile &from, const FrontProfile &to, double stripe )
{
  double sum = 0;
  bool isKnown = false;
  for ( std::size_t i = 0; i < stripeCount; ++i )
    if ( std::isfinite( from[i] ) && std::isfinite( to[i] ) )
    {
      sum += stripe * ( to[i] - from[i] );
      isKnown = true;
    }
  return isKnown ? std::abs( sum ) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

UnconfirmedJumps::UnconfirmedJumps( const std::vector<FrontProfile> &profiles, const std::vector<int> &next,
                                    double stripe )
{
  for ( std::size_t i = 0; i < profiles.size(); ++i )
  {
    mAreas.push_back( unconfirmedArea( i, next[i], profiles, stripe ) );
    if ( i > 0 )
      mChanges.push_back( change( profiles[i - 1], profiles[i], stripe ) );
  }
}

} // namespace calving
