#include "algorithms/parameters/shippedmodel.h"

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

QString shippedModelPath( const QgsProcessingProvider *provider )
{
  const QString folder = provider ? provider->property( folderProperty ).toString() : QString();
  const QString path = QDir( folder ).filePath( QStringLiteral( "weights/calvingfront.safetensors" ) );
  return !folder.isEmpty() && QFileInfo::exists( path ) ? path : QString();
}

} // namespace calving
