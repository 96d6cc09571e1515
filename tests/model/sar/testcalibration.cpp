#include <QtTest>

#include <cmath>

#include "model/error.h"
#include "model/sar/backscatter.h"
#include "model/sar/bordermask.h"
#include "model/sar/measurement.h"
#include "model/sar/nearestpositive.h"
#include "model/sar/streamblocks.h"
#include "model/sar/xmlnode.h"
#include "support/safeproduct.h"

using namespace calving;

namespace
{

//! Power that the test sets, as if it were a measurement.
class Power : public BlockSource
{
public:
  Power( int width, int height, std::function<float( int x, int y )> value )
    : mWidth( width )
    , mHeight( height )
    , mValue( std::move( value ) )
  {
  }
  using BlockSource::read;
  int width() const override { return mWidth; }
  int height() const override { return mHeight; }
  void read( const Window &window, float *values ) const override
  {
    for ( int y = window.y; y < window.y + window.height; ++y )
      for ( int x = window.x; x < window.x + window.width; ++x )
        *values++ = mValue( x, y );
  }

private:
  int mWidth;
  int mHeight;
  std::function<float( int x, int y )> mValue;
};

float at( const CalibrationLut &lut, int line, int pixel )
{
  float value = 0;
  lut.row( line, pixel, 1, &value );
  return value;
}

float at( const NoiseLut &lut, int line, int pixel )
{
  float value = 0;
  lut.row( line, pixel, 1, &value );
  return value;
}

NoiseRangeVector rangeVector( int line, float value )
{
  return { SafeProduct::start() + line * SafeProduct::interval, line, { 0, 99 }, { value, value } };
}

NoiseAzimuthVector azimuthVector( const SwathBounds &block, float first, float last )
{
  return { block, { block.firstLine, block.lastLine }, { first, last } };
}

Annotation plain( int width, int height )
{
  Annotation annotation;
  annotation.width = width;
  annotation.height = height;
  annotation.firstLineTime = SafeProduct::start();
  annotation.lineInterval = SafeProduct::interval;
  return annotation;
}

//! Power 100 x - y^2 less a noise of 100, over a factor of 2: negative on the left.
std::shared_ptr<const BlockSource> withNegatives( NegativePolicy policy,
                                                  std::shared_ptr<NegativeCount> count = {} )
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

class TestCalibration : public QObject
{
  Q_OBJECT

private slots:
  void agreesWithPublishedNumbers_data();
  void agreesWithPublishedNumbers();
  void noiseOutsideMeasuredSamplesIsZero();
  void blockUsesItsOwnRangeVectors();
  void blockWithoutVectorsTakesTheNearest();
  void noBlockMeansNoNoise();
  void oldFormatHasRangeOnly();
  void oldNoiseIsScaled();
  void zeroNoiseIsNoticed();
  void slcUsesTheVectorNearestToTheBurst();
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
  void badRadiometryIsExplained_data();
  void badRadiometryIsExplained();
};

//! Numbers of a real product (S1B over Rome), computed with published formulae: see the product's own tables.
void TestCalibration::agreesWithPublishedNumbers_data()
{
  QTest::addColumn<int>( "line" );
  QTest::addColumn<int>( "pixel" );
  QTest::addColumn<double>( "sigma" );
  QTest::addColumn<double>( "gamma" );
  QTest::addColumn<double>( "noise" );
  QTest::addColumn<double>( "noisy" );
  QTest::addColumn<double>( "denoised" );
  QTest::newRow( "corner" ) << 0 << 0 << 663.855800 << 615.749300 << 2593.863956 << 2.26909402e-2
                            << 1.68052190e-2;
  QTest::newRow( "IW1" ) << 100 << 1000 << 657.135100 << 607.280900 << 1856.315193 << 2.31574465e-2
                         << 1.88586945e-2;
  QTest::newRow( "odd" ) << 1234 << 5678 << 629.674515 << 571.581450 << 1097.635690 << 2.52213174e-2
                         << 2.24529356e-2;
  QTest::newRow( "end of IW1" ) << 8000 << 8889 << 613.971850 << 550.188853 << 1801.162241 << 2.65279128e-2
                                << 2.17498053e-2;
  QTest::newRow( "start of IW2" ) << 8000 << 8890 << 613.967300 << 550.182525 << 1915.137288 << 2.65283060e-2
                                  << 2.14477712e-2;
  QTest::newRow( "end of IW2" ) << 9999 << 17700 << 581.776400 << 503.149750 << 1528.722096 << 2.95452589e-2
                                << 2.50286099e-2;
  QTest::newRow( "start of IW3" ) << 9999 << 17701 << 581.773175 << 503.144762 << 948.354101 << 2.95455865e-2
                                  << 2.67436187e-2;
}

void TestCalibration::agreesWithPublishedNumbers()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  QFETCH( int, line );
  QFETCH( int, pixel );
  QFETCH( double, sigma );
  QFETCH( double, gamma );
  QFETCH( double, noise );
  QFETCH( double, noisy );
  QFETCH( double, denoised );
  const Product product = openProduct( sentinel1Path( 4 ).toStdString() );
  const SarImage &image = product.images[0];
  const CalibrationData data = readCalibration( image.calibrationPath );
  const auto sigmaLut = std::make_shared<CalibrationLut>( data, Calibration::SigmaNought, image.annotation );
  const auto noiseLut = std::make_shared<NoiseLut>( readNoise( image.noisePath ), image.annotation );
  const auto close = []( double value, double expected ) { return std::abs( value / expected - 1 ) < 3e-7; };
  QVERIFY( close( at( *sigmaLut, line, pixel ), sigma ) );
  QVERIFY(
      close( at( CalibrationLut( data, Calibration::GammaNought, image.annotation ), line, pixel ), gamma ) );
  QVERIFY( close( at( CalibrationLut( data, Calibration::BetaNought, image.annotation ), line, pixel ),
                  473.9733 ) );
  QVERIFY( close( at( *noiseLut, line, pixel ), noise ) );
  const auto power = std::make_shared<Power>( 26102, 16705, []( int, int ) { return 100.0f * 100.0f; } );
  const Window window{ pixel, line, 1, 1 };
  const auto zero = NegativePolicy::Zero;
  QVERIFY( close( calibrated( power, { sigmaLut, {}, zero, {} } )->read( window )[0], noisy ) );
  QVERIFY( close( calibrated( power, { sigmaLut, noiseLut, zero, {} } )->read( window )[0], denoised ) );
}

