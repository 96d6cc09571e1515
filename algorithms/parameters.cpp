#include "algorithms/parameters.h"

#include <qgsexception.h>
#include <qgsrasterlayer.h>

namespace calving
{

std::string rasterSource( const QgsRasterLayer *layer, const QString &name, const QVariantMap &parameters )
{
  if ( !layer )
    throw QgsProcessingException(
        QObject::tr( "Cannot open the raster %1 (parameter %2). Check the path, and that QGIS shows the file." )
            .arg( parameters.value( name ).toString(), name ) );
  if ( layer->providerType() != QLatin1String( "gdal" ) )
    throw QgsProcessingException(
        QObject::tr( "The layer %1 comes from the provider “%2”. Export it to a GeoTIFF and use that." )
            .arg( layer->name(), layer->providerType() ) );
  return layer->source().toStdString();
}

} // namespace calving
