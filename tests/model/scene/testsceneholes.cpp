#include <QtTest>

#include "model/scene/sceneholes.h"
#include "support/describedraster.h"
#include "support/testraster.h"

using namespace calving;

namespace
{

//! Decibels around -12 with \a holes of 2000 pixels at the beginning, each \a value.
DescribedRaster decibels( int holes, double value )
{
  DescribedRaster raster;
  for ( int i = 0; i < 2000; ++i )
    raster.values.push_back( i < holes ? value : -12 + 8 * std::sin( 0.7 * i ) );
  return raster;
}

//! Digital numbers around 300 with \a holes of 2000 pixels at the beginning, each \a value.
DescribedRaster amplitudes( int holes, double value )
{
  DescribedRaster raster = decibels( holes, value );
  raster.type = GDT_UInt16;
  for ( std::size_t i = static_cast<std::size_t>( holes ); i < raster.values.size(); ++i )
    raster.values[i] = std::round( 1200 * std::pow( 10, raster.values[i] / 20 ) );
  return raster;
}

//! Power with \a holes of 2000 pixels at the beginning, each 0.
DescribedRaster power( int holes )
{
  DescribedRaster raster = decibels( 0, 0 );
  for ( std::size_t i = 0; i < raster.values.size(); ++i )
    raster.values[i] = i < static_cast<std::size_t>( holes ) ? 0 : std::pow( 10, raster.values[i] / 10 );
  return raster;
}

//! From -1 to 1, as if by chance.
double noise( int x, int y )
{
  unsigned mixed = static_cast<unsigned>( x ) * 73856093u ^ static_cast<unsigned>( y ) * 19349663u;
  mixed = ( mixed ^ mixed >> 13 ) * 1274126177u;
  return ( mixed >> 8 ) % 2001 / 1000.0 - 1;
}

const std::string square = "/vsimem/square.tif";
constexpr int side = 200;

QStringList warningsOfSquare( RasterInput &input )
{
  QStringList warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &text ) { warnings << QString::fromStdString( text ); };
  RasterReader reader( square, RasterContent::Backscatter );
  sampleScene( reader, 1, feedback );
  input = reader.input();
  return warnings;
}

QStringList warningsOf( const DescribedRaster &raster, std::vector<float> &sample, RasterInput &input )
{
  raster.write();
  QStringList warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &text ) { warnings << QString::fromStdString( text ); };
  RasterReader reader( raster.path, RasterContent::Backscatter );
  sample = sampleScene( reader, 1, feedback );
  input = reader.input();
  return warnings;
}

} // namespace

Q_DECLARE_METATYPE( DescribedRaster )
Q_DECLARE_METATYPE( std::function<double( int, int )> )

class TestSceneHoles : public QObject
{
  Q_OBJECT

private slots:
  void undeclaredHolesAreFound_data();
  void undeclaredHolesAreFound();
  void valuesAreLeftAlone_data();
  void valuesAreLeftAlone();
  void zeroAreasWithSharpEdgesAreHoles();
  void darkWaterIsNoHole_data();
  void darkWaterIsNoHole();
};

void TestSceneHoles::undeclaredHolesAreFound_data()
{
  QTest::addColumn<DescribedRaster>( "raster" );
  QTest::addColumn<QString>( "named" );
  QTest::newRow( "-9999 among decibels" ) << decibels( 700, -9999 ) << "-9999";
  QTest::newRow( "-32768 among decibels" ) << decibels( 7, -32768 ) << "-32768";
  QTest::newRow( "0 among decibels" ) << decibels( 700, 0 ) << "0 dB";
  DescribedRaster whole = decibels( 700, 0 );
  whole.type = GDT_Int16;
  whole.scale = 0.01;
  for ( double &value : whole.values )
    value = std::round( 100 * value );
  QTest::newRow( "0 among decibels in hundredths" ) << whole << "0 dB";
  for ( double &value : whole.values )
    value = value == 0 ? -9999 : value;
  QTest::newRow( "-9999 under a scale" ) << whole << "-9999";
  whole.scale = 0.001; // -9.999 dB lies among the others
  for ( double &value : whole.values )
    value = value == -9999 ? value : 10 * value;
  QTest::newRow( "-9999 under a small scale" ) << whole << "-9999";
  QTest::newRow( "-999 among decibels" ) << decibels( 700, -999 ) << "-999";
  QTest::newRow( "-99 among decibels" ) << decibels( 700, -99 ) << "-99";
  QTest::newRow( "1e20 among decibels" ) << decibels( 700, 1e20 ) << "1e+20";
  QTest::newRow( "3.4e38 among decibels" ) << decibels( 700, 3.4e38 ) << "3.4e+38";
  QTest::newRow( "65535 among amplitudes" ) << amplitudes( 700, 65535 ) << "65535";
  DescribedRaster scaled = amplitudes( 700, 65535 );
  scaled.scale = 0.1;
  QTest::newRow( "65535 under a scale" ) << scaled << "65535";
  QTest::newRow( "0 among amplitudes" ) << amplitudes( 700, 0 ) << "exactly 0";
  QTest::newRow( "0 among power" ) << power( 700 ) << "exactly 0";
}

void TestSceneHoles::undeclaredHolesAreFound()
{
  QFETCH( DescribedRaster, raster );
  QFETCH( QString, named );
  std::vector<float> sample;
  RasterInput input;
  const QStringList warnings = warningsOf( raster, sample, input );
  QCOMPARE( warnings.size(), 1 );
  QVERIFY2( warnings[0].contains( named ) && warnings[0].contains( "described.tif" ),
            qPrintable( warnings[0] ) );
  const std::vector<float> again =
      RasterReader( input, RasterContent::Backscatter ).readBand( 1, { 0, 0, 2000, 1 } );
  for ( std::size_t i = 0; i < again.size(); ++i )
    QCOMPARE( bool( std::isnan( again[i] ) ), raster.values[i] == raster.values[0] );
  for ( const float value : sample )
    QVERIFY( value != static_cast<float>( raster.values[0] * raster.scale.value_or( 1 ) ) );
  QVERIFY( sample.size() > 500 );
}

