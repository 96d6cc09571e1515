#include "algorithms/checks/inputchecks.h"

#include <memory>

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <qgsmaplayer.h>
#include <qgsmaplayerstore.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/qgiscompat.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/productadvice.h"
#include "model/base/parametertext.h"
#include "model/error.h"
#include "model/raster/manyrasters.h"
#include "model/raster/regularraster.h"
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
  QStringList names;
  for ( const QVariant &entry : layerEntries( value ) )
    if ( entry.type() == QVariant::String )
      names << entry.toString();
  return names;
}

//! Whether \a name is one that GDAL gives what lies inside of files: /vsizip/a.zip/b.tif, NETCDF:"a.nc":b.
bool isNameOfGdal( const QString &name )
{
  static const QRegularExpression driver( QStringLiteral( "^[A-Z][A-Z0-9_]+:" ) );
  return name.startsWith( QLatin1String( "/vsi" ) ) || driver.match( name ).hasMatch();
}

//! Whether \a name is that of a file, or of a layer in QGIS, rather than an address that a provider
//! understands.
bool isPlain( const QString &name )
{
  return !name.contains( QLatin1String( "://" ) ) && !name.contains( '=' ) && !isNameOfGdal( name );
}

//! What to give instead of the file \a name, which holds more than one raster; empty for others.
QString containerAdvice( const QString &name, const QString &parameter )
{
  const QFileInfo file( name );
  const QString data = file.path() + '/' + file.completeBaseName() + QStringLiteral( ".data" );
  if ( file.suffix().compare( QLatin1String( "dim" ), Qt::CaseInsensitive ) == 0 &&
       QFileInfo( data ).isDir() )
  {
    const QStringList images =
        QDir( data ).entryList( { QStringLiteral( "*.img" ) }, QDir::Files, QDir::Name );
    return QObject::tr(
               "%1 is the header of a product of SNAP (BEAM-DIMAP). Give one of its rasters (parameter "
               "%2): those in %3: %4." )
        .arg( name, parameter, data, images.join( QLatin1String( ", " ) ) );
  }
  QStringList inside;
  if ( file.isFile() )
    for ( const std::string &raster : rastersInside( name.toStdString() ) )
      inside << QString::fromStdString( raster );
  return inside.isEmpty()
             ? QString()
             : QObject::tr( "%1 holds several rasters. Give one of them (parameter %2), by its name: %3" )
                   .arg( name, parameter, inside.join( QLatin1String( "; " ) ) );
}

QString reason( const QString &name, const QString &parameter )
{
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

bool isWhole( const QgsProcessingParameterNumber &number )
{
  return number.dataType() == compat::numberInteger;
}

//! What may be given for \a parameter.
QString wanted( const QgsProcessingParameterDefinition &parameter )
{
  if ( const auto *number = dynamic_cast<const QgsProcessingParameterNumber *>( &parameter ) )
  {
    const NumberKind kind{ isWhole( *number ), number->minimum(), number->maximum(), {}, {} };
    return QObject::tr( "Give %1." ).arg( QString::fromStdString( describeNumbers( kind ) ) );
  }
  if ( parameter.type() == QgsProcessingParameterBand::typeName() )
    return QObject::tr( "Give the number of a band." );
  if ( parameter.type() == QgsProcessingParameterBoolean::typeName() )
    return QObject::tr( "Give yes or no." );
  if ( const auto *choice = dynamic_cast<const QgsProcessingParameterEnum *>( &parameter ) )
    return QObject::tr( "Give one of: %1." ).arg( choice->options().join( QLatin1String( ", " ) ) );
  return parameter.help();
}

//! Whether \a value stands for what \a parameter takes: QGIS quietly takes the default for a text that is no
//! number, rounds one that should be whole, and takes any text for yes.
bool isUnderstood( const QVariant &value, const QgsProcessingParameterDefinition &parameter )
{
  const std::string text = value.toString().trimmed().toStdString();
  const bool isText = value.type() == QVariant::String;
  if ( text.empty() || ( !isText && value.type() != QVariant::Double ) )
    return true;
  if ( const auto *number = dynamic_cast<const QgsProcessingParameterNumber *>( &parameter ) )
    return numberIn( text, isWhole( *number ) ).has_value();
  if ( parameter.type() == QgsProcessingParameterBand::typeName() )
    return numberIn( text, true ).has_value();
  return !isText || parameter.type() != QgsProcessingParameterBoolean::typeName() || switchIn( text );
}

QString refusal( const QgsProcessingParameterDefinition &parameter, const QString &text )
{
  return QObject::tr( "%1 = %2 cannot be used (%3). " )
             .arg( parameter.name(), text, parameter.description() ) +
         wanted( parameter );
}

} // namespace

QString misreadValue( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters )
{
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
    if ( const QVariant value = parameters.value( parameter->name() ); !isUnderstood( value, *parameter ) )
      return refusal( *parameter, value.toString() ) +
             QString::fromStdString( decimalHint( value.toString().toStdString() ) );
  return {};
}

void requireUnderstood( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters )
{
  if ( const QString reason = misreadValue( algorithm, parameters ); !reason.isEmpty() )
    throw Error( reason.toStdString() );
}

void openNamedByGdal( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                      QgsProcessingContext &context )
{
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
  {
    if ( !takesLayers( *parameter ) )
      continue;
    for ( const QString &name : namedLayers( parameters.value( parameter->name() ) ) )
    {
      if ( !isNameOfGdal( name ) || QgsProcessingUtils::mapLayerFromString( name, context, false ) )
        continue;
      // By its name Processing finds it.
      const QgsRasterLayer::LayerOptions asRaster( false, context.transformContext() );
      std::unique_ptr<QgsMapLayer> layer =
          std::make_unique<QgsRasterLayer>( name, name, QStringLiteral( "gdal" ), asRaster );
      if ( !layer->isValid() )
      {
        const QgsVectorLayer::LayerOptions asVector( context.transformContext(), false );
        layer = std::make_unique<QgsVectorLayer>( name, name, QStringLiteral( "ogr" ), asVector );
      }
      if ( layer->isValid() )
        context.temporaryLayerStore()->addMapLayer( layer.release() );
    }
  }
}

void requireRegularInputs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters )
{
  for ( const QgsProcessingParameterDefinition *parameter : algorithm.parameterDefinitions() )
    if ( !parameter->isDestination() )
      for ( const QString &name : namedLayers( parameters.value( parameter->name() ) ) )
        requireRegularRaster( name.section( '|', 0, 0 ).toStdString() );
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
      if ( const QString advice = productAdvice( name, parameter->name() ); !advice.isEmpty() )
        return advice;
      else if ( const QString inside = containerAdvice( name, parameter->name() ); !inside.isEmpty() )
        return inside;
      else if ( !QFileInfo( name ).isDir() && !QgsProcessingUtils::mapLayerFromString( name, context ) )
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
    return text.isEmpty() ? QObject::tr( "The parameter %1 (%2) is missing. " )
                                    .arg( parameter->name(), parameter->description() ) +
                                wanted( *parameter )
                          : refusal( *parameter, text );
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
