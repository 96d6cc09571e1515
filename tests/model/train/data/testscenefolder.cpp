#include <QtTest>

#include <numeric>

#include "model/feedback.h"
#include "model/scene/manifest.h"
#include "model/scene/scenename.h"
#include "model/train/data/scenefolder.h"
#include "support/expecterror.h"
#include "support/testdata.h"
#include "support/testraster.h"
#include "support/zonecounts.h"

using namespace calving;

namespace
{

const std::string root = "/vsimem/caffe";

void writeText( const std::string &path, const std::string &text )
{
  VSILFILE *file = VSIFOpenL( path.c_str(), "wb" );
  VSIFWriteL( text.data(), 1, text.size(), file );
  VSIFCloseL( file );
}

//! A scene of 20 x 10 pixels whose zones repeat \a codes.
void writeScene( const std::string &name, const std::vector<int> &codes, const std::string &subset = "" )
{
  writeRaster(
      root + "/sar_images/" + subset + name + ".tif", 20, 10, []( int x, int y ) { return x + y; },
      GDT_Byte );
  writeRaster(
      root + "/zones/" + subset + name + "_zones.tif", 20, 10,
      [&]( int x, int ) { return codes[x % codes.size()]; }, GDT_Byte );
}

} // namespace

class TestSceneFolder : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void cleanup();
  void oneCodingHoldsForTheWholeFolder_data();
  void oneCodingHoldsForTheWholeFolder();
  void zonesOfTwoCodingsAreRefused();
  void zonesAreReadByTheirOwnNames();
  void zonesWithoutDataAreNotAvailable();
  void refusesLabelsThatAreNoCode_data();
  void refusesLabelsThatAreNoCode();
  void readsWindowsAloneOrKept();
  void pixelsWithoutDataAreBlack();
  void takesTheTrainingSubset();
  void asksWhichOfTwoRastersOfOneName();
  void prefersTheManifest();
  void parsesNames();
  void explainsWhatIsWrong();
  void readsCaffe();
};

void TestSceneFolder::init()
{
  for ( const char *folder : { "/sar_images/train", "/zones/train", "/sar_images/test", "/zones/test" } )
    VSIMkdirRecursive( ( root + folder ).c_str(), 0755 );
}

void TestSceneFolder::cleanup()
{
  VSIRmdirRecursive( root.c_str() );
}

void TestSceneFolder::oneCodingHoldsForTheWholeFolder_data()
{
  QTest::addColumn<QVector<int>>( "codes" );
  QTest::newRow( "as extraction writes them" ) << QVector<int>{ 0, 1, 2, 3 };
  QTest::newRow( "from one" ) << QVector<int>{ 1, 2, 3, 4 };
  QTest::newRow( "grey" ) << QVector<int>{ 0, 64, 127, 254 };
}

//! The second scene shows no ocean: alone, its codes would be taken for others.
void TestSceneFolder::oneCodingHoldsForTheWholeFolder()
{
  QFETCH( QVector<int>, codes );
  writeScene( "Mapple_2011-06-02_TSX_7_1_110", { codes[0], codes[1], codes[2], codes[3] } );
  writeScene( "Mapple_2011-06-03_TSX_7_1_110", { codes[0], codes[1], codes[2], codes[2] } );
  SceneFolder folder( root );
  QCOMPARE( folder.count(), 2 );
  QVERIFY( folder.hasOcean() );
  QCOMPARE( folder.readZones( 0, { 0, 3, 4, 1 } ), std::vector<std::uint8_t>( { 0, 1, 2, 3 } ) );
  QCOMPARE( folder.readZones( 1, { 0, 3, 4, 1 } ), std::vector<std::uint8_t>( { 0, 1, 2, 2 } ) );
  QCOMPARE( folder.info( 0 ).sensor, std::string( "TSX" ) );
  QCOMPARE( folder.info( 0 ).pixelSizeMetres[0], 40.0 ); // the raster's own transform
  QCOMPARE( countZones( folder )[3], std::uint64_t( 50 ) );
}

