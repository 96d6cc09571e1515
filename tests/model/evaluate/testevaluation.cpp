#include <QtTest>

#include <cmath>
#include <fstream>

#include <QTemporaryDir>

#include "model/evaluate/evaluation.h"
#include "model/evaluate/scenematching.h"
#include "support/expecterror.h"
#include "support/goldenfronts.h"
#include "support/testraster.h"

using namespace calving;

class TestEvaluation : public QObject
{
  Q_OBJECT

private slots:
  void equalsThePublishedGroups_data();
  void equalsThePublishedGroups();
  void allScenesInSeconds();
  void linesAreMeasuredInMetres();
  void linesOfDifferentSystemsAreComparedOnThePlane();
  void metresAreThoseOfTheGround();
  void linesAreComparedWithRasters();
  void everyMetreOfFrontCountsAlike();
  void reportSaysWhatCounts();
  void pixelsWithoutDataAreNoFront_data();
  void pixelsWithoutDataAreNoFront();
  void rastersOfEqualSizeAreComparedWhereTheyLie();
  void readsPublishedLinesOfLongitudeAndLatitude();
  void errorsLeadToTheNearestPoint();
  void intervalsHoldTheMeanAndRepeat();
  void seasonFollowsTheHemisphere();
  void oneOnEachSideMatchWhateverTheirNames();
  void zonesOfOneFileBelongToItsSceneAlone();
  void readsManifestsAsSpreadsheetsWriteThem();
  void saysWhatIsWrong();
  void csvHasOneLinePerGroupAndScene();
  void reportNamesScenesWithoutAFront();
  void reportShowsOnlyWhatIsKnown();
};

namespace
{

std::string wktOf( int epsg )
{
  OGRSpatialReference reference;
  reference.importFromEPSG( epsg );
  char *wkt = nullptr;
  reference.exportToWkt( &wkt );
  const std::string result = wkt;
  CPLFree( wkt );
  return result;
}

FrontGeometry lines( std::vector<std::vector<Point>> lines, int epsg )
{
  FrontGeometry front;
  front.source = "layer";
  front.lines = std::move( lines );
  front.crs = wktOf( epsg );
  return front;
}

SceneEvaluation compared( const FrontGeometry &predicted, const FrontGeometry &reference, double step = 10 )
{
  ScenePair scene;
  scene.predicted = predicted;
  scene.reference = reference;
  return evaluateScene( scene, step );
}

//! Column and row of the pixels that are not 0.
std::vector<std::array<int, 2>> placesOf( const std::vector<std::uint8_t> &pixels, int width )
{
  std::vector<std::array<int, 2>> places;
  for ( int i = 0; i < static_cast<int>( pixels.size() ); ++i )
    if ( pixels[i] )
      places.push_back( { i % width, i / width } );
  return places;
}

//! Scenes of the golden data: fronts found in the predictions against the labels.
std::vector<SceneEvaluation> goldenEvaluation( bool boxed )
{
  std::vector<SceneEvaluation> scenes;
  for ( const QString &name : goldenScenes() )
  {
    const GoldenImage zones = goldenZones( "prediction", name );
    ScenePair scene;
    scene.name = name.toStdString();
    scene.facts = sceneFromName( scene.name );
    scene.reference =
        readFrontGeometry( testData( "golden/postprocess/fronts/" + name + "_front.png" ).toStdString() );
    scene.predicted = scene.reference;
    scene.predicted.pixels = placesOf(
        frontPixels( zones.values, zones.width, zones.height, goldenRule( name, boxed ) ), zones.width );
    scene.predictedZones = testData( "golden/postprocess/prediction/" + name + ".png" ).toStdString();
    scene.referenceZones = testData( "golden/postprocess/zones/" + name + "_zones.png" ).toStdString();
    scenes.push_back( evaluateScene( scene, 10 ) );
  }
  return scenes;
}

//! The golden data's name of a group of ours; empty where they have none.
QString goldenName( const GroupScores &group )
{
  const QString name = QString::fromStdString( group.name );
  const QString kind = QString::fromStdString( group.kind );
  if ( kind == "season" )
    return name;
  if ( kind == "resolution" )
    return kind + ' ' + name.section( ' ', 0, 0 );
  return kind == "glacier" || kind == "sensor" ? kind + ' ' + name : QString();
}

} // namespace

