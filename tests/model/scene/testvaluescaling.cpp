#include <QtTest>

#include <cmath>
#include <random>

#include "model/error.h"
#include "model/scene/valuescaling.h"
#include "support/expecterror.h"
#include "support/testraster.h"

Q_DECLARE_METATYPE( std::vector<float> )

using namespace calving;

namespace
{

//! What \a values look like, made from a seed.
std::vector<float> sampled( const std::function<double( std::mt19937 & )> &value )
{
  std::mt19937 random( 1 );
  std::vector<float> values( 20000 );
  for ( float &v : values )
    v = static_cast<float>( value( random ) );
  return values;
}

//! Four-look backscatter between \a low and \a high decibels.
double backscatter( std::mt19937 &random, double low, double high )
{
  const double mean = std::pow( 10, std::uniform_real_distribution<>( low, high )( random ) / 10 );
  return std::gamma_distribution<>( 4, mean / 4 )( random );
}

float scaled( const ValueScaling &scaling, float value )
{
  std::vector<float> values{ value };
  scaling.apply( values );
  return values.front();
}

} // namespace

class TestValueScaling : public QObject
{
  Q_OBJECT

private slots:
  void bytesAreDividedBy255();
  void bytesOfLittleContrastAreStretched();
  void recognisesWhatTheValuesAre_data();
  void recognisesWhatTheValuesAre();
  void digitalNumbersAreStretchedWhereThereIsPower();
  void metadataDecidesBeforeTheValues();
  void metadataThatDoNotFitTheTypeAreNotBelieved();
  void theUserDecidesBeforeTheMetadata();
  void valuesFarBeyondOneAreNoUnits();
  void allUnitsLookAlike();
  void nothingAndLessIsBlack();
  void emptyWindowIsNamed();
};

void TestValueScaling::bytesAreDividedBy255()
{
  const ValueScaling scaling = chooseScaling( {}, { PixelType::Byte, {}, { 0, 100 } } );
  QCOMPARE( scaled( scaling, 255 ), 1.0f );
  QCOMPARE( scaled( scaling, 51 ), 0.2f );
}

//! 80 grey levels make the network see one class only; 111, as the flattest scene of CaFFe has, stay as they
//! are.
void TestValueScaling::bytesOfLittleContrastAreStretched()
{
  const auto grey = []( int low, int high )
  { return sampled( [=]( auto &r ) { return std::uniform_int_distribution<>( low, high )( r ); } ); };
  const ValueScaling flat = chooseScaling( {}, { PixelType::Byte, {}, grey( 90, 170 ) } );
  QVERIFY( QString::fromStdString( flat.description ).contains( "little contrast" ) );
  QVERIFY( scaled( flat, 95 ) < 0.1f );
  QVERIFY( scaled( flat, 165 ) > 0.9f );
  QCOMPARE( scaled( chooseScaling( {}, { PixelType::Byte, {}, grey( 50, 165 ) } ), 255 ), 1.0f );
  ValueOptions asTheyAre;
  asTheyAre.kind = ValueKind::Byte;
  QCOMPARE( scaled( chooseScaling( asTheyAre, { PixelType::Byte, {}, grey( 90, 170 ) } ), 51 ), 0.2f );
}

void TestValueScaling::recognisesWhatTheValuesAre_data()
{
  QTest::addColumn<std::vector<float>>( "sample" );
  QTest::addColumn<QString>( "found" );
  QTest::newRow( "bytes as float" ) << sampled( []( auto &r )
                                                { return std::uniform_int_distribution<>( 0, 255 )( r ); } )
                                    << "8-bit values in a wider type";
  QTest::newRow( "power" ) << sampled( []( auto &r ) { return backscatter( r, -25, 0 ); } ) << "power";
  QTest::newRow( "power, noise removed" )
      << sampled( []( auto &r ) { return backscatter( r, -20, 0 ) - 0.002; } ) << "power";
  QTest::newRow( "decibels" ) << sampled( []( auto &r )
                                          { return 10 * std::log10( backscatter( r, -25, 0 ) ); } )
                              << "decibels;";
  QTest::newRow( "digital numbers" )
      << sampled( []( auto &r ) { return std::round( 470 * std::sqrt( backscatter( r, -20, 0 ) ) ); } )
      << "digital numbers";
  QTest::newRow( "already scaled" ) << sampled( []( auto &r )
                                                { return std::uniform_real_distribution<>( 0, 1 )( r ); } )
                                    << "already 0 to 1";
  QTest::newRow( "heights" ) << sampled( []( auto &r )
                                         { return std::uniform_real_distribution<>( -30, 2500 )( r ); } )
                             << "stretched between";
}

void TestValueScaling::recognisesWhatTheValuesAre()
{
  QFETCH( std::vector<float>, sample );
  QFETCH( QString, found );
  const ValueScaling scaling = chooseScaling( {}, { PixelType::Float32, {}, sample } );
  const QString description = QString::fromStdString( scaling.description );
  QVERIFY2( description.contains( found ), qPrintable( description ) );
}

//! A quarter of the scene lies outside the swath, and is 0.
void TestValueScaling::digitalNumbersAreStretchedWhereThereIsPower()
{
  std::vector<float> sample =
      sampled( []( auto &r ) { return std::round( 1 + 470 * std::sqrt( backscatter( r, -20, 0 ) ) ); } );
  const ValueScaling whole = chooseScaling( {}, { PixelType::UInt16, {}, sample } );
  sample.resize( sample.size() * 4 / 3 );
  const ValueScaling bordered = chooseScaling( {}, { PixelType::UInt16, {}, sample } );
  QVERIFY( whole.low > 0 );
  QCOMPARE( bordered.low, whole.low );
  QCOMPARE( bordered.high, whole.high );
  QCOMPARE( scaled( bordered, 0 ), 0.0f );
}

