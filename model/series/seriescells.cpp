#include "model/series/seriescells.h"

#include <algorithm>
#include <cmath>

#include "model/front/frontpixels.h"
#include "model/geometry/distancemap.h"
#include "model/scene/zone.h"
#include "model/series/zonesoflabels.h"

namespace calving
{

namespace
{

constexpr double cellMetres = 140;
constexpr auto rock = static_cast<std::uint8_t>( Zone::Rock );
constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

} // namespace

SeriesCells::SeriesCells( const SeriesEvidence &evidence )
  : mEvidence( evidence )
{
  const std::array<double, 2> &pixel = evidence.pixelMetres();
  mSide = std::max( 1, static_cast<int>( std::lround( cellMetres / std::sqrt( pixel[0] * pixel[1] ) ) ) );
  mWidth = ( evidence.width() + mSide - 1 ) / mSide;
  mHeight = ( evidence.height() + mSide - 1 ) / mSide;
  mMetres = { pixel[0] * mSide, pixel[1] * mSide };

  std::vector<int> ice( cells() );
  std::vector<int> stone( cells() );
  for ( const SeriesLabel &drawn : evidence.labels() )
  {
    const std::vector<std::uint8_t> whole = zonesOfLabels( evidence.labels(), drawn.day );
    // The zone of a cell is that of its middle pixel, so that borders stay borders.
    std::vector<std::uint8_t> zones( cells() );
    for ( int y = 0; y < mHeight; ++y )
      for ( int x = 0; x < mWidth; ++x )
      {
        const int row = std::min( y * mSide + mSide / 2, evidence.height() - 1 );
        const int column = std::min( x * mSide + mSide / 2, evidence.width() - 1 );
        zones[static_cast<std::size_t>( y ) * mWidth + x] =
            whole[static_cast<std::size_t>( row ) * evidence.width() + column];
      }
    Label label{ drawn.day, std::vector<std::uint8_t>( cells() ), {}, 0 };
    for ( std::size_t i = 0; i < cells(); ++i )
    {
      label.ocean[i] = zones[i] == ocean;
      ice[i] += zones[i] == glacier || zones[i] == ocean;
      stone[i] += zones[i] == rock;
    }
    const std::vector<std::uint8_t> front = drawn.front.empty()
                                                ? frontPixels( zones, mWidth, mHeight, { 0, 1, {} } )
                                                : anyOfCell( drawn.front, evidence );
    label.toFront = distanceMap( front, mWidth, mHeight, mMetres );
    label.frontMetres =
        std::sqrt( mMetres[0] * mMetres[1] ) *
        static_cast<double>( std::count_if( front.begin(), front.end(), []( auto p ) { return p > 0; } ) );
    mLabels.push_back( std::move( label ) );
  }
  mDomain.resize( cells() );
  for ( std::size_t i = 0; i < cells(); ++i )
    mDomain[i] = ice[i] > 0 && 2 * stone[i] <= static_cast<int>( mLabels.size() );
}

//! 1 where a pixel of the cell is not 0.
std::vector<std::uint8_t> SeriesCells::anyOfCell( const std::vector<std::uint8_t> &pixels,
                                                  const SeriesEvidence &evidence ) const
{
  std::vector<std::uint8_t> result( cells() );
  for ( int row = 0; row < evidence.height(); ++row )
    for ( int column = 0; column < evidence.width(); ++column )
      if ( pixels[static_cast<std::size_t>( row ) * evidence.width() + column] )
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