void TestCalibration::noiseOutsideMeasuredSamplesIsZero()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  const Product product = openProduct( sentinel1Path( 0 ).toStdString() );
  const NoiseLut lut( readNoise( product.images[0].noisePath ), product.images[0].annotation );
  QCOMPARE( at( lut, 60, 5000 ), 0.0f ); // before EW3 begins
  QVERIFY( at( lut, 60, 1000 ) > 100 );
  QVERIFY( at( lut, 3000, 5000 ) > 100 );
}

void TestCalibration::blockUsesItsOwnRangeVectors()
{
  NoiseData data;
  data.range = { rangeVector( 0, 10 ), rangeVector( 20, 30 ), rangeVector( 60, 100 ),
                 rangeVector( 80, 200 ) };
  data.azimuth = { azimuthVector( { "IW1", 0, 0, 49, 49 }, 1, 2 ),
                   azimuthVector( { "IW1", 50, 0, 99, 49 }, 1, 1 ),
                   azimuthVector( { "IW2", 0, 50, 99, 99 }, 3, 3 ) };
  const NoiseLut lut( data, plain( 100, 100 ) );
  QCOMPARE( at( lut, 0, 10 ), 10.0f );
  QCOMPARE( at( lut, 10, 10 ), 20.0f * ( 1 + 10 / 49.0f ) );
  QCOMPARE( at( lut, 49, 49 ), 30.0f * 2 );          // not on the way to the vector at line 60
  QCOMPARE( at( lut, 50, 49 ), 100.0f );             // nor to the one at line 20
  QCOMPARE( at( lut, 40, 50 ), 3 * ( 30 + 35.0f ) ); // a block with all vectors
  QCOMPARE( at( lut, 99, 99 ), 3 * 200.0f );
}

void TestCalibration::blockWithoutVectorsTakesTheNearest()
{
  NoiseData data;
  data.range = { rangeVector( 0, 10 ), rangeVector( 40, 30 ), rangeVector( 90, 70 ) };
  data.azimuth = { azimuthVector( { "EW2", 45, 0, 61, 99 }, 1, 1 ) };
  const NoiseLut lut( data, plain( 100, 100 ) );
  QCOMPARE( at( lut, 45, 0 ), 30.0f );
  QCOMPARE( at( lut, 61, 99 ), 30.0f );
}

