#include "model/sar/calibration/calibrateproduct.h"

namespace calving
{

CalibratedRaster calibrateProduct( const std::string &input, const CalibrationOptions &options,
                                   BackscatterUnit unit, const std::string &output, const Feedback &feedback )
{
  CalibrationOptions counted = options;
  counted.negativeCount = std::make_shared<NegativeCount>();
  SarPicture picture = openCalibrated( openProduct( input ), counted, feedback );
  picture.unit = unit;
  stateUnit( unit, picture.window, picture.metadata );
  // Speckle hardly shrinks, and the next step reads the file but once.
  constexpr bool compressed = false;
  writeSarPicture( picture, output, feedback, compressed );
  if ( options.removeNoise )
    reportNegatives( *counted.negativeCount, feedback );
  return { picture.grid.width, picture.grid.height, counted.negativeCount->negatives,
           counted.negativeCount->pixels };
}

} // namespace calving