void TestSceneFolder::zonesOfTwoCodingsAreRefused()
{
  writeScene( "Mapple_2011-06-02_TSX_7_1_110", { 0, 64, 127, 254 } );
  writeScene( "Mapple_2011-06-03_TSX_7_1_110", { 1, 2, 3, 4 } );
  EXPECT_ERROR( SceneFolder{ root }, "Mapple_2011-06-0" );
}

//! Someone's own codes, which no coding has.
void TestSceneFolder::zonesAreReadByTheirOwnNames()
{
  const std::string name = "Mapple_2011-06-02_TSX_7_1_110";
  writeScene( name, { 0, 1, 2, 2 } );
  {
    const GDALDatasetUniquePtr file(
        GDALDataset::Open( ( root + "/zones/" + name + "_zones.tif" ).c_str(), GDAL_OF_UPDATE ) );
    const char *names[] = { "Ocean", "ice", "bedrock", nullptr };
    file->GetRasterBand( 1 )->SetCategoryNames( const_cast<char **>( names ) );
  }
  SceneFolder folder( root );
  QCOMPARE( folder.readZones( 0, { 0, 3, 4, 1 } ), std::vector<std::uint8_t>( { 3, 2, 1, 1 } ) );
}

void TestSceneFolder::zonesWithoutDataAreNotAvailable()
{
  const std::string name = "Mapple_2011-06-02_TSX_7_1_110";
  writeScene( name, { 1, 2, 3, 255 } );
  GDALDatasetUniquePtr(
      GDALDataset::Open( ( root + "/zones/" + name + "_zones.tif" ).c_str(), GDAL_OF_UPDATE ) )
      ->GetRasterBand( 1 )
      ->SetNoDataValue( 255 );
  QCOMPARE( SceneFolder( root ).readZones( 0, { 0, 3, 4, 1 } ), std::vector<std::uint8_t>( { 1, 2, 3, 0 } ) );
}

void TestSceneFolder::refusesLabelsThatAreNoCode_data()
{
  QTest::addColumn<double>( "value" );
  QTest::addColumn<int>( "type" );
  QTest::addColumn<QString>( "named" );
  QTest::newRow( "negative" ) << -5.0 << int( GDT_Int16 ) << "-5";
  QTest::newRow( "too large" ) << 300.0 << int( GDT_UInt16 ) << "300";
  QTest::newRow( "fraction" ) << 1.5 << int( GDT_Float32 ) << "1.5";
}

//! Clamped to a byte, each would be class 0 or 3. Declared as “no data”, it is “not available”.
void TestSceneFolder::refusesLabelsThatAreNoCode()
{
  QFETCH( double, value );
  QFETCH( int, type );
  QFETCH( QString, named );
  const std::string name = "Mapple_2011-06-02_TSX_7_1_110";
  writeScene( name, { 1 } );
  const std::string zones = root + "/zones/" + name + "_zones.tif";
  writeRaster(
      zones, 20, 10, [&]( int x, int y ) { return x == 7 && y == 3 ? value : 1 + x % 4; },
      static_cast<GDALDataType>( type ) );
  SceneFolderOptions windows;
  windows.keepBytes = 0;
  for ( const SceneFolderOptions &options : { windows, SceneFolderOptions() } )
  {
    const auto read = [&]
    {
      SceneFolder folder( root, options );
      countZones( folder );
    };
    EXPECT_ERROR( read(), ( zones + " hold the value " + named.toStdString() ).c_str() );
  }
  GDALDatasetUniquePtr( GDALDataset::Open( zones.c_str(), GDAL_OF_UPDATE ) )
      ->GetRasterBand( 1 )
      ->SetNoDataValue( value );
  SceneFolder folder( root );
  QCOMPARE( countZones( folder )[0], std::uint64_t( 51 ) );
  QCOMPARE( folder.readZones( 0, { 6, 3, 3, 1 } ), std::vector<std::uint8_t>( { 2, 0, 0 } ) );
}

