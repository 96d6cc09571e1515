#include "model/series/labels/rememberedlabels.h"

#include <algorithm>
#include <cmath>

#include "model/extract/rememberedlabel.h"
#include "model/scene/zone.h"

namespace calving
{

std::vector<SeriesLabel>
rememberedLabels( const RasterGrid &grid, const GlacierMemory &memory, const std::vector<SeriesLabel> &drawn,
                  const std::function<std::optional<double>( const std::string &name )> &dayOfScene,
                  const Feedback &feedback )
{
  std::vector<SeriesLabel> labels;
  for ( const RememberedLabel &old : memory.labels )
  {
    // Pixels without a map lie nowhere but on a scene of their own name.
    if ( old.crs.empty() != grid.crs.empty() || ( grid.crs.empty() && !dayOfScene( old.name ) ) )
      continue;
    std::optional<double> day = dayOfScene( old.name );
    if ( !day )
      day = rememberedDay( old );
    if ( !day || std::any_of( drawn.begin(), drawn.end(),
                              [day]( const SeriesLabel &label )
                              { return std::floor( label.day ) == std::floor( *day ); } ) )
      continue;
    SeriesLabel label{ old.name, *day, rememberedZones( old, grid ), rememberedFront( old, grid ) };
    if ( std::any_of( label.zones.begin(), label.zones.end(),
                      []( std::uint8_t zone ) { return zone != 0; } ) )
      labels.push_back( std::move( label ) );
  }
  const auto holds = [&]( Zone zone )
  {
    const auto inOne = [zone]( const SeriesLabel &label )
    {
      return std::find( label.zones.begin(), label.zones.end(), static_cast<std::uint8_t>( zone ) ) !=
             label.zones.end();
    };
    return std::any_of( labels.begin(), labels.end(), inOne ) ||
           std::any_of( drawn.begin(), drawn.end(), inOne );
  };
  if ( !holds( Zone::Glacier ) || !holds( Zone::Ocean ) )
    labels.clear(); // its edge at most: without both there is no front
  feedback.inform( labels.empty()
                       ? "What the model remembers is of another place, or of days with labels of their "
                         "own, and does not count."
                       : "The model remembers " + std::to_string( labels.size() ) +
                             " label(s) of this place, which count as labels do." );
  return labels;
}

} // namespace calving
