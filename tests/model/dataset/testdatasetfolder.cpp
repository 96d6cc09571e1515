#include <QtTest>

#include <cmath>
#include <fstream>

#include "model/dataset/datasetfolder.h"
#include "support/datasetfiles.h"
#include "support/expecterror.h"
#include "support/testdata.h"
#include "support/testraster.h"

using namespace calving;

namespace
{

const std::string root = "/vsimem/ssl4sar";
const std::string train = root + "/unlabeled_data_raw_train/";
const std::string validation = root + "/unlabeled_data_raw_val/";
const std::string optical = root + "/data_optical/";

int ramp( int x, int y )
{
  return x + 10 * y;
}

//! Band b of Google Earth Engine's order: b at the left, 10 b at the right, with a hole at the upper left.
double engineBand( int band, int x, int y )
{
  return x == 0 && y == 0 ? std::nan( "" ) : x < 4 ? band : 10.0 * band;
}

std::vector<int> numbers( const std::vector<std::uint8_t> &bytes )
{
  return { bytes.begin(), bytes.end() };
}

} // namespace

class TestDatasetFolder : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void cleanup();
  void readsThePublishedLayout();
  void scalesEachBandByItsMaximum();
  void takesBandsByNameOrNumber();
  void readsWindowsInEveryClone();
  void turnsColourGrey();
  void readsScenesAlone();
  void readsSimulatedSets();
  void keepsTheMaxima();
  void explainsWhatIsWrong();
  void readsCaffe();
};

void TestDatasetFolder::init()
{
  for ( const std::string &folder : { train, validation, optical } )
    VSIMkdirRecursive( folder.c_str(), 0755 );
}

void TestDatasetFolder::cleanup()
{
  VSIRmdirRecursive( root.c_str() );
}

void TestDatasetFolder::readsThePublishedLayout()
{
  writePng( train + "S1A_COL_20180602T1012.png", 8, 6, ramp );
  writePng( validation + "S1B_Store_2019-07-01.png", 8, 6, ramp );
  writeBands( optical + "Columbia_S2_2018.tif", 8, 6, 20, engineBand );
  writeBands( optical + "Store_2019.tif", 8, 6, 20, engineBand );
  const DatasetFolder folder( root );
  QCOMPARE( folder.count(), 2 );
  QCOMPARE( folder.targetChannels(), 14 );
  QCOMPARE( folder.info( 0 ).glacier, std::string( "Columbia" ) );
  QCOMPARE( folder.info( 0 ).date, std::string( "2018-06-02" ) );
  QCOMPARE( folder.info( 0 ).width, 8 );
  QVERIFY( !folder.info( 0 ).validates );
  QCOMPARE( folder.info( 1 ).glacier, std::string( "Store" ) );
  QVERIFY( folder.info( 1 ).validates );
}

void TestDatasetFolder::scalesEachBandByItsMaximum()
{
  writePng( train + "S1A_COL_20180602.png", 8, 6, ramp );
  writeBands( optical + "Columbia_2018.tif", 8, 6, 20,
              []( int band, int x, int y ) {
                return y == 5 ? 1000.0 * band : band == 13 ? 9e9 : engineBand( band, x, y );
              } );
  DatasetFolder folder( root );
  // The maximum lies in the last row: 1000 b. Channel 12 is the 14th band, the 13th is skipped.
  const std::vector<std::uint8_t> left = folder.readTarget( 0, { 0, 4, 1, 2 } );
  const std::vector<std::uint8_t> right = folder.readTarget( 0, { 6, 0, 1, 1 } );
  const std::vector<std::uint8_t> hole = folder.readTarget( 0, { 0, 0, 1, 1 } );
  QCOMPARE( left.size(), std::size_t( 28 ) );
  for ( int channel = 0; channel < 14; ++channel )
  {
    QCOMPARE( static_cast<int>( left[2 * channel] ), 0 ); // 255 / 1000 is cut, not rounded
    QCOMPARE( static_cast<int>( left[2 * channel + 1] ), 255 );
    QCOMPARE( static_cast<int>( right[channel] ), 2 ); // 2.55
    QCOMPARE( static_cast<int>( hole[channel] ), 0 );
  }
}

