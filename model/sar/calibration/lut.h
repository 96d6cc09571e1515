#pragma once

#include <vector>

namespace calving
{

//! Between which two of some rising positions a position lies: value = (1 - weight) * v[first] + weight *
//! v[second].
struct Between
{
  std::size_t first = 0;
  std::size_t second = 0;
  double weight = 0;
};

//! Where \a position lies among \a positions (rising, not empty); outside, the nearest of them holds.
template <typename Number> Between locate( const std::vector<Number> &positions, double position )
{
  if ( position <= positions.front() )
    return { 0, 0, 0.0 };
  const std::size_t last = positions.size() - 1;
  if ( position >= positions[last] )
    return { last, last, 0.0 };
  std::size_t low = 0;
  std::size_t high = last;
  while ( high - low > 1 )
  {
    const std::size_t middle = ( low + high ) / 2;
    ( positions[middle] <= position ? low : high ) = middle;
  }
  const double start = positions[low];
  return { low, high, ( position - start ) / ( positions[high] - start ) };
}

//! Values for the pixels 0 to \a width - 1, linear between \a values at \a pixels; outside, the nearest
//! holds.
std::vector<float> everyPixel( const std::vector<int> &pixels, const std::vector<float> &values, int width );

//! out[i] = first[i] + weight * ( second[i] - first[i] ), for \a count values.
void mix( const float *first, const float *second, float weight, int count, float *out );

} // namespace calving