void TestEvaluation::equalsThePublishedGroups_data()
{
  QTest::addColumn<bool>( "boxed" );
  QTest::newRow( "with box" ) << true;
  QTest::newRow( "without box" ) << false;
}

void TestEvaluation::equalsThePublishedGroups()
{
  REQUIRE_TEST_DATA( "golden/postprocess/case.json" );
  QFETCH( bool, boxed );
  const QJsonObject expected = goldenCase()[boxed ? "metrics_with_box" : "metrics_without_box"].toObject();
  const std::vector<GroupScores> groups = groupScores( goldenEvaluation( boxed ), {} );
  QVERIFY( std::abs( groups[0].fronts.meanDistanceError / expected["mde_pooled_m"].toDouble() - 1 ) < 1e-6 );
  QVERIFY( std::abs( groups[0].zones->iou.macro - 0.6280793279409409 ) < 1e-5 );
  int found = 0;
  for ( const GroupScores &group : groups )
  {
    const QString name = goldenName( group );
    if ( name.isEmpty() )
      continue;
    const QJsonObject golden = expected["groups"].toObject()[name].toObject();
    QVERIFY2( !golden.isEmpty(), qPrintable( name ) );
    QCOMPARE( group.fronts.scenes, golden["n_images"].toInt() );
    QCOMPARE( group.fronts.noFront, golden["n_no_front"].toInt() );
    if ( golden["mde_m"].isNull() )
      QVERIFY( std::isnan( group.fronts.meanDistanceError ) );
    else
      QVERIFY( std::abs( group.fronts.meanDistanceError / golden["mde_m"].toDouble() - 1 ) < 1e-6 );
    ++found;
  }
  QCOMPARE( found, expected["groups"].toObject().size() );
}

void TestEvaluation::allScenesInSeconds()
{
  REQUIRE_TEST_DATA( "caffe256/manifest.csv" );
  EvaluationInput input;
  input.predicted = input.reference = filesInFolder( testData( "caffe256/fronts" ).toStdString() );
  input.zones = input.referenceZones = filesInFolder( testData( "caffe256/zones" ).toStdString() );
  input.manifest = readManifest( testData( "caffe256/manifest.csv" ).toStdString() );
  const std::clock_t start = std::clock();
  const std::vector<GroupScores> groups = groupScores( evaluateScenes( input, 10, {} ), {} );
  const double seconds = static_cast<double>( std::clock() - start ) / CLOCKS_PER_SEC;
  QCOMPARE( groups[0].fronts.scenes, 438 );
  QCOMPARE( groups[0].fronts.meanDistanceError, 0.0 );
  QVERIFY2( seconds < 10, qPrintable( QString::number( seconds ) ) );
}

//! Parallel lines 30 m apart, the second 40 m longer: its far end is 50 m away.
void TestEvaluation::linesAreMeasuredInMetres()
{
  const SceneEvaluation scene = compared( lines( { { { 0, 0 }, { 100, 0 } } }, 3413 ),
                                          lines( { { { 0, 30 }, { 140, 30 } } }, 3413 ), 20 );
  QCOMPARE( scene.distances.ofPredicted, std::vector<double>( 6, 30.0 ) );
  QCOMPARE( scene.distances.ofReference.size(), std::size_t( 8 ) );
  QVERIFY( std::abs( scene.distances.ofReference.back() - 50 ) < 1e-9 );
  QVERIFY( std::abs( scene.distances.ofReference[6] - std::hypot( 20, 30 ) ) < 1e-9 );
}

