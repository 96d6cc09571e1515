#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/vectoroutput.h"
#include "provider/provider.h"
#include "support/frontsample.h"
#include "support/postgisserver.h"
#include "support/samefronts.h"

using namespace calving;

//! Fronts in tables of a real database, which the test starts for itself.
class TestPostgis : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void keepsFronts();
  void replacesATableWhole();
  void addsToATable();
  void addsToATableOfFewerColumns();
  void addsToATableWhoseShapesHaveAnotherName();
  void processesWriteAtOnce_data();
  void processesWriteAtOnce();
  void writesAsOneOfSeveral();
  void aRefusedTableKeepsItsRows();
  void aDatabaseThatGoesDownKeepsItsRows();

private:
  //! What the user is told where the table is refused; empty where it is written.
  QString write( const VectorContent &content, const QString &table,
                 OldFeatures old = OldFeatures::Replaced );
  //! What the database answers, or says instead.
  QString answer( const QString &query ) const
  {
    const Ended ended = mServer->sql( query );
    return ( ended.out + ended.err ).trimmed();
  }
  QString tables() const
  {
    return answer( "SELECT string_agg(f_table_name, ',' ORDER BY f_table_name) FROM geometry_columns" );
  }

  std::unique_ptr<Provider> mProvider;
  std::unique_ptr<PostgisServer> mServer;
};

//! Set for a process that writes into a table of somebody else's server.
static const char *const tableVariable = "CALVINGFRONT_TEST_TABLE";

#define VERIFY_WRITTEN( ... )                                                                                \
  do                                                                                                         \
  {                                                                                                          \
    const QString refused = write( __VA_ARGS__ );                                                            \
    QVERIFY2( refused.isEmpty(), qPrintable( refused ) );                                                    \
  } while ( false )

void TestPostgis::initTestCase()
{
  // Where Debian's QGIS has its provider for PostgreSQL.
  if ( !qEnvironmentVariableIsSet( "QGIS_PREFIX_PATH" ) )
    qputenv( "QGIS_PREFIX_PATH", "/usr" );
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
  if ( qEnvironmentVariableIsSet( tableVariable ) )
    return;
  if ( const QString missing = PostgisServer::missing(); !missing.isEmpty() )
    QSKIP( qPrintable( missing ) );
  mServer = std::make_unique<PostgisServer>();
  QVERIFY2( mServer->reason().isEmpty(), qPrintable( mServer->reason() ) );
}

void TestPostgis::cleanupTestCase()
{
  mServer.reset();
  mProvider.reset();
  QgsApplication::exitQgis();
}

QString TestPostgis::write( const VectorContent &content, const QString &table, OldFeatures old )
{
  const QVariantMap parameters{ { "FRONTS", table } };
  QgsProcessingContext context;
  const QgsProcessingParameterDefinition *output = mProvider->algorithm( QStringLiteral( "tracefronts" ) )
                                                       ->parameterDefinition( QStringLiteral( "FRONTS" ) );
  try
  {
    VectorOutput( output, parameters, context ).write( content, old );
    return {};
  }
  catch ( const QgsProcessingException &e )
  {
    return e.what();
  }
}

void TestPostgis::keepsFronts()
{
  const VectorContent content = frontSample( false );
  VERIFY_WRITTEN( content, mServer->table( "Bræ 2018" ) );
  const QgsVectorLayer layer( mServer->table( "Bræ 2018" ).section( ':', 1 ), "fronts", "postgres" );
  QVERIFY( layer.isValid() );
  const QString difference = differenceOf( layer, content, true, 0 );
  QVERIFY2( difference.isEmpty(), qPrintable( difference ) );
  QCOMPARE( layer.crs().authid(), QStringLiteral( "EPSG:3413" ) );
  QCOMPARE(
      answer( "SELECT type || ' ' || coord_dimension FROM geometry_columns WHERE f_table_name = 'Bræ 2018'" ),
      QStringLiteral( "MULTILINESTRINGM 3" ) );
}

void TestPostgis::replacesATableWhole()
{
  VectorContent content = frontSample( false );
  VERIFY_WRITTEN( content, mServer->table( "replaced" ) );
  content.features.removeLast();
  VERIFY_WRITTEN( content, mServer->table( "replaced" ) );
  QCOMPARE( answer( "SELECT count(*) FROM replaced" ), QStringLiteral( "1" ) );
  QVERIFY2( !tables().contains( "_part_" ), qPrintable( tables() ) );
}

void TestPostgis::addsToATable()
{
  for ( int run = 0; run < 3; ++run )
    VERIFY_WRITTEN( frontSample( false ), mServer->table( "it's added" ), OldFeatures::Kept );
  QCOMPARE(
      answer( "SELECT count(*) || ' ' || count(DISTINCT id) || ' ' || count(notes) FROM \"it's added\"" ),
      QStringLiteral( "6 6 3" ) );
  QVERIFY2( !tables().contains( "_part_" ), qPrintable( tables() ) );
}

//! As an earlier version wrote it.
void TestPostgis::addsToATableOfFewerColumns()
{
  VERIFY_WRITTEN( frontSample( false ), mServer->table( "older" ) );
  answer( "ALTER TABLE older DROP COLUMN conf_p10, DROP COLUMN preproc" );
  VERIFY_WRITTEN( frontSample( false ), mServer->table( "older" ), OldFeatures::Kept );
  QCOMPARE( answer( "SELECT count(*) || ' ' || count(conf_p10) || ' ' || count(preproc) FROM older" ),
            QStringLiteral( "4 1 1" ) );
}

