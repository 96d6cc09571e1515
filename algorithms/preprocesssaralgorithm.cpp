#include "algorithms/preprocesssaralgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/areaparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "model/sar/calibration/calibrationparameters.h"
#include "model/sar/product/productparameter.h"
#include "model/sar/speckle/speckleparameters.h"
#include "model/sar/terrain/terrainparameters.h"
#include "model/sar/unitparameters.h"

namespace calving
{

using namespace key;

QString PreprocessSarAlgorithm::displayName() const
{
  return QObject::tr( "Preprocess a Sentinel-1 product" );
}

QStringList PreprocessSarAlgorithm::tags() const
{
  return QObject::tr(
             "sentinel-1,grd,slc,terrain correction,calibration,speckle,geocode,radar,analysis ready" )
      .split( ',' );
}

QString PreprocessSarAlgorithm::shortDescription() const
{
  return QObject::tr(
      "Turns a Sentinel-1 product as downloaded into a calibrated, filtered and terrain-corrected map." );
}

QString PreprocessSarAlgorithm::shortHelpString() const
{
  return QObject::tr(
      "Calibrates a Sentinel-1 product (GRD or SLC), subtracts thermal noise, filters speckle, corrects the "
      "terrain and scales the result, all in one stream: no intermediate files, and memory does not grow "
      "with the scene. The .zip is read in place.\n\nThe sea is never masked: where the terrain model ends "
      "or has holes, sea level is assumed, so calving fronts, icebergs and melange stay. Where the map’s "
      "pixels are at least twice as large as the product’s, pixels are averaged after the filter. The result "
      "is a Cloud-Optimised GeoTIFF whose metadata say sensor, mode, polarisation, orbit, time and every "
      "step, from which the extraction of fronts fills its attributes." );
}

void PreprocessSarAlgorithm::initAlgorithm( const QVariantMap & )
{
  std::string input;
  CalibrationOptions calibration;
  SpeckleChoice speckle;
  TerrainCorrectionOptions correction = mapDefaults();
  add( productParameter( input ) );
  add( imageParameters( calibration ) );
  add( areaParameters( mapAreaHelp() ) );
  add( terrainModelParameters() );
  add( calibrationParameters( calibration ) );
  add( speckleParameters( speckle, false ) );
  add( gridParameters() );
  add( unitParameters( correction.unit, correction.window ) );
  add( mapOutputs() );
  addOutput( new QgsProcessingOutputNumber( NEGATIVE_PIXELS,
                                            QObject::tr( "Pixels below the noise, of those read" ) ) );
  addOutput(
      new QgsProcessingOutputNumber( PIXELS, QObject::tr( "Pixels read, twice where blocks overlap" ) ) );
}

void PreprocessSarAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                      QgsProcessingFeedback * )
{
  mLayers = mapLayers( parameters, context, *this );
}

PreprocessOptions PreprocessSarAlgorithm::options( const QVariantMap &parameters,
                                                   QgsProcessingContext &context )
{
  PreprocessOptions options;
  SpeckleChoice speckle;
  readParameters(
      joined( { imageParameters( options.calibration ), calibrationParameters( options.calibration ),
                speckleParameters( speckle, false ) } ),
      parameters, context, *this );
  options.speckle = speckle.step();
  options.correction = mapOptions( parameters, context, *this, mLayers );
  return options;
}

QVariantMap PreprocessSarAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                             QgsProcessingFeedback *feedback )
{
  std::string input;
  readParameters( { productParameter( input ) }, parameters, context, *this );
  const TerrainCorrectionOutputs outputs = outputPaths( parameters, context, *this );
  const PreprocessResult result =
      preprocess( input, options( parameters, context ), outputs, coreFeedback( feedback ) );
  QVariantMap results = mapResults( outputs, result.correction.dateTime, context );
  results[NEGATIVE_PIXELS] = static_cast<qlonglong>( result.negatives );
  results[PIXELS] = static_cast<qlonglong>( result.pixels );
  return results;
}

} // namespace calving
