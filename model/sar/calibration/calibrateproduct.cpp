#include "model/sar/calibration/calibrateproduct.h"

namespace calving
{

CalibratedRaster calibrateProduct( const std::string &input, const CalibrationOptions &options,
                                   BackscatterUnit unit, const std::string &output, const Feedback &feedback )
{
  CalibrationOptions counted = options;
  counted.pixelCount = std::make_shared<PixelCount>();
  SarPicture picture = openCalibrated( openProduct( input ), counted, feedback );
  picture.unit = unit;
  stateUnit( unit, picture.window, picture.metadata );
  // Speckle hardly shrinks, and the next step reads the file but once.
  constexpr bool compressed = false;
  writeSarPicture( picture, output, feedback, compressed );
  reportPixels( counted, feedback );
  return { picture.grid.width, picture.grid.height, counted.pixelCount->negatives,
           counted.pixelCount->pixels };
}

} // namespace calving
