#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgsrasterlayer.h>
#include <qgstest.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>

#include "model/dataset/datasetfolder.h"
#include "provider/provider.h"

using namespace calving;

//! builddataset on what simulatescene writes: two glaciers, three dates each.
class TestBuildDatasetAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void buildsFromFolders();
  void buildsFromLayersAndSplitsByTime();
  void splitsOneGlacierByTimeAndKeepsThat();
  void buildsFromFootprints();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();

private:
  QString path( const QString &file ) const { return mDisk.filePath( file ); }
  QStringList rasters( const QString &folder ) const;
  //! A layer of rectangles around rasters, with the attributes \a name and \a location.
  QString addLayer( const QString &crs, const QString &nameField, const QStringList &files );
  QVariantMap run( const QString &algorithm, QVariantMap parameters );

  QTemporaryDir mDisk;
  std::unique_ptr<Provider> mProvider;
  QString mAreas;
  QString mLog;
  bool mSucceeded = false;
};

void TestBuildDatasetAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
  run( "simulatescene", { { "WIDTH", 64 },
                          { "HEIGHT", 48 },
                          { "DATES", 3 },
                          { "INTERVAL", 30 },
                          { "GLACIERS", 2 },
                          { "SCENE", path( "scene.tif" ) },
                          { "TRAINING_FOLDER", path( "simulated" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  mAreas = addLayer( "EPSG:3413", "name", rasters( "simulated/optical" ) );
}

void TestBuildDatasetAlgorithm::cleanupTestCase()
{
  QgsProject::instance()->removeAllMapLayers();
  mProvider.reset();
  QgsApplication::exitQgis();
}

QStringList TestBuildDatasetAlgorithm::rasters( const QString &folder ) const
{
  QStringList files;
  for ( const QFileInfo &file : QDir( path( folder ) ).entryInfoList( { "*.tif" }, QDir::Files, QDir::Name ) )
    files << file.filePath();
  return files;
}

QString TestBuildDatasetAlgorithm::addLayer( const QString &crs, const QString &nameField,
                                             const QStringList &files )
{
  auto *layer = new QgsVectorLayer( QStringLiteral( "Polygon?%1field=%2:string&field=location:string" )
                                        .arg( crs.isEmpty() ? QString() : "crs=" + crs + '&', nameField ),
                                    "areas", "memory" );
  if ( crs.isEmpty() )
    layer->setCrs( QgsCoordinateReferenceSystem() );
  for ( const QString &file : files )
  {
    const QgsRasterLayer raster( file );
    QgsFeature feature( layer->fields() );
    feature.setGeometry( QgsGeometry::fromRect( raster.extent() ) );
    feature.setAttributes( QgsAttributes() << QFileInfo( file ).baseName().section( '_', 0, 0 ) << file );
    layer->dataProvider()->addFeature( feature );
  }
  layer->updateExtents();
  QgsProject::instance()->addMapLayer( layer );
  return layer->id();
}

QVariantMap TestBuildDatasetAlgorithm::run( const QString &name, QVariantMap parameters )
{
  QgsProcessingContext context;
  context.setProject( QgsProject::instance() );
  QgsProcessingFeedback feedback( false );
  const QgsProcessingAlgorithm *algorithm = mProvider->algorithm( name );
  QString reason;
  mSucceeded = algorithm->checkParameterValues( parameters, context, &reason );
  QVariantMap results;
  if ( mSucceeded )
    results = algorithm->run( parameters, context, &feedback, &mSucceeded );
  mLog = reason + feedback.textLog();
  return results;
}

void TestBuildDatasetAlgorithm::buildsFromFolders()
{
  const QVariantMap results = run( "builddataset", { { "SAR", path( "simulated/sar_images" ) },
                                                     { "OPTICAL", path( "simulated/optical" ) },
                                                     { "AREAS", mAreas },
                                                     { "OUTPUT", path( "folders" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["SCENES"].toInt(), 6 );
  QCOMPARE( results["ADDED"].toInt(), 6 );
  QCOMPARE( results["GLACIERS"].toInt(), 2 );
  QCOMPARE( results["VALIDATING"].toInt(), 3 );
  QVERIFY( QFileInfo( results["REPORT"].toString() ).size() > 10000 );
  // 8-bit scenes on the grid are copied; the optical image is the simulated one.
  DatasetFolder built( path( "folders" ).toStdString() );
  DatasetFolder simulated( path( "simulated" ).toStdString() );
  QCOMPARE( built.count(), simulated.count() );
  for ( int i = 0; i < built.count(); ++i )
  {
    const Window window{ 3, 5, 50, 40 };
    QCOMPARE( built.info( i ).glacier, simulated.info( i ).glacier );
    QCOMPARE( built.info( i ).date, simulated.info( i ).date );
    QVERIFY( built.readGrey( i, window ) == simulated.readGrey( i, window ) );
    QVERIFY( built.readTarget( i, window ) == simulated.readTarget( i, window ) );
  }
}

void TestBuildDatasetAlgorithm::buildsFromLayersAndSplitsByTime()
{
  QVariantList sar;
  for ( const QString &file : rasters( "simulated/sar_images" ) )
    sar << file;
  const QVariantMap results =
      run( "builddataset", { { "SAR", sar },
                             { "OPTICAL", rasters( "simulated/optical" ).join( ';' ) },
                             { "AREAS", mAreas },
                             { "SPLIT", "time" },
                             { "VALIDATION_SHARE", 0.3 },
                             { "OUTPUT", path( "layers" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["SCENES"].toInt(), 6 );
  QCOMPARE( results["VALIDATING"].toInt(), 2 ); // the last date of each
}

//! Nobody says how to split, the second time for two glaciers.
void TestBuildDatasetAlgorithm::splitsOneGlacierByTimeAndKeepsThat()
{
  QVariantMap parameters{
      { "SAR", path( "simulated/sar_images" ) },
      { "OPTICAL", path( "simulated/optical" ) },
      { "AREAS", addLayer( "EPSG:3413", "name", { rasters( "simulated/optical" ).first() } ) },
      { "OUTPUT", path( "one" ) } };
  QCOMPARE( run( "builddataset", parameters )["VALIDATING"].toInt(), 1 );
  QVERIFY2( mSucceeded && mLog.contains( "The latest scenes validate" ), qPrintable( mLog ) );
  parameters["AREAS"] = mAreas;
  QCOMPARE( run( "builddataset", parameters )["VALIDATING"].toInt(), 2 );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  parameters["SPLIT"] = "glacier";
  run( "builddataset", parameters );
  QVERIFY2( !mSucceeded && mLog.contains( "has SPLIT = time, which cannot become glacier" ),
            qPrintable( mLog ) );
  parameters["SPLIT"] = "auto";
  parameters["SPLIT_DATE"] = "2018-01-01";
  run( "builddataset", parameters );
  QVERIFY2( !mSucceeded && mLog.contains( "which cannot become 2018-01-01" ), qPrintable( mLog ) );
}

void TestBuildDatasetAlgorithm::buildsFromFootprints()
{
  const QString footprints = addLayer( "EPSG:3413", "name", rasters( "simulated/sar_images" ) );
  const QVariantMap results = run( "builddataset", { { "SAR", footprints },
                                                     { "OPTICAL", path( "simulated/optical" ) },
                                                     { "AREAS", mAreas },
                                                     { "OUTPUT", path( "footprints" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["SCENES"].toInt(), 6 );
  run( "builddataset", { { "SAR", footprints },
                         { "PATH_FIELD", "file" },
                         { "OPTICAL", path( "simulated/optical" ) },
                         { "AREAS", mAreas },
                         { "OUTPUT", path( "none" ) } } );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "The layer of footprints areas has no attribute “file”, only: name, location." ),
            qPrintable( mLog ) );
}

void TestBuildDatasetAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QString>( "key" );
  QTest::addColumn<QVariant>( "value" );
  QTest::addColumn<QString>( "sentence" );
  const QStringList optical = rasters( "simulated/optical" );
  QDir( mDisk.path() ).mkdir( "empty" );
  QTest::newRow( "no name attribute" )
      << "AREAS" << QVariant( addLayer( "EPSG:3413", "title", optical ) )
      << "has no attribute “name”, only: title, location. Give the one with the "
         "glaciers' names as NAME_FIELD.";
  QTest::newRow( "areas without system" ) << "AREAS" << QVariant( addLayer( {}, "name", optical ) )
                                          << "The layer of glacier areas has no coordinate reference system.";
  QTest::newRow( "no such glacier" ) << "HOLDOUT" << QVariant( "Nowhere" )
                                     << "The glacier “Nowhere” is to validate, but no scene shows";
  QTest::newRow( "no date" ) << "SPLIT_DATE" << QVariant( "soon" ) << "“soon” is not a date.";
  QTest::newRow( "date of the future" )
      << "SPLIT_DATE" << QVariant( "2090-01-01" ) << "The split leaves no scene to validate with.";
  QTest::newRow( "folder of something else" ) << "OUTPUT" << QVariant( path( "simulated/optical" ) )
                                              << "but no data set. Choose a new or empty folder";
  QTest::newRow( "no polygon" ) << "AREAS" << QVariant( addLayer( "EPSG:3413", "name", {} ) )
                                << "The layer of glacier areas holds no polygon.";
  QTest::newRow( "no scene" ) << "SAR" << QVariant( path( "empty" ) ) << "There is no SAR scene.";
  QTest::newRow( "footprint without path" ) << "SAR" << QVariant( addLayer( "EPSG:3413", "name", { "" } ) )
                                            << "has no path in the attribute “location”.";
  QTest::newRow( "no image" ) << "OPTICAL" << QVariant( path( "empty" ) ) << "There is no optical image.";
  QTest::newRow( "bands missing" ) << "OPTICAL" << QVariant( path( "simulated/sar_images" ) )
                                   << "has 1 band(s) without names.";
  QTest::newRow( "unknown path" ) << "OPTICAL" << QVariant( path( "nowhere.zip" ) )
                                  << "nowhere.zip (parameter OPTICAL). Check the path";
  QTest::newRow( "empty window" ) << "DB_MIN" << QVariant( 9 )
                                  << "from DB_MIN = 9 to DB_MAX = 5 decibels is empty";
}

void TestBuildDatasetAlgorithm::saysWhatIsWrong()
{
  QFETCH( QString, key );
  QFETCH( QVariant, value );
  QFETCH( QString, sentence );
  QVariantMap parameters{ { "SAR", path( "simulated/sar_images" ) },
                          { "OPTICAL", path( "simulated/optical" ) },
                          { "AREAS", mAreas },
                          { "VALUES", key == "DB_MIN" ? "decibel" : "auto" },
                          { "OUTPUT", path( "wrong" ) } };
  parameters[key] = value;
  run( "builddataset", parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
  QVERIFY( !QFile::exists( path( "wrong" ) ) );
}

QGSTEST_MAIN( TestBuildDatasetAlgorithm )
#include "testbuilddatasetalgorithm.moc"
