#include "algorithms/layers/vectoroutput.h"

#include <cstdio>
#include <memory>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QTemporaryDir>
#include <qgsdatasourceuri.h>
#include <qgsexception.h>
#include <qgsfeaturesink.h>
#include <qgsgeometry.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsproviderregistry.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/layermetadata.h"
#include "algorithms/layers/replacetable.h"
#include "model/error.h"
#include "model/geometry/replacelayer.h"

namespace calving
{

namespace
{

//! Of what Processing calls a layer of a file that holds others too: "ogr:dbname='x.gpkg' table="fronts"
//! (geom)".
constexpr QLatin1String ogrPrefix( "ogr:" );

bool isFileName( const QString &destination )
{
  if ( destination == QgsProcessing::TEMPORARY_OUTPUT || destination.contains( '|' ) )
    return false;
  const int colon = destination.indexOf( ':' );
  const bool hasProvider = colon > 1 || destination.startsWith( ':' ); // one letter is a Windows drive
  return !hasProvider && !QFileInfo( destination ).suffix().isEmpty();
}

[[noreturn]] void fail( const QString &destination, const QString &reason, bool isUntouched )
{
  throw QgsProcessingException(
      QObject::tr( "Cannot write the features to %1: %2. %3Check that the folder exists, that you may write "
                   "to it, that the disk has room, and that the name holds no signs such as “:” or “#”." )
          .arg( destination, reason.isEmpty() ? QObject::tr( "QGIS gave no reason" ) : reason,
                isUntouched ? QObject::tr( "Nothing was changed there. " ) : QString() ) );
}

//! Moves every file in \a folder to its place beside it, over what is there.
void moveOut( const QDir &folder, const QDir &target )
{
  for ( const QString &file : folder.entryList( QDir::Files ) )
  {
    const QByteArray from = QFile::encodeName( folder.filePath( file ) );
    const QByteArray to = QFile::encodeName( target.filePath( file ) );
    // QFile::rename() refuses to replace; this replaces at once.
    if ( std::rename( from.constData(), to.constData() ) != 0 )
      fail( target.filePath( file ), QObject::tr( "the finished file cannot be moved there" ), false );
  }
}

//! A template for the name of a folder beside \a target.
QString folderBeside( const QFileInfo &target )
{
  if ( !target.dir().exists() )
    fail( target.filePath(), QObject::tr( "the folder %1 does not exist" ).arg( target.path() ), true );
  return target.dir().filePath( QStringLiteral( ".%1-XXXXXX" ).arg( target.fileName() ) );
}

//! Lets \a move bring the layer in the file \a fresh into the file \a target, which holds others too.
void moveIn( const QString &fresh, const QString &target,
             void ( *move )( const std::string &from, const std::string &into ) )
{
  try
  {
    move( fresh.toStdString(), target.toStdString() );
  }
  catch ( const Error &e )
  {
    fail( target, QString::fromUtf8( e.what() ), true );
  }
}

//! Removes files of an older Shapefile that the new one does not have: indexes and metadata that no longer
//! fit.
void removeStale( const QFileInfo &target, const QDir &fresh )
{
  if ( target.suffix().compare( QLatin1String( "shp" ), Qt::CaseInsensitive ) != 0 )
    return;
  for ( const char *suffix : { "shx", "dbf", "prj", "cpg", "qpj", "qix", "sbn", "sbx", "qmd", "shp.xml" } )
  {
    const QString name = target.completeBaseName() + '.' + QLatin1String( suffix );
    if ( !fresh.exists( name ) )
      QFile::remove( target.dir().filePath( name ) );
  }
}

/**
 * \a content as a table whose first column WKT has the geometries, which QGIS and GDAL read as such again.
 *
 * Left to itself, QGIS writes a CSV table without them.
 */
VectorContent withTextGeometries( const VectorContent &content )
{
  constexpr int digits = 9; // a tenth of a millimetre in degrees
  VectorContent table;
  table.fields.append( QgsField( QStringLiteral( "WKT" ), compat::fieldString ) );
  for ( const QgsField &field : content.fields )
    table.fields.append( field );
  for ( const QgsFeature &feature : content.features )
  {
    QgsFeature row( table.fields );
    row.setAttribute( 0, feature.geometry().asWkt( digits ) );
    for ( int i = 0; i < content.fields.size(); ++i )
      row.setAttribute( i + 1, feature.attribute( i ) );
    table.features << row;
  }
  return table;
}

} // namespace

VectorOutput::VectorOutput( const QgsProcessingParameterDefinition *parameter, const QVariantMap &parameters,
                            QgsProcessingContext &context )
  : mParameter( parameter )
  , mParameters( parameters )
  , mContext( context )
  , mValue( parameters.value( parameter->name(), parameter->defaultValue() ) )
{
  mDestination = mValue.userType() == QMetaType::type( "QgsProcessingOutputLayerDefinition" )
                     ? mValue.value<QgsProcessingOutputLayerDefinition>().sink.staticValue().toString()
                     : mValue.toString();
  mIsLayerOfFile = mDestination.startsWith( ogrPrefix );
  if ( mIsLayerOfFile )
    mFile = QgsDataSourceUri( mDestination.mid( ogrPrefix.size() ) ).database();
  else if ( isFileName( mDestination ) )
    mFile = mDestination;
}

bool VectorOutput::isShapefile() const
{
  return mDestination.endsWith( QLatin1String( ".shp" ), Qt::CaseInsensitive );
}

QString VectorOutput::write( const VectorContent &content, OldFeatures old ) const
{
  if ( old == OldFeatures::Kept )
    return add( content );
  const bool isTable = mDestination.endsWith( QLatin1String( ".csv" ), Qt::CaseInsensitive );
  if ( !isTable || content.type == compat::wkbNone )
    return place( content );
  if ( mContext.feedback() )
    mContext.feedback()->pushWarning(
        QObject::tr( "The table %1 has the geometries as text in its column WKT, and cannot say their "
                     "coordinate reference system, %2. Choose a name that ends in .gpkg to keep both." )
            .arg( mDestination,
                  content.crs.isValid() ? content.crs.userFriendlyIdentifier() : QObject::tr( "unknown" ) ) );
  return place( withTextGeometries( content ) );
}

//! Brings \a content to the destination in the way that loses nothing there.
QString VectorOutput::place( const VectorContent &content ) const
{
  if ( isPostgresTable( mDestination ) )
    return writeTable( content, OldFeatures::Replaced );
  if ( mFile.isEmpty() || ( mIsLayerOfFile && lacksTransactions( mFile.toStdString() ) ) )
    return fill( mValue, content, false );
  return writeBeside( content );
}

//! Opens the sink of \a value, which lies beside the destination or is it, fills it and closes it again.
//! Returns the destination that QGIS names.
QString VectorOutput::fill( const QVariant &value, const VectorContent &content, bool isBeside ) const
{
  const auto stop = [&]( const QString &reason ) { fail( mDestination, reason, isBeside ); };
  QString destination;
  std::unique_ptr<QgsFeatureSink> sink;
  try
  {
    sink.reset( QgsProcessingParameters::parameterAsSink( mParameter, value, content.fields, content.type,
                                                          content.crs, mContext, destination ) );
  }
  catch ( const QgsProcessingException &e )
  {
    stop( e.what() );
  }
  if ( !sink )
    stop( QObject::tr( "the format or the place is not known" ) );
  for ( QgsFeature feature : content.features )
    if ( !sink->addFeature( feature, QgsFeatureSink::FastInsert ) )
      stop( sink->lastError() );
  if ( !sink->flushBuffer() )
    stop( sink->lastError() );
  // QGIS says of a layer in memory whose system nobody knows that it is in degrees.
  if ( !content.crs.isValid() && content.type != compat::wkbNone )
    if ( QgsMapLayer *layer = QgsProcessingUtils::mapLayerFromString( destination, mContext, false ) )
      layer->setCrs( content.crs );
  return destination;
}

//! Writes \a content into \a folder as it is to be called in the end. Returns what QGIS calls it.
QString VectorOutput::filledBeside( const QString &folder, const VectorContent &content ) const
{
  // The same name in another folder: GDAL names the layer after the file.
  QString beside = QDir( folder ).filePath( QFileInfo( mFile ).fileName() );
  if ( mIsLayerOfFile )
  {
    QgsDataSourceUri layer( mDestination.mid( ogrPrefix.size() ) );
    layer.setDatabase( beside );
    beside = ogrPrefix + layer.uri( false );
  }
  const QString written = fill( besideIt( beside ), content, true );

  // A full disk may show only when the file is closed.
  const QgsVectorLayer check( written, QString(), QStringLiteral( "ogr" ) );
  if ( !check.isValid() || check.featureCount() != content.features.size() )
    fail( mDestination, QObject::tr( "the file is incomplete" ), true );
  return written;
}

QString VectorOutput::writeBeside( const VectorContent &content ) const
{
  const QFileInfo target( mFile );
  const QTemporaryDir folder( folderBeside( target ) );
  if ( !folder.isValid() )
    fail( mDestination, folder.errorString(), true );
  const QString written = filledBeside( folder.path(), content );
  // QGIS gives a file of unknown suffix another.
  const QString destination = target.dir().filePath( QFileInfo( written ).fileName() );
  if ( mIsLayerOfFile && target.exists() )
  {
    moveIn( folder.filePath( target.fileName() ), target.filePath(), replaceLayer );
    describe( destination, content );
  }
  else
  {
    describe( written, content );
    removeStale( target, QDir( folder.path() ) );
    moveOut( QDir( folder.path() ), target.dir() );
  }
  announce( destination );
  return destination;
}

bool VectorOutput::isGeoPackage() const
{
  return mFile.endsWith( QLatin1String( ".gpkg" ), Qt::CaseInsensitive );
}

//! Adds \a content to what the destination holds.
QString VectorOutput::add( const VectorContent &content ) const
{
  if ( isPostgresTable( mDestination ) )
    return writeTable( content, OldFeatures::Kept );
  if ( !isGeoPackage() )
    fail( mDestination,
          QObject::tr( "features can be added to layers of GeoPackages (.gpkg) and tables of "
                       "PostgreSQL alone" ),
          true );
  // Whether the file is there, and what it holds, nobody may change until this is in it. Locks of processes
  // that have ended do not count.
  constexpr int patience = 60000;
  QLockFile lock( mFile + QStringLiteral( ".lock" ) );
  lock.setStaleLockTime( 0 );
  if ( !lock.tryLock( patience ) )
    fail( mDestination,
          lock.error() == QLockFile::LockFailedError
              ? QObject::tr( "another process has been adding to it for a minute" )
              : QObject::tr( "the folder cannot be written to" ),
          true );
  const QFileInfo target( mFile );
  if ( !target.exists() )
    return writeBeside( content );
  const QTemporaryDir folder( folderBeside( target ) );
  if ( !folder.isValid() )
    fail( mDestination, folder.errorString(), true );
  const QString written = filledBeside( folder.path(), content );
  moveIn( folder.filePath( target.fileName() ), target.filePath(), appendToLayer );
  const QString destination = target.dir().filePath( QFileInfo( written ).fileName() );
  announce( destination );
  return destination;
}

//! Stores in \a layer how it was made, where its format has a place for that.
void VectorOutput::describe( const QString &layer, const VectorContent &content ) const
{
  QgsProviderRegistry *registry = QgsProviderRegistry::instance();
  const QString ogr = QStringLiteral( "ogr" );
  QVariantMap parts = registry->decodeUri( ogr, layer );
  const QFileInfo file( parts.value( QStringLiteral( "path" ) ).toString() );
  if ( file.suffix().compare( QLatin1String( "gpkg" ), Qt::CaseInsensitive ) != 0 )
    return;
  if ( parts.value( QStringLiteral( "layerName" ) ).toString().isEmpty() )
    parts[QStringLiteral( "layerName" )] = file.completeBaseName();
  QString reason;
  const bool isStored =
      registry->saveLayerMetadata( ogr, registry->encodeUri( ogr, parts ),
                                   layerMetadata( content, *mParameter, mParameters, mContext ), reason );
  if ( !isStored && mContext.feedback() )
    mContext.feedback()->pushWarning(
        QObject::tr( "How the layer was made could not be stored in %1: %2" ).arg( mDestination, reason ) );
}

QString VectorOutput::writeTable( const VectorContent &content, OldFeatures old ) const
{
  const auto write = old == OldFeatures::Kept ? appendToTable : replaceTable;
  QString destination;
  try
  {
    destination = write( mDestination,
                         [&]( const QString &beside ) { return fill( besideIt( beside ), content, true ); } );
  }
  catch ( const QgsProviderConnectionException &e )
  {
    fail( mDestination, e.what(), true );
  }
  announce( destination );
  return destination;
}

//! What the user wants, but at \a destination, and not to be loaded.
QVariant VectorOutput::besideIt( const QString &destination ) const
{
  QgsProcessingOutputLayerDefinition beside( destination );
  if ( mValue.userType() == QMetaType::type( "QgsProcessingOutputLayerDefinition" ) )
    beside = mValue.value<QgsProcessingOutputLayerDefinition>();
  beside.sink = QgsProperty::fromValue( destination );
  beside.destinationProject = nullptr;
  return QVariant::fromValue( beside );
}

//! Has QGIS load \a layer, where the user asked for that.
void VectorOutput::announce( const QString &layer ) const
{
  if ( mValue.userType() != QMetaType::type( "QgsProcessingOutputLayerDefinition" ) )
    return;
  const auto wanted = mValue.value<QgsProcessingOutputLayerDefinition>();
  if ( !wanted.destinationProject )
    return;
  QgsProcessingContext::LayerDetails details(
      wanted.destinationName.isEmpty() ? mParameter->description() : wanted.destinationName,
      wanted.destinationProject, mParameter->name(), QgsProcessingUtils::LayerHint::Vector );
  details.forceName = !wanted.destinationName.isEmpty();
  mContext.addLayerToLoadOnCompletion( layer, details );
}

} // namespace calving
