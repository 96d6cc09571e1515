#include <QtTest>

#include <cmath>

#include "model/error.h"
#include "model/sar/product/product.h"
#include "model/sar/product/xmlnode.h"
#include "support/radiometry.h"

using namespace calving;

namespace
{

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

NoiseAzimuthVector azimuthVector( const SwathBounds &block, float first, float last )
{
  return { block, { block.firstLine, block.lastLine }, { first, last } };
}

//! Noise of the range vectors alone.
NoiseData withoutAzimuth( NoiseData noise )
{
  for ( NoiseAzimuthVector &vector : noise.azimuth )
    std::fill( vector.values.begin(), vector.values.end(), 1.0f );
  return noise;
}

} // namespace

class TestCalibration : public QObject
{
  Q_OBJECT

private slots:
  void agreesWithPublishedNumbers_data();
  void agreesWithPublishedNumbers();
  void swathThatBeginsLateHasNoiseFromItsFirstLine();
  void blockUsesItsOwnRangeVectors();
  void blockWithoutVectorsTakesTheNearest();
  void beyondTheBlocksTheNearestHoldsOn();
  void oldFormatHasRangeOnly();
  void oldNoiseIsScaled();
  void zeroNoiseIsNoticed();
  void slcUsesTheVectorNearestToTheBurst();
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
  QTest::addColumn<double>( "rangeNoise" );
  QTest::addColumn<double>( "nesz" );
  QTest::addColumn<double>( "noisy" );
  QTest::addColumn<double>( "denoised" );
  QTest::newRow( "corner" ) << 0 << 0 << 663.855800 << 615.749300 << 2593.863956 << 2375.788000 << -22.3020
                            << 2.26909402e-2 << 1.68052190e-2;
  QTest::newRow( "IW1" ) << 100 << 1000 << 657.135100 << 607.280900 << 1856.315193 << 1660.012120 << -23.6666
                         << 2.31574465e-2 << 1.88586945e-2;
  QTest::newRow( "odd" ) << 1234 << 5678 << 629.674515 << 571.581450 << 1097.635690 << 1092.894495 << -25.5777
                         << 2.52213174e-2 << 2.24529356e-2;
  QTest::newRow( "end of IW1" ) << 8000 << 8889 << 613.971850 << 550.188853 << 1801.162241 << 1753.889653
                                << -23.2074 << 2.65279128e-2 << 2.17498053e-2;
  QTest::newRow( "start of IW2" ) << 8000 << 8890 << 613.967300 << 550.182525 << 1915.137288 << 1805.748647
                                  << -22.9409 << 2.65283060e-2 << 2.14477712e-2;
  QTest::newRow( "end of IW2" ) << 9999 << 17700 << 581.776400 << 503.149750 << 1528.722096 << 1403.077747
                                << -23.4518 << 2.95452589e-2 << 2.50286099e-2;
  QTest::newRow( "start of IW3" ) << 9999 << 17701 << 581.773175 << 503.144762 << 948.354101 << 939.402162
                                  << -25.5254 << 2.95455865e-2 << 2.67436187e-2;
}

void TestCalibration::agreesWithPublishedNumbers()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  QFETCH( int, line );
  QFETCH( int, pixel );
  QFETCH( double, sigma );
  QFETCH( double, gamma );
  QFETCH( double, noise );
  QFETCH( double, rangeNoise );
  QFETCH( double, nesz );
  QFETCH( double, noisy );
  QFETCH( double, denoised );
  const Product product = openProduct( sentinel1Path( 4 ).toStdString() );
  const SarImage &image = product.images[0];
  const CalibrationData data = readCalibration( image.calibrationPath );
  const auto sigmaLut = std::make_shared<CalibrationLut>( data, Calibration::SigmaNought, image.annotation );
  const NoiseData noiseData = readNoise( image.noisePath );
  const auto noiseLut = std::make_shared<NoiseLut>( noiseData, image.annotation );
  const auto close = []( double value, double expected ) { return std::abs( value / expected - 1 ) < 3e-7; };
  QVERIFY( close( at( *sigmaLut, line, pixel ), sigma ) );
  QVERIFY(
      close( at( CalibrationLut( data, Calibration::GammaNought, image.annotation ), line, pixel ), gamma ) );
  QVERIFY( close( at( CalibrationLut( data, Calibration::BetaNought, image.annotation ), line, pixel ),
                  473.9733 ) );
  QVERIFY( close( at( *noiseLut, line, pixel ), noise ) );
  QVERIFY(
      close( at( NoiseLut( withoutAzimuth( noiseData ), image.annotation ), line, pixel ), rangeNoise ) );
  // Given to four digits, as decibels.
  const double equivalent = at( *noiseLut, line, pixel ) / std::pow( at( *sigmaLut, line, pixel ), 2 );
  QVERIFY( std::abs( 10 * std::log10( equivalent ) - nesz ) < 5.1e-5 );
  const auto power = std::make_shared<Power>( 26102, 16705, []( int, int ) { return 100.0f * 100.0f; } );
  const Window window{ pixel, line, 1, 1 };
  const auto zero = NegativePolicy::Zero;
  QVERIFY( close( calibrated( power, { sigmaLut, {}, zero, {} } )->read( window )[0], noisy ) );
  QVERIFY( close( calibrated( power, { sigmaLut, noiseLut, zero, {} } )->read( window )[0], denoised ) );
}

void TestCalibration::swathThatBeginsLateHasNoiseFromItsFirstLine()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  const Product product = openProduct( sentinel1Path( 0 ).toStdString() );
  const NoiseLut lut( readNoise( product.images[0].noisePath ), product.images[0].annotation );
  QVERIFY( at( lut, 60, 5000 ) > 100 ); // before EW3 begins
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

void TestCalibration::beyondTheBlocksTheNearestHoldsOn()
{
  NoiseData data;
  data.range = { rangeVector( 0, 10 ), rangeVector( 99, 10 ) };
  data.azimuth = { azimuthVector( { "EW1", 10, 0, 29, 49 }, 1, 2 ),
                   azimuthVector( { "EW1", 60, 0, 89, 49 }, 3, 4 ),
                   azimuthVector( { "EW2", 0, 50, 99, 89 }, 5, 5 ) };
  const NoiseLut lut( data, plain( 100, 100 ) );
  QCOMPARE( at( lut, 0, 20 ), 10.0f );
  QCOMPARE( at( lut, 10, 20 ), 10.0f );
  QCOMPARE( at( lut, 29, 20 ), 20.0f );
  QCOMPARE( at( lut, 40, 20 ), 20.0f ); // 11 lines to the first block, 20 to the second
  QCOMPARE( at( lut, 50, 20 ), 30.0f );
  QCOMPARE( at( lut, 99, 49 ), 40.0f );
  QCOMPARE( at( lut, 99, 50 ), 50.0f );
  QCOMPARE( at( lut, 50, 99 ), 50.0f ); // beyond the last sample
  // Whatever part of a row is read.
  float row[100];
  lut.row( 95, 0, 100, row );
  for ( const int pixel : { 0, 49, 50, 89, 90, 99 } )
    QCOMPARE( row[pixel], at( lut, 95, pixel ) );
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