void TestDatasetFolder::takesBandsByNameOrNumber()
{
  // Value of band b: b at the left, 100 at the right, so that the left becomes floor( 2.55 b ).
  const auto value = []( int band, int x, int ) { return x == 0 ? band : 100.0; };
  const auto leftOf = [&]( int bands, const std::vector<std::string> &names )
  {
    writePng( train + "S1A_Store_20180602.png", 2, 1, ramp );
    writeBands( optical + "Store_2018.tif", 2, 1, bands, value, names );
    return numbers( DatasetFolder( root ).readTarget( 0, { 0, 0, 1, 1 } ) );
  };
  const std::vector<int> first{ 2, 5, 7, 10, 12, 15, 17, 20, 22, 25, 28, 30 };
  const auto with = [&]( int vapour, int classes )
  {
    std::vector<int> all = first;
    all.insert( all.end(), { vapour, classes } );
    return all;
  };
  QCOMPARE( leftOf( 14, {} ), with( 33, 35 ) );
  QCOMPARE( leftOf( 20, {} ), with( 35, 38 ) );
  QCOMPARE( leftOf( 12, {} ), with( 0, 0 ) );
  // Another order, ESA's spelling, and trailing words.
  QCOMPARE( leftOf( 13, { "SCL", "B01, coastal", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A",
                          "B09", "B11", "B12" } ),
            ( std::vector<int>{ 5, 7, 10, 12, 15, 17, 20, 22, 25, 28, 30, 33, 0, 2 } ) );
}

void TestDatasetFolder::readsWindowsInEveryClone()
{
  writePng( train + "S1A_Store_20180602.png", 20, 12, ramp );
  writeBands( optical + "Store_2018.tif", 20, 12, 14, []( int, int x, int y ) { return ramp( x, y ) + 1; } );
  DatasetFolder folder( root );
  const std::unique_ptr<PairSource> clone = folder.clone();
  const Window window{ 5, 3, 4, 2 };
  QCOMPARE( numbers( clone->readGrey( 0, window ) ), ( std::vector<int>{ 35, 36, 37, 38, 45, 46, 47, 48 } ) );
  QCOMPARE( folder.readGrey( 0, window ), clone->readGrey( 0, window ) );
  const std::vector<std::uint8_t> target = clone->readTarget( 0, window );
  QCOMPARE( target.size(), std::size_t( 14 * 8 ) );
  QCOMPARE( static_cast<int>( target[8] ), 36 * 255 / 130 ); // second band, first pixel; greatest value 130
  QCOMPARE( folder.readTarget( 0, window ), target );
}

void TestDatasetFolder::turnsColourGrey()
{
  writePng(
      train + "S1A_Store_20180602.png", 4, 1, []( int x, int ) { return 60 * x; }, 3 );
  DatasetFolder folder( root );
  QCOMPARE( numbers( folder.readGrey( 0, { 0, 0, 4, 1 } ) ), ( std::vector<int>{ 0, 60, 120, 180 } ) );
}

void TestDatasetFolder::readsScenesAlone()
{
  VSIMkdirRecursive( ( root + "/sar_images/train" ).c_str(), 0755 );
  VSIMkdirRecursive( ( root + "/sar_images/test" ).c_str(), 0755 );
  writePng( root + "/sar_images/train/Crane_2011-06-02_TSX_7_1_110.png", 8, 6, ramp );
  writePng( root + "/sar_images/test/Mapple_2011-06-02_TSX_7_1_110.png", 8, 6, ramp );
  const DatasetFolder folder( root );
  QCOMPARE( folder.count(), 1 ); // those for the evaluation are left alone
  QCOMPARE( folder.targetChannels(), 0 );
  QCOMPARE( folder.info( 0 ).glacier, std::string( "Crane" ) );
  QVERIFY( !folder.info( 0 ).validates );
}

void TestDatasetFolder::readsSimulatedSets()
{
  VSIMkdirRecursive( ( root + "/sar_images" ).c_str(), 0755 );
  VSIMkdirRecursive( ( root + "/optical" ).c_str(), 0755 );
  writeRaster( root + "/sar_images/Fjord1_2020-05-01_S1_40_1_090.tif", 8, 6, ramp, GDT_Byte );
  writeBands( root + "/optical/Fjord1_2020-07-01_S2.tif", 8, 6, 14, engineBand );
  const DatasetFolder folder( root );
  QCOMPARE( folder.targetChannels(), 14 );
  QCOMPARE( folder.info( 0 ).pixelSizeMetres[0], 40.0 );
}

