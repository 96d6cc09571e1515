#include "model/front/traceparameters.h"

namespace calving
{

Parameters traceParameters( TraceOptions &options )
{
  return {
      number( "MINIMUM_LENGTH", shown( "Minimum length (m)" ), options.minimumLengthMetres, { 0 },
              shown( "Fronts whose number of pixels times the pixel size is less are dropped. 750 m is the "
                     "rule of the CaFFe benchmark." ) ),
      advanced( labelledChoice( "CODING", shown( "Coding of the zones" ), options.coding,
                                { { ZoneCoding::Automatic, shown( "By the values found" ) },
                                  { ZoneCoding::FromZero, "0 1 2 3" },
                                  { ZoneCoding::FromOne, "1 2 3 4" },
                                  { ZoneCoding::Grey, "0 64 127 254" } },
                                shown( "By the names of the raster's classes where it has them, as ours do, "
                                       "else by the values. Needed only where the raster holds no other "
                                       "value than 1, 2 and 3." ) ) ),
      advanced( optional( number(
          "PIXEL_SIZE", shown( "Pixel size (m)" ), options.pixelSizeMetres, { 0 },
          shown( "Only for the minimum length. 0 takes it from the raster, or, where that is not "
                 "georeferenced, from a name as CaFFe gives it (Glacier_Date_Sensor_Resolution_...)." ) ) ) ),
      advanced( toggle( "SMOOTH", shown( "Smooth lines" ), options.smooth,
                        shown( "Off: lines keep the steps of the pixels." ) ) ),
  };
}

} // namespace calving
