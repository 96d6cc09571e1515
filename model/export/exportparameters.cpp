#include "model/export/exportparameters.h"

namespace calving
{

Parameters exportParameters( ExportOptions &options )
{
  constexpr double mostGlaciers = 999999999;
  Parameters own{
      choice(
          "SCHEMA", shown( "Schema" ), options.schema,
          { { ExportSchema::Calfin, nameOf( ExportSchema::Calfin ) },
            { ExportSchema::TermPicks, nameOf( ExportSchema::TermPicks ) },
            { ExportSchema::Nsidc0642, nameOf( ExportSchema::Nsidc0642 ) } },
          shown(
              "Which fields the fronts get, and how: CALFIN (Cheng et al. 2021), TermPicks (Goliber et al. "
              "2022) or NSIDC-0642, version 2." ) ),
      number(
          "GLACIER_ID", shown( "Number of the glacier" ), options.defaults.glacierId, { 0, mostGlaciers },
          shown( "GlacierID of fronts that say none: its number in the database. Fronts of several glaciers "
                 "say theirs in an attribute GlacierID or glacier_id." ) ),
      number( "QUALITY_FLAG", shown( "Quality flag" ), options.defaults.qualityFlag, { 0, 99 },
              shown( "QualFlag of fronts that say none: 0 manual, 10 automatic. Fronts of this program say "
                     "theirs." ) ),
      optional( text( "AUTHOR", shown( "Author" ), options.defaults.author,
                      shown( "Of fronts that say none." ) ) ) };
  return joined( { own, only( changeParameters( options.closing ), { "DIRECTION", "LONGEST_GAP" } ) } );
}

} // namespace calving
