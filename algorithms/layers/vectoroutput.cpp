#include "algorithms/layers/vectoroutput.h"

#include <cstdio>
#include <memory>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <qgsexception.h>
#include <qgsfeaturesink.h>
#include <qgsgeometry.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

namespace calving
{

namespace
{

[[noreturn]] void fail( const QString &destination, const QString &reason, bool isUntouched )
{
  throw QgsProcessingException(
      QObject::tr( "Cannot write the features to %1: %2. %3Check that the folder exists, that you may write "
                   "to it, and that the disk has room." )
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
  , mContext( context )
  , mValue( parameters.value( parameter->name(), parameter->defaultValue() ) )
{
  mDestination = mValue.userType() == QMetaType::type( "QgsProcessingOutputLayerDefinition" )
                     ? mValue.value<QgsProcessingOutputLayerDefinition>().sink.staticValue().toString()
                     : mValue.toString();
}

bool VectorOutput::isFile() const
{
  if ( mDestination == QgsProcessing::TEMPORARY_OUTPUT || mDestination.contains( '|' ) )
    return false;
  const int colon = mDestination.indexOf( ':' );
  const bool hasProvider = colon > 1 || mDestination.startsWith( ':' ); // one letter is a Windows drive
  return !hasProvider && !QFileInfo( mDestination ).suffix().isEmpty();
}

bool VectorOutput::isShapefile() const
{
  return mDestination.endsWith( QLatin1String( ".shp" ), Qt::CaseInsensitive );
}

QString VectorOutput::write( const VectorContent &content ) const
{
  const bool isTable = mDestination.endsWith( QLatin1String( ".csv" ), Qt::CaseInsensitive );
  if ( !isTable || content.type == compat::wkbNone )
    return isFile() ? writeBeside( content ) : fill( mValue, content );
  if ( mContext.feedback() )
    mContext.feedback()->pushWarning(
        QObject::tr( "The table %1 has the geometries as text in its column WKT, and cannot say their "
                     "coordinate reference system, %2. Choose a name that ends in .gpkg to keep both." )
            .arg( mDestination,
                  content.crs.isValid() ? content.crs.userFriendlyIdentifier() : QObject::tr( "unknown" ) ) );
  const VectorContent table = withTextGeometries( content );
  return isFile() ? writeBeside( table ) : fill( mValue, table );
}

//! Opens the sink of \a value, fills it and closes it again. Returns the destination that QGIS names.
QString VectorOutput::fill( const QVariant &value, const VectorContent &content ) const
{
  const auto stop = [this]( const QString &reason ) { fail( mDestination, reason, isFile() ); };
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
  return destination;
}

QString VectorOutput::writeBeside( const VectorContent &content ) const
{
  const QFileInfo target( mDestination );
  if ( !target.dir().exists() )
    fail( mDestination, QObject::tr( "the folder %1 does not exist" ).arg( target.path() ), true );
  const QTemporaryDir folder(
      target.dir().filePath( QStringLiteral( ".%1-XXXXXX" ).arg( target.fileName() ) ) );
  if ( !folder.isValid() )
    fail( mDestination, folder.errorString(), true );

  // The same name in another folder: GDAL names the layer after the file.
  QgsProcessingOutputLayerDefinition wanted( mDestination );
  if ( mValue.userType() == QMetaType::type( "QgsProcessingOutputLayerDefinition" ) )
    wanted = mValue.value<QgsProcessingOutputLayerDefinition>();
  QgsProcessingOutputLayerDefinition beside = wanted;
  beside.sink = QgsProperty::fromValue( folder.filePath( target.fileName() ) );
  beside.destinationProject = nullptr;
  const QString written = fill( QVariant::fromValue( beside ), content );

  // A full disk may show only when the file is closed.
  {
    const QgsVectorLayer check( written, QString(), QStringLiteral( "ogr" ) );
    if ( !check.isValid() || check.featureCount() != content.features.size() )
      fail( mDestination, QObject::tr( "the file is incomplete" ), true );
  }
  // QGIS gives a file of unknown suffix another.
  const QString destination = target.dir().filePath( QFileInfo( written ).fileName() );
  removeStale( target, QDir( folder.path() ) );
  moveOut( QDir( folder.path() ), target.dir() );

  if ( wanted.destinationProject )
  {
    QgsProcessingContext::LayerDetails details(
        wanted.destinationName.isEmpty() ? mParameter->description() : wanted.destinationName,
        wanted.destinationProject, mParameter->name(), QgsProcessingUtils::LayerHint::Vector );
    details.forceName = !wanted.destinationName.isEmpty();
    mContext.addLayerToLoadOnCompletion( destination, details );
  }
  return destination;
}

} // namespace calving
