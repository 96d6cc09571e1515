#include "model/sar/preprocess.h"

#include <algorithm>
#include <cmath>

#include "model/sar/radargeometry.h"
#include "model/sar/scenemetadata.h"
#include "model/sar/speckle/multilook.h"

namespace calving
{

namespace
{

//! \a picture averaged to pixels of nearly \a pixelSize.
void coarsen( RadarPicture &picture, double pixelSize )
{
  const std::array<int, 2> looks = looksFor( picture.frame, pixelSize );
  if ( looks[0] == 1 && looks[1] == 1 )
    return;
  picture.backscatter = multilooked( picture.backscatter, looks[0], looks[1] );
  picture.frame = multilooked( picture.frame, looks[0], looks[1] );
  picture.metadata["CALVINGFRONT_HISTORY"] =
      withStep( picture.metadata["CALVINGFRONT_HISTORY"],
                "average(" + std::to_string( looks[0] ) + " x " + std::to_string( looks[1] ) + ")" );
}

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

std::array<int, 2> looksFor( const RadarFrame &frame, double pixelSize )
{
  const RadarGeometry radar( frame );
  const RadarPosition middle{ 0.5 * frame.height, 0.5 * frame.width };
  const Vector3 here = radar.point( middle, 0 );
  const auto count = [&]( const RadarPosition &next )
  {
    const double spacing = length( radar.point( next, 0 ) - here );
    return std::max( 1, static_cast<int>( pixelSize / spacing + 0.05 ) ); // 9.9 m counts as 10
  };
  return { std::min( count( { middle.line, middle.pixel + 1 } ), frame.width ),
           std::min( count( { middle.line + 1, middle.pixel } ), frame.height ) };
}

PreprocessResult preprocess( const std::string &input, const PreprocessOptions &options,
                             const TerrainCorrectionOutputs &outputs, const Feedback &feedback )
{
  CalibrationOptions calibration = options.calibration;
  calibration.area = options.correction.map.area;
  if ( options.correction.flatten )
    calibration.calibration = Calibration::BetaNought;
  const CalibratedScene scene = openCalibrated( openProduct( input ), calibration, feedback );
  RadarPicture picture{ scene.backscatter, scene.frame, scene.metadata };
  const bool looksAtAll = options.speckle.filter.method == SpeckleMethod::LeeSigma;
  const double begin = looksAtAll ? 0.2 : 0.0;
  filter( picture, options.speckle, feedback.part( 0.0, begin ) );
  coarsen( picture, options.correction.map.pixelSize );
  PreprocessResult result;
  result.correction = terrainCorrect( picture, options.correction, outputs, feedback.part( begin, 1.0 ) );
  result.negatives = scene.negatives->negatives;
  result.pixels = scene.negatives->pixels;
  return result;
}

} // namespace calving
