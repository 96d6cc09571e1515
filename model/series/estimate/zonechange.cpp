#include "model/series/estimate/zonechange.h"

#include <cmath>
#include <cstddef>

namespace calving
{

namespace
{

void normalise( ZoneOdds &odds )
{
  const float sum = odds[0] + odds[1] + odds[2];
  for ( float &value : odds )
    value = sum > 0 ? value / sum : 1.0f / 3;
}

//! What \a odds become along \a transition; it is symmetric, so that the way back is the same.
ZoneOdds moved( const ZoneTransition &transition, const ZoneOdds &odds )
{
  ZoneOdds result{};
  for ( int from = 0; from < 3; ++from )
    for ( int to = 0; to < 3; ++to )
      result[to] += transition[from][to] * odds[from];
  return result;
}

ZoneOdds product( const ZoneOdds &a, const ZoneOdds &b )
{
  return { a[0] * b[0], a[1] * b[1], a[2] * b[2] };
}

} // namespace

ZoneTransition zoneTransition( const ChangeRates &rates, double days )
{
  const double rock = std::exp( -3 * rates.rock * days );
  const double front = std::exp( -( rates.rock + 2 * rates.front ) * days );
  // Eigenvectors: (1, 1, 1), (-2, 1, 1) and (0, 1, -1).
  const auto stays = static_cast<float>( ( 1 + 2 * rock ) / 3 );
  const auto leaves = static_cast<float>( ( 1 - rock ) / 3 );
  const auto same = static_cast<float>( 1 / 3.0 + rock / 6 + front / 2 );
  const auto other = static_cast<float>( 1 / 3.0 + rock / 6 - front / 2 );
  return { ZoneOdds{ stays, leaves, leaves }, ZoneOdds{ leaves, same, other },
           ZoneOdds{ leaves, other, same } };
}

void smoothInTime( std::vector<ZoneOdds> &likelihoods, const std::vector<ZoneTransition> &transitions )
{
  const std::size_t times = likelihoods.size();
  // What is to come, as each time sees it; kept until the way forward has used the likelihoods.
  static thread_local std::vector<ZoneOdds> later;
  later.assign( times, { 1, 1, 1 } );
  for ( std::size_t t = times; t-- > 1; )
  {
    later[t - 1] = moved( transitions[t - 1], product( likelihoods[t], later[t] ) );
    normalise( later[t - 1] );
  }
  ZoneOdds forward{ 1, 1, 1 };
  for ( std::size_t t = 0; t < times; ++t )
  {
    if ( t > 0 )
      forward = moved( transitions[t - 1], forward );
    forward = product( forward, likelihoods[t] );
    normalise( forward );
    likelihoods[t] = product( forward, later[t] );
    normalise( likelihoods[t] );
  }
}

} // namespace calving
