#pragma once

#include <limits>
#include <vector>

namespace calving
{

//! Between which values of a series are taken as usual.
struct Fence
{
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  bool holds( double value ) const { return value >= low && value <= high; }
};

//! Of fewer values nothing is learnt.
inline constexpr std::size_t fewestForFence = 5;

/**
 * The fence of Tukey (1977): from the first quartile less \a whiskers interquartile ranges to the third one
 * plus as many, but no nearer to the median than \a least. Not-a-numbers do not count; open where fewer than
 * fewestForFence are left.
 *
 * Up to a quarter of the values may be outliers without moving it far. AutoTerm (Zhang et al. 2023) sets the
 * thresholds of roughness and of changes in area in this way, with two ranges.
 */
Fence outlierFence( const std::vector<double> &values, double whiskers, double least );

} // namespace calving
