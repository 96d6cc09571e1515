#include "model/raster/zeroareas.h"

#include <algorithm>
#include <cstdint>

namespace calving
{

namespace
{

constexpr int reach = zeroSquare - 1;

//! Numbers of which sums over rectangles are quick: each becomes the sum of all above and left of it.
class Sums
{
public:
  Sums( int width, int height )
    : mWidth( width + 1 )
    , mValues( static_cast<std::size_t>( width + 1 ) * ( height + 1 ) )
  {
  }

  std::int32_t &at( int x, int y ) { return mValues[static_cast<std::size_t>( y + 1 ) * mWidth + x + 1]; }

  void sumUp()
  {
    const std::size_t width = static_cast<std::size_t>( mWidth );
    for ( std::size_t i = width + 1; i < mValues.size(); ++i )
      if ( i % width != 0 )
        mValues[i] += mValues[i - 1] + mValues[i - width] - mValues[i - width - 1];
  }

  //! Of the square whose last pixel is (x, y), and what of it lies inside.
  std::int32_t squareBefore( int x, int y )
  {
    const int left = std::max( x - zeroSquare, -1 );
    const int top = std::max( y - zeroSquare, -1 );
    return at( x, y ) - at( left, y ) - at( x, top ) + at( left, top );
  }

private:
  int mWidth;
  std::vector<std::int32_t> mValues;
};

} // namespace

Window zeroSurroundings( const Window &window, int width, int height )
{
  const int left = std::max( 0, window.x - reach );
  const int top = std::max( 0, window.y - reach );
  const int right = std::min( width, window.x + window.width + reach );
  const int bottom = std::min( height, window.y + window.height + reach );
  return { left, top, right - left, bottom - top };
}

std::vector<bool> zeroAreas( const std::vector<float> &values, const Window &around, const Window &window )
{
  // With a border on all sides, as if the raster went on with zeros.
  const int width = window.width + 2 * reach;
  const int height = window.height + 2 * reach;
  Sums filled( width, height );
  for ( int y = 0; y < around.height; ++y )
    for ( int x = 0; x < around.width; ++x )
      filled.at( x + around.x - window.x + reach, y + around.y - window.y + reach ) =
          values[static_cast<std::size_t>( y ) * around.width + x] != 0;
  filled.sumUp();
  // Squares of zeros by their first pixel; a pixel lies in those that begin in the square that ends with it.
  Sums squares( window.width + reach, window.height + reach );
  for ( int y = 0; y < window.height + reach; ++y )
    for ( int x = 0; x < window.width + reach; ++x )
      squares.at( x, y ) = filled.squareBefore( x + reach, y + reach ) == 0;
  squares.sumUp();
  std::vector<bool> areas( static_cast<std::size_t>( window.width ) * window.height );
  for ( int y = 0; y < window.height; ++y )
    for ( int x = 0; x < window.width; ++x )
      areas[static_cast<std::size_t>( y ) * window.width + x] =
          squares.squareBefore( x + reach, y + reach ) > 0;
  return areas;
}

} // namespace calving
