#include <QtTest>

#include <cmath>

#include "model/error.h"
#include "model/sar/calibration/bordermask.h"
#include "model/sar/calibration/nearestpositive.h"
#include "model/sar/product/measurement.h"
#include "model/sar/stream/streamblocks.h"
#include "support/expecterror.h"
#include "support/radiometry.h"

using namespace calving;

namespace
{

//! Power 100 x - y^2 less a noise of 100, over a factor of 2: negative on the left.
std::shared_ptr<const BlockSource> withNegatives( NegativePolicy policy,
                                                  std::shared_ptr<PixelCount> count = {} )
{
  CalibrationData calibration;
  calibration.vectors = { { SafeProduct::start(), 0, { 0, 99 }, { 2, 2 }, { 2, 2 }, { 2, 2 } } };
  NoiseData noise;
  noise.range = { rangeVector( 0, 100 ), rangeVector( 50, 100 ) };
  const auto power = std::make_shared<Power>( 100, 50, []( int x, int y ) { return 100.0f * x - y * y; } );
  return calibrated(
      power, { std::make_shared<CalibrationLut>( calibration, Calibration::SigmaNought, plain( 100, 50 ) ),
               std::make_shared<NoiseLut>( noise, plain( 100, 50 ) ), policy, count } );
}

} // namespace

class TestBackscatter : public QObject
{
  Q_OBJECT

private slots:
  void largeNumbersDoNotOverflow();
  void zeroMeansNoData();
  void negativesFollowThePolicy_data();
  void negativesFollowThePolicy();
  void nearestPositiveIsNearest();
  void countsNegativesOnce();
  void sameBitsWhateverTheBlocks_data();
  void sameBitsWhateverTheBlocks();
  void borderNoiseIsMasked();
  void darkWaterInsideStays();
  void missingMeasurementIsExplained();
  void stubMeasurementIsExplained();
  void otherSizeIsExplained();
  void truncatedMeasurementIsExplained();
};

//! 60000^2 does not fit an int.
void TestBackscatter::largeNumbersDoNotOverflow()
{
  SafeProduct product;
  product.folder = "/vsimem/large.SAFE";
  product.number = []( int x, int, const std::string &, const std::string & ) { return 60000 + x; };
  product.write();
  const Product opened = openProduct( product.folder );
  const std::vector<float> power = openMeasurement( opened, opened.images[0] )->read( { 0, 0, 120, 1 } );
  QCOMPARE( power[0], 3.6e9f );
  QCOMPARE( power[119], 60119.0f * 60119.0f );
}

void TestBackscatter::zeroMeansNoData()
{
  SafeProduct product;
  product.folder = "/vsimem/zero.SAFE";
  product.number = []( int x, int, const std::string &, const std::string & ) { return x < 3 ? 0 : 5; };
  product.write();
  const Product opened = openProduct( product.folder );
  const std::vector<float> power = openMeasurement( opened, opened.images[0] )->read( { 0, 7, 120, 1 } );
  QVERIFY( std::isnan( power[0] ) && std::isnan( power[2] ) );
  QCOMPARE( power[3], 25.0f );
}

//! Pixel (0, 0) has power 0, hence a signal of -100; pixel (2, 0) has 200, hence 100 / 2^2.
void TestBackscatter::negativesFollowThePolicy_data()
{
  QTest::addColumn<int>( "policy" );
  QTest::addColumn<float>( "expected" );
  QTest::newRow( "zero" ) << static_cast<int>( NegativePolicy::Zero ) << 0.0f;
  QTest::newRow( "floor" ) << static_cast<int>( NegativePolicy::Floor ) << 1e-5f;
  QTest::newRow( "no data" ) << static_cast<int>( NegativePolicy::NoData ) << std::nanf( "" );
  QTest::newRow( "nearest" ) << static_cast<int>( NegativePolicy::Nearest ) << 25.0f;
  QTest::newRow( "keep" ) << static_cast<int>( NegativePolicy::Keep ) << -25.0f;
}

void TestBackscatter::negativesFollowThePolicy()
{
  QFETCH( int, policy );
  QFETCH( float, expected );
  const std::vector<float> row =
      withNegatives( static_cast<NegativePolicy>( policy ) )->read( { 0, 0, 5, 1 } );
  if ( std::isnan( expected ) )
    QVERIFY( std::isnan( row[0] ) );
  else
    QCOMPARE( row[0], expected );
  QCOMPARE( row[2], 25.0f );
  QCOMPARE( row[4], 75.0f );
}

