#include "algorithms/layers/replacetable.h"

#include <memory>

#include <QRandomGenerator>
#include <qgsabstractdatabaseproviderconnection.h>
#include <qgsdatasourceuri.h>
#include <qgsprovidermetadata.h>
#include <qgsproviderregistry.h>

namespace calving
{

namespace
{

QString quoted( QString name )
{
  return '"' + name.replace( '"', QLatin1String( "\"\"" ) ) + '"';
}

//! The name in the place's schema, which may be the default one.
QString qualified( const QgsDataSourceUri &place, const QString &table )
{
  return ( place.schema().isEmpty() ? QString() : quoted( place.schema() ) + '.' ) + quoted( table );
}

//! The rows of the answer.
QList<QVariantList> answerOf( const QgsDataSourceUri &place, const QString &sql )
{
  QgsProviderMetadata *provider =
      QgsProviderRegistry::instance()->providerMetadata( QStringLiteral( "postgres" ) );
  const std::unique_ptr<QgsAbstractProviderConnection> connection(
      provider ? provider->createConnection( place.uri( false ), {} ) : nullptr );
  const auto *database = dynamic_cast<QgsAbstractDatabaseProviderConnection *>( connection.get() );
  if ( !database )
    throw QgsProviderConnectionException( QObject::tr( "this QGIS lacks its provider for PostgreSQL" ) );
  return database->executeSql( sql );
}

QString literal( QString text )
{
  return '\'' + text.replace( '\'', QLatin1String( "''" ) ) + '\'';
}

//! Of \a source, which names the shapes as \a place does, one that names them as the table itself does.
QString withShapesOf( QString source, const QgsDataSourceUri &place, const QString &table )
{
  if ( place.geometryColumn().isEmpty() )
    return source;
  const QList<QVariantList> columns = answerOf(
      place, QStringLiteral( "SELECT attname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid "
                             "WHERE typname = 'geometry' AND attrelid = to_regclass(%1) AND NOT attisdropped "
                             "ORDER BY attnum LIMIT 1" )
                 .arg( literal( table ) ) );
  const QString form = QStringLiteral( " (%1)" );
  return columns.isEmpty() ? source
                           : source.replace( form.arg( place.geometryColumn() ),
                                             form.arg( columns.first().value( 0 ).toString() ) );
}

//! A name that no other run draws. PostgreSQL cuts names off after 63 bytes.
QString nameBeside( const QString &table )
{
  return QStringLiteral( "%1_part_%2" ).arg( table.left( 20 ) ).arg( QRandomGenerator::system()->generate() );
}

//! What SQL calls the two tables: qualified, and the wanted one without its schema.
struct TableNames
{
  QString table;
  QString beside;
  QString plain;
};

//! PL/pgSQL that brings the table beside to its place.
using Settling = QString ( * )( const TableNames &names );

QString replacing( const TableNames &names )
{
  return QStringLiteral( "DROP TABLE IF EXISTS %1; ALTER TABLE %2 RENAME TO %3;" )
      .arg( names.table, names.beside, names.plain );
}

//! Adds the columns that the table lacks, then the rows, which its own sequence numbers. Shapes go where the
//! table has its own, whatever that column is called.
QString appending( const TableNames &names )
{
  return QStringLiteral(
             "IF to_regclass(%1) IS NULL THEN ALTER TABLE %2 RENAME TO %3; ELSE "
             "FOR part IN SELECT ours.attname AS name, theirs.attname AS wanted "
             "FROM pg_attribute ours, pg_attribute theirs, pg_type kind WHERE kind.typname = 'geometry' "
             "AND ours.attrelid = %4::regclass AND ours.atttypid = kind.oid AND NOT ours.attisdropped "
             "AND theirs.attrelid = to_regclass(%1) AND theirs.atttypid = kind.oid AND NOT "
             "theirs.attisdropped "
             "AND NOT EXISTS (SELECT FROM pg_attribute same WHERE same.attrelid = theirs.attrelid "
             "AND same.attname = ours.attname AND NOT same.attisdropped) ORDER BY theirs.attnum LIMIT 1 LOOP "
             "EXECUTE format('ALTER TABLE %s RENAME COLUMN %I TO %I', %4, part.name, part.wanted); END LOOP; "
             "FOR part IN SELECT attname, format_type(atttypid, atttypmod) AS kind FROM pg_attribute "
             "WHERE attrelid = %4::regclass AND attnum > 0 AND NOT attisdropped AND attnum <> ALL "
             "(SELECT unnest(indkey) FROM pg_index WHERE indrelid = %4::regclass AND indisprimary) LOOP "
             "EXECUTE format('ALTER TABLE %s ADD COLUMN IF NOT EXISTS %I %s', %1, part.attname, part.kind); "
             "END LOOP; "
             "SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute "
             "WHERE attrelid = %4::regclass AND attnum > 0 AND NOT attisdropped AND attnum <> ALL "
             "(SELECT unnest(indkey) FROM pg_index WHERE indrelid = %4::regclass AND indisprimary); "
             "EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM %s', %1, columns, columns, %4); "
             "DROP TABLE %2; END IF;" )
      .arg( literal( names.table ), names.beside, names.plain, literal( names.beside ) );
}

//! Fills a table beside \a destination, and settles it there.
QString writeTable( const QString &destination, const TableWriter &fill, Settling settle )
{
  const QgsDataSourceUri place( destination.mid( destination.indexOf( ':' ) + 1 ) );
  QgsDataSourceUri beside( place );
  beside.setTable( nameBeside( place.table() ) );
  const QString table = qualified( place, place.table() );
  const QString other = qualified( place, beside.table() );
  try
  {
    QString source = fill( QStringLiteral( "postgres:" ) + beside.uri( false ) );
    // A block is one statement, and so one transaction. The lock makes those of other processes wait, also
    // where there is no table yet that could be locked, and whether they name its schema or not.
    answerOf( place,
              QStringLiteral( "DO $calving$ DECLARE part record; columns text; BEGIN PERFORM "
                              "pg_advisory_xact_lock(hashtext(coalesce(nullif(%1, ''), current_schema())), "
                              "hashtext(%2)); %3 END $calving$" )
                  .arg( literal( place.schema() ), literal( place.table() ),
                        settle( { table, other, quoted( place.table() ) } ) ) );
    return withShapesOf( source.replace( beside.table(), place.table() ), place, table );
  }
  catch ( ... )
  {
    try
    {
      answerOf( place, QStringLiteral( "DROP TABLE IF EXISTS %1" ).arg( other ) );
    }
    catch ( const QgsProviderConnectionException & )
    {
      // The first failure says more.
    }
    throw;
  }
}

} // namespace

bool isPostgresTable( const QString &destination )
{
  return destination.startsWith( QLatin1String( "postgres:" ) ) ||
         destination.startsWith( QLatin1String( "postgis:" ) );
}

QString replaceTable( const QString &destination, const TableWriter &fill )
{
  return writeTable( destination, fill, replacing );
}

QString appendToTable( const QString &destination, const TableWriter &fill )
{
  return writeTable( destination, fill, appending );
}

} // namespace calving
