#include "model/series/cells/boxmean.h"

#include <algorithm>
#include <cstddef>

namespace calving
{

namespace
{

//! Means along lines of \a length values that lie \a stride apart.
void alongLine( const float *from, float *to, int length, std::size_t stride, int half )
{
  double sum = 0;
  int first = 0;
  int next = 0;
  for ( int i = 0; i < length; ++i )
  {
    for ( ; next < std::min( i + half + 1, length ); ++next )
      sum += from[next * stride];
    for ( ; first < i - half; ++first )
      sum -= from[first * stride];
    to[i * stride] = static_cast<float>( sum / ( next - first ) );
  }
}

} // namespace

std::vector<float> boxMean( const std::vector<float> &values, int width, int height, int side )
{
  std::vector<float> rows( values.size() );
  std::vector<float> result( values.size() );
  for ( int y = 0; y < height; ++y )
  {
    const std::size_t start = static_cast<std::size_t>( y ) * width;
    alongLine( values.data() + start, rows.data() + start, width, 1, side / 2 );
  }
  for ( int x = 0; x < width; ++x )
    alongLine( rows.data() + x, result.data() + x, height, width, side / 2 );
  return result;
}

} // namespace calving
