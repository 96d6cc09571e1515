#include <QtTest>

#include "model/scene/sceneholes.h"
#include "support/describedraster.h"

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

class TestSceneHoles : public QObject
{
  Q_OBJECT

private slots:
  void undeclaredHolesAreFound_data();
  void undeclaredHolesAreFound();
  void valuesAreLeftAlone_data();
  void valuesAreLeftAlone();
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
    QVERIFY( value < 0 && value > -100 );
}

void TestSceneHoles::valuesAreLeftAlone_data()
{
  QTest::addColumn<DescribedRaster>( "raster" );
  QTest::newRow( "decibels" ) << decibels( 0, 0 );
  QTest::newRow( "one zero among decibels" ) << decibels( 1, 0 );
  // Calm water after noise removal: zeros among power are dark, not absent.
  DescribedRaster power = decibels( 700, 0 );
  for ( double &value : power.values )
    value = value == 0 ? 0 : std::pow( 10, value / 10 );
  QTest::newRow( "zeros among power" ) << power;
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

QTEST_APPLESS_MAIN( TestSceneHoles )
#include "testsceneholes.moc"