//! One minute of latitude at 60 N on WGS 84 is 1856.9 m.
void TestEvaluation::linesOfDifferentSystemsAreComparedOnThePlane()
{
  const FrontGeometry geographic = lines( { { { 15, 60 }, { 15.001, 60 } } }, 4326 );
  const FrontGeometry shifted = lines( { { { 15, 60 + 1.0 / 60 }, { 15.001, 60 + 1.0 / 60 } } }, 4326 );
  QVERIFY( std::abs( compared( shifted, geographic ).distances.mean() - 1856.9 ) < 1 );
  // The same place in UTM 33 N, whose central meridian is 15 E.
  const FrontGeometry utm = lines( { { { 500000, 6651411.19 }, { 500055.8, 6651411.19 } } }, 32633 );
  QVERIFY( compared( utm, geographic ).distances.hausdorff95() < 0.5 );
  QVERIFY( compared( geographic, utm ).distances.hausdorff95() < 0.5 );
}

//! Web Mercator stretches lengths by 1 / cos(60°) = 2 there, give or take the ellipsoid's shape.
void TestEvaluation::metresAreThoseOfTheGround()
{
  const double x = 1669792.36;
  const double y = 8399737.89; // 15 E, 60 N
  const double mean = compared( lines( { { { x, y + 1000 }, { x + 100, y + 1000 } } }, 3857 ),
                                lines( { { { x, y }, { x + 100, y } } }, 3857 ) )
                          .distances.mean();
  QVERIFY2( std::abs( mean - 500 ) < 3, qPrintable( QString::number( mean ) ) );

  FrontGeometry reference;
  reference.grid.width = reference.grid.height = 10;
  reference.grid.hasTransform = true;
  reference.grid.transform = { x, 40, 0, y, 0, -40 };
  reference.crs = reference.grid.crs = wktOf( 3857 );
  FrontGeometry predicted = reference;
  for ( int column = 0; column < 10; ++column )
  {
    reference.pixels.push_back( { column, 2 } );
    predicted.pixels.push_back( { column, 5 } );
  }
  const double pixels = compared( predicted, reference ).distances.mean();
  QVERIFY2( std::abs( pixels - 60 ) < 0.5, qPrintable( QString::number( pixels ) ) );
  // A stated pixel size is one on the ground.
  ScenePair stated;
  stated.predicted = predicted;
  stated.reference = reference;
  stated.pixel = PixelSize{ 20, 20 };
  QCOMPARE( evaluateScene( stated, 10 ).distances.mean(), 60.0 );
}

//! Row 4 of 40 m pixels against a line through the row's centres.
void TestEvaluation::linesAreComparedWithRasters()
{
  writeRaster(
      "/vsimem/front.tif", 20, 10, []( int, int row ) { return row == 4 ? 255 : 0; }, GDT_Byte );
  const FrontGeometry raster = readFrontGeometry( "/vsimem/front.tif" );
  const double y = 8e6 - 4.5 * 40;
  const SceneEvaluation scene =
      compared( lines( { { { 500020, y + 5 }, { 500780, y + 5 } } }, 32633 ), raster, 40 );
  QCOMPARE( scene.distances.referencePoints, std::size_t( 20 ) );
  for ( double distance : scene.distances.ofReference )
    QVERIFY( std::abs( distance - 5 ) < 1e-6 );
}

