#include "algorithms/scalesaralgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>

#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/sarparameters.h"
#include "algorithms/parameters/terrainparameters.h"
#include "model/sar/stream/sarraster.h"

namespace calving
{

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

QString ScaleSarAlgorithm::shortHelpString() const
{
  return QObject::tr( "Networks want pictures scaled as those that they learned from. The window of decibels "
                      "that fills the bytes 1 to 255 is written into the metadata, so that training and "
                      "extraction never diverge; 0 means no data." );
}

void ScaleSarAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterRasterLayer( INPUT, QObject::tr( "Backscatter" ) ),
       QObject::tr( "A raster in radar geometry or on a map; its first band is taken." ) );
  add( valuesParameter( VALUES ), valuesHelp() );
  add( unitParameters( 2 ) );
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
  const auto values = static_cast<SarValues>( parameterAsEnum( parameters, VALUES, context ) );
  const QString output = parameterAsOutputLayer( parameters, OUTPUT, context );
  const Feedback core = coreFeedback( feedback );
  SarRaster raster = openSarRaster( mInput, values, core );
  rescale( raster, unitOf( parameters, context, *this ), decibelWindowOf( parameters, context, *this ) );
  writeSarRaster( raster, output.toStdString(), core );
  dateOnLoad( output, context );
  return { { OUTPUT, output } };
}

} // namespace calving
