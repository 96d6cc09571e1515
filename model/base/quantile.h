#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace calving
{

//! The \a fraction quantile, 0 to 1, of \a sorted values, by linear interpolation between neighbours; NaN of
//! nothing.
template <typename Value> double quantileOfSorted( const std::vector<Value> &sorted, double fraction )
{
  if ( sorted.empty() )
    return std::numeric_limits<double>::quiet_NaN();
  const double position = fraction * static_cast<double>( sorted.size() - 1 );
  const auto lower = static_cast<std::size_t>( position );
  if ( lower + 1 >= sorted.size() )
    return sorted.back();
  const double below = sorted[lower];
  const double above = sorted[lower + 1];
  // Decibels of no power are minus infinity, from which nothing can be subtracted.
  return below == above || std::isinf( below )
             ? below
             : below + ( position - std::floor( position ) ) * ( above - below );
}

//! The same of values in any order.
double quantile( std::vector<double> values, double fraction );

} // namespace calving