void TestCalibration::noBlockMeansNoNoise()
{
  NoiseData data;
  data.range = { rangeVector( 0, 10 ), rangeVector( 99, 10 ) };
  data.azimuth = { azimuthVector( { "EW1", 10, 20, 29, 39 }, 1, 1 ) };
  const NoiseLut lut( data, plain( 100, 100 ) );
  QCOMPARE( at( lut, 9, 20 ), 0.0f );
  QCOMPARE( at( lut, 10, 19 ), 0.0f );
  QCOMPARE( at( lut, 10, 20 ), 10.0f );
  QCOMPARE( at( lut, 29, 39 ), 10.0f );
  QCOMPARE( at( lut, 29, 40 ), 0.0f );
}

void TestCalibration::oldFormatHasRangeOnly()
{
  SafeProduct product;
  product.oldNoise = true;
  product.write();
  const Product opened = openProduct( product.folder );
  const NoiseLut lut( readNoise( opened.images[0].noisePath ), opened.images[0].annotation );
  QCOMPARE( at( lut, 0, 0 ), 100.0f );
  QCOMPARE( at( lut, 89, 119 ), 200.0f );
}

void TestCalibration::oldNoiseIsScaled()
{
  QCOMPARE( oldNoiseScale( 331, "IW", 474 ), 1.0 );
  QCOMPARE( oldNoiseScale( 250, "EW", 474 ), 1.0 );
  QCOMPARE( oldNoiseScale( 249, "IW", 10 ), 7508870.0 );
  QCOMPARE( oldNoiseScale( 236, "EW", 10 ), 5606587.0 );
  QCOMPARE( oldNoiseScale( 233, "IW", 10 ), 750887.0 );
}

//! A real product of 2015 says so.
void TestCalibration::zeroNoiseIsNoticed()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  const auto noiseOf = []( int product )
  {
    const SarImage image = openProduct( sentinel1Path( product ).toStdString() ).images[0];
    return NoiseLut( readNoise( image.noisePath ), image.annotation );
  };
  QVERIFY( noiseOf( 1 ).isZero() );
  QVERIFY( !noiseOf( 2 ).isZero() );
}

void TestCalibration::slcUsesTheVectorNearestToTheBurst()
{
  Annotation annotation = plain( 100, 60 );
  annotation.linesPerBurst = 20;
  for ( int burst = 0; burst < 3; ++burst )
    annotation.bursts.push_back( { SafeProduct::start() + burst * 15 * SafeProduct::interval, {}, {} } );
  NoiseData data; // middles of the bursts: lines 9.5, 24.5 and 39.5 in time
  data.range = { rangeVector( 5, 10 ), rangeVector( 26, 20 ), rangeVector( 60, 30 ) };
  const NoiseLut lut( data, annotation );
  QCOMPARE( at( lut, 0, 0 ), 10.0f );
  QCOMPARE( at( lut, 19, 0 ), 10.0f );
  QCOMPARE( at( lut, 20, 0 ), 20.0f );
  QCOMPARE( at( lut, 59, 0 ), 20.0f ); // 13.5 lines to the second, 20.5 to the third
}

//! 60000^2 does not fit an int.
void TestCalibration::largeNumbersDoNotOverflow()
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

void TestCalibration::zeroMeansNoData()
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
void TestCalibration::negativesFollowThePolicy_data()
{
  QTest::addColumn<int>( "policy" );
  QTest::addColumn<float>( "expected" );
  QTest::newRow( "zero" ) << static_cast<int>( NegativePolicy::Zero ) << 0.0f;
  QTest::newRow( "floor" ) << static_cast<int>( NegativePolicy::Floor ) << 1e-5f;
  QTest::newRow( "no data" ) << static_cast<int>( NegativePolicy::NoData ) << std::nanf( "" );
  QTest::newRow( "nearest" ) << static_cast<int>( NegativePolicy::Nearest ) << 25.0f;
  QTest::newRow( "keep" ) << static_cast<int>( NegativePolicy::Keep ) << -25.0f;
}

void TestCalibration::negativesFollowThePolicy()
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

void TestCalibration::nearestPositiveIsNearest()
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