void TestBackscatter::nearestPositiveIsNearest()
{
  // In row 49 signal begins at pixel 26; row 48 is nearer to pixel 24 with its pixel 25.
  const auto source = withNegatives( NegativePolicy::Nearest );
  const float value = source->read( { 24, 49, 1, 1 } )[0];
  const auto kept = withNegatives( NegativePolicy::Keep );
  QVERIFY( kept->read( { 25, 49, 1, 1 } )[0] <= 0 );
  const float above = kept->read( { 25, 48, 1, 1 } )[0];
  QVERIFY( above > 0 );
  QCOMPARE( value, above );
  const auto nothing = std::make_shared<Power>( 60, 60, []( int x, int ) { return x == 40 ? 5.0f : -1.0f; } );
  QCOMPARE( nearestPositive( nothing, {} )->read( { 23, 30, 1, 1 } )[0], 0.0f ); // 17 pixels are out of reach
  QCOMPARE( nearestPositive( nothing, {} )->read( { 24, 30, 1, 1 } )[0], 5.0f );
}

void TestBackscatter::countsNegativesOnce()
{
  for ( const NegativePolicy policy :
        { NegativePolicy::Zero, NegativePolicy::Nearest, NegativePolicy::NoData } )
  {
    const auto count = std::make_shared<PixelCount>();
    const auto source = withNegatives( policy, count );
    streamBlocks( *source, { 3, 20, 7 }, []( const Window &, const std::vector<float> & ) {}, {} );
    int expected = 0;
    for ( int y = 0; y < 50; ++y )
      for ( int x = 0; x < 100; ++x )
        expected += 100 * x - y * y < 100;
    QCOMPARE( count->pixels.load(), std::int64_t( 5000 ) );
    QCOMPARE( count->negatives.load(), std::int64_t( expected ) );
  }
}

void TestBackscatter::sameBitsWhateverTheBlocks_data()
{
  QTest::addColumn<int>( "width" );
  QTest::addColumn<int>( "height" );
  QTest::addColumn<int>( "threads" );
  QTest::newRow( "rows" ) << 0 << 1 << 1;
  QTest::newRow( "tiles" ) << 17 << 13 << 4;
  QTest::newRow( "columns" ) << 1 << 90 << 2;
}

void TestBackscatter::sameBitsWhateverTheBlocks()
{
  QFETCH( int, width );
  QFETCH( int, height );
  QFETCH( int, threads );
  SafeProduct product;
  product.folder = "/vsimem/blocks.SAFE";
  product.noise = 9000;
  product.write();
  const Product opened = openProduct( product.folder );
  const SarImage &image = opened.images[0];
  const auto lut = std::make_shared<CalibrationLut>( readCalibration( image.calibrationPath ),
                                                     Calibration::SigmaNought, image.annotation );
  const auto noise = std::make_shared<NoiseLut>( readNoise( image.noisePath ), image.annotation );
  const auto source =
      calibrated( openMeasurement( opened, image ), { lut, noise, NegativePolicy::Nearest, {} } );
  const std::vector<float> whole = source->read( { 0, 0, 120, 90 } );
  const auto compare = [&]( const Window &window, const std::vector<float> &values )
  {
    for ( int i = 0; i < window.width * window.height; ++i )
      QCOMPARE( values[i], whole[120 * ( window.y + i / window.width ) + window.x + i % window.width] );
  };
  streamBlocks( *source, { threads, width, height }, compare, {} );
}

