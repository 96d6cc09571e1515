#include "algorithms/parameters/layerparameters.h"

#include <QFileInfo>
#include <qgsexception.h>
#include <qgsfields.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include "algorithms/checks/inputchecks.h"
#include "algorithms/qgiscompat.h"

namespace calving
{

QVariantList layerEntries( const QVariant &value )
{
  QVariantList entries;
  if ( value.type() == QVariant::List || value.type() == QVariant::StringList )
    for ( const QVariant &part : value.toList() )
      entries += layerEntries( part );
  else if ( value.canConvert<QgsProcessingFeatureSourceDefinition>() )
    entries = layerEntries( value.value<QgsProcessingFeatureSourceDefinition>().source.staticValue() );
  else if ( value.value<QObject *>() || QFileInfo::exists( value.toString() ) )
    entries << value;
  else // qgis_process gives several layers as one text
    for ( const QString &part : value.toString().split( ';', Qt::SkipEmptyParts ) )
      entries << part;
  return entries;
}

QgsMapLayer *layerOfEntry( const QVariant &entry, QgsProcessingContext &context )
{
  if ( auto *layer = qobject_cast<QgsMapLayer *>( qvariant_cast<QObject *>( entry ) ) )
    return layer;
  using Hint = QgsProcessingUtils::LayerHint;
  const QString name = entry.toString();
  QgsMapLayer *layer = QgsProcessingUtils::mapLayerFromString( name, context, false );
  // Without a hint QGIS also tries meshes, and complains of them.
  for ( Hint hint : { Hint::Vector, Hint::Raster } )
    if ( !layer )
      layer = QgsProcessingUtils::mapLayerFromString( name, context, true, hint );
  return layer;
}

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

} // namespace calving