//! Of a reference of 800 m the prediction misses the right half, whichever way the two are stored.
void TestEvaluation::everyMetreOfFrontCountsAlike()
{
  const double y = 8e6 - 4.5 * 40;
  writeRaster(
      "/vsimem/front.tif", 20, 10, []( int, int row ) { return row == 4 ? 255 : 0; }, GDT_Byte );
  const FrontGeometry pixels = readFrontGeometry( "/vsimem/front.tif" );
  const FrontGeometry half = lines( { { { 500020, y }, { 500380, y } } }, 32633 );
  // Pixels 10 to 19 are 40, 80, ... 400 m away from its end; it lies 10 m from the nearest centre in the
  // mean.
  const double missed = 40.0 * ( 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 );
  for ( const double step : { 1.0, 10.0 } )
    QVERIFY( std::abs( compared( half, pixels, step ).distances.mean() -
                       ( 360 * 10 + missed * 40 ) / ( 360 + 800 ) ) < 1e-6 );

  // Lines: the way that is missed grows evenly to 400 m.
  const FrontGeometry whole = lines( { { { 500020, y }, { 500780, y } } }, 32633 );
  QVERIFY( std::abs( compared( half, whole, 1 ).distances.mean() - 400 * 400 / 2.0 / ( 360 + 760 ) ) < 1e-3 );
  QVERIFY( std::abs( compared( half, whole, 10 ).distances.mean() - 400 * 400 / 2.0 / ( 360 + 760 ) ) <
           1e-3 );

  // Pixels of a quarter of the side: four times as many stand for the same.
  FrontGeometry fine = pixels;
  fine.grid.width *= 4;
  fine.grid.height *= 4;
  fine.grid.transform[1] /= 4;
  fine.grid.transform[5] /= 4;
  fine.pixels.clear();
  for ( int column = 0; column < 40; ++column )
    fine.pixels.push_back( { column, 18 } ); // the upper edge of row 4 plus 20 to 30 m
  const SceneEvaluation rasters = compared( fine, pixels );
  QVERIFY( std::abs( rasters.distances.predictedMetres[0] - 10 ) < 1e-3 );
  QVERIFY( std::abs( rasters.distances.referenceMetres[0] - 40 ) < 1e-3 );
  const double mean = rasters.distances.mean();
  QVERIFY2( mean > 60 && mean < 90, qPrintable( QString::number( mean ) ) );
}

void TestEvaluation::reportSaysWhatCounts()
{
  writeRaster(
      "/vsimem/front.tif", 20, 10, []( int, int row ) { return row == 4 ? 255 : 0; }, GDT_Byte );
  const FrontGeometry pixels = readFrontGeometry( "/vsimem/front.tif" );
  const FrontGeometry line = lines( { { { 500020, 8e6 }, { 500780, 8e6 } } }, 32633 );
  const QTemporaryDir folder;
  const auto page = [&folder]( const SceneEvaluation &scene )
  {
    const QString path = folder.filePath( "report.html" );
    writeEvaluationReport( path.toStdString(), { scene }, groupScores( { scene }, {} ) );
    QFile file( path );
    return file.open( QIODevice::ReadOnly ) ? QString::fromUtf8( file.readAll() ) : QString();
  };
  QVERIFY( page( compared( pixels, pixels ) ).contains( "every front pixel counts alike" ) );
  QVERIFY( page( compared( line, pixels ) ).contains( "metres of front" ) );
}

void TestEvaluation::pixelsWithoutDataAreNoFront_data()
{
  QTest::addColumn<int>( "type" );
  QTest::addColumn<int>( "noData" );
  QTest::newRow( "a byte" ) << static_cast<int>( GDT_Byte ) << 7;
  QTest::newRow( "larger than a byte" ) << static_cast<int>( GDT_UInt16 ) << 65535;
  QTest::newRow( "below 0" ) << static_cast<int>( GDT_Float32 ) << -9999;
}

void TestEvaluation::pixelsWithoutDataAreNoFront()
{
  QFETCH( int, type );
  QFETCH( int, noData );
  writeRaster(
      "/vsimem/front.tif", 20, 10, [noData]( int, int row ) { return row == 4   ? 1
                                                                     : row == 8 ? noData
                                                                                : 0; },
      static_cast<GDALDataType>( type ) );
  GDALDatasetUniquePtr( GDALDataset::Open( "/vsimem/front.tif", GDAL_OF_UPDATE ) )
      ->GetRasterBand( 1 )
      ->SetNoDataValue( noData );
  const FrontGeometry front = readFrontGeometry( "/vsimem/front.tif" );
  QCOMPARE( front.pixels.size(), std::size_t( 20 ) );
  for ( int i = 0; i < 20; ++i )
    QCOMPARE( front.pixels[i], ( std::array<int, 2>{ i, 4 } ) );
}

