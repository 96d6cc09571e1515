#include "algorithms/calibratesaralgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/layers/loadedlayers.h"
#include "algorithms/parameters/areaparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "model/sar/calibration/calibrateproduct.h"
#include "model/sar/calibration/calibrationparameters.h"
#include "model/sar/product/productparameter.h"
#include "model/sar/unitparameters.h"

namespace calving
{

using namespace key;

QString CalibrateSarAlgorithm::displayName() const
{
  return QObject::tr( "Calibrate a Sentinel-1 product" );
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

Guide CalibrateSarAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
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
  guide.when =
      QObject::tr( "Where you want to see or keep what lies between product and map: other filters, your own "
                   "terrain correction, one calibration for several maps. Otherwise “Preprocess a Sentinel-1 "
                   "product” does it all at once." );
  guide.parameters = QStringList{ QStringLiteral( "POLARISATION" ), QStringLiteral( "CALIBRATION" ),
                                  QStringLiteral( "NOISE" ) };
  guide.result = QObject::tr(
      "Linear backscatter is mostly far below 1 and looks black until it is stretched. The picture "
      "lies as the radar saw it, often mirrored; QGIS shows it roughly in place by its ground "
      "control points. Many pixels below the noise mean calm water or the cross-polarised image." );
  guide.example =
      QStringList{ QStringLiteral( "simulatesar WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 OUTPUT=product.SAFE" ),
                   QStringLiteral( "calibratesar INPUT=product.SAFE/manifest.safe OUTPUT=calibrated.tif" ) };
  guide.citation = QObject::tr( "The product: “contains modified Copernicus Sentinel data [year]”." );
  guide.next = QStringList{ QStringLiteral( "despecklesar" ), QStringLiteral( "terraincorrectsar" ) };
  return guide;
}

void CalibrateSarAlgorithm::initAlgorithm( const QVariantMap & )
{
  CalibrationOptions standard;
  std::string input;
  BackscatterUnit unit = BackscatterUnit::Linear;
  add( productParameter( input ) );
  add( imageParameters( standard ) );
  add( areaParameters( QObject::tr(
      "Only the part of the scene around these polygons is calibrated. Empty: the whole scene." ) ) );
  add( calibrationParameters( standard ) );
  add( radarUnitParameter( unit ) );
  add( new QgsProcessingParameterRasterDestination( OUTPUT, QObject::tr( "Calibrated" ) ),
       QObject::tr(
           "A plain GeoTIFF in radar geometry, not a Cloud-Optimised one, since the next step reads it "
           "but once; 32 bit floating point, NaN means no data." ) );
  addOutput( new QgsProcessingOutputNumber( NEGATIVE_PIXELS, QObject::tr( "Pixels below the noise" ) ) );
  addOutput( new QgsProcessingOutputNumber( PIXELS, QObject::tr( "Pixels" ) ) );
}

void CalibrateSarAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                     QgsProcessingFeedback * )
{
  mAreaMask = areaMask( parameters, context, *this );
}

QVariantMap CalibrateSarAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                            QgsProcessingFeedback *feedback )
{
  std::string input;
  CalibrationOptions options;
  BackscatterUnit unit = BackscatterUnit::Linear;
  readParameters( joined( { { productParameter( input ), radarUnitParameter( unit ) },
                            imageParameters( options ),
                            calibrationParameters( options ) } ),
                  parameters, context, *this );
  options.area = areaOfInterest( parameters, context, *this, mAreaMask ).outline;
  const QString output = parameterAsOutputLayer( parameters, OUTPUT, context );
  const CalibratedRaster result =
      calibrateProduct( input, options, unit, output.toStdString(), coreFeedback( feedback ) );
  showRadarOnLoad( context, { { output, QObject::tr( "Calibrated" ), nullptr } } );
  return { { OUTPUT, output },
           { NEGATIVE_PIXELS, static_cast<qlonglong>( result.negatives ) },
           { PIXELS, static_cast<qlonglong>( result.pixels ) } };
}

} // namespace calving
