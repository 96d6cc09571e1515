#include "algorithms/preprocesssaralgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>

#include "algorithms/calibrationparameters.h"
#include "algorithms/sarparameters.h"
#include "algorithms/speckleparameters.h"

namespace calving
{

QString PreprocessSarAlgorithm::displayName() const
{
  return QObject::tr( "Preprocess a Sentinel-1 product" );
}

QString PreprocessSarAlgorithm::group() const
{
  return QObject::tr( "SAR preprocessing" );
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
  add( productParameter( INPUT ), productHelp() );
  add( polarisationParameter( POLARISATION ), polarisationHelp() );
  add( orbitParameter( ORBIT ), orbitHelp() );
  add( calibrationParameter( CALIBRATION ), calibrationHelp() );
  add( new QgsProcessingParameterBoolean( NOISE, QObject::tr( "Remove thermal noise" ), true ),
       QObject::tr( "Subtracts the power that the radar would record of nothing at all." ) );
  addAdvanced( negativesParameter( NEGATIVES ), negativesHelp() );
  addAdvanced(
      new QgsProcessingParameterBoolean( BORDER_NOISE, QObject::tr( "Remove border noise" ), true ),
      QObject::tr( "Only has an effect on GRDs that processors before 2.90 made, until March 2018." ) );
  std::vector<DocumentedParameter> lists[] = { speckleParameters( false ), mapParameters(),
                                               unitParameters( 1 ), mapOutputs() };
  for ( std::vector<DocumentedParameter> &list : lists )
    for ( DocumentedParameter &entry : list )
      add( entry.first.release(), entry.second );
  addOutput( new QgsProcessingOutputNumber( NEGATIVE_PIXELS, QObject::tr( "Pixels below the noise" ) ) );
  addOutput( new QgsProcessingOutputNumber( PIXELS, QObject::tr( "Pixels" ) ) );
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
  CalibrationOptions &calibration = options.calibration;
  calibration.polarisation = polarisationOf( parameterAsEnumString( parameters, POLARISATION, context ) );
  calibration.orbitFile = parameterAsFile( parameters, ORBIT, context ).toStdString();
  calibration.calibration = calibrationAt( parameterAsEnum( parameters, CALIBRATION, context ) );
  calibration.removeNoise = parameterAsBoolean( parameters, NOISE, context );
  calibration.negatives = negativesAt( parameterAsEnum( parameters, NEGATIVES, context ) );
  calibration.removeBorderNoise = parameterAsBoolean( parameters, BORDER_NOISE, context );
  options.speckle = speckleStep( parameters, context, *this );
  options.correction = mapOptions( parameters, context, *this, mLayers );
  return options;
}

QVariantMap PreprocessSarAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                             QgsProcessingFeedback *feedback )
{
  const std::string input = parameterAsFile( parameters, INPUT, context ).toStdString();
  const TerrainCorrectionOutputs outputs = outputPaths( parameters, context, *this );
  const PreprocessResult result =
      preprocess( input, options( parameters, context ), outputs, coreFeedback( feedback ) );
  QVariantMap results = mapResults( outputs, result.correction.dateTime, context );
  results[NEGATIVE_PIXELS] = static_cast<qlonglong>( result.negatives );
  results[PIXELS] = static_cast<qlonglong>( result.pixels );
  return results;
}

} // namespace calving
