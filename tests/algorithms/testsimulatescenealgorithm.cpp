#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsrasterlayer.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "provider/provider.h"

using namespace calving;

class TestSimulateSceneAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void writesGeoreferencedLayers();
  void writesFrontsOfEveryDate();
  void tellsTheTrueMotion();
  void writesATrainingSet();
  void sceneAloneIsEnough();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void cancelsWithoutOutput();

private:
  QString path( const char *file ) const { return mFolder.filePath( file ); }
  QVariantMap run( const QVariantMap &parameters, QgsProcessingFeedback *feedback = nullptr );

  QTemporaryDir mFolder;
  std::unique_ptr<Provider> mProvider;
  QString mLog;
  bool mSucceeded = false;
};

void TestSimulateSceneAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestSimulateSceneAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

QVariantMap TestSimulateSceneAlgorithm::run( const QVariantMap &parameters, QgsProcessingFeedback *feedback )
{
  QgsProcessingContext context;
  QgsProcessingFeedback own;
  QgsProcessingFeedback *used = feedback ? feedback : &own;
  QVariantMap all{
      { "WIDTH", 96 }, { "HEIGHT", 80 }, { "PIXEL_SIZE", 90 }, { "SCENE", path( "scene.tif" ) } };
  for ( auto it = parameters.begin(); it != parameters.end(); ++it )
    all[it.key()] = it.value();
  const QgsProcessingAlgorithm *algorithm = mProvider->algorithm( "simulatescene" );
  mSucceeded = false;
  const QVariantMap results = algorithm->run( all, context, used, &mSucceeded );
  mLog = used->textLog();
  return results;
}

