#include "model/scene/frontattributes.h"

#include <algorithm>
#include <charconv>

namespace calving
{

void addFrontAttributes( SceneFacts &facts, const AttributeText &attribute )
{
  const auto first = [&attribute]( std::initializer_list<const char *> names )
  {
    for ( const char *name : names )
      if ( const std::string text = attribute( name ); !text.empty() )
        return text;
    return std::string();
  };
  SceneFacts said;
  said.glacier = first( { "glacier_name", "OfficialN" } );
  std::string date = first( { "date", "Date" } );
  std::replace( date.begin(), date.end(), '/', '-' ); // as GDAL writes it
  said.date = isoDate( date );
  said.sensor = first( { "sensor", "Satellite" } );
  const std::string pixel = first( { "pixel_m", "Res" } );
  std::from_chars( pixel.data(), pixel.data() + pixel.size(), said.resolutionMetres );
  addMissingFacts( facts, said );
}

void addMissingFacts( SceneFacts &facts, const SceneFacts &others )
{
  // The time of another day is not that of this scene.
  if ( facts.dateTime.empty() && ( facts.date.empty() || facts.date == others.date ) )
    facts.dateTime = others.dateTime;
  for ( const auto fact : { &SceneFacts::glacier, &SceneFacts::date, &SceneFacts::sensor, &SceneFacts::mode,
                            &SceneFacts::polarisation, &SceneFacts::pass } )
    if ( ( facts.*fact ).empty() )
      facts.*fact = others.*fact;
  for ( const auto orbit : { &SceneFacts::relativeOrbit, &SceneFacts::absoluteOrbit } )
    if ( facts.*orbit == 0 )
      facts.*orbit = others.*orbit;
  if ( !( facts.resolutionMetres > 0 ) )
    facts.resolutionMetres = others.resolutionMetres;
}

} // namespace calving
