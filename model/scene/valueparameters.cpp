#include "model/scene/valueparameters.h"

#include <algorithm>
#include <sstream>

#include "model/base/numbertext.h"
#include "model/base/parametertext.h"
#include "model/error.h"
#include "model/raster/decibelwindow.h"

namespace calving
{

Parameters valueParameters( ValueOptions &options )
{
  return advanced( optional( Parameters{
      choice( "VALUES", shown( "Pixel values" ), options.kind,
              { { ValueKind::Automatic, "auto" },
                { ValueKind::Byte, "byte" },
                { ValueKind::Decibel, "decibel" },
                { ValueKind::Power, "power" },
                { ValueKind::Percentile, "percentile" },
                { ValueKind::Unit, "unit" },
                { ValueKind::Amplitude, "amplitude" } },
              shown( "What the scene's values are: auto (metadata, band or product name, else the values "
                     "themselves say it; see the log), byte (0 to 255), decibel, power (linear backscatter), "
                     "percentile (anything; stretched from the 2nd to the 98th), unit (already 0 to 1), "
                     "amplitude (root of power)." ) ),
      number( "DB_MIN", shown( "Black (dB)" ), options.dbMin, {},
              "Backscatter that becomes black, for decibel, power and amplitude. Default: what the scene's "
              "metadata say, "
              "else " +
                  numberText( DecibelWindow().minimum ) + " dB." ),
      number( "DB_MAX", shown( "White (dB)" ), options.dbMax, {},
              "Backscatter that becomes white. Default: what the scene's metadata say, else " +
                  numberText( DecibelWindow().maximum ) + " dB." ) } ) );
}

std::optional<ValueOptions> valuesFromSettings( const std::string &settings )
{
  ValueOptions options;
  const Parameters known = valueParameters( options );
  std::istringstream list( settings );
  for ( std::string entry; std::getline( list, entry, ',' ); )
  {
    std::istringstream words( entry );
    std::string key;
    std::string equals;
    std::string value;
    words >> key >> equals >> value;
    const auto parameter =
        std::find_if( known.begin(), known.end(), [&key]( const Parameter &one ) { return key == one.key; } );
    if ( equals != "=" || parameter == known.end() )
      return std::nullopt;
    try
    {
      setFromText( *parameter, value );
    }
    catch ( const Error & )
    {
      return std::nullopt;
    }
  }
  return options;
}

std::string valueSettings( ValueOptions options )
{
  ValueOptions none;
  const Parameters standard = valueParameters( none );
  const Parameters given = valueParameters( options );
  std::string settings;
  for ( std::size_t i = 0; i < given.size(); ++i )
    if ( const std::string text = textOf( given[i] ); text != textOf( standard[i] ) )
      settings += ( settings.empty() ? "" : ", " ) + std::string( given[i].key ) + " = " + text;
  return settings;
}

} // namespace calving
