#include "algorithms/checks/outputchecks.h"

#include <QDir>
#include <QFileInfo>
#include <qgsfileutils.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterfilewriter.h>

#include "algorithms/layers/qgiscompat.h"
#include "algorithms/parameters/layerparameters.h"
#include "model/base/atomicfile.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! What the user gave for an output; empty where QGIS is to choose a temporary place.
QString destinationOf( const QVariant &output )
{
  const QString path = output.canConvert<QgsProcessingOutputLayerDefinition>()
                           ? output.value<QgsProcessingOutputLayerDefinition>().sink.staticValue().toString()
                           : output.toString();
  return path == QgsProcessing::TEMPORARY_OUTPUT ? QString() : path;
}

//! The file that the user named for an output; empty for temporary ones, databases and layers in memory.
QString namedFile( const QVariant &output )
{
  const QString path = destinationOf( output );
  const bool elsewhere = path.contains( ':' ) || path.startsWith( QLatin1String( "/vsi" ) );
  return elsewhere ? QString() : path;
}

//! The files that an input names, as canonical paths: of layers, of lists of them, or by themselves.
QStringList inputFiles( const QVariant &input, QgsProcessingContext &context )
{
  QStringList files;
  for ( const QVariant &entry : layerEntries( input ) )
  {
    const QgsMapLayer *layer = qobject_cast<QgsMapLayer *>( entry.value<QObject *>() );
    if ( !layer )
      layer = QgsProcessingUtils::mapLayerFromString( entry.toString(), context, false );
    // What follows the bar is the layer inside the file.
    const QString source = ( layer ? layer->source() : entry.toString() ).section( '|', 0, 0 );
    if ( const QString file = QFileInfo( source ).canonicalFilePath(); !source.isEmpty() && !file.isEmpty() )
      files << file;
  }
  return files;
}

//! One text for one file, however its path is written, and whether or not it exists yet.
QString placeOf( const QString &file )
{
  const QFileInfo info( QDir::cleanPath( file ) );
  const QString folder = QFileInfo( info.path() ).canonicalFilePath();
  return ( folder.isEmpty() ? info.absolutePath() : folder ) + '/' + info.fileName();
}

void requireGeoTiff( const QString &output, const QString &file )
{
  const QString driver = QgsRasterFileWriter::driverForExtension( QFileInfo( file ).suffix() );
  // An ending that no format has promises nothing.
  if ( !driver.isEmpty() && driver != QLatin1String( "GTiff" ) && driver != QLatin1String( "COG" ) )
    throw Error(
        QObject::tr( "The output %1 is a GeoTIFF, but the name %2 promises another format (%3). Choose "
                     "a name that ends in .tif." )
            .arg( output, file, driver )
            .toStdString() );
}

void requireEnding( const QgsProcessingParameterFileDestination &output, const QString &file )
{
  // Of these a program, or a colleague, would expect another content; other endings promise nothing.
  static const QStringList promises{ "pt",   "pth", "ckpt", "onnx", "h5",   "pkl",  "npz", "zip",
                                     "tif",  "png", "jpg",  "pdf",  "html", "htm",  "csv", "txt",
                                     "xlsx", "ods", "json", "gpkg", "shp",  "docx", "xml", "safetensors" };
  const QString ending = QFileInfo( file ).suffix().toLower();
  QStringList own = QgsFileUtils::extensionsFromFilter( output.fileFilter() );
  if ( own.contains( QLatin1String( "html" ) ) )
    own << QStringLiteral( "htm" );
  if ( own.isEmpty() || own.contains( ending ) || !promises.contains( ending ) )
    return;
  throw Error( QObject::tr( "The name %2 of the output %1 promises another format than is written. Choose a "
                            "name that ends in .%3." )
                   .arg( output.name(), file, own.first() )
                   .toStdString() );
}

void requireGeometries( const QString &output, const QString &file )
{
  const QString suffix = QFileInfo( file ).suffix().toLower();
  for ( const char *tables : { "xlsx", "ods", "dbf" } )
    if ( suffix == QLatin1String( tables ) )
      throw Error(
          QObject::tr( "The output %1 has geometries, which %2 cannot hold. Choose a name that ends in "
                       ".gpkg, .geojson or .shp, or in .csv to have them as text." )
              .arg( output, file )
              .toStdString() );
}

} // namespace

void leaveOutUnnamed( QVariantMap &parameters, const QgsProcessingAlgorithm &algorithm )
{
  for ( const QgsProcessingParameterDefinition *output : algorithm.destinationParameterDefinitions() )
  {
    const auto value = parameters.find( output->name() );
    if ( value == parameters.end() || !( output->flags() & compat::flagOptional ) )
      continue;
    const bool isLayer = value->canConvert<QgsProcessingOutputLayerDefinition>();
    if ( isLayer ? value->value<QgsProcessingOutputLayerDefinition>().sink.staticValue().toString().isEmpty()
                 : value->toString().isEmpty() )
      *value = QVariant();
  }
}

void requireWritableOutputs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters )
{
  for ( const QgsProcessingParameterDefinition *output : algorithm.destinationParameterDefinitions() )
  {
    const QString file = namedFile( parameters.value( output->name() ) );
    if ( !file.isEmpty() && output->type() != QgsProcessingParameterFolderDestination::typeName() )
      requireWritable( file.toStdString() );
  }
}

void requireKeptInputs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters,
                        QgsProcessingContext &context )
{
  QMap<QString, QString> inputs;
  for ( const QgsProcessingParameterDefinition *input : algorithm.parameterDefinitions() )
    if ( !input->isDestination() && input->name() != QLatin1String( "RESUME" ) )
      for ( const QString &file : inputFiles( parameters.value( input->name() ), context ) )
        inputs[file] = input->name();
  for ( const QgsProcessingParameterDefinition *output : algorithm.destinationParameterDefinitions() )
  {
    const QString file = namedFile( parameters.value( output->name() ) );
    const QString input = file.isEmpty() ? QString() : inputs.value( QFileInfo( file ).canonicalFilePath() );
    if ( !input.isEmpty() && !QFileInfo( file ).isDir() )
      throw Error( QObject::tr( "The output %1 would replace the input %2, %3. Choose another name for it." )
                       .arg( output->name(), input, file )
                       .toStdString() );
  }
}

void requireDifferentOutputs( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters )
{
  QMap<QString, QString> taken;
  for ( const QgsProcessingParameterDefinition *output : algorithm.destinationParameterDefinitions() )
  {
    const QString file = namedFile( parameters.value( output->name() ) );
    if ( file.isEmpty() )
      continue;
    QString &other = taken[placeOf( file )];
    if ( !other.isEmpty() )
      throw Error(
          QObject::tr( "The outputs %1 and %2 would both be %3. Choose another name for one of them." )
              .arg( other, output->name(), file )
              .toStdString() );
    other = output->name();
  }
}

void requireFittingFormats( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters )
{
  for ( const QgsProcessingParameterDefinition *output : algorithm.destinationParameterDefinitions() )
  {
    const QString file = destinationOf( parameters.value( output->name() ) );
    if ( output->type() == QgsProcessingParameterRasterDestination::typeName() )
      requireGeoTiff( output->name(), file );
    if ( const auto *plain = dynamic_cast<const QgsProcessingParameterFileDestination *>( output ) )
      requireEnding( *plain, file );
    const auto *sink = dynamic_cast<const QgsProcessingParameterFeatureSink *>( output );
    if ( sink && sink->dataType() != compat::sourceVectorTable )
      requireGeometries( output->name(), file );
  }
}

} // namespace calving
