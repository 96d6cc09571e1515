#include "algorithms/scalesaralgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/loadedlayers.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "model/sar/picture/sarpicture.h"
#include "model/sar/unitparameters.h"

namespace calving
{

using namespace key;

namespace
{

struct Chosen
{
  SarValues values = SarValues::Stated;
  BackscatterUnit unit = BackscatterUnit::Byte;
  DecibelWindow window;
};

Parameters parametersOf( Chosen &chosen )
{
  return joined( { { sarValuesParameter( chosen.values ) }, unitParameters( chosen.unit, chosen.window ) } );
}

} // namespace

QString ScaleSarAlgorithm::displayName() const
{
  return QObject::tr( "Scale backscatter" );
}

QStringList ScaleSarAlgorithm::tags() const
{
  return QObject::tr( "decibel,linear,8 bit,byte,dynamic range,radar" ).split( ',' );
}

QString ScaleSarAlgorithm::shortDescription() const
{
  return QObject::tr( "Turns backscatter into power, decibels, or bytes over a stored window of decibels." );
}

Guide ScaleSarAlgorithm::guide() const
{
  Guide guide;
  guide.what =
      QObject::tr( "Networks want pictures scaled as those that they learned from. The window of decibels "
                   "that fills the bytes 1 to 255 is written into the metadata, so that training and "
                   "extraction never diverge; 0 means no data." );
  guide.when = QObject::tr(
      "Where a raster of backscatter is to have another unit: bytes for a network, decibels to look"
      " at, power for a filter. “Extract calving fronts” takes all of them as they are." );
  guide.parameters = QStringList{ QStringLiteral( "VALUES" ), QStringLiteral( "UNIT" ) };
  guide.result = QObject::tr(
      "Of bytes, 0 means no data and 1 to 255 fill the window of decibels; if most of the picture "
      "is 1 or 255, choose a wider window." );
  guide.example =
      QStringList{ QStringLiteral( "simulatesar WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 OUTPUT=product.SAFE" ),
                   QStringLiteral( "calibratesar INPUT=product.SAFE/manifest.safe OUTPUT=calibrated.tif" ),
                   QStringLiteral( "scalesar INPUT=calibrated.tif UNIT=\"8 bit\" OUTPUT=bytes.tif" ) };
  guide.next = QStringList{ QStringLiteral( "extractfronts" ), QStringLiteral( "builddataset" ) };
  return guide;
}

void ScaleSarAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterRasterLayer( INPUT, QObject::tr( "Backscatter" ) ),
       QObject::tr( "A raster in radar geometry or on a map; its first band is taken." ) );
  Chosen standard;
  add( parametersOf( standard ) );
  add( new QgsProcessingParameterRasterDestination( OUTPUT, QObject::tr( "Scaled" ) ),
       QObject::tr( "In the geometry of the input, with its metadata." ) );
}

void ScaleSarAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                 QgsProcessingFeedback * )
{
  mInput = rasterSource( parameterAsRasterLayer( parameters, INPUT, context ), INPUT, parameters );
}

QVariantMap ScaleSarAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                        QgsProcessingFeedback *feedback )
{
  Chosen chosen;
  readParameters( parametersOf( chosen ), parameters, context, *this );
  const QString output = parameterAsOutputLayer( parameters, OUTPUT, context );
  const Feedback core = coreFeedback( feedback );
  SarPicture raster = openSarPicture( mInput, chosen.values, core );
  informOfValues( raster, core );
  rescale( raster, chosen.unit, chosen.window );
  writeSarPicture( raster, output.toStdString(), core );
  showRadarOnLoad( context, { { output, QObject::tr( "Scaled" ), nullptr } } );
  return { { OUTPUT, output } };
}

} // namespace calving
