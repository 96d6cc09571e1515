#include "model/sar/preprocess.h"

#include "model/sar/terrain/averaging.h"

namespace calving
{

PreprocessResult preprocess( const std::string &input, const PreprocessOptions &options,
                             const TerrainCorrectionOutputs &outputs, const Feedback &feedback )
{
  CalibrationOptions calibration = options.calibration;
  calibration.area = options.correction.map.area;
  if ( options.correction.flatten )
    calibration.calibration = Calibration::BetaNought;
  // Of the whole scene, so that the result does not depend on the part that is wanted.
  TerrainCorrectionOptions correction = options.correction;
  calibration.averaging = [&]( const RadarFrame &whole )
  {
    const int looks = options.speckle.multilook;
    correction.averaging = looksFor( multilooked( whole, looks, looks ), correction.map.pixelSize );
    return std::array<int, 2>{ looks * correction.averaging->front(), looks * correction.averaging->back() };
  };
  calibration.pixelCount = std::make_shared<PixelCount>();
  SarPicture picture = openCalibrated( openProduct( input ), calibration, feedback );
  const bool looksAtAll = options.speckle.filter.method == SpeckleMethod::LeeSigma;
  const double begin = looksAtAll ? 0.2 : 0.0;
  despeckle( picture, options.speckle, feedback.part( 0.0, begin ) );
  PreprocessResult result;
  result.correction = terrainCorrect( picture, correction, outputs, feedback.part( begin, 1.0 ) );
  reportPixels( calibration, feedback );
  result.negatives = calibration.pixelCount->negatives;
  result.pixels = calibration.pixelCount->pixels;
  return result;
}

} // namespace calving
