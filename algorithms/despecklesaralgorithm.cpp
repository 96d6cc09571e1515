#include "algorithms/despecklesaralgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>

#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/sarparameters.h"
#include "algorithms/parameters/speckleparameters.h"
#include "model/sar/stream/sarraster.h"

namespace calving
{

QString DespeckleSarAlgorithm::displayName() const
{
  return QObject::tr( "Filter speckle" );
}

QStringList DespeckleSarAlgorithm::tags() const
{
  return QObject::tr( "speckle,lee,frost,kuan,gamma map,multilook,multitemporal,filter,radar" ).split( ',' );
}

QString DespeckleSarAlgorithm::shortDescription() const
{
  return QObject::tr( "Filters the speckle of backscatter, in radar geometry or on a map." );
}

QString DespeckleSarAlgorithm::shortHelpString() const
{
  return QObject::tr( "The usual speckle filters, with the same result whatever the computer and its memory: "
                      "boxcar, median, Lee, Kuan, refined Lee, Lee sigma, Gamma-MAP, Frost, multilook, and "
                      "the multitemporal filter of Quegan and Yu for a stack of scenes of one place. Works "
                      "on rasters of any radar; geometry and metadata are kept." );
}

void DespeckleSarAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterRasterLayer( INPUT, QObject::tr( "Backscatter" ) ),
       QObject::tr( "A raster in radar geometry or on a map; its first band is filtered." ) );
  add( valuesParameter( VALUES ), valuesHelp() );
  add( speckleParameters( true ) );
  add( new QgsProcessingParameterMultipleLayers( STACK, QObject::tr( "Other scenes of the stack" ),
                                                 compat::sourceRaster, QVariant(), true ),
       QObject::tr(
           "For the multitemporal filter: scenes on the same grid, without the one above, which alone "
           "is written. Run it once for each scene of the series." ) );
  add( new QgsProcessingParameterRasterDestination( OUTPUT, QObject::tr( "Filtered" ) ),
       QObject::tr( "In the unit and geometry of the input." ) );
}

void DespeckleSarAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                     QgsProcessingFeedback * )
{
  mInput = rasterSource( parameterAsRasterLayer( parameters, INPUT, context ), INPUT, parameters );
  mStack.clear();
  for ( QgsMapLayer *layer : parameterAsLayerList( parameters, STACK, context ) )
    mStack.push_back( rasterSource( qobject_cast<QgsRasterLayer *>( layer ), STACK, parameters ) );
}

QVariantMap DespeckleSarAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                            QgsProcessingFeedback *feedback )
{
  const auto values = static_cast<SarValues>( parameterAsEnum( parameters, VALUES, context ) );
  const QString output = parameterAsOutputLayer( parameters, OUTPUT, context );
  const Feedback core = coreFeedback( feedback );
  const SpeckleStep step = speckleStep( parameters, context, *this );
  SarRaster raster = openSarRaster( mInput, values, core );
  if ( isMultitemporal( parameters, context, *this ) )
  {
    std::vector<SarRaster> stack;
    for ( const std::string &path : mStack )
      stack.push_back( openSarRaster( path, values, core ) );
    filterInTime( raster, stack, step.filter.window );
  }
  else
    despeckle( raster, step, core.part( 0, 0.2 ) );
  writeSarRaster( raster, output.toStdString(), core.part( 0.2, 1 ) );
  dateOnLoad( output, context );
  return { { OUTPUT, output } };
}

} // namespace calving
