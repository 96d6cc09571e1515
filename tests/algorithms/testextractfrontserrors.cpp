#include <QtTest>

#include <qgstest.h>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "support/extractfixture.h"
#include "support/fulldisk.h"
#include "support/sampleweights.h"

using namespace calving;

class TestExtractFrontsErrors : public ExtractFixture
{
  Q_OBJECT

private slots:
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void whatTheSceneLacksShowsBeforeTheModelIsLoaded();
  void otherTasksAreRefused();
  void fullDiskKeepsTheOldFiles();
  void cancellingKeepsTheOldFiles();
};

void TestExtractFrontsErrors::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  using Map = QVariantMap;
  QTest::newRow( "no raster" ) << Map{ { "INPUT", "/nowhere/scene.tif" } }
                               << "Cannot open the raster /nowhere/scene.tif (parameter INPUT).";
  QTest::newRow( "no model" ) << Map{ { "MODEL", QVariant() } } << "Choose a model file (parameter MODEL)";
  QTest::newRow( "band" ) << Map{ { "BAND", 3 } } << "has no band 3. BAND can be 1 to 1.";
  QTest::newRow( "stride" ) << Map{ { "STRIDE", 65 } } << "STRIDE is 65. Use 1 to 64 pixels";
  QTest::newRow( "window" ) << Map{ { "VALUES", "decibel" }, { "DB_MIN", 9 } }
                            << "DB_MIN must be the smaller one.";
  QTest::newRow( "device" ) << Map{ { "DEVICE", "gpu" } } << "DEVICE is “gpu”. Use auto, cpu, cuda or cuda:N";
  QTest::newRow( "target folder" ) << Map{ { "ZONES", "/nowhere/zones.tif" } }
                                   << "Cannot write the file /nowhere/zones.tif";
  QTest::newRow( "front folder" ) << Map{ { "FRONTS", "/nowhere/fronts.gpkg" } } << "/nowhere";
}

void TestExtractFrontsErrors::saysWhatIsWrong()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const QStringList before = files();
  if ( !parameters.contains( "ZONES" ) )
    parameters["ZONES"] = path( "zones.tif" );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
  QCOMPARE( files(), before );
}

void TestExtractFrontsErrors::whatTheSceneLacksShowsBeforeTheModelIsLoaded()
{
  const QString nowhere = path( "nowhere.png" );
  QVERIFY( QImage( 8, 8, QImage::Format_Grayscale8 ).save( nowhere ) );
  const QVariantMap absent{ { "MODEL", path( "absent.safetensors" ) }, { "ZONES", path( "zones.tif" ) } };
  QVariantMap parameters = absent;
  parameters["INPUT"] = nowhere;
  run( parameters, true );
  QVERIFY2( !mSucceeded && mLog.contains( "nowhere.png does not say where it lies" ), qPrintable( mLog ) );
  QVERIFY2( !mLog.contains( "absent" ), qPrintable( mLog ) );
  parameters = absent;
  parameters["BAND"] = 3;
  run( parameters, true );
  QVERIFY2( !mSucceeded && mLog.contains( "has no band 3" ) && !mLog.contains( "absent" ),
            qPrintable( mLog ) );
}

void TestExtractFrontsErrors::otherTasksAreRefused()
{
  ModelCard card;
  card.name = "coast";
  card.task = "opttranslator";
  card.size = sampleSize();
  writeModelFile( path( "model.safetensors" ).toStdString(), card, sampleWeights() );
  const QStringList before = files();
  run( { { "MODEL", path( "model.safetensors" ) }, { "ZONES", path( "zones.tif" ) } }, true );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "opttranslator" ), qPrintable( mLog ) );
  run( { { "MODEL", path( "absent.safetensors" ) } }, true );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( path( "absent.safetensors" ) ), qPrintable( mLog ) );
  QCOMPARE( files(), before );
}

//! No file may grow beyond 20 kB, as on a full disk.
void TestExtractFrontsErrors::fullDiskKeepsTheOldFiles()
{
  const QString scene = path( "noise.tif" );
  writeRaster(
      scene.toStdString(), 900, 900, []( int x, int y ) { return ( x * 7919 + y * 104729 ) % 251 + 4; },
      GDT_Byte );
  for ( const char *name : { "fronts.gpkg", "zones.tif" } )
  {
    QFile old( path( name ) );
    QVERIFY( old.open( QIODevice::WriteOnly ) );
    old.write( "old" );
  }
  const QStringList before = files();
  {
    const FullDisk disk( 20000 );
    run( { { "INPUT", scene }, { "ZONES", path( "zones.tif" ) } } );
  }
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "Cannot write raster" ) && mLog.contains( "has space left" ), qPrintable( mLog ) );
  QCOMPARE( files(), before );
  QCOMPARE( QFileInfo( path( "zones.tif" ) ).size(), 3LL );
  QCOMPARE( QFileInfo( path( "fronts.gpkg" ) ).size(), 3LL );
}

void TestExtractFrontsErrors::cancellingKeepsTheOldFiles()
{
  const QStringList before = files();
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  connect( &feedback, &QgsFeedback::progressChanged,
           [&feedback]( double percent )
           {
             if ( percent > 30 )
               feedback.cancel();
           } );
  const ExtractFrontsAlgorithm algorithm( threshold );
  const std::unique_ptr<QgsProcessingAlgorithm> instance( algorithm.create() );
  bool succeeded = true;
  QVariantMap parameters = standard();
  parameters["ZONES"] = path( "zones.tif" );
  parameters["TILE"] = 16;
  parameters["STRIDE"] = 16;
  instance->run( parameters, context, &feedback, &succeeded );
  QVERIFY( !succeeded );
  QVERIFY2( feedback.textLog().contains( "Cancelled. What was complete is kept" ),
            qPrintable( feedback.textLog() ) );
  QCOMPARE( files(), before );
}

QGSTEST_MAIN( TestExtractFrontsErrors )
#include "testextractfrontserrors.moc"
