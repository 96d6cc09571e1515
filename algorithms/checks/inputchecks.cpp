#include "algorithms/checks/inputchecks.h"

#include <limits>

#include <QDir>
#include <QFileInfo>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include "algorithms/qgiscompat.h"
#include "model/base/regularfile.h"
#include "model/error.h"
#include "model/sar/product/product.h"

namespace calving
{

namespace
{

bool takesLayers( const QgsProcessingParameterDefinition &parameter )
{
  const QString type = parameter.type();
  return type == QgsProcessingParameterRasterLayer::typeName() ||
         type == QgsProcessingParameterVectorLayer::typeName() ||
         type == QgsProcessingParameterFeatureSource::typeName() ||
         type == QgsProcessingParameterMapLayer::typeName() ||
         type == QgsProcessingParameterMultipleLayers::typeName();
}

//! What \a value says of layers in words: paths, addresses, names and ids.
QStringList namedLayers( const QVariant &value )
{
  if ( value.type() == QVariant::List || value.type() == QVariant::StringList )
  {
    QStringList names;
    for ( const QVariant &part : value.toList() )
      names += namedLayers( part );
    return names;
  }
  const QVariant source = value.canConvert<QgsProcessingFeatureSourceDefinition>()
                              ? value.value<QgsProcessingFeatureSourceDefinition>().source.staticValue()
                              : value;
  if ( source.type() != QVariant::String )
    return {};
  // qgis_process gives several layers as one text.
  return QFileInfo::exists( source.toString() ) ? QStringList( source.toString() )
                                                : source.toString().split( ';', Qt::SkipEmptyParts );
}

//! Whether \a name is that of a file, or of a layer in QGIS, rather than an address that a provider
//! understands.
bool isPlain( const QString &name )
{
  return !name.contains( QLatin1String( "://" ) ) && !name.contains( '=' ) &&
         !name.startsWith( QLatin1String( "/vsi" ) );
}

QString reason( const QString &name, const QString &parameter )
{
  if ( const QString advice = productAdvice( name, parameter ); !advice.isEmpty() )
    return advice;
  // What follows the bar is the layer inside the file.
  const QString file = name.section( '|', 0, 0 );
  if ( QFileInfo::exists( file ) || !isPlain( file ) )
    return QObject::tr( "QGIS cannot open %1 (parameter %2). Check that it is whole, of a kind that this "
                        "parameter takes, and that QGIS shows it." )
        .arg( name, parameter );
  const QString place = QFileInfo( file ).isRelative()
                            ? QObject::tr( " in the folder %1, and no layer of that name in the project" )
                                  .arg( QDir::currentPath() )
                            : QString();
  return QObject::tr( "There is no file %1%2 (parameter %3). Check the path, or choose another." )
      .arg( file, place, parameter );
}

QString range( const QgsProcessingParameterNumber &number )
{
  const bool hasLeast = number.minimum() > std::numeric_limits<double>::lowest() + 1;
  const bool hasMost = number.maximum() < std::numeric_limits<double>::max();
  const QString least = QString::number( number.minimum() );
  const QString most = QString::number( number.maximum() );
  return hasLeast && hasMost ? QObject::tr( "a number from %1 to %2" ).arg( least, most )
         : hasLeast          ? QObject::tr( "a number from %1 up" ).arg( least )
         : hasMost           ? QObject::tr( "a number up to %1" ).arg( most )
                             : QObject::tr( "a number" );
}

//! What may be given for \a parameter.
QString wanted( const QgsProcessingParameterDefinition &parameter )
{
  if ( const auto *number = dynamic_cast<const QgsProcessingParameterNumber *>( &parameter ) )
    return QObject::tr( "Give %1." ).arg( range( *number ) );
  if ( const auto *choice = dynamic_cast<const QgsProcessingParameterEnum *>( &parameter ) )
    return QObject::tr( "Give one of: %1." ).arg( choice->options().join( QLatin1String( ", " ) ) );
  return parameter.help();
}

} // namespace

QString productAdvice( const QString &name, const QString &parameter )
{
  if ( !isSentinel1Product( name.toStdString() ) )
    return {};
  return QObject::tr(
             "%1 is a Sentinel-1 product as downloaded, not a map. Run “Preprocess a Sentinel-1 product” on "
             "it, and choose what comes out (parameter %2)." )
      .arg( name, parameter );
}

void requireRegularInputs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters )
{
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
    if ( !parameter->isDestination() )
      for ( const QString &name : namedLayers( parameters.value( parameter->name() ) ) )
        requireRegularFile( name.section( '|', 0, 0 ).toStdString() );
}

QString unopenedLayer( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                       QgsProcessingContext &context )
{
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
  {
    const QVariant value = parameters.value( parameter->name() );
    if ( !takesLayers( *parameter ) || parameter->checkValueIsAcceptable( value, &context ) )
      continue;
    for ( const QString &name : namedLayers( value ) )
      if ( !QFileInfo( name ).isDir() && !QgsProcessingUtils::mapLayerFromString( name, context ) )
        return reason( name, parameter->name() );
  }
  return {};
}

QString refusedValue( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                      QgsProcessingContext &context )
{
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
  {
    const QVariant value = parameters.value( parameter->name() );
    if ( parameter->checkValueIsAcceptable( value, &context ) )
      continue;
    const QString text = value.type() == QVariant::List || value.type() == QVariant::StringList
                             ? value.toStringList().join( QLatin1String( "; " ) )
                             : value.toString();
    return ( text.isEmpty() ? QObject::tr( "The parameter %1 (%2) is missing. " )
                                  .arg( parameter->name(), parameter->description() )
                            : QObject::tr( "%1 = %2 cannot be used (%3). " )
                                  .arg( parameter->name(), text, parameter->description() ) ) +
           wanted( *parameter );
  }
  return {};
}

void requireFolders( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters )
{
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
  {
    const auto *file = dynamic_cast<const QgsProcessingParameterFile *>( parameter );
    const QString path = parameters.value( parameter->name() ).toString();
    if ( !file || file->behavior() != compat::folderBehavior || path.isEmpty() || QFileInfo( path ).isDir() )
      continue;
    throw Error( ( QFileInfo::exists( path )
                       ? QObject::tr( "%1 is a file, but %2 must be a folder. Give the one that holds it." )
                       : QObject::tr( "There is no folder %1 (parameter %2). Check the path, or choose "
                                      "another." ) )
                     .arg( path, parameter->name() )
                     .toStdString() );
  }
}

void requireKnownCrs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                      QgsProcessingContext &context )
{
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
  {
    const QString given = parameters.value( parameter->name() ).toString();
    if ( parameter->type() == QgsProcessingParameterCrs::typeName() && !given.isEmpty() &&
         !QgsProcessingParameters::parameterAsCrs( parameter, parameters, context ).isValid() )
      throw Error(
          QObject::tr( "QGIS knows no coordinate reference system “%1” (parameter %2). Give one such "
                       "as EPSG:3413." )
              .arg( given, parameter->name() )
              .toStdString() );
  }
}

} // namespace calving