//! The same pixels of 40 m on grids that lie two pixels apart.
void TestEvaluation::rastersOfEqualSizeAreComparedWhereTheyLie()
{
  writeRaster(
      "/vsimem/front.tif", 20, 10, []( int, int row ) { return row == 4 ? 255 : 0; }, GDT_Byte );
  const FrontGeometry reference = readFrontGeometry( "/vsimem/front.tif" );
  FrontGeometry predicted = reference;
  QCOMPARE( compared( predicted, reference ).distances.mean(), 0.0 );
  predicted.grid.transform[3] -= 80;
  QVERIFY( std::abs( compared( predicted, reference ).distances.mean() - 80 ) < 1e-6 );
  // One without a system has that of the other, where its numbers are the same.
  FrontGeometry plain = reference;
  plain.crs.clear();
  plain.grid.crs.clear();
  QCOMPARE( compared( plain, reference ).distances.mean(), 0.0 );
  QCOMPARE( compared( reference, plain ).crs, reference.crs );
  plain.grid.transform[3] -= 80;
  EXPECT_ERROR( compared( plain, reference ), "coordinate reference system" );
  // Where one lies is not known: its pixels may be those of any place.
  predicted.grid.hasTransform = false;
  EXPECT_ERROR( compared( predicted, reference ), "/vsimem/front.tif", "georeferenced" );
}

void TestEvaluation::readsPublishedLinesOfLongitudeAndLatitude()
{
  REQUIRE_TEST_DATA( "helheim/20180602_hh_GEE_sentinel_GRD_IW_helheim_stretch.gmt" );
  const FrontGeometry before = readFrontGeometry(
      testData( "helheim/20180602_hh_GEE_sentinel_GRD_IW_helheim_stretch.gmt" ).toStdString() );
  const FrontGeometry after = readFrontGeometry(
      testData( "helheim/20180606_hh_GEE_sentinel_GRD_IW_helheim_stretch.gmt" ).toStdString() );
  QVERIFY( before.lines.at( 0 ).size() > 100 );
  const double retreat = compared( before, after ).distances.mean();
  QVERIFY2( retreat > 50 && retreat < 3000, qPrintable( QString::number( retreat ) ) );
}

void TestEvaluation::errorsLeadToTheNearestPoint()
{
  const SceneEvaluation scene =
      compared( lines( { { { 0, 0 }, { 10, 0 } } }, 3413 ), lines( { { { 0, 7 }, { 10, 7 } } }, 3413 ) );
  QCOMPARE( scene.errors.size(), std::size_t( 4 ) );
  for ( const ErrorSegment &error : scene.errors )
  {
    QCOMPARE( error.from[0], error.to[0] );
    QCOMPARE( error.metres, 7.0 );
    QCOMPARE( error.from[1], error.ofPredicted ? 0.0 : 7.0 );
  }
}

void TestEvaluation::intervalsHoldTheMeanAndRepeat()
{
  REQUIRE_TEST_DATA( "golden/postprocess/case.json" );
  const std::vector<SceneEvaluation> scenes = goldenEvaluation( false );
  const GroupScores first = groupScores( scenes, { 500, 3 } )[0];
  QVERIFY( first.low < first.fronts.meanDistanceError && first.fronts.meanDistanceError < first.high );
  QCOMPARE( groupScores( scenes, { 500, 3 } )[0].low, first.low );
}

void TestEvaluation::seasonFollowsTheHemisphere()
{
  const auto season = []( const char *name, double latitude )
  {
    ScenePair scene;
    scene.facts = sceneFromName( name );
    scene.reference = scene.predicted = lines( { { { 0, latitude }, { 0.001, latitude } } }, 4326 );
    return evaluateScene( scene, 10 ).season;
  };
  QCOMPARE( season( "JAC_2013-01-27_TSX_6_1_027", 0 ), std::string( "winter" ) );
  QCOMPARE( season( "Crane_2013-01-27_TSX_7_1_027", 0 ), std::string( "summer" ) );
  QCOMPARE( season( "Helheim_2013-07-27_S1_20_1_027", 66 ), std::string( "summer" ) );
  QCOMPARE( season( "Pine_2013-07-27_S1_20_1_027", -75 ), std::string( "winter" ) );
}

void TestEvaluation::oneOnEachSideMatchWhateverTheirNames()
{
  EvaluationInput input;
  input.predicted.layers["mine"] = lines( { { { 0, 0 }, { 100, 0 } } }, 3413 );
  input.reference.layers["theirs"] = input.predicted.layers["mine"];
  QCOMPARE( evaluateScenes( input, 10, {} ).size(), std::size_t( 1 ) );
}

