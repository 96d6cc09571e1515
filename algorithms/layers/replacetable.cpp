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

void execute( const QgsDataSourceUri &place, const QString &sql )
{
  QgsProviderMetadata *provider =
      QgsProviderRegistry::instance()->providerMetadata( QStringLiteral( "postgres" ) );
  const std::unique_ptr<QgsAbstractProviderConnection> connection(
      provider ? provider->createConnection( place.uri( false ), {} ) : nullptr );
  const auto *database = dynamic_cast<QgsAbstractDatabaseProviderConnection *>( connection.get() );
  if ( !database )
    throw QgsProviderConnectionException( QObject::tr( "this QGIS lacks its provider for PostgreSQL" ) );
  database->executeSql( sql );
}

//! A name that no other run draws. PostgreSQL cuts names off after 63 bytes.
QString nameBeside( const QString &table )
{
  return QStringLiteral( "%1_part_%2" ).arg( table.left( 20 ) ).arg( QRandomGenerator::system()->generate() );
}

} // namespace

bool isPostgresTable( const QString &destination )
{
  return destination.startsWith( QLatin1String( "postgres:" ) ) ||
         destination.startsWith( QLatin1String( "postgis:" ) );
}

QString replaceTable( const QString &destination,
                      const std::function<QString( const QString &beside )> &fill )
{
  const int colon = destination.indexOf( ':' );
  const QgsDataSourceUri place( destination.mid( colon + 1 ) );
  QgsDataSourceUri beside( place );
  beside.setTable( nameBeside( place.table() ) );
  const QString drop = QStringLiteral( "DROP TABLE IF EXISTS %1" );
  try
  {
    QString source = fill( QStringLiteral( "postgres:" ) + beside.uri( false ) );
    // A block is one statement, and so one transaction.
    execute( place, QStringLiteral( "DO $calving$ BEGIN %1; ALTER TABLE %2 RENAME TO %3; END $calving$" )
                        .arg( drop.arg( qualified( place, place.table() ) ),
                              qualified( place, beside.table() ), quoted( place.table() ) ) );
    return source.replace( beside.table(), place.table() );
  }
  catch ( ... )
  {
    try
    {
      execute( place, drop.arg( qualified( place, beside.table() ) ) );
    }
    catch ( const QgsProviderConnectionException & )
    {
      // The first failure says more.
    }
    throw;
  }
}

} // namespace calving