void TestSimulateSceneAlgorithm::writesGeoreferencedLayers()
{
  const QVariantMap results = run( { { "CRS", "EPSG:32622" },
                                     { "CENTRE", "500000,7800000 [EPSG:32622]" },
                                     { "ZONES", path( "zones.tif" ) },
                                     { "DEM", path( "dem.tif" ) },
                                     { "OPTICAL", path( "optical.tif" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  for ( const char *key : { "SCENE", "ZONES", "DEM", "OPTICAL" } )
  {
    const QgsRasterLayer layer( results[key].toString(), key );
    QVERIFY( layer.isValid() );
    QCOMPARE( layer.crs().authid(), QString( "EPSG:32622" ) );
    QCOMPARE( layer.width(), 96 );
    QCOMPARE( layer.height(), 80 );
    QCOMPARE( layer.rasterUnitsPerPixelX(), 90.0 );
    QVERIFY( layer.extent().contains( QgsPointXY( 500000, 7800000 ) ) );
    QCOMPARE( layer.bandCount(), QLatin1String( key ) == QLatin1String( "OPTICAL" ) ? 14 : 1 );
  }
  QVERIFY( results["FRONT_LENGTH"].toDouble() > 300 );
  const QVariantMap empty = run( { { "CRS", "" }, { "CENTRE", "" } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsRasterLayer usual( empty["SCENE"].toString(), "scene" );
  QCOMPARE( usual.crs().authid(), QString( "EPSG:3413" ) );
  QVERIFY( !usual.extent().contains( QgsPointXY( 0, 0 ) ) );
}

void TestSimulateSceneAlgorithm::writesFrontsOfEveryDate()
{
  run( { { "FRONTS", path( "fronts.gpkg" ) },
         { "DATES", 3 },
         { "INTERVAL", 365 },
         { "DATE", "2021-03-04" } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QgsVectorLayer layer( path( "fronts.gpkg" ), "fronts", "ogr" );
  QVERIFY( layer.isValid() );
  QCOMPARE( layer.crs().authid(), QString( "EPSG:3413" ) );
  QSet<QDate> dates;
  QgsFeature feature;
  QgsFeatureIterator features = layer.getFeatures();
  while ( features.nextFeature( feature ) )
  {
    dates << feature.attribute( "date" ).toDate();
    QVERIFY( std::abs( feature.geometry().length() - feature.attribute( "length_m" ).toDouble() ) < 1 );
    QVERIFY( feature.geometry().isSimple() );
  }
  QCOMPARE( dates, ( QSet<QDate>{ QDate( 2021, 3, 4 ), QDate( 2022, 3, 4 ), QDate( 2023, 3, 4 ) } ) );
}

void TestSimulateSceneAlgorithm::tellsTheTrueMotion()
{
  run( { { "MOTION", path( "motion.gpkg" ) },
         { "DATES", 4 },
         { "INTERVAL", 30 },
         { "DATE", "2020-03-04" },
         { "EVENT_DATE", "2020-04-20" },
         { "EVENT_SIZE", 500 } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsVectorLayer table( path( "motion.gpkg" ), "motion", "ogr" );
  QVERIFY( table.isValid() );
  QMap<QString, double> events;
  QgsFeatureIterator rows = table.getFeatures();
  for ( QgsFeature row; rows.nextFeature( row ); )
    events[row.attribute( "date" ).toDate().toString( Qt::ISODate )] =
        row.attribute( "event_sum_m" ).toDouble();
  QCOMPARE(
      events,
      ( QMap<QString, double>{
          { "2020-03-04", 0 }, { "2020-04-03", 0 }, { "2020-05-03", -500 }, { "2020-06-02", -500 } } ) );
}

void TestSimulateSceneAlgorithm::writesATrainingSet()
{
  const QVariantMap results =
      run( { { "TRAINING_FOLDER", path( "set" ) }, { "GLACIERS", 2 }, { "DATES", 2 } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["TRAINING_FOLDER"].toString(), path( "set" ) );
  QCOMPARE( QDir( path( "set/zones" ) ).entryList( { "*_zones.tif" } ).size(), 4 );
  QVERIFY( QFile::exists( path( "set/manifest.csv" ) ) );
}

//! The name of a parameter that a script leaves out must not be asked for.
void TestSimulateSceneAlgorithm::sceneAloneIsEnough()
{
  QgsProcessingContext context;
  QString message;
  const QgsProcessingAlgorithm *algorithm = mProvider->algorithm( "simulatescene" );
  QVERIFY2( algorithm->checkParameterValues( { { "SCENE", path( "scene.tif" ) } }, context, &message ),
            qPrintable( message ) );
}

void TestSimulateSceneAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "geographic" ) << QVariantMap{ { "CRS", "EPSG:4326" } }
                                << "The coordinate reference system “WGS 84” is not projected";
  QTest::newRow( "date" ) << QVariantMap{ { "DATE", "yesterday" } } << "DATE = yesterday cannot be used";
  QTest::newRow( "window" ) << QVariantMap{ { "DB_MIN", 5 }, { "DB_MAX", -5 } }
                            << "Make DB_MAX larger than DB_MIN.";
  QTest::newRow( "event without size" )
      << QVariantMap{ { "EVENT_DATE", "2020-07-14" } } << "The calving event of 2020-07-14 takes no ice.";
  QTest::newRow( "event's date" ) << QVariantMap{ { "EVENT_DATE", "soon" }, { "EVENT_SIZE", 5 } }
                                  << "EVENT_DATE = soon cannot be used";
  QTest::newRow( "folder absent" ) << QVariantMap{ { "SCENE", "/nowhere/scene.tif" } }
                                   << "Cannot write the file /nowhere/scene.tif";
  QTest::newRow( "unit of training" )
      << QVariantMap{ { "UNIT", 1 }, { "TRAINING_FOLDER", path( "set" ) } } << "needs scenes of 8 bits";
}

void TestSimulateSceneAlgorithm::saysWhatIsWrong()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
}

void TestSimulateSceneAlgorithm::cancelsWithoutOutput()
{
  QgsProcessingFeedback feedback;
  feedback.cancel();
  run( { { "SCENE", path( "cancelled.tif" ) } }, &feedback );
  QVERIFY( !mSucceeded );
  QVERIFY( !QFile::exists( path( "cancelled.tif" ) ) );
}

QGSTEST_MAIN( TestSimulateSceneAlgorithm )
#include "testsimulatescenealgorithm.moc"