void TestEvaluation::zonesOfOneFileBelongToItsSceneAlone()
{
  writeRaster(
      "/vsimem/a.tif", 4, 4, []( int, int row ) { return row < 2 ? 127 : 254; }, GDT_Byte );
  EvaluationInput input;
  input.predicted.layers["a"] = input.predicted.layers["b"] = lines( { { { 0, 0 }, { 100, 0 } } }, 3413 );
  input.reference = input.predicted;
  input.zones.paths["a"] = input.referenceZones.paths["a"] = "/vsimem/a.tif";
  const std::vector<SceneEvaluation> both = evaluateScenes( input, 10, {} );
  QVERIFY( both[0].zones && !both[1].zones );

  input.predicted.layers.erase( "a" );
  input.reference.layers.erase( "a" );
  QVERIFY( evaluateScenes( input, 10, {} )[0].zones );
}

//! With a byte-order mark, quotes in quotes and names of columns that others use.
void TestEvaluation::readsManifestsAsSpreadsheetsWriteThem()
{
  const QTemporaryDir folder;
  const std::string path = folder.filePath( "table.csv" ).toStdString();
  std::ofstream( path ) << "\xef\xbb\xbfimage_name,glacier_name,resolution,pixel_size_m,date\r\n"
                           "a.tif,\"The \"\"Great\"\", old\",7,6.5,2013-06-01\r\n"
                           "b.tif,,20,,\r\n";
  const Manifest manifest = readManifest( path );
  QCOMPARE( manifest.scenes.size(), std::size_t( 2 ) );
  const Manifest::Scene &a = manifest.scenes.at( "a" );
  QCOMPARE( a.facts.glacier, std::string( "The \"Great\", old" ) );
  QCOMPARE( a.facts.date, std::string( "2013-06-01" ) );
  QCOMPARE( a.facts.resolutionMetres, 7.0 );
  QCOMPARE( a.pixel->x, 6.5 );
  QCOMPARE( manifest.scenes.at( "b" ).facts.resolutionMetres, 20.0 );
  QVERIFY( !manifest.scenes.at( "b" ).pixel );
}

void TestEvaluation::saysWhatIsWrong()
{
  const auto errorOf = []( const std::function<void()> &action ) -> QString
  {
    try
    {
      action();
    }
    catch ( const Error &e )
    {
      return e.what();
    }
    return {};
  };
  EvaluationInput input;
  input.predicted.layers["a"] = input.predicted.layers["b"] = input.reference.layers["c"] =
      lines( { { { 0, 0 }, { 100, 0 } } }, 3413 );
  QVERIFY( errorOf( [&] { evaluateScenes( input, 10, {} ); } ).contains( "nothing in common" ) );
  QVERIFY( errorOf( [] { readFrontGeometry( "/nowhere/front.gpkg" ); } ).contains( "/nowhere/front.gpkg" ) );
  QVERIFY( errorOf( [] { filesInFolder( "/nowhere" ); } ).contains( "/nowhere" ) );
  QTemporaryDir folder;
  const std::string points = folder.filePath( "points.geojson" ).toStdString();
  std::ofstream( points )
      << R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}})";
  QVERIFY( errorOf( [&] { readFrontGeometry( points ); } ).contains( "holds no lines" ) );
  const std::string zones = folder.filePath( "zones.tif" ).toStdString();
  writeRaster(
      zones, 4, 4, []( int column, int ) { return column + 1; }, GDT_Byte );
  QVERIFY( errorOf( [&] { readFrontGeometry( zones ); } ).contains( "shows no fronts" ) );
  QVERIFY( errorOf( [] { readManifest( "/nowhere.csv" ); } ).contains( "/nowhere.csv" ) );
  FrontGeometry nowhere = lines( { { { 0, 0 }, { 100, 0 } } }, 3413 );
  nowhere.crs.clear();
  QVERIFY(
      errorOf( [&] { compared( nowhere, nowhere ); } ).contains( "have no coordinate reference system" ) );
  FrontGeometry raster;
  raster.source = "plain.png";
  raster.grid.width = raster.grid.height = 2;
  raster.pixels = { { 1, 0 }, { 1, 1 } };
  QVERIFY( errorOf( [&] { compared( raster, raster ); } ).contains( "pixel size of plain.png" ) );
  FrontGeometry larger = raster;
  larger.grid.width = 3;
  larger.pixels = { { 1, 0 }, { 0, 1 } };
  QVERIFY( errorOf( [&] { compared( larger, raster ); } ).contains( "differ in size" ) );
}

