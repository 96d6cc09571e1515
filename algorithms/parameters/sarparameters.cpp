#include "algorithms/parameters/sarparameters.h"

#include <qgsprocessingparameters.h>

namespace calving
{

QgsProcessingParameterDefinition *productParameter( const QString &name )
{
  return new QgsProcessingParameterFile(
      name, QObject::tr( "Sentinel-1 product" ), compat::fileBehavior, QString(), QVariant(), false,
      QObject::tr( "Sentinel-1 products (*.zip manifest.safe);;All files (*.*)" ) );
}

QString productHelp()
{
  return QObject::tr(
      "The .zip as downloaded, which is read in place, or the manifest.safe of an unpacked .SAFE folder "
      "(the path of the folder itself will do, too). Where a .zip holds several products, add the "
      "folder of one to its path." );
}

QgsProcessingParameterDefinition *valuesParameter( const QString &name )
{
  return new QgsProcessingParameterEnum( name, QObject::tr( "Values of the raster" ),
                                         { QObject::tr( "As its metadata say, else power" ),
                                           QObject::tr( "Power" ), QObject::tr( "Decibels" ),
                                           QObject::tr( "Amplitude" ) },
                                         false, 0 );
}

QString valuesHelp()
{
  return QObject::tr(
      "What the numbers are. Digital numbers and 8-bit pictures of other sensors are amplitudes." );
}

} // namespace calving
