#include "model/series/celllabels.h"

#include <algorithm>
#include <cmath>

#include "model/front/frontpixels.h"
#include "model/geometry/distancemap.h"
#include "model/scene/zone.h"
#include "model/series/zonesoflabels.h"

namespace calving
{

CellLabels labelsOfCells( const SeriesCells &cells, const std::vector<SeriesLabel> &labels )
{
  constexpr auto rock = static_cast<std::uint8_t>( Zone::Rock );
  constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
  constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );
  CellLabels result;
  std::vector<int> ice( cells.cells() );
  std::vector<int> stone( cells.cells() );
  for ( const SeriesLabel &drawn : labels )
  {
    const std::vector<std::uint8_t> zones = cells.middles( zonesOfLabels( labels, drawn.day ) );
    CellLabel label{ drawn.day, std::vector<std::uint8_t>( cells.cells() ), {}, 0 };
    for ( std::size_t i = 0; i < cells.cells(); ++i )
    {
      label.ocean[i] = zones[i] == ocean;
      ice[i] += zones[i] == glacier || zones[i] == ocean;
      stone[i] += zones[i] == rock;
    }
    const std::vector<std::uint8_t> front =
        drawn.front.empty() ? frontPixels( zones, cells.width(), cells.height(), { 0, 1, {} } )
                            : cells.anyOf( drawn.front );
    label.toFront = distanceMap( front, cells.width(), cells.height(), cells.metres() );
    label.frontMetres =
        std::sqrt( cells.metres()[0] * cells.metres()[1] ) *
        static_cast<double>( std::count_if( front.begin(), front.end(), []( auto p ) { return p > 0; } ) );
    result.labels.push_back( std::move( label ) );
  }
  result.domain.resize( cells.cells() );
  for ( std::size_t i = 0; i < cells.cells(); ++i )
    result.domain[i] = ice[i] > 0 && 2 * stone[i] <= static_cast<int>( labels.size() );
  return result;
}

} // namespace calving
