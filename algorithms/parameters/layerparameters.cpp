#include "algorithms/parameters/layerparameters.h"

#include <qgsexception.h>
#include <qgsfields.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>

#include "algorithms/checks/inputchecks.h"
#include "algorithms/qgiscompat.h"

namespace calving
{

std::string rasterSource( const QgsRasterLayer *layer, const QString &name, const QVariantMap &parameters )
{
  if ( !layer )
    throw QgsProcessingException(
        QObject::tr(
            "Cannot open the raster %1 (parameter %2). Check the path, and that QGIS shows the file." )
            .arg( parameters.value( name ).toString(), name ) );
  if ( layer->providerType() != QLatin1String( "gdal" ) )
    throw QgsProcessingException(
        QObject::tr( "The layer %1 comes from the provider “%2”. Export it to a GeoTIFF and use that." )
            .arg( layer->name(), layer->providerType() ) );
  if ( const QString advice = productAdvice( layer->source(), name ); !advice.isEmpty() )
    throw QgsProcessingException( advice );
  return layer->source().toStdString();
}

std::string optionalRasterSource( const QVariantMap &parameters, const QString &name,
                                  QgsProcessingContext &context, const QgsProcessingAlgorithm &algorithm )
{
  const QVariant value = parameters.value( name );
  if ( !value.isValid() || ( value.toString().isEmpty() && !value.value<QObject *>() ) )
    return {};
  const QgsRasterLayer *layer = QgsProcessingParameters::parameterAsRasterLayer(
      algorithm.parameterDefinition( name ), parameters, context );
  return rasterSource( layer, name, parameters );
}

int requiredField( const QgsFields &fields, const QString &name, const QString &layer, const QString &mend )
{
  const int field = fields.lookupField( name );
  if ( field >= 0 )
    return field;
  throw QgsProcessingException(
      QObject::tr( "%1 has no attribute “%2”, only: %3. %4" )
          .arg( layer, name, fields.names().join( QStringLiteral( ", " ) ), mend ) );
}

std::unique_ptr<QgsProcessingParameterDefinition>
advanced( std::unique_ptr<QgsProcessingParameterDefinition> parameter )
{
  parameter->setFlags( parameter->flags() | compat::flagAdvanced );
  return parameter;
}

} // namespace calving
