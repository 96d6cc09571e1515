#include "model/series/labels/zonesoflabels.h"

#include <algorithm>
#include <cmath>

#include "model/scene/zone.h"

namespace calving
{

std::vector<std::uint8_t> zonesOfLabels( const std::vector<SeriesLabel> &labels, double day )
{
  constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
  std::vector<const SeriesLabel *> order;
  for ( const SeriesLabel &label : labels )
    order.push_back( &label );
  std::stable_sort( order.begin(), order.end(),
                    [day]( const SeriesLabel *a, const SeriesLabel *b )
                    { return std::abs( a->day - day ) < std::abs( b->day - day ); } );
  std::vector<std::uint8_t> zones = order.front()->zones;
  for ( std::size_t k = 1; k < order.size(); ++k )
    for ( std::size_t i = 0; i < zones.size(); ++i )
      if ( zones[i] == none )
        zones[i] = order[k]->zones[i];
  return zones;
}

} // namespace calving