void TestSceneFolder::readsWindowsAloneOrKept()
{
  writeScene( "Mapple_2011-06-02_TSX_7_1_110", { 0, 64, 127, 254 } );
  SceneFolderOptions small;
  small.keepBytes = 0;
  SceneFolder windows( root, small );
  SceneFolder kept( root );
  const Window window{ 5, 2, 7, 6 };
  const std::vector<std::uint8_t> values = windows.readGrey( 0, window );
  QCOMPARE( static_cast<int>( values[8] ), 5 + 1 + 2 + 1 );
  QCOMPARE( kept.readGrey( 0, window ), values );
  QCOMPARE( kept.clone()->readZones( 0, window ), windows.readZones( 0, window ) );
}

//! As extraction shows them to a network.
void TestSceneFolder::pixelsWithoutDataAreBlack()
{
  const std::string name = "Mapple_2011-06-02_TSX_7_1_110";
  writeScene( name, { 0, 64, 127, 254 } );
  GDALDatasetUniquePtr(
      GDALDataset::Open( ( root + "/sar_images/" + name + ".tif" ).c_str(), GDAL_OF_UPDATE ) )
      ->GetRasterBand( 1 )
      ->SetNoDataValue( 5 );
  SceneFolderOptions windows;
  windows.keepBytes = 0;
  for ( const SceneFolderOptions &options : { windows, SceneFolderOptions() } )
    QCOMPARE( SceneFolder( root, options ).readGrey( 0, { 3, 1, 3, 1 } ),
              std::vector<std::uint8_t>( { 4, 0, 6 } ) );
}

void TestSceneFolder::takesTheTrainingSubset()
{
  writeScene( "Crane_2011-06-02_TSX_7_1_110", { 0 }, "train/" );
  writeScene( "Mapple_2011-06-02_TSX_7_1_110", { 0 }, "test/" );
  QCOMPARE( SceneFolder( root ).info( 0 ).glacier, std::string( "Crane" ) );
  SceneFolderOptions options;
  options.subset = "test";
  QCOMPARE( SceneFolder( root, options ).info( 0 ).glacier, std::string( "Mapple" ) );
  options.subset = "all";
  QCOMPARE( SceneFolder( root, options ).count(), 2 );
}

void TestSceneFolder::asksWhichOfTwoRastersOfOneName()
{
  const std::string name = "Crane_2011-06-02_TSX_7_1_110";
  writeScene( name, { 0 } );
  writeText( root + "/sar_images/" + name + ".png", "a quick-look" );
  EXPECT_ERROR( SceneFolder{ root }, "two rasters" );
  VSIUnlink( ( root + "/sar_images/" + name + ".png" ).c_str() );

  writeScene( name, { 0 }, "train/" );
  EXPECT_ERROR( SceneFolder{ root }, "train/" + name + ".tif. Remove or rename one." );
}

void TestSceneFolder::prefersTheManifest()
{
  writeScene( "Mapple_2011-06-02_TSX_7_1_110", { 0 } );
  writeText( root + "/manifest.csv", "stem,glacier,eff_px_y_m,eff_px_x_m\n"
                                     "Mapple_2011-06-02_TSX_7_1_110,Other,92.73,72.03\n" );
  const SceneFolder folder( root );
  QCOMPARE( folder.info( 0 ).glacier, std::string( "Other" ) );
  QCOMPARE( folder.info( 0 ).date, std::string( "2011-06-02" ) );
  QCOMPARE( folder.info( 0 ).pixelSizeMetres[0], 72.03 );
  QCOMPARE( folder.info( 0 ).pixelSizeMetres[1], 92.73 );
}

