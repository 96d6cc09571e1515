#include "model/series/cells/seriescells.h"

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

std::vector<float> SeriesCells::grey( int scene, int parts ) const
{
  const std::uint8_t *pixels = mEvidence.plane( scene, SeriesPlane::Grey );
  const double side = static_cast<double>( mSide ) / parts;
  const int columns = mWidth * parts;
  std::vector<float> result( cells() * parts * parts );
  for ( int y = 0; y < mHeight * parts; ++y )
    for ( int x = 0; x < columns; ++x )
    {
      const double top = y * side;
      const double left = x * side;
      double sum = 0;
      double shown = 0;
      double all = 0;
      for ( int row = static_cast<int>( top ); row < std::min<double>( top + side, mEvidence.height() );
            ++row )
        for ( int column = static_cast<int>( left );
              column < std::min<double>( left + side, mEvidence.width() ); ++column )
        {
          // How much of the pixel lies in the part.
          const double share = ( std::min( row + 1.0, top + side ) - std::max<double>( row, top ) ) *
                               ( std::min( column + 1.0, left + side ) - std::max<double>( column, left ) );
          const int value = pixels[static_cast<std::size_t>( row ) * mEvidence.width() + column];
          sum += share * value;
          shown += value > 0 ? share : 0;
          all += share;
        }
      if ( 2 * shown >= all && shown > 0 )
        result[static_cast<std::size_t>( y ) * columns + x] =
            std::max( 1.f, static_cast<float>( sum / shown ) );
    }
  return result;
}

} // namespace calving