void TestCalibration::countsNegativesOnce()
{
  for ( const NegativePolicy policy :
        { NegativePolicy::Zero, NegativePolicy::Nearest, NegativePolicy::NoData } )
  {
    const auto count = std::make_shared<NegativeCount>();
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

void TestCalibration::sameBitsWhateverTheBlocks_data()
{
  QTest::addColumn<int>( "width" );
  QTest::addColumn<int>( "height" );
  QTest::addColumn<int>( "threads" );
  QTest::newRow( "rows" ) << 0 << 1 << 1;
  QTest::newRow( "tiles" ) << 17 << 13 << 4;
  QTest::newRow( "columns" ) << 1 << 90 << 2;
}

void TestCalibration::sameBitsWhateverTheBlocks()
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
void TestCalibration::borderNoiseIsMasked()
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
void TestCalibration::darkWaterInsideStays()
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

void TestCalibration::missingMeasurementIsExplained()
{
  SafeProduct product;
  product.folder = "/vsimem/empty.SAFE";
  product.write();
  VSIUnlink( ( product.folder + "/measurement/s1a-IW-grd-VH.tiff" ).c_str() );
  const Product opened = openProduct( product.folder );
  COMPARE_ERROR(
      openMeasurement( opened, *opened.imagesOf( "VH" )[0] ),
      "The product empty has no measurement of IW VH: only its metadata can be read. Download the product "
      "again, complete." );
}

void TestCalibration::stubMeasurementIsExplained()
{
  SafeProduct product;
  product.folder = "/vsimem/stub.SAFE";
  product.write();
  putFile( product.folder + "/measurement/s1a-IW-grd-VV.tiff", "\n" );
  const Product opened = openProduct( product.folder );
  try
  {
    openMeasurement( opened, *opened.imagesOf( "VV" )[0] );
    QFAIL( "a stub was opened" );
  }
  catch ( const Error &e )
  {
    QVERIFY2( QString( e.what() )
                  .startsWith( "The measurement of IW VV in the product stub is damaged or incomplete. "
                               "Download the product again. (Cannot open raster /vsimem/stub.SAFE/" ),
              e.what() );
  }
}

void TestCalibration::otherSizeIsExplained()
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
  COMPARE_ERROR(
      openMeasurement( opened, image ),
      "The measurement of IW VH in the product size is damaged or incomplete. Download the product again. "
      "(The measurement has 121 x 90 pixels, but the annotation says 120 x 90)" );
}

void TestCalibration::truncatedMeasurementIsExplained()
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

void TestCalibration::badRadiometryIsExplained_data()
{
  QTest::addColumn<QString>( "from" );
  QTest::addColumn<QString>( "to" );
  QTest::addColumn<QString>( "sentence" );
  const QString head = "In the file c.xml, the node /calibration/calibrationVectorList";
  QTest::newRow( "zero factor" )
      << "<sigmaNought>500 "
      << "<sigmaNought>0 "
      << head + "/calibrationVector/sigmaNought holds values out of range. Download the "
                "product again.";
  QTest::newRow( "count" )
      << "<betaNought>474 "
      << "<betaNought>474 474 "
      << head + "/calibrationVector/betaNought holds 3 values for 2 positions. Download the "
                "product again.";
  QTest::newRow( "order" )
      << "<pixel>0 119"
      << "<pixel>119 0"
      << head + "/calibrationVector/pixel should hold rising positions, at least 2. Download the "
                "product again.";
  QTest::newRow( "number" )
      << "<gamma>450 "
      << "<gamma>4,5 "
      << head + "/calibrationVector/gamma holds “4,5 550.000” where a number should be. Download "
                "the product again.";
  QTest::newRow( "polarisation" )
      << "<polarisation>VV"
      << "<polarisation>LR"
      << "In the file c.xml, the node /calibration/adsHeader/polarisation holds “LR”, which "
         "this software does not know. Download the product again.";
}

void TestCalibration::badRadiometryIsExplained()
{
  QFETCH( QString, from );
  QFETCH( QString, to );
  QFETCH( QString, sentence );
  SafeProduct product;
  product.folder = "/vsimem/radiometry.SAFE";
  product.write();
  const std::string path = product.folder + "/annotation/calibration/calibration-s1a-IW-grd-VV.xml";
  QString text = QString::fromStdString( readTextFile( path, 1 << 20 ) );
  QVERIFY( text.contains( from ) );
  text.replace( from, to );
  try
  {
    parseCalibration( text.toStdString(), "c.xml" );
    QFAIL( "bad radiometry was read" );
  }
  catch ( const Error &e )
  {
    const QString message = QString::fromUtf8( e.what() );
    if ( from.startsWith( "<gamma>" ) )
      QVERIFY2( message.startsWith( sentence.section( "“", 0, 0 ) ), e.what() );
    else
      QCOMPARE( message, sentence );
  }
}

QTEST_APPLESS_MAIN( TestCalibration )
#include "testcalibration.moc"
