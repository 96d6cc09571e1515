#include "model/sar/preprocess.h"

#include "model/sar/scenemetadata.h"
#include "model/sar/speckle/multilook.h"
#include "model/sar/terrain/averaging.h"

namespace calving
{

namespace
{

void filter( RadarPicture &picture, const SpeckleStep &step, const Feedback &feedback )
{
  picture.backscatter = despeckled( picture.backscatter, step, feedback );
  if ( step.multilook != 1 )
    picture.frame = multilooked( picture.frame, step.multilook, step.multilook );
  const std::string description = describe( step );
  if ( !description.empty() )
    picture.metadata["CALVINGFRONT_HISTORY"] =
        withStep( picture.metadata["CALVINGFRONT_HISTORY"], description );
}

} // namespace

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
  const CalibratedScene scene = openCalibrated( openProduct( input ), calibration, feedback );
  RadarPicture picture{ scene.backscatter, scene.frame, scene.metadata };
  const bool looksAtAll = options.speckle.filter.method == SpeckleMethod::LeeSigma;
  const double begin = looksAtAll ? 0.2 : 0.0;
  filter( picture, options.speckle, feedback.part( 0.0, begin ) );
  PreprocessResult result;
  result.correction = terrainCorrect( picture, correction, outputs, feedback.part( begin, 1.0 ) );
  if ( calibration.removeNoise )
    reportNegatives( *scene.negatives, feedback );
  result.negatives = scene.negatives->negatives;
  result.pixels = scene.negatives->pixels;
  return result;
}

} // namespace calving