void TestEvaluation::csvHasOneLinePerGroupAndScene()
{
  SceneEvaluation scene =
      compared( lines( { { { 0, 0 }, { 10, 0 } } }, 3413 ), lines( { { { 0, 7 }, { 10, 7 } } }, 3413 ) );
  scene.name = "name, with comma";
  const std::vector<SceneEvaluation> scenes{ scene };
  const std::vector<GroupScores> groups = groupScores( scenes, {} );
  const QTemporaryDir folder;
  const QString path = folder.filePath( "scores.csv" );
  writeEvaluationCsv( path.toStdString(), scenes, groups );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QList<QByteArray> rows = file.readAll().trimmed().split( '\n' );
  QCOMPARE( rows.size(), 1 + static_cast<int>( groups.size() ) + 1 );
  QVERIFY( rows.last().startsWith( "scene,\"name, with comma\",1,0,4,7," ) );
  QCOMPARE( rows[0].count( ',' ), rows[1].count( ',' ) );
}

void TestEvaluation::reportNamesScenesWithoutAFront()
{
  SceneEvaluation scene = compared( lines( {}, 3413 ), lines( { { { 0, 7 }, { 10, 7 } } }, 3413 ) );
  scene.name = "lost scene";
  const QTemporaryDir folder;
  const QString path = folder.filePath( "report.html" );
  writeEvaluationReport( path.toStdString(), { scene }, groupScores( { scene }, {} ) );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  QVERIFY( file.readAll().contains( "<li>lost scene</li>" ) );
}

//! The table has all groups; the page leaves those out that say nothing, and plots without a point.
void TestEvaluation::reportShowsOnlyWhatIsKnown()
{
  const auto front = []( double y ) { return lines( { { { 0, y }, { 10, y } } }, 3413 ); };
  SceneEvaluation crane = compared( front( 0 ), front( 7 ) );
  SceneEvaluation other = compared( front( 0 ), front( 0 ) );
  crane.facts.glacier = "Crane";
  crane.sensorGroup = other.sensorGroup = "S1";
  const QTemporaryDir folder;
  const auto pageOf = [&folder]( const std::vector<SceneEvaluation> &scenes )
  {
    const QString path = folder.filePath( "report.html" );
    writeEvaluationReport( path.toStdString(), scenes, groupScores( scenes, {} ) );
    QFile file( path );
    return file.open( QIODevice::ReadOnly ) ? QString::fromUtf8( file.readAll() ) : QString();
  };
  QString page = pageOf( { crane, other } );
  QVERIFY( page.contains( "By glacier<" ) && page.contains( "By glacier, sensor<" ) );
  QVERIFY( !page.contains( "By season" ) && !page.contains( "By glacier, season" ) );
  QVERIFY( !page.contains( "By season, sensor" ) && !page.contains( "By sensor, resolution" ) );
  QVERIFY( page.contains( "Known for no scene, so not shown: resolution, season." ) );
  QVERIFY( page.contains( "No scene has a date" ) && !page.contains( "Mean distance over time" ) );
  crane.facts.date = other.facts.date = "2015-07-01";
  page = pageOf( { crane, other } ); // a distance of 0 has no place on a logarithmic axis
  QCOMPARE( page.section( "Mean distance over time", 1 ).section( "</svg>", 0, 0 ).count( "<circle" ), 2 );
  QVERIFY( pageOf( { compared( lines( {}, 3413 ), front( 7 ) ) } ).contains( "no distances to draw" ) );
}

QTEST_APPLESS_MAIN( TestEvaluation )
#include "testevaluation.moc"
