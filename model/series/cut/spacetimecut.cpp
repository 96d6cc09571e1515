#include "model/series/cut/spacetimecut.h"

#include <algorithm>

#include "model/base/parallelrows.h"

namespace calving
{

namespace
{

constexpr int iterations = 150;
//! Step of both iterations: less than one over the norm of the differences in three directions, which is at
//! most the root of 12.
constexpr float step = 0.28f;

} // namespace

std::vector<float> SpaceTimeCut::solve( int threads, const std::function<void( double share )> &poll ) const
{
  const std::size_t plane = static_cast<std::size_t>( width ) * height;
  std::vector<float> now( reference.begin(), reference.end() );
  std::vector<float> ahead = now;
  std::vector<float> down( now.size() );
  std::vector<float> right( now.size() );
  std::vector<float> later( now.size() );
  const Workers workers{ threads, {} };

  const auto dual = [&]( int date )
  {
    const std::size_t start = date * plane;
    const float change = date + 1 < dates ? inTime[date] : 0;
    for ( int y = 0; y < height; ++y )
      for ( int x = 0; x < width; ++x )
      {
        const std::size_t i = start + static_cast<std::size_t>( y ) * width + x;
        const float here = ahead[i] - reference[i];
        if ( y + 1 < height )
          down[i] = std::clamp( down[i] + step * ( ahead[i + width] - reference[i + width] - here ), -border,
                                border );
        if ( x + 1 < width )
          right[i] =
              std::clamp( right[i] + step * ( ahead[i + 1] - reference[i + 1] - here ), -border, border );
        if ( date + 1 < dates )
          later[i] = std::clamp( later[i] + step * ( ahead[i + plane] - ahead[i] ), -change, change );
      }
  };
  const auto primal = [&]( int date )
  {
    const std::size_t start = date * plane;
    for ( int y = 0; y < height; ++y )
      for ( int x = 0; x < width; ++x )
      {
        const std::size_t i = start + static_cast<std::size_t>( y ) * width + x;
        if ( fixed[i] )
          continue;
        float slope = cost[i] - down[i] - right[i] - later[i];
        if ( y > 0 )
          slope += down[i - width];
        if ( x > 0 )
          slope += right[i - 1];
        if ( date > 0 )
          slope += later[i - plane];
        const float next = std::clamp( now[i] - step * slope, 0.f, 1.f );
        ahead[i] = 2 * next - now[i];
        now[i] = next;
      }
  };
  for ( int iteration = 0; iteration < iterations; ++iteration )
  {
    poll( static_cast<double>( iteration ) / iterations );
    parallelRows( 0, dates, workers, dual );
    parallelRows( 0, dates, workers, primal );
  }
  return now;
}

} // namespace calving