void TestValueScaling::metadataDecidesBeforeTheValues()
{
  const std::map<std::string, std::string> metadata{
      { "CALVINGFRONT_UNIT", "dB" }, { "CALVINGFRONT_DB_MIN", "-28.5" }, { "CALVINGFRONT_DB_MAX", "1.5" } };
  const ValueScaling scaling = chooseScaling( {}, { PixelType::Float32, metadata, { 0.1f, 0.2f, 0.3f } } );
  QCOMPARE( scaling.decibelsPerDecade, 0.0 );
  QCOMPARE( scaling.low, -28.5 );
  QCOMPARE( scaling.high, 1.5 );
  const auto perDecade = []( PixelType type, const char *unit ) {
    return chooseScaling( {}, { type, { { "CALVINGFRONT_UNIT", unit } }, {} } ).decibelsPerDecade;
  };
  QCOMPARE( perDecade( PixelType::Byte, "byte" ), 0.0 );
  QCOMPARE( perDecade( PixelType::Float32, "linear" ), 10.0 );
  QCOMPARE( perDecade( PixelType::Float32, "amplitude" ), 20.0 );
}

//! As left behind where a program changed the type of the pixels and kept the metadata.
void TestValueScaling::metadataThatDoNotFitTheTypeAreNotBelieved()
{
  const auto chosen = []( PixelType type, const char *unit, const std::vector<float> &sample ) {
    return chooseScaling( {}, { type, { { "CALVINGFRONT_UNIT", unit } }, sample } );
  };
  const std::vector<float> numbers =
      sampled( []( auto &r ) { return std::round( 9000 * backscatter( r, -9, 0 ) ); } );
  for ( const PixelType type : { PixelType::UInt16, PixelType::Float32, PixelType::Other } )
    QVERIFY( chosen( type, "byte", numbers ).high != 255 );
  for ( const char *unit : { "dB", "linear" } )
    QCOMPARE( scaled( chosen( PixelType::Byte, unit, { 0, 100, 200 } ), 51 ), 0.2f );
}

void TestValueScaling::theUserDecidesBeforeTheMetadata()
{
  const std::map<std::string, std::string> metadata{ { "CALVINGFRONT_UNIT", "dB" },
                                                     { "CALVINGFRONT_DB_MIN", "-28" } };
  ValueOptions options;
  options.kind = ValueKind::Power;
  options.dbMin = -22;
  const ValueScaling scaling = chooseScaling( options, { PixelType::Float32, metadata, {} } );
  QCOMPARE( scaling.decibelsPerDecade, 10.0 );
  QCOMPARE( scaling.low, -22.0 );
  QCOMPARE( scaling.high, 5.0 );
}

//! Bytes that are called values from 0 to 1 would all be white.
void TestValueScaling::valuesFarBeyondOneAreNoUnits()
{
  ValueOptions options;
  options.kind = ValueKind::Unit;
  EXPECT_ERROR( chooseScaling( options, { PixelType::Byte, {}, { 3, 90, 200 } } ), "0 to 1", "90" );
  QCOMPARE( chooseScaling( options, { PixelType::Float32, {}, { 0.1f, 0.5f, 1.0f } } ).high, 1.0 );
}

void TestValueScaling::allUnitsLookAlike()
{
  ValueOptions power, decibel, amplitude;
  power.kind = ValueKind::Power;
  decibel.kind = ValueKind::Decibel;
  amplitude.kind = ValueKind::Amplitude;
  for ( const float value : { 0.001f, 0.01f, 0.2f, 0.9f, 3.0f } )
  {
    const float expected = scaled( chooseScaling( decibel, {} ), 10 * std::log10( value ) );
    QVERIFY( std::abs( scaled( chooseScaling( power, {} ), value ) - expected ) < 1e-6f );
    QVERIFY( std::abs( scaled( chooseScaling( amplitude, {} ), std::sqrt( value ) ) - expected ) < 1e-6f );
  }
  // -10 dB in a window from -20 to 5
  QVERIFY( std::abs( scaled( chooseScaling( power, {} ), 0.1f ) - 0.4f ) < 1e-6f );
}

void TestValueScaling::nothingAndLessIsBlack()
{
  ValueOptions power;
  power.kind = ValueKind::Power;
  QCOMPARE( scaled( chooseScaling( power, {} ), 0.0f ), 0.0f );
  QCOMPARE( scaled( chooseScaling( power, {} ), -0.1f ), 0.0f );
  QVERIFY( std::isnan( scaled( chooseScaling( power, {} ), NAN ) ) );
}

void TestValueScaling::emptyWindowIsNamed()
{
  ValueOptions options;
  options.kind = ValueKind::Decibel;
  options.dbMin = 15;
  try
  {
    chooseScaling( options, {} );
    QFAIL( "an empty window was accepted" );
  }
  catch ( const Error &e )
  {
    QCOMPARE( QString( e.what() ),
              QString( "The window from DB_MIN = 15 to DB_MAX = 5 decibels is empty. DB_MIN must "
                       "be the smaller one." ) );
  }
}

QTEST_APPLESS_MAIN( TestValueScaling )
#include "testvaluescaling.moc"