void TestSceneHoles::valuesAreLeftAlone_data()
{
  QTest::addColumn<DescribedRaster>( "raster" );
  QTest::newRow( "decibels" ) << decibels( 0, 0 );
  QTest::newRow( "one zero among decibels" ) << decibels( 1, 0 );
  // Calm water after noise removal: zeros among power are dark, not absent.
  DescribedRaster water = power( 700 );
  for ( std::size_t i = 0; i < 700; i += 15 )
    water.values[i] = 1e-3;
  QTest::newRow( "zeros among power" ) << water;
  DescribedRaster declared = power( 700 );
  declared.noData = -1;
  QTest::newRow( "zeros where something else is declared" ) << declared;
  // The brightest were cut to what the type can hold: others are nearly as bright.
  DescribedRaster cut = amplitudes( 700, 65535 );
  for ( std::size_t i = 0; i < 300; ++i )
    cut.values[i] = 62000 + 10 * static_cast<double>( i );
  QTest::newRow( "numbers that were cut" ) << cut;
  DescribedRaster hundredths = decibels( 0, 0 );
  hundredths.type = GDT_Int16;
  for ( double &value : hundredths.values )
    value = std::round( 100 * value );
  hundredths.values[7] = hundredths.values[11] = -999; // -9.99 dB
  QTest::newRow( "decibels times 100" ) << hundredths;
  DescribedRaster bytes = decibels( 700, 0 );
  bytes.type = GDT_Byte;
  for ( double &value : bytes.values )
    value = -value;
  QTest::newRow( "bytes" ) << bytes;
  // Differences and other numbers around 0 hold as many values near it.
  DescribedRaster differences = decibels( 700, 0 );
  for ( std::size_t i = 0; i < 700; ++i )
    differences.values[i] = i < 100 ? 0 : 0.001 * ( static_cast<double>( i % 40 ) - 20.5 );
  QTest::newRow( "numbers around 0" ) << differences;
}

void TestSceneHoles::valuesAreLeftAlone()
{
  QFETCH( DescribedRaster, raster );
  std::vector<float> sample;
  RasterInput input;
  QCOMPARE( warningsOf( raster, sample, input ), QStringList() );
  QVERIFY( input.noData.empty() );
  QVERIFY( sample.size() > 500 );
}

//! Power beside a swath's edge, of which noise removal left a tenth at 0.
void TestSceneHoles::zeroAreasWithSharpEdgesAreHoles()
{
  writeRaster( square, side, side,
               []( int x, int y )
               { return 3 * y > x + 250 ? 0 : std::max( 0.0, 0.1 * ( 0.8 + noise( x, y ) ) ); } );
  RasterInput input;
  const QStringList warnings = warningsOfSquare( input );
  QCOMPARE( warnings.size(), 1 );
  QVERIFY2( warnings[0].contains( "outside a swath" ), qPrintable( warnings[0] ) );
  const RasterReader reader( input, RasterContent::Backscatter );
  QVERIFY( std::isnan( reader.readBand( 1, { 10, 190, 1, 1 } )[0] ) );
  for ( const float value : reader.readBand( 1, { 1, 1, side - 2, 80 } ) )
    QVERIFY( !std::isnan( value ) );
}

void TestSceneHoles::darkWaterIsNoHole_data()
{
  using Value = std::function<double( int, int )>;
  QTest::addColumn<Value>( "value" );
  QTest::addColumn<int>( "type" );
  // Below the noise in the left third, and more and more above it.
  const Value water = []( int x, int y ) { return std::max( 0.0, 0.025 * ( x - 100 ) + noise( x, y ) ); };
  const auto sharp = []( double most, const std::function<double( double )> &round )
  {
    return [=]( int x, int y )
    { return x < 70 ? 0 : round( std::clamp( 0.5 + 0.6 * noise( x, y ), 0.01, 1.0 ) * most ); };
  };
  const auto whole = []( double value ) { return std::round( value ); };
  const auto same = []( double value ) { return value; };
  QTest::newRow( "water below the noise" ) << water << int( GDT_Float32 );
  QTest::newRow( "bytes in a wider type" ) << Value( sharp( 255, whole ) ) << int( GDT_UInt16 );
  QTest::newRow( "bytes as floating point" ) << Value( sharp( 255, whole ) ) << int( GDT_Float32 );
  QTest::newRow( "from 0 to 1" ) << Value( sharp( 1, same ) ) << int( GDT_Float32 );
  QTest::newRow( "stretched to 65535" ) << Value( sharp( 65535, whole ) ) << int( GDT_UInt16 );
}

void TestSceneHoles::darkWaterIsNoHole()
{
  using Value = std::function<double( int, int )>;
  QFETCH( Value, value );
  QFETCH( int, type );
  writeRaster( square, side, side, value, static_cast<GDALDataType>( type ) );
  RasterInput input;
  const QStringList warnings = warningsOfSquare( input );
  QCOMPARE( warnings.size(), 1 );
  QVERIFY2( warnings[0].contains( "taken for data" ), qPrintable( warnings[0] ) );
  QVERIFY( input.noData.empty() );
}

QTEST_APPLESS_MAIN( TestSceneHoles )
#include "testsceneholes.moc"
