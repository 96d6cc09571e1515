#include "model/series/seriescells.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

constexpr double cellMetres = 140;

} // namespace

SeriesCells::SeriesCells( const SeriesEvidence &evidence )
  : mEvidence( evidence )
{
  const std::array<double, 2> &pixel = evidence.pixelMetres();
  mSide = std::max( 1, static_cast<int>( std::lround( cellMetres / std::sqrt( pixel[0] * pixel[1] ) ) ) );
  mWidth = ( evidence.width() + mSide - 1 ) / mSide;
  mHeight = ( evidence.height() + mSide - 1 ) / mSide;
  mMetres = { pixel[0] * mSide, pixel[1] * mSide };
}

std::vector<std::uint8_t> SeriesCells::middles( const std::vector<std::uint8_t> &pixels ) const
{
  std::vector<std::uint8_t> result;
  result.reserve( cells() );
  for ( int y = 0; y < mHeight; ++y )
    for ( int x = 0; x < mWidth; ++x )
    {
      const int row = std::min( y * mSide + mSide / 2, mEvidence.height() - 1 );
      const int column = std::min( x * mSide + mSide / 2, mEvidence.width() - 1 );
      result.push_back( pixels[static_cast<std::size_t>( row ) * mEvidence.width() + column] );
    }
  return result;
}

std::vector<std::uint8_t> SeriesCells::anyOf( const std::vector<std::uint8_t> &pixels ) const
{
  std::vector<std::uint8_t> result( cells() );
  for ( int row = 0; row < mEvidence.height(); ++row )
    for ( int column = 0; column < mEvidence.width(); ++column )
      if ( pixels[static_cast<std::size_t>( row ) * mEvidence.width() + column] )
        result[static_cast<std::size_t>( row / mSide ) * mWidth + column / mSide] = 1;
  return result;
}

std::vector<float> SeriesCells::grey( int scene ) const
{
  const std::uint8_t *pixels = mEvidence.plane( scene, SeriesPlane::Grey );
  std::vector<float> result( cells() );
  for ( int y = 0; y < mHeight; ++y )
    for ( int x = 0; x < mWidth; ++x )
    {
      int count = 0;
      int sum = 0;
      int all = 0;
      for ( int row = y * mSide; row < std::min( ( y + 1 ) * mSide, mEvidence.height() ); ++row )
        for ( int column = x * mSide; column < std::min( ( x + 1 ) * mSide, mEvidence.width() ); ++column )
        {
          const int value = pixels[static_cast<std::size_t>( row ) * mEvidence.width() + column];
          sum += value;
          count += value > 0;
          ++all;
        }
      if ( 2 * count >= all && count > 0 )
        result[static_cast<std::size_t>( y ) * mWidth + x] =
            std::max( 1.f, static_cast<float>( sum ) / static_cast<float>( count ) );
    }
  return result;
}

} // namespace calving
