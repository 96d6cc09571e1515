#include "algorithms/parameters/shippedfiles.h"

#include <QDir>
#include <QFileInfo>
#include <QVariant>
#include <qgsprocessingprovider.h>

namespace calving
{

namespace
{
constexpr const char *folderProperty = "calvingfrontPluginFolder";
} // namespace

void setPluginFolder( QgsProcessingProvider &provider, const QString &folder )
{
  provider.setProperty( folderProperty, folder );
}

QString shippedFile( const QgsProcessingProvider *provider, const QString &name )
{
  const QString folder = provider ? provider->property( folderProperty ).toString() : QString();
  const QString path = QDir( folder ).filePath( name );
  return !folder.isEmpty() && QFileInfo::exists( path ) ? path : QString();
}

QString shippedModelPath( const QgsProcessingProvider *provider )
{
  return shippedFile( provider, QStringLiteral( "weights/calvingfront.safetensors" ) );
}

} // namespace calving
