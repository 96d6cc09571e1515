#include "algorithms/simulatesaralgorithm.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/sceneplace.h"
#include "model/simulate/product/productparameters.h"

namespace calving
{

using namespace key;

QString SimulateSarAlgorithm::displayName() const
{
  return QObject::tr( "Simulate a Sentinel-1 product" );
}

QString SimulateSarAlgorithm::group() const
{
  return QObject::tr( "Simulation" );
}

QStringList SimulateSarAlgorithm::tags() const
{
  return QObject::tr(
             "synthetic,sar,sentinel-1,grd,safe,radar,fjord,speckle,demo,test data,corner reflector" )
      .split( ',' );
}

QString SimulateSarAlgorithm::shortDescription() const
{
  return QObject::tr(
      "Writes a complete Sentinel-1 GRD product of a simulated glacier or of your own terrain and zones." );
}

Guide SimulateSarAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Makes what “Preprocess a Sentinel-1 product” undoes: a .SAFE folder with manifest, annotation (orbit, "
      "timing, "
      "geolocation grid, ground range), calibration, thermal noise and measurement, which SAR software opens "
      "like one "
      "of ESA's. A satellite on an orbit of Sentinel-1's height and inclination passes the scene, and its "
      "radar sees "
      "the ground with foreshortening, layover, shadow, speckle and noise.\n\n"
      "By default the ground is the glacier that “Simulate glacier scenes” makes of the same seed, date, "
      "size, pixel "
      "size, coordinate reference system and centre: its zones, heights and fronts are the truth of this "
      "product "
      "(its heights above the sea are taken as heights above the ellipsoid). A terrain model, zones or a "
      "constant backscatter take its place.\n\n"
      "The place of the satellite on its orbit is made up; no real one passed so." );
  guide.when = QObject::tr(
      "To try the way from a product to a front before you download one, to check a chain of your "
      "own, or to see what a terrain model or a wrong height does to a scene." );
  guide.parameters =
      QStringList{ QStringLiteral( "SEED" ), QStringLiteral( "PIXEL_SIZE" ), QStringLiteral( "OUTPUT" ) };
  guide.result = QObject::tr(
      "The product opens in “Describe a Sentinel-1 product” and in other SAR software. Its truth is"
      " what “Simulate glacier scenes” makes of the same seed, date, size and place." );
  guide.example = QStringList{
      QStringLiteral( "simulatesar WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 DATE=2022-08-01 OUTPUT=product.SAFE" ) };
  guide.next = QStringList{ QStringLiteral( "sarinfo" ), QStringLiteral( "preprocesssar" ) };
  return guide;
}

void SimulateSarAlgorithm::initAlgorithm( const QVariantMap & )
{
  ProductOptions standard = productDefaults();
  double targetPower = standardTargetPower;
  add( productParameters( standard ) );
  add( placeParameters() );
  add( groundParameters() );
  add( rareProductParameters( standard, targetPower ) );
  add( new QgsProcessingParameterFolderDestination( OUTPUT, QObject::tr( "Folder" ) ),
       QObject::tr(
           "If its name ends in .SAFE it becomes the product; else the product gets its folder in it, with a "
           "name by ESA's rules. A simulated product that was there is replaced." ) );
  addOutput( new QgsProcessingOutputFile( PRODUCT, QObject::tr( "Manifest of the product" ) ) );
  addOutput( new QgsProcessingOutputNumber( PRODUCT_SAMPLES, QObject::tr( "Samples of the product" ) ) );
  addOutput( new QgsProcessingOutputNumber( PRODUCT_LINES, QObject::tr( "Lines of the product" ) ) );
}

void SimulateSarAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                    QgsProcessingFeedback * )
{
  mLayers = groundLayers( parameters, context, *this );
}

QVariantMap SimulateSarAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                           QgsProcessingFeedback *feedback )
{
  const Feedback core = coreFeedback( feedback );
  ProductOptions options = productOptions( parameters, context, *this, mLayers );
  options.scene.poll = [core] { core.check(); };
  const QString folder = parameterAsString( parameters, OUTPUT, context );
  const SimulatedProduct product = simulateProduct( options, folder.toStdString(), core );
  return { { OUTPUT, folder },
           { PRODUCT, QString::fromStdString( product.manifest ) },
           { PRODUCT_SAMPLES, product.samples },
           { PRODUCT_LINES, product.lines } };
}

} // namespace calving
