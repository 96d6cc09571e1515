#include <QtTest>

#include <qgsapplication.h>
#include <qgsdistancearea.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "model/raster/raster.h"
#include "provider/provider.h"
#include "support/testdata.h"
#include "support/testraster.h"

using namespace calving;

class TestEvaluateFrontsAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void comparesTwoRasters();
  void comparesFoldersByName();
  void comparesLayersOfTheProject();
  void splitsALayerByImage();
  void countsScenesThatAMergedLayerLacks();
  void takesPublishedCoordinatesAsTheyCome();
  void warnsOfScenesWithoutZones();
  void takesOneFrontPerScene();
  void errorsLieOnTheMapOfTheReference();
  void featuresWithoutAShapeArePassedOver_data();
  void featuresWithoutAShapeArePassedOver();
  void refusesWhatIsNoFront_data();
  void refusesWhatIsNoFront();
  void writesTableErrorsTextAndReport();
  void allScenesMissingIsNoError();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();

private:
  QString path( const QString &file ) const { return mFolder.filePath( file ); }
  //! A raster of 20 x 10 pixels of 40 m whose front is \a row.
  QString frontRaster( const QString &file, int row );
  QVariantMap run( QVariantMap parameters );

  QTemporaryDir mFolder;
  std::unique_ptr<Provider> mProvider;
  QString mLog;
  bool mSucceeded = false;
};

void TestEvaluateFrontsAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
  QDir( mFolder.path() ).mkpath( "predicted" );
  QDir( mFolder.path() ).mkpath( "reference" );
}

void TestEvaluateFrontsAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

QString TestEvaluateFrontsAlgorithm::frontRaster( const QString &file, int row )
{
  QDir().mkpath( QFileInfo( path( file ) ).path() );
  writeRaster(
      path( file ).toStdString(), 20, 10, [row]( int, int y ) { return y == row ? 255 : 0; }, GDT_Byte );
  return path( file );
}

QVariantMap TestEvaluateFrontsAlgorithm::run( QVariantMap parameters )
{
  if ( !parameters.contains( "OUTPUT" ) )
    parameters["OUTPUT"] = path( "scores.gpkg" );
  QgsProcessingContext context;
  context.setProject( QgsProject::instance() );
  QgsProcessingFeedback feedback( false );
  const QgsProcessingAlgorithm *algorithm = mProvider->algorithm( QStringLiteral( "evaluatefronts" ) );
  QString reason;
  mSucceeded = algorithm->checkParameterValues( parameters, context, &reason );
  QVariantMap results;
  if ( mSucceeded )
    results = algorithm->run( parameters, context, &feedback, &mSucceeded );
  mLog = reason + feedback.textLog();
  return results;
}

