#include "model/sar/unitparameters.h"

namespace calving
{

Parameters unitParameters( BackscatterUnit &unit, DecibelWindow &window )
{
  return {
      labelledChoice( "UNIT", shown( "Unit" ), unit,
                      { { BackscatterUnit::Linear, shown( "Linear" ) },
                        { BackscatterUnit::Decibel, shown( "Decibels" ) },
                        { BackscatterUnit::Byte, shown( "8 bit" ) } },
                      shown( "How backscatter is stored: power, decibels, or bytes 1 to 255 over a window of "
                             "decibels (0 means no data)." ) ),
      number( "DB_MIN", shown( "Decibels of 1" ), window.minimum, { -1e3 },
              shown( "8 bit only: what becomes black. Recorded in the result." ) ),
      number( "DB_MAX", shown( "Decibels of 255" ), window.maximum, { -1e3 },
              shown( "8 bit only: what becomes white. Recorded in the result." ) ),
  };
}

Parameter radarUnitParameter( BackscatterUnit &unit )
{
  return labelledChoice(
      "UNIT", shown( "Unit" ), unit,
      { { BackscatterUnit::Linear, shown( "Linear" ) }, { BackscatterUnit::Decibel, shown( "Decibels" ) } },
      shown( "Linear backscatter is what filters and terrain correction want." ) );
}

Parameter sarValuesParameter( SarValues &values )
{
  return labelledChoice(
      "VALUES", shown( "Values of the raster" ), values,
      { { SarValues::Stated, shown( "Found out" ) },
        { SarValues::Power, shown( "Power" ) },
        { SarValues::Decibel, shown( "Decibels" ) },
        { SarValues::Amplitude, shown( "Amplitude" ) } },
      shown(
          "What the numbers are. Found out: metadata, band or product name, else the values themselves say "
          "it; see the log. Digital numbers and 8-bit pictures of other sensors are amplitudes." ) );
}

} // namespace calving