//! A frame of weak noise, 40 pixels wide with one bright speck, around signal.
void TestBackscatter::borderNoiseIsMasked()
{
  const auto power = std::make_shared<Power>( 1500, 1200,
                                              []( int x, int y )
                                              {
                                                const bool inside =
                                                    x >= 40 && x < 1460 && y >= 40 && y < 1160;
                                                const bool speck = x == 20 && y == 600;
                                                return inside || speck ? 10000.0f : 25.0f;
                                              } );
  NoiseData none;
  none.range = { { SafeProduct::start(), 0, { 0, 1499 }, { 0, 0 } } };
  const auto mask =
      std::make_shared<BorderMask>( power, std::make_shared<NoiseLut>( none, plain( 1500, 1200 ) ) );
  const auto source = masked( power, mask );
  for ( const Window &window :
        { Window{ 0, 0, 1500, 1200 }, Window{ 30, 590, 700, 20 }, Window{ 700, 5, 5, 60 } } )
  {
    const std::vector<float> values = source->read( window );
    int wrong = 0;
    for ( int i = 0; i < window.width * window.height; ++i )
    {
      const int x = window.x + i % window.width;
      const int y = window.y + i / window.width;
      const bool inside = x >= 40 && x < 1460 && y >= 40 && y < 1160;
      wrong += std::isnan( values[i] ) == inside;
    }
    QCOMPARE( wrong, 0 );
  }
}

//! Beyond the border, and beyond 500 pixels, dark pixels are the sea.
void TestBackscatter::darkWaterInsideStays()
{
  const auto power =
      std::make_shared<Power>( 2000, 1200, []( int x, int ) { return x < 10 ? 10000.0f : 25.0f; } );
  NoiseData none;
  none.range = { { SafeProduct::start(), 0, { 0, 1999 }, { 0, 0 } } };
  const auto mask =
      std::make_shared<BorderMask>( power, std::make_shared<NoiseLut>( none, plain( 2000, 1200 ) ) );
  const std::vector<float> row = masked( power, mask )->read( { 0, 600, 2000, 1 } );
  QVERIFY( !std::isnan( row[0] ) );
  QVERIFY( !std::isnan( row[20] ) );
  QVERIFY( !std::isnan( row[1499] ) );
  QVERIFY( std::isnan( row[1500] ) && std::isnan( row[1999] ) );
}

void TestBackscatter::missingMeasurementIsExplained()
{
  SafeProduct product;
  product.folder = "/vsimem/empty.SAFE";
  product.write();
  VSIUnlink( ( product.folder + "/measurement/s1a-IW-grd-VH.tiff" ).c_str() );
  const Product opened = openProduct( product.folder );
  EXPECT_ERROR( openMeasurement( opened, *opened.imagesOf( "VH" )[0] ), "empty", "IW VH", "no measurement" );
}

void TestBackscatter::stubMeasurementIsExplained()
{
  SafeProduct product;
  product.folder = "/vsimem/stub.SAFE";
  product.write();
  putFile( product.folder + "/measurement/s1a-IW-grd-VV.tiff", "\n" );
  const Product opened = openProduct( product.folder );
  // As sarinfo says of it: absent.
  EXPECT_ERROR( openMeasurement( opened, *opened.imagesOf( "VV" )[0] ), "stub has no measurement of IW VV" );
}

void TestBackscatter::otherSizeIsExplained()
{
  SafeProduct product;
  product.folder = "/vsimem/size.SAFE";
  product.write();
  SafeProduct other = product;
  other.folder = "/vsimem/other.SAFE";
  other.width = 121;
  other.write();
  const Product opened = openProduct( product.folder );
  SarImage image = opened.images[0];
  image.measurementPath = openProduct( other.folder ).images[0].measurementPath;
  EXPECT_ERROR( openMeasurement( opened, image ), "size", "IW VH", "121 x 90", "120 x 90" );
}

void TestBackscatter::truncatedMeasurementIsExplained()
{
  SafeProduct product;
  product.folder = "/vsimem/cut.SAFE";
  product.write();
  const std::string path = product.folder + "/measurement/s1a-IW-grd-VV.tiff";
  VSILFILE *file = VSIFOpenL( path.c_str(), "rb+" );
  VSIFTruncateL( file, 9000 );
  VSIFCloseL( file );
  const Product opened = openProduct( product.folder );
  try
  {
    openMeasurement( opened, *opened.imagesOf( "VV" )[0] )->read( { 0, 0, 120, 90 } );
    QFAIL( "a truncated measurement was read" );
  }
  catch ( const Error &e )
  {
    QVERIFY2( QString( e.what() ).contains( "is damaged or incomplete. Download the product again." ),
              e.what() );
  }
}

QTEST_APPLESS_MAIN( TestBackscatter )
#include "testbackscatter.moc"