void TestEvaluateFrontsAlgorithm::comparesTwoRasters()
{
  const QVariantMap results =
      run( { { "PREDICTED", frontRaster( "a.tif", 3 ) }, { "REFERENCE", frontRaster( "b.tif", 5 ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["MDE"].toDouble(), 80.0 );
  QCOMPARE( results["SCENES"].toInt(), 1 );
  QCOMPARE( results["NO_FRONT"].toInt(), 0 );
}

void TestEvaluateFrontsAlgorithm::comparesFoldersByName()
{
  frontRaster( "predicted/Crane_2010-01-01_TSX_7_1_110.tif", 3 );
  frontRaster( "predicted/JAC_2010-01-01_TSX_6_1_110.tif", 99 );
  frontRaster( "predicted/JAC_2011-01-01_TSX_6_1_110.tif", 4 );
  frontRaster( "reference/Crane_2010-01-01_TSX_7_1_110_front.tif", 5 );
  frontRaster( "reference/JAC_2010-01-01_TSX_6_1_110_front.tif", 5 );
  const QVariantMap results =
      run( { { "PREDICTED", path( "predicted" ) }, { "REFERENCE", path( "reference" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["MDE"].toDouble(), 80.0 );
  QCOMPARE( results["SCENES"].toInt(), 2 );
  QCOMPARE( results["NO_FRONT"].toInt(), 1 );
  QCOMPARE( results["NO_FRONT_SCENES"].toString(), QStringLiteral( "JAC_2010-01-01_TSX_6_1_110" ) );
  QVERIFY( mLog.contains( "JAC_2011-01-01_TSX_6_1_110" ) );
}

//! Two memory layers of one line each, 100 m apart, in different systems of the same zone.
void TestEvaluateFrontsAlgorithm::comparesLayersOfTheProject()
{
  const auto layerOf = []( const char *name, const char *wkt )
  {
    auto *layer =
        new QgsVectorLayer( QStringLiteral( "LineString?crs=EPSG:3413" ), name, QStringLiteral( "memory" ) );
    QgsFeature feature;
    feature.setGeometry( QgsGeometry::fromWkt( wkt ) );
    layer->dataProvider()->addFeature( feature );
    QgsProject::instance()->addMapLayer( layer );
    return layer->id();
  };
  const QVariantMap results = run( { { "PREDICTED", layerOf( "one", "LineString (0 0, 1000 0)" ) },
                                     { "REFERENCE", layerOf( "two", "LineString (0 100, 1000 100)" ) } } );
  QgsProject::instance()->removeAllMapLayers();
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( std::abs( results["MDE"].toDouble() - 100 ) < 1e-9 );
}

void TestEvaluateFrontsAlgorithm::splitsALayerByImage()
{
  const auto write = [this]( const QString &file, double offset )
  {
    QFile geojson( path( file ) );
    if ( !geojson.open( QIODevice::WriteOnly ) )
      return;
    const QString feature = QStringLiteral(
        R"({"type":"Feature","properties":{"image_id":"%1"},"geometry":{"type":"LineString","coordinates":[[15,%2],[15.001,%2]]}})" );
    geojson.write( ( R"({"type":"FeatureCollection","features":[)" +
                     feature.arg( "first" ).arg( 60 + offset ) + "," + feature.arg( "second" ).arg( 61 ) +
                     "]}" )
                       .toUtf8() );
  };
  write( "many.geojson", 0 );
  write( "others.geojson", 0.001 );
  const QVariantMap results =
      run( { { "PREDICTED", path( "many.geojson" ) }, { "REFERENCE", path( "others.geojson" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["SCENES"].toInt(), 2 );
  // 0.001 degrees of latitude are 111.4 m; the second scene is exact, and its front is shorter: cos 61° to
  // cos 60°.
  QVERIFY2( std::abs( results["MDE"].toDouble() - 111.4 * 0.5 / ( 0.5 + 0.48481 ) ) < 0.1,
            qPrintable( results["MDE"].toString() ) );
}

//! A scene in which no front was found has no feature in a layer of many scenes, but it is one.
void TestEvaluateFrontsAlgorithm::countsScenesThatAMergedLayerLacks()
{
  const auto write = [this]( const QString &file, const QStringList &images )
  {
    QStringList features;
    for ( const QString &image : images )
      features
          << QStringLiteral(
                 R"({"type":"Feature","properties":{"image_id":"%1"},"geometry":{"type":"LineString","coordinates":[[15,60],[15.001,60]]}})" )
                 .arg( image );
    QFile geojson( path( file ) );
    if ( geojson.open( QIODevice::WriteOnly ) )
      geojson.write(
          ( R"({"type":"FeatureCollection","features":[)" + features.join( ',' ) + "]}" ).toUtf8() );
    return path( file );
  };
  const QString reference = write( "three.geojson", { "first", "second", "third" } );
  QVariantMap results =
      run( { { "PREDICTED", write( "two.geojson", { "first", "third" } ) }, { "REFERENCE", reference } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["SCENES"].toInt(), 3 );
  QCOMPARE( results["NO_FRONT"].toInt(), 1 );
  QCOMPARE( results["NO_FRONT_SCENES"].toString(), QStringLiteral( "second" ) );
  // A layer of one scene is that scene, whatever its file is called.
  results = run( { { "PREDICTED", write( "another.geojson", { "second" } ) }, { "REFERENCE", reference } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["SCENES"].toInt(), 1 );
}

//! GMT files of longitude and latitude without a header, which QGIS takes for points that lie nowhere.
void TestEvaluateFrontsAlgorithm::takesPublishedCoordinatesAsTheyCome()
{
  REQUIRE_TEST_DATA( "helheim/20180602_hh_GEE_sentinel_GRD_IW_helheim_stretch.gmt" );
  const QString name = QStringLiteral( "helheim/201806%1_hh_GEE_sentinel_GRD_IW_helheim_stretch.gmt" );
  const QVariantMap results =
      run( { { "PREDICTED", testData( name.arg( "02" ) ) }, { "REFERENCE", testData( name.arg( "06" ) ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( results["MDE"].toDouble() > 50 && results["MDE"].toDouble() < 3000 );
}

void TestEvaluateFrontsAlgorithm::warnsOfScenesWithoutZones()
{
  const auto fronts = [this]( const QString &folder )
  {
    frontRaster( folder + "/a.tif", 3 );
    frontRaster( folder + "/b.tif", 5 );
    return path( folder );
  };
  const auto zones = [this]( const QString &file )
  {
    QDir().mkpath( QFileInfo( path( file ) ).path() );
    writeRaster(
        path( file ).toStdString(), 20, 10, []( int, int y ) { return y < 5 ? 127 : 254; }, GDT_Byte );
    return QFileInfo( path( file ) ).path();
  };
  QVariantMap parameters{ { "PREDICTED", fronts( "p" ) },
                          { "REFERENCE", fronts( "r" ) },
                          { "ZONES", zones( "pz/a_zones.tif" ) },
                          { "REFERENCE_ZONES", zones( "rz/a_zones.tif" ) } };
  run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "for want of predicted ones of the scenes: b (1)" ), qPrintable( mLog ) );
  parameters["REFERENCE_ZONES"] = zones( "other/truth.tif" );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "No scene has both predicted and reference zones" ), qPrintable( mLog ) );
  parameters.remove( "REFERENCE_ZONES" );
  run( parameters );
  QVERIFY2( mSucceeded && mLog.contains( "no reference zones to compare them with" ), qPrintable( mLog ) );
}

//! Of two files of one scene, neither replaces the other without a word.
void TestEvaluateFrontsAlgorithm::takesOneFrontPerScene()
{
  const QString first = frontRaster( "twice/Crane_2010-01-01_TSX_7_1_110.tif", 3 );
  const QString second = frontRaster( "again/Crane_2010-01-01_TSX_7_1_110_front.tif", 4 );
  const QString reference = frontRaster( "b.tif", 5 );
  const auto lines = [this]( const QString &file )
  {
    QFile geojson( path( file ) );
    if ( geojson.open( QIODevice::WriteOnly ) )
      geojson.write(
          R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)"
          R"({"type":"LineString","coordinates":[[15,60],[15.001,60]]}}]})" );
    return path( file );
  };
  const QString vector = lines( "again/Crane_2010-01-01_TSX_7_1_110.geojson" );
  const QString other = lines( "twice/Crane_2010-01-01_TSX_7_1_110_front.geojson" );
  const QList<QVariantList> pairs{
      { first, second }, { first, vector }, { vector, first }, { vector, other }, { path( "again" ) } };
  for ( const QVariantList &pair : pairs )
  {
    run( { { "PREDICTED", pair }, { "REFERENCE", reference } } );
    QVERIFY( !mSucceeded );
    QVERIFY2( mLog.contains( "are of the scene Crane_2010-01-01_TSX_7_1_110. Leave one of them out" ),
              qPrintable( mLog ) );
  }
  run( { { "PREDICTED", QVariantList{ first, first } }, { "REFERENCE", reference } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
}

//! Two scenes far from each other: each error is as long on the ground as it says.
void TestEvaluateFrontsAlgorithm::errorsLieOnTheMapOfTheReference()
{
  const auto write = [this]( const QString &file, double offset )
  {
    const QString feature = QStringLiteral(
        R"({"type":"Feature","properties":{"image_id":"%1"},"geometry":{"type":"LineString","coordinates":[[%2,%3],[%2.001,%3]]}})" );
    QFile geojson( path( file ) );
    if ( geojson.open( QIODevice::WriteOnly ) )
      geojson.write( ( R"({"type":"FeatureCollection","features":[)" +
                       feature.arg( "near", "15" ).arg( 60 + offset ) + "," +
                       feature.arg( "far", "-50" ).arg( 70 + offset ) + "]}" )
                         .toUtf8() );
    return path( file );
  };
  const QVariantMap results = run( { { "PREDICTED", write( "twofar.geojson", 0.01 ) },
                                     { "REFERENCE", write( "twofarreference.geojson", 0 ) },
                                     { "ERRORS", path( "far.gpkg" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsVectorLayer errors( results["ERRORS"].toString(), QString(), QStringLiteral( "ogr" ) );
  QCOMPARE( errors.crs().authid(), QStringLiteral( "EPSG:4326" ) );
  QgsDistanceArea ground;
  ground.setSourceCrs( errors.crs(), QgsCoordinateTransformContext() );
  ground.setEllipsoid( QStringLiteral( "EPSG:7030" ) );
  QgsFeatureIterator features = errors.getFeatures();
  int count = 0;
  for ( QgsFeature feature; features.nextFeature( feature ); ++count )
    QVERIFY(
        std::abs( ground.measureLength( feature.geometry() ) / feature.attribute( "distance_m" ).toDouble() -
                  1 ) < 0.001 );
  QVERIFY( count > 0 );
}

void TestEvaluateFrontsAlgorithm::featuresWithoutAShapeArePassedOver_data()
{
  QTest::addColumn<QStringList>( "geometries" );
  QTest::addColumn<int>( "noFront" );
  QTest::addColumn<QString>( "passedOver" );
  const QString line = QStringLiteral( R"({"type":"LineString","coordinates":[[-50,70],[-50.01,70]]})" );
  const QString collection =
      QStringLiteral(
          R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,60]},%1]})" )
          .arg( line );
  QTest::newRow( "no feature" ) << QStringList{} << 1 << "";
  QTest::newRow( "a feature without" )
      << QStringList{ "null" } << 1 << "Features without a geometry, 1 in all";
  QTest::newRow( "one without beside a line" )
      << QStringList{ "null", line } << 0 << "Features without a geometry, 1 in all";
  QTest::newRow( "a line" ) << QStringList{ line } << 0 << "";
  QTest::newRow( "a collection" ) << QStringList{ collection } << 0 << "";
}

//! A layer of none but these says the same as an empty one: there is no front.
void TestEvaluateFrontsAlgorithm::featuresWithoutAShapeArePassedOver()
{
  QFETCH( QStringList, geometries );
  QFETCH( int, noFront );
  QFETCH( QString, passedOver );
  const auto write = [this]( const QString &name, const QStringList &shapes )
  {
    QStringList features;
    for ( const QString &shape : shapes )
      features << QStringLiteral( R"({"type":"Feature","properties":{"a":1},"geometry":%1})" ).arg( shape );
    QFile layer( path( name ) );
    if ( layer.open( QIODevice::WriteOnly ) )
      layer.write( ( R"({"type":"FeatureCollection","features":[)" + features.join( ',' ) + "]}" ).toUtf8() );
    return path( name );
  };
  const QString reference =
      write( "whole.geojson", { R"({"type":"LineString","coordinates":[[-50,70.001],[-50.01,70.001]]})" } );
  const QVariantMap results =
      run( { { "PREDICTED", write( "shapes.geojson", geometries ) }, { "REFERENCE", reference } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["NO_FRONT"].toInt(), noFront );
  QCOMPARE( mLog.contains( "without a geometry" ), !passedOver.isEmpty() );
  QVERIFY2( mLog.contains( passedOver ), qPrintable( mLog ) );
}

void TestEvaluateFrontsAlgorithm::refusesWhatIsNoFront_data()
{
  QTest::addColumn<QByteArray>( "content" );
  QTest::addColumn<QString>( "sentence" );
  const QByteArray feature = R"({"type":"Feature","properties":{},"geometry":)";
  QTest::newRow( "polygons" ) << feature +
                                     R"({"type":"Polygon","coordinates":[[[0,60],[1,60],[1,61],[0,60]]]}})"
                              << "holds polygons";
  QTest::newRow( "points" ) << feature + R"({"type":"Point","coordinates":[0,60]}})"
                            << "holds no lines";
  QTest::newRow( "nothing that can be read" )
      << QByteArray( "no layer" ) << "neither a raster nor a layer of lines";
}

void TestEvaluateFrontsAlgorithm::refusesWhatIsNoFront()
{
  QFETCH( QByteArray, content );
  QFETCH( QString, sentence );
  const QString file = path( "nofront.geojson" );
  QFile layer( file );
  QVERIFY( layer.open( QIODevice::WriteOnly ) );
  layer.write( content );
  layer.close();
  run( { { "PREDICTED", file },
         { "REFERENCE", QVariantList{ frontRaster( "a.tif", 3 ), frontRaster( "b.tif", 5 ) } } } );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ) && mLog.contains( "nofront" ), qPrintable( mLog ) );
}

void TestEvaluateFrontsAlgorithm::writesTableErrorsTextAndReport()
{
  frontRaster( "predicted/Crane_2010-01-01_TSX_7_1_110.tif", 3 );
  frontRaster( "reference/Crane_2010-01-01_TSX_7_1_110_front.tif", 5 );
  const QVariantMap results =
      run( { { "PREDICTED", path( "predicted/Crane_2010-01-01_TSX_7_1_110.tif" ) },
             { "REFERENCE", path( "reference/Crane_2010-01-01_TSX_7_1_110_front.tif" ) },
             { "ERRORS", path( "errors.gpkg" ) },
             { "CSV", path( "scores.csv" ) },
             { "REPORT", path( "report.html" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsVectorLayer table( results["OUTPUT"].toString(), QString(), QStringLiteral( "ogr" ) );
  QCOMPARE( int( table.featureCount() ), 1 + 4 + 6 + 1 );
  QgsFeature all;
  table.getFeatures().nextFeature( all );
  QCOMPARE( all.attribute( "kind" ).toString(), QStringLiteral( "all" ) );
  QCOMPARE( all.attribute( "mde_m" ).toDouble(), 80.0 );
  QVERIFY( all.attribute( "iou" ).isNull() );
  const QgsVectorLayer errors( results["ERRORS"].toString(), QString(), QStringLiteral( "ogr" ) );
  QCOMPARE( int( errors.featureCount() ), 40 );
  QCOMPARE( errors.crs().authid(), QStringLiteral( "EPSG:32633" ) );
  QgsFeature error;
  errors.getFeatures().nextFeature( error );
  QVERIFY( std::abs( error.geometry().length() - 80 ) < 1e-6 );
  QVERIFY( QFile::exists( path( "scores.csv" ) ) );
  QVERIFY( QFile::exists( path( "report.html" ) ) );
}

void TestEvaluateFrontsAlgorithm::allScenesMissingIsNoError()
{
  const QVariantMap results =
      run( { { "PREDICTED", frontRaster( "a.tif", 99 ) }, { "REFERENCE", frontRaster( "b.tif", 5 ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( results["MDE"].isNull() );
  QCOMPARE( results["NO_FRONT"].toInt(), 1 );
}

void TestEvaluateFrontsAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "named" );
  QTest::newRow( "no prediction" ) << QVariantMap{ { "PREDICTED", "/nowhere/a.tif" } } << "PREDICTED";
  QTest::newRow( "no manifest" ) << QVariantMap{ { "MANIFEST", "/nowhere.csv" } } << "/nowhere.csv";
  QTest::newRow( "no folder" ) << QVariantMap{ { "REPORT", "/nowhere/report.html" } }
                               << "/nowhere/report.html";
}

void TestEvaluateFrontsAlgorithm::saysWhatIsWrong()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, named );
  QVariantMap all{ { "PREDICTED", frontRaster( "a.tif", 3 ) }, { "REFERENCE", frontRaster( "b.tif", 5 ) } };
  for ( auto item = parameters.begin(); item != parameters.end(); ++item )
    all[item.key()] = item.value();
  run( all );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( named ) || mLog.contains( "Predicted fronts" ), qPrintable( mLog ) );
}

QGSTEST_MAIN( TestEvaluateFrontsAlgorithm )
#include "testevaluatefrontsalgorithm.moc"