void TestDatasetFolder::keepsTheMaxima()
{
  const QTemporaryDir disk;
  const std::string path = disk.path().toStdString();
  QVERIFY( QDir( disk.path() ).mkdir( "sar" ) && QDir( disk.path() ).mkdir( "data_optical" ) );
  writePng( path + "/sar/Store_2018-06-02.png", 2, 1, ramp );
  const std::string image = path + "/data_optical/Store_2018-07-01_S2.tif";
  const auto write = [&]( double greatest )
  { writeBands( image, 2, 1, 14, [&]( int, int x, int ) { return x == 0 ? 10 : greatest; } ); };
  const auto left = [&] {
    return static_cast<int>( DatasetFolder( path ).readTarget( 0, { 0, 0, 1, 1 } )[0] );
  };
  write( 100 );
  QCOMPARE( left(), 25 );

  QFile table( disk.filePath( "band_maxima.csv" ) );
  QVERIFY( table.open( QIODevice::ReadWrite ) );
  const QByteArray text = table.readAll();
  QCOMPARE( text.count( "100 " ), 14 );
  table.resize( 0 );
  table.write( QByteArray( text ).replace( "100 ", "50 " ) );
  table.close();
  QCOMPARE( left(), 51 ); // the table was believed

  QTest::qSleep( 1100 ); // files tell their time of change in seconds
  write( 200 );
  QCOMPARE( left(), 12 ); // but not for a file that changed
}

void TestDatasetFolder::explainsWhatIsWrong()
{
  EXPECT_ERROR( DatasetFolder{ root }, "The folder " + root + " holds no scenes." );
  writePng( train + "S1A.png", 8, 6, ramp );
  EXPECT_ERROR( DatasetFolder{ root }, "S1A", "glacier" );
  cleanup();
  init();

  writePng( train + "S1A_Store_1.png", 8, 6, ramp );
  writePng( validation + "S1A_Store_1.png", 8, 6, ramp );
  EXPECT_ERROR( DatasetFolder{ root }, "S1A_Store_1", "twice" );
  VSIUnlink( ( validation + "S1A_Store_1.png" ).c_str() );
  writeBands( optical + "Columbia_2018.tif", 8, 6, 20, engineBand );
  EXPECT_ERROR( DatasetFolder{ root }, "Store", "S1A_Store_1", "no optical image" );
  writeBands( optical + "Store_2018.tif", 9, 6, 20, engineBand );
  EXPECT_ERROR( DatasetFolder{ root }, "Store_2018.tif", "9 x 6", "8 x 6" );
  VSIUnlink( ( train + "S1A_Store_1.png" ).c_str() );
  writeRaster( train + "S1A_Store_1.tif", 8, 6, ramp, GDT_Byte );
  writeBands( optical + "Store_2018.tif", 8, 6, 20, engineBand, {}, 600000 );
  EXPECT_ERROR( DatasetFolder{ root }, "Store_2018.tif", "elsewhere" );
  writeBands( optical + "Store_2018.tif", 8, 6, 20, engineBand );
  QCOMPARE( DatasetFolder( root ).count(), 1 );
  writeBands( optical + "Store_2018.tif", 8, 6, 13, engineBand );
  EXPECT_ERROR( DatasetFolder{ root }, "Store_2018.tif", "13 band" );
  writeBands( optical + "Store_2018.tif", 8, 6, 4, engineBand, { "B2", "B3", "B4", "B8" } );
  EXPECT_ERROR( DatasetFolder{ root }, "Store_2018.tif", "B1, B5, B6, B7, B8A, B9, B11, B12" );
  writeBands( optical + "Store_2019.tif", 8, 6, 20, engineBand );
  EXPECT_ERROR( DatasetFolder{ root }, "Store", "several" );
  cleanup();
  init();

  writeRaster( train + "S1A_Store_1.tif", 8, 6, ramp, GDT_Float32 );
  EXPECT_ERROR( DatasetFolder{ root }, "S1A_Store_1.tif", "8 bit" );
}

void TestDatasetFolder::readsCaffe()
{
  REQUIRE_TEST_DATA( "caffe256" );
  DatasetFolder folder( testData( "caffe256" ).toStdString() );
  QCOMPARE( folder.count(), 438 );
  QCOMPARE( folder.targetChannels(), 0 );
  QCOMPARE( folder.info( 0 ).name, std::string( "Crane_2002-11-09_ERS_20_2_061" ) );
  QCOMPARE( folder.info( 0 ).glacier, std::string( "Crane" ) );
  QCOMPARE( folder.info( 0 ).date, std::string( "2002-11-09" ) );
  QCOMPARE( folder.info( 0 ).pixelSizeMetres[1], 92.73 );
  QCOMPARE( folder.readGrey( 0, { 0, 0, 256, 256 } ).size(), std::size_t( 65536 ) );
}

QTEST_APPLESS_MAIN( TestDatasetFolder )
#include "testdatasetfolder.moc"
