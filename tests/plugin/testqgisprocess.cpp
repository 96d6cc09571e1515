#include <QtTest>

#include "support/brokenpackage.h"
#include "support/process.h"

//! plugin/qgis_process: the plugin on the command line.
class TestQgisProcess : public QObject
{
  Q_OBJECT

private slots:
  void listsOurProvider();
  void runsAGraphicalModel();
  void answersInJson();
  void worksInAnyFolderAndBelowAnotherPython();
  void leavesTheUsersProfileAlone();
  void endsWithOneWhereAnAlgorithmIsUnknown();
  void asksForABuildWhereThereIsNone();
  void saysWhyTheLibraryCannotBeOpened_data();
  void saysWhyTheLibraryCannotBeOpened();

private:
  static inline const QString program = QStringLiteral( SOURCE_FOLDER "/plugin/qgis_process" );
};

void TestQgisProcess::listsOurProvider()
{
  const Ended list = run( program, { "list" } );
  QVERIFY2( list.code == 0, list.text() );
  QVERIFY2( list.out.contains( "\tcalvingfront:extractfronts\t" ), list.text() );
}

//! chain.model3, which makemodel.py wrote, simulates a product, preprocesses it and extracts the fronts with
//! the model in the box.
void TestQgisProcess::runsAGraphicalModel()
{
  QTemporaryDir folder;
  const Ended ended = run( program, { "run", SOURCE_FOLDER "/tests/plugin/chain.model3", "--", "SEED=3",
                                      "preprocess:OUTPUT=" + folder.filePath( "scene.tif" ),
                                      "extract:FRONTS=" + folder.filePath( "fronts.gpkg" ),
                                      "extract:ZONES=" + folder.filePath( "zones.tif" ) } );
  QVERIFY2( ended.code == 0 && ended.out.contains( "Executed 3 algorithms" ), ended.text() );
  for ( const char *file : { "scene.tif", "fronts.gpkg", "zones.tif" } )
    QVERIFY2( QFileInfo( folder.filePath( file ) ).size() > 0, file );
}

//! Nothing but the object is on stdout, numbers are numbers.
void TestQgisProcess::answersInJson()
{
  QTemporaryDir folder;
  const QString scene = folder.filePath( "scene.tif" );
  const Ended ended = run( program, { "--json", "run", "calvingfront:simulatescene", "--", "WIDTH=64",
                                      "HEIGHT=64", "SCENE=" + scene } );
  QVERIFY2( ended.code == 0, ended.text() );
  const QJsonObject results =
      QJsonDocument::fromJson( ended.out.toUtf8() ).object().value( "results" ).toObject();
  QCOMPARE( results.value( "SCENE" ).toString(), scene );
  QVERIFY2( results.value( "FRONT_LENGTH" ).isDouble(), ended.text() );
}

void TestQgisProcess::worksInAnyFolderAndBelowAnotherPython()
{
  QTemporaryDir folder;
  const Start elsewhere{ { { "PATH", "/nowhere:/usr/bin:/bin" }, { "PYTHONHOME", "/nowhere" } },
                         folder.path() };
  const Ended list = run( program, { "list" }, elsewhere );
  QVERIFY2( list.code == 0 && list.out.contains( "\nCalving fronts\n" ), list.text() );
}

void TestQgisProcess::leavesTheUsersProfileAlone()
{
  QTemporaryDir home;
  const Ended list = run( program, { "list" }, { { { "HOME", home.path() } }, {} } );
  QVERIFY2( list.code == 0, list.text() );
  QVERIFY( !QDir( home.path() ).exists( ".local/share/QGIS" ) );
}

void TestQgisProcess::endsWithOneWhereAnAlgorithmIsUnknown()
{
  const Ended ended = run( program, { "run", "calvingfront:nosuchthing" } );
  QVERIFY2( ended.code == 1 && ended.err.contains( "not found" ), ended.text() );
}

void TestQgisProcess::asksForABuildWhereThereIsNone()
{
  QTemporaryDir empty;
  const Ended ended = run( program, { "list" }, { { { "CALVINGFRONT_BUILD", empty.path() } }, {} } );
  QVERIFY2( ended.code == 1 && ended.err.contains( "plugin/build first" ), ended.text() );
}

void TestQgisProcess::saysWhyTheLibraryCannotBeOpened_data()
{
  QTest::addColumn<QByteArray>( "library" );
  QTest::addColumn<QString>( "reason" );
  QTest::newRow( "truncated" ) << QByteArray( "\x7f"
                                              "ELF" )
                               << "the system refuses to load its library";
  QTest::newRow( "missing" ) << QByteArray() << "is missing. Install the plugin again.";
}

//! QGIS itself says only "error starting plugin".
void TestQgisProcess::saysWhyTheLibraryCannotBeOpened()
{
  QFETCH( QByteArray, library );
  QFETCH( QString, reason );
  QTemporaryDir build;
  QVERIFY( makeBrokenPackage( build, library ) );

  const Ended ended = run( program, { "run", "calvingfront:tracefronts", "--", "INPUT=x" },
                           { { { "CALVINGFRONT_BUILD", build.path() } }, {} } );
  QCOMPARE( ended.code, 1 );
  QVERIFY2( ended.err.contains( "Calving Front cannot start: " ) && ended.err.contains( reason ) &&
                ended.err.contains( "broken.so" ),
            ended.text() );
}

QTEST_GUILESS_MAIN( TestQgisProcess )
#include "testqgisprocess.moc"
