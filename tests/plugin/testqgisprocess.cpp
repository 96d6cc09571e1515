#include <QtTest>

#include "support/brokenpackage.h"
#include "support/process.h"

//! plugin/qgis_process: the plugin on the command line.
class TestQgisProcess : public QObject
{
  Q_OBJECT

private slots:
  void listsOurProvider();
  void helpNamesThePage();
  void runsAGraphicalModel();
  void answersInJson();
  void takesChoicesByNameAndByNumber();
  void buildsADataSet();
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

void TestQgisProcess::helpNamesThePage()
{
  const Ended help = run( program, { "help", "calvingfront:extractfronts" } );
  const QRegularExpressionMatch page =
      QRegularExpression( "file://(\\S+/extractfronts\\.html)" ).match( help.out );
  QVERIFY2( help.code == 0 && QFile::exists( page.captured( 1 ) ), help.text() );
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
  QVERIFY2( ended.code == 0, ended.text() );
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

//! QGIS reads these choices by number, which is what `qgis_process help` lists; both give the same scene.
void TestQgisProcess::takesChoicesByNameAndByNumber()
{
  QTemporaryDir folder;
  QByteArrayList scenes;
  for ( const char *unit : { "1", "dB" } )
  {
    const QString scene = folder.filePath( QString( "scene%1.tif" ).arg( unit ) );
    const Ended ended = run( program, { "run", "calvingfront:simulatescene", "--", "WIDTH=64", "HEIGHT=64",
                                        "SCENE=" + scene, QString( "UNIT=" ) + unit } );
    QVERIFY2( ended.code == 0, ended.text() );
    QFile file( scene );
    QVERIFY( file.open( QIODevice::ReadOnly ) );
    scenes << file.readAll();
  }
  QVERIFY( scenes[0] == scenes[1] );
  const Ended ended = run( program, { "run", "calvingfront:simulatescene", "--", "WIDTH=64", "HEIGHT=64",
                                      "SCENE=" + folder.filePath( "x.tif" ), "UNIT=watts" } );
  QVERIFY2( ended.code == 1 && ended.err.contains( "UNIT" ), ended.text() );
}

//! A scene and its optical image become a data set; what cannot be is said, and the command fails.
void TestQgisProcess::buildsADataSet()
{
  QTemporaryDir folder;
  const QString scene = folder.filePath( "Fjord_2020-07-01_S1.tif" );
  const QString optical = folder.filePath( "Fjord_2020-07-01_S2.tif" );
  const Ended simulated = run( program, { "run", "calvingfront:simulatescene", "--", "WIDTH=64", "HEIGHT=64",
                                          "PIXEL_SIZE=20", "CENTRE=500000,7800000 [EPSG:32622]",
                                          "CRS=EPSG:32622", "SCENE=" + scene, "OPTICAL=" + optical } );
  QVERIFY2( simulated.code == 0, simulated.text() );
  QFile areas( folder.filePath( "areas.geojson" ) );
  QVERIFY( areas.open( QIODevice::WriteOnly ) );
  areas.write(
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32622"}},
"features":[{"type":"Feature","properties":{"name":"Fjord"},"geometry":{"type":"Polygon","coordinates":
[[[499500,7799500],[500500,7799500],[500500,7800500],[499500,7800500],[499500,7799500]]]}}]})" );
  areas.close();
  const QStringList command{ "run",
                             "calvingfront:builddataset",
                             "--",
                             "SAR=" + scene,
                             "OPTICAL=" + optical,
                             "AREAS=" + areas.fileName(),
                             "OUTPUT=" + folder.filePath( "dataset" ) };
  const Ended refused = run( program, command );
  QVERIFY2( refused.code == 1 && refused.err.contains( "or do not split (SPLIT = none)" ), refused.text() );
  const Ended built = run( program, command + QStringList{ "SPLIT=none" } );
  QVERIFY2( built.code == 0, built.text() );
  QVERIFY( QFile::exists( folder.filePath( "dataset/unlabeled_data_raw_train/S1_Fjord_2020-07-01.png" ) ) );
  QVERIFY( QFile::exists( folder.filePath( "dataset/data_optical/Fjord_2020-07-01_S2.tif" ) ) );
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