//! As ogr2ogr calls the column.
void TestPostgis::addsToATableWhoseShapesHaveAnotherName()
{
  VERIFY_WRITTEN( frontSample( false ), mServer->table( "ogr" ) );
  answer( "ALTER TABLE ogr RENAME COLUMN geom TO wkb_geometry" );
  VERIFY_WRITTEN( frontSample( false ), mServer->table( "ogr" ), OldFeatures::Kept );
  QCOMPARE( answer( "SELECT count(*) || ' ' || count(wkb_geometry) FROM ogr" ), QStringLiteral( "4 4" ) );
  QCOMPARE( answer( "SELECT string_agg(f_geometry_column, ',') FROM geometry_columns "
                    "WHERE f_table_name = 'ogr'" ),
            QStringLiteral( "wkb_geometry" ) );
  // Its key, too, is not doubled.
  answer( "ALTER TABLE ogr RENAME COLUMN id TO ogc_fid" );
  VERIFY_WRITTEN( frontSample( false ), mServer->table( "ogr" ), OldFeatures::Kept );
  QCOMPARE( answer( "SELECT count(*) || ' ' || count(DISTINCT ogc_fid) FROM ogr" ), QStringLiteral( "6 6" ) );
  QCOMPARE( answer( "SELECT count(*) FROM information_schema.columns WHERE table_name = 'ogr' "
                    "AND column_name = 'id'" ),
            QStringLiteral( "0" ) );
}

void TestPostgis::processesWriteAtOnce_data()
{
  QTest::addColumn<QString>( "mode" );
  QTest::addColumn<QString>( "rows" );
  // Four processes of five rounds of two fronts.
  QTest::newRow( "add" ) << "add"
                         << "40 40";
  QTest::newRow( "replace" ) << "replace"
                             << "2 2";
}

void TestPostgis::processesWriteAtOnce()
{
  QFETCH( QString, mode );
  QFETCH( QString, rows );
  std::vector<std::unique_ptr<QProcess>> processes;
  for ( int i = 0; i < 4; ++i )
  {
    processes.push_back( std::make_unique<QProcess>() );
    Start start;
    start.environment = { { tableVariable, mServer->table( mode ) }, { "CALVINGFRONT_TEST_MODE", mode } };
    prepare( *processes.back(), start );
    processes.back()->start( QCoreApplication::applicationFilePath(), { "writesAsOneOfSeveral" } );
  }
  for ( const auto &process : processes )
  {
    const Ended end = ended( *process, 60 );
    QVERIFY2( end.code == 0, end.text() );
  }
  QCOMPARE(
      answer( QStringLiteral( "SELECT count(*) || ' ' || count(DISTINCT id) FROM \"%1\"" ).arg( mode ) ),
      rows );
  QVERIFY2( !tables().contains( "_part_" ), qPrintable( tables() ) );
}

//! What each of those processes does.
void TestPostgis::writesAsOneOfSeveral()
{
  if ( !qEnvironmentVariableIsSet( tableVariable ) )
    return;
  for ( int round = 0; round < 5; ++round )
    VERIFY_WRITTEN( frontSample( false ), qEnvironmentVariable( tableVariable ),
                    qEnvironmentVariable( "CALVINGFRONT_TEST_MODE" ) == QLatin1String( "add" )
                        ? OldFeatures::Kept
                        : OldFeatures::Replaced );
}

//! A view depends on the table, which therefore cannot be dropped.
void TestPostgis::aRefusedTableKeepsItsRows()
{
  VERIFY_WRITTEN( frontSample( false ), mServer->table( "viewed" ) );
  answer( "CREATE VIEW seen AS SELECT * FROM viewed" );
  const QString sentence = write( frontSample( false ), mServer->table( "viewed" ) );
  QVERIFY2( sentence.contains( "viewed" ) && sentence.contains( "depend" ) &&
                sentence.contains( "Nothing was changed" ),
            qPrintable( sentence ) );
  QCOMPARE( answer( "SELECT count(*) FROM viewed" ), QStringLiteral( "2" ) );
  QVERIFY2( !tables().contains( "_part_" ), qPrintable( tables() ) );
}

//! A trigger ends the server, as a crash does, in the middle of what is written.
void TestPostgis::aDatabaseThatGoesDownKeepsItsRows()
{
  VERIFY_WRITTEN( frontSample( false ), mServer->table( "kept" ) );
  const QString before = answer( "SELECT md5(string_agg(kept::text, '|' ORDER BY id)) FROM kept" );
  answer(
      "CREATE FUNCTION crash() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
      "IF EXISTS (SELECT 1 FROM pg_event_trigger_ddl_commands() WHERE object_identity LIKE '%_part_%') THEN "
      "COPY (SELECT 1) TO PROGRAM 'kill -QUIT $(head -1 postmaster.pid); sleep 5'; END IF; END $$" );
  answer( "CREATE EVENT TRIGGER crashes ON ddl_command_end WHEN TAG IN ('CREATE INDEX', 'ALTER TABLE') "
          "EXECUTE FUNCTION crash()" );
  const QString sentence = write( frontSample( false ), mServer->table( "kept" ) );
  QVERIFY2( sentence.contains( "kept" ) && sentence.contains( "Nothing was changed" ),
            qPrintable( sentence ) );
  QVERIFY2( !sentence.contains( "gave no reason" ), qPrintable( sentence ) );
  mServer->stop( "immediate" );
  mServer->start();
  QVERIFY2( mServer->reason().isEmpty(), qPrintable( mServer->reason() ) );
  QCOMPARE( answer( "SELECT md5(string_agg(kept::text, '|' ORDER BY id)) FROM kept" ), before );
}

QGSTEST_MAIN( TestPostgis )
#include "testpostgis.moc"
