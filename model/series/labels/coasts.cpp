#include "model/series/labels/coasts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/scene/zone.h"

namespace calving
{

namespace
{

constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

} // namespace

std::vector<std::uint8_t> coastsOf( const std::vector<std::uint8_t> &zones, const SeriesLabel &nearest,
                                    const SeriesEvidence &evidence )
{
  // What two drawings of one front differ by.
  constexpr int nearPixels = 3;
  constexpr double nearMetres = 100;
  const std::vector<SeriesLabel> &labels = evidence.labels();
  const int width = evidence.width();
  const int height = evidence.height();
  const std::array<double, 2> &pixel = evidence.pixelMetres();
  const int nearFront =
      std::max( nearPixels, static_cast<int>( std::lround( nearMetres / std::max( pixel[0], pixel[1] ) ) ) );
  if ( nearest.front.empty() )
    return {};
  const auto isAround = [&]( int column, int row, int reach, const auto &test )
  {
    for ( int y = std::max( 0, row - reach ); y <= std::min( height - 1, row + reach ); ++y )
      for ( int x = std::max( 0, column - reach ); x <= std::min( width - 1, column + reach ); ++x )
        if ( test( static_cast<std::size_t>( y ) * width + x ) )
          return true;
    return false;
  };
  const auto isFront = [&]( std::size_t i )
  {
    return nearest.front[i] != 0 ||
           ( nearest.zones[i] == none &&
             std::any_of( labels.begin(), labels.end(),
                          [i]( const SeriesLabel &label )
                          { return label.front.empty() ? label.zones[i] != none : label.front[i] != 0; } ) );
  };
  std::vector<std::uint8_t> coast( zones.size() );
  for ( int row = 0; row < height; ++row )
    for ( int column = 0; column < width; ++column )
    {
      const std::size_t i = static_cast<std::size_t>( row ) * width + column;
      if ( zones[i] == glacier &&
           isAround( column, row, 1, [&]( std::size_t k ) { return zones[k] == ocean; } ) &&
           !isAround( column, row, nearFront, isFront ) )
        for ( int y = std::max( 0, row - 1 ); y <= std::min( height - 1, row + 1 ); ++y )
          for ( int x = std::max( 0, column - 1 ); x <= std::min( width - 1, column + 1 ); ++x )
            coast[static_cast<std::size_t>( y ) * width + x] = 1;
    }
  return coast;
}

} // namespace calving
