#include "algorithms/calibratesaralgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include "algorithms/calibrationparameters.h"
#include "algorithms/sarparameters.h"
#include "model/sar/calibratescene.h"

namespace calving
{

QString CalibrateSarAlgorithm::displayName() const
{
  return QObject::tr( "Calibrate a Sentinel-1 product" );
}

QString CalibrateSarAlgorithm::group() const
{
  return QObject::tr( "SAR preprocessing" );
}

QStringList CalibrateSarAlgorithm::tags() const
{
  return QObject::tr(
             "sentinel-1,grd,slc,sigma0,beta0,gamma0,thermal noise,border noise,deburst,orbit,radar" )
      .split( ',' );
}

QString CalibrateSarAlgorithm::shortDescription() const
{
  return QObject::tr(
      "Turns the digital numbers of a Sentinel-1 product into backscatter, less the thermal noise." );
}

QString CalibrateSarAlgorithm::shortHelpString() const
{
  return QObject::tr(
      "Reads a Sentinel-1 product (GRD or SLC; IW, EW or SM; every processor version since 2.36) and writes "
      "its "
      "backscatter in the geometry of the radar, with ground control points. Thermal noise is subtracted by "
      "the "
      "product's own range and azimuth vectors; the weak noise that processors before 2.90 left along the "
      "borders "
      "becomes “no data”. Of an SLC, bursts and sub-swaths are detected and merged in slant range.\n\n"
      "The result knows its geometry and orbit, so that terrain correction needs nothing else, and carries "
      "sensor, "
      "polarisation, orbit and time along. Nothing of the sea is masked." );
}

void CalibrateSarAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( productParameter( INPUT ), productHelp() );
  add( polarisationParameter( POLARISATION ), polarisationHelp() );
  add( orbitParameter( ORBIT ), orbitHelp() );
  add( new QgsProcessingParameterFeatureSource( AREA, QObject::tr( "Area of interest" ),
                                                { static_cast<int>( compat::sourceVectorPolygon ) },
                                                QVariant(), true ),
       QObject::tr(
           "Only the part of the scene around these polygons is calibrated. Empty: the whole scene." ) );
  addAdvanced(
      new QgsProcessingParameterExtent( EXTENT, QObject::tr( "Extent of interest" ), QVariant(), true ),
      QObject::tr( "The same as a rectangle, such as the extent of a layer or mask." ) );
  add( calibrationParameter( CALIBRATION ), calibrationHelp() );
  add( new QgsProcessingParameterBoolean( NOISE, QObject::tr( "Remove thermal noise" ), true ),
       QObject::tr( "Subtracts the power that the radar would record of nothing at all." ) );
  add( negativesParameter( NEGATIVES ), negativesHelp() );
  addAdvanced(
      new QgsProcessingParameterBoolean( BORDER_NOISE, QObject::tr( "Remove border noise" ), true ),
      QObject::tr( "Only has an effect on GRDs that processors before 2.90 made, until March 2018." ) );
  add( new QgsProcessingParameterEnum( UNIT, QObject::tr( "Unit" ),
                                       { QObject::tr( "Linear" ), QObject::tr( "Decibels" ) }, false, 0 ),
       QObject::tr( "Linear backscatter is what filters and terrain correction want." ) );
  add( new QgsProcessingParameterRasterDestination( OUTPUT, QObject::tr( "Calibrated" ) ),
       QObject::tr( "A GeoTIFF in radar geometry, 32 bit floating point; NaN means no data." ) );
  addOutput( new QgsProcessingOutputNumber( NEGATIVE_PIXELS, QObject::tr( "Pixels below the noise" ) ) );
  addOutput( new QgsProcessingOutputNumber( PIXELS, QObject::tr( "Pixels" ) ) );
}

CalibrationOptions CalibrateSarAlgorithm::options( const QVariantMap &parameters,
                                                   QgsProcessingContext &context )
{
  CalibrationOptions options;
  options.polarisation = polarisationOf( parameterAsEnumString( parameters, POLARISATION, context ) );
  options.orbitFile = parameterAsFile( parameters, ORBIT, context ).toStdString();
  options.calibration = calibrationAt( parameterAsEnum( parameters, CALIBRATION, context ) );
  options.removeNoise = parameterAsBoolean( parameters, NOISE, context );
  options.negatives = negativesAt( parameterAsEnum( parameters, NEGATIVES, context ) );
  options.removeBorderNoise = parameterAsBoolean( parameters, BORDER_NOISE, context );
  if ( const auto area =
           std::unique_ptr<QgsProcessingFeatureSource>( parameterAsSource( parameters, AREA, context ) ) )
    options.area = areaPoints( *area, context );
  const QgsRectangle extent = parameterAsExtent( parameters, EXTENT, context );
  if ( options.area.empty() )
    options.area = areaPoints( extent, parameterAsExtentCrs( parameters, EXTENT, context ), context );
  return options;
}

QVariantMap CalibrateSarAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                            QgsProcessingFeedback *feedback )
{
  const QString input = parameterAsFile( parameters, INPUT, context );
  const QString output = parameterAsOutputLayer( parameters, OUTPUT, context );
  const BackscatterUnit unit =
      parameterAsEnum( parameters, UNIT, context ) == 1 ? BackscatterUnit::Decibel : BackscatterUnit::Linear;
  const CalibratedRaster result = calibrateScene( input.toStdString(), options( parameters, context ), unit,
                                                  output.toStdString(), coreFeedback( feedback ) );
  return { { OUTPUT, output },
           { NEGATIVE_PIXELS, static_cast<qlonglong>( result.negatives ) },
           { PIXELS, static_cast<qlonglong>( result.pixels ) } };
}

} // namespace calving