void TestSceneFolder::parsesNames()
{
  const SceneFacts name = sceneOfDataSet( "Mapple_2011-06-02_TSX_7_1_110" );
  QCOMPARE( name.glacier, std::string( "Mapple" ) );
  QCOMPARE( name.date, std::string( "2011-06-02" ) );
  QCOMPARE( name.sensor, std::string( "TSX" ) );
  QCOMPARE( name.resolutionMetres, 7.0 );
  QCOMPARE( sceneOfDataSet( "Harald_Moltke_20190203_S1" ).glacier, std::string( "Harald_Moltke" ) );
  QCOMPARE( sceneOfDataSet( "Harald_Moltke_20190203_S1" ).date, std::string( "2019-02-03" ) );
  QCOMPARE( sceneOfDataSet( "scene_99999999" ).date, std::string() );
}

void TestSceneFolder::explainsWhatIsWrong()
{
  EXPECT_ERROR( SceneFolder( "/vsimem/empty" ), "/vsimem/empty", "no scenes" );
  writeRaster(
      root + "/sar_images/Crane_1.tif", 20, 10, []( int, int ) { return 1; }, GDT_Byte );
  EXPECT_ERROR( SceneFolder{ root }, "Crane_1", "no zones" );
  writeRaster(
      root + "/zones/Crane_1_zones.tif", 20, 11, []( int, int ) { return 1; }, GDT_Byte );
  EXPECT_ERROR( SceneFolder{ root }, "Crane_1", "20 x 11", "20 x 10" );
  cleanup();
  init();

  writeScene( "Crane_2", { 0, 99 } );
  EXPECT_ERROR( SceneFolder{ root }, "Crane_2_zones.tif", "the value 99" );
  cleanup();
  init();

  writeScene( "Crane_3", { 0 } );
  writeRaster(
      root + "/sar_images/Crane_3.tif", 20, 10, []( int, int ) { return 1; }, GDT_Float32 );
  EXPECT_ERROR( SceneFolder{ root }, "Crane_3", "8 bit" );
  cleanup();
  init();

  writeScene( "Crane_4", { 0 } );
  GDALDatasetUniquePtr plain( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
      ( root + "/sar_images/Crane_4.tif" ).c_str(), 20, 10, 1, GDT_Byte, nullptr ) );
  plain.reset();
  EXPECT_ERROR( SceneFolder{ root }, "Crane_4", "pixel size" );
  writeText( root + "/manifest.csv", "picture,glacier\nCrane_4,Crane\n" );
  EXPECT_ERROR( SceneFolder{ root }, "no column", "stem", "image_name" );
}

void TestSceneFolder::readsCaffe()
{
  REQUIRE_TEST_DATA( "caffe256" );
  SceneFolder folder( testData( "caffe256" ).toStdString() );
  QCOMPARE( folder.count(), 438 );
  QCOMPARE( folder.info( 0 ).name, std::string( "Crane_2002-11-09_ERS_20_2_061" ) );
  QCOMPARE( folder.info( 0 ).pixelSizeMetres[0], 72.03 );
  QCOMPARE( folder.info( 0 ).pixelSizeMetres[1], 92.73 );
  QVERIFY( folder.info( 0 ).hasFront );
  std::array<int, 4> counts{};
  for ( std::uint8_t zone : folder.readZones( 0, { 0, 0, 256, 256 } ) )
    ++counts[zone];
  QCOMPARE( counts[0], 8396 ); // the manifest's own counts
  QCOMPARE( counts[1], 15104 );
  QCOMPARE( counts[2], 39162 );
  QCOMPARE( counts[3], 2874 );
  const std::vector<std::uint8_t> front = folder.readFront( 0 );
  QCOMPARE( std::accumulate( front.begin(), front.end(), 0 ), 241 );
}

QTEST_APPLESS_MAIN( TestSceneFolder )
#include "testscenefolder.moc"
