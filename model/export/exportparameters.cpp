#include "model/export/exportparameters.h"

namespace calving
{

namespace
{

//! A whole number that may be left out.
Parameter wholeNumber( const char *key, const char *label, std::optional<int> &option, int most,
                       std::string help )
{
  const auto get = [&option]() -> std::optional<double> { return option; };
  const auto set = [&option]( double value ) { option = static_cast<int>( value ); };
  return optional(
      { key, label, std::move( help ), NumberKind{ true, 0, static_cast<double>( most ), get, set } } );
}

} // namespace

Parameters exportParameters( ExportOptions &options )
{
  constexpr int mostGlaciers = 999999999;
  constexpr int mostFlags = 99;
  Parameters own{
      choice(
          "SCHEMA", shown( "Schema" ), options.schema,
          { { ExportSchema::Calfin, nameOf( ExportSchema::Calfin ) },
            { ExportSchema::TermPicks, nameOf( ExportSchema::TermPicks ) },
            { ExportSchema::Nsidc0642, nameOf( ExportSchema::Nsidc0642 ) } },
          shown(
              "Which fields the fronts get, and how: CALFIN (Cheng et al. 2021), TermPicks (Goliber et al. "
              "2022) or NSIDC-0642, version 2." ) ),
      wholeNumber(
          "GLACIER_ID", shown( "Number of the glacier" ), options.defaults.glacierId, mostGlaciers,
          shown( "GlacierID of fronts that say none: its number in the database. Fronts of several glaciers "
                 "say theirs in an attribute GlacierID or glacier_id." ) ),
      wholeNumber(
          "QUALITY_FLAG", shown( "Quality flag" ), options.defaults.qualityFlag, mostFlags,
          shown( "QualFlag of fronts that say none: 0 manual, 10 automatic. Fronts of this program say "
                 "theirs." ) ),
      optional( text( "AUTHOR", shown( "Author" ), options.defaults.author,
                      shown( "Of fronts that say none." ) ) ) };
  return joined( { own, only( changeParameters( options.closing ), { "DIRECTION", "LONGEST_GAP" } ) } );
}

} // namespace calving
