#include <QtTest>

#include <cpl_string.h>

#include "model/error.h"
#include "model/sar/geometry/orbit.h"
#include "model/sar/geometry/secant.h"
#include "model/sar/product/orbitfile.h"
#include "support/expecterror.h"
#include "support/sentinel1.h"

using namespace calving;

namespace
{

UtcTime utc( const char *text )
{
  return *UtcTime::parse( text );
}

//! State vectors of Sentinel-1 as published with the tests of the Python package sarsen: 10 s apart.
std::vector<StateVector> publishedVectors()
{
  const UtcTime start = utc( "2021-12-23T05:11:20" );
  return {
      { start, { 4299854.769, 1453596.443, 5418885.179 }, { 5962.611698, -91.122756, -4695.177565 } },
      { start + 10, { 4359238.173, 1452560.406, 5371628.586 }, { 5913.952956, -116.0645, -4756.073476 } },
      { start + 20, { 4418131.478, 1451275.368, 5323765.698 }, { 5864.593853, -140.922246, -4816.434357 } },
      { start + 30, { 4476527.709, 1449742.188, 5275301.901 }, { 5814.540013, -165.692188, -4876.253356 } },
      { start + 40, { 4534419.947, 1447961.762, 5226242.648 }, { 5763.79714, -190.370539, -4935.523681 } },
      { start + 50, { 4591801.329, 1445935.027, 5176593.459 }, { 5712.371027, -214.95353, -4994.238602 } },
  };
}

//! A circle in the plane of the equator, 7000 km from the centre, 100 minutes around.
StateVector onCircle( double seconds )
{
  const double rate = 2 * 3.14159265358979323846 / 6000.0;
  const double angle = rate * seconds;
  return { utc( "2020-01-01T00:00:00" ) + seconds,
           { 7e6 * std::cos( angle ), 7e6 * std::sin( angle ), 0 },
           { -7e6 * rate * std::sin( angle ), 7e6 * rate * std::cos( angle ), 0 } };
}

double distance( const Vector3 &a, const Vector3 &b )
{
  return length( a - b );
}

//! Of a satellite, in a frame, with vectors.
const QString orbitHead =
    "<Earth_Explorer_File><Earth_Explorer_Header><Fixed_Header><Mission>%1</Mission></Fixed_Header>"
    "<Variable_Header><Ref_Frame>%2</Ref_Frame></Variable_Header></Earth_Explorer_Header>"
    "<Data_Block><List_of_OSVs>%3</List_of_OSVs></Data_Block></Earth_Explorer_File>";

//! The text of a file of \a vectors of Sentinel-1A.
std::string orbitText( const std::vector<StateVector> &vectors )
{
  QString nodes;
  for ( const StateVector &v : vectors )
    nodes +=
        QString( "<OSV><UTC>UTC=%1</UTC><X>%2</X><Y>%3</Y><Z>%4</Z><VX>%5</VX><VY>%6</VY><VZ>%7</VZ></OSV>" )
            .arg( QString::fromStdString( v.time.text() ) )
            .arg( v.position[0], 0, 'f', 6 )
            .arg( v.position[1], 0, 'f', 6 )
            .arg( v.position[2], 0, 'f', 6 )
            .arg( v.velocity[0], 0, 'f', 6 )
            .arg( v.velocity[1], 0, 'f', 6 )
            .arg( v.velocity[2], 0, 'f', 6 );
  return orbitHead.arg( "Sentinel-1A", "EARTH_FIXED", nodes ).toStdString();
}

std::string orbitFile()
{
  return testData( "sentinel1/S1A_OPER_AUX_RESORB_OPOD_20230823T162050_V20230823T123139_20230823T154909.EOF" )
      .toStdString();
}

#define REQUIRE_ORBIT_FILE                                                                                   \
  REQUIRE_TEST_DATA(                                                                                         \
      "sentinel1/S1A_OPER_AUX_RESORB_OPOD_20230823T162050_V20230823T123139_20230823T154909.EOF" )

} // namespace

class TestOrbit : public QObject
{
  Q_OBJECT

private slots:
  void passesThroughItsVectors();
  void hasTheSizesOfSentinel1();
  void followsACircle();
  void worksWithTwoVectors();
  void delayedMeansLater();
  void refusesUselessVectors();
  void secantFindsPublishedPoints();
  void readsARestitutedOrbit();
  void packedOrbitsAreRead_data();
  void packedOrbitsAreRead();
  void foretellsVectorsOfTheFile();
  void orbitOfAnotherSatelliteIsRefused();
  void orbitOfAnotherDayIsRefused();
  void brokenOrbitFileIsExplained_data();
  void brokenOrbitFileIsExplained();
};

//! The published tolerance of a polynomial through these vectors: 1 mm and 2 cm/s.
void TestOrbit::passesThroughItsVectors()
{
  const std::vector<StateVector> vectors = publishedVectors();
  const Orbit orbit( vectors );
  QCOMPARE( orbit.duration(), 50.0 );
  for ( const StateVector &vector : vectors )
  {
    const Orbit::State state = orbit.at( orbit.seconds( vector.time ) );
    QVERIFY( distance( state.position, vector.position ) < 1e-3 );
    QVERIFY( distance( state.velocity, vector.velocity ) < 0.02 );
  }
}

void TestOrbit::hasTheSizesOfSentinel1()
{
  const Orbit orbit( publishedVectors() );
  const Orbit::State state = orbit.at( 10 );
  QVERIFY( std::abs( length( state.position ) / 7068663.0 - 1 ) < 1e-3 );
  QVERIFY( std::abs( length( state.velocity ) / 7590.0 - 1 ) < 1e-3 );
  QVERIFY( std::abs( length( state.acceleration ) / 8.18 - 1 ) < 1e-3 );
}

void TestOrbit::followsACircle()
{
  std::vector<StateVector> vectors;
  for ( int i = 0; i < 12; ++i )
    vectors.push_back( onCircle( 10.0 * i ) );
  const Orbit orbit( vectors );
  const double rate = 2 * 3.14159265358979323846 / 6000.0;
  for ( double t = -2; t < 112; t += 0.37 )
  {
    const Orbit::State state = orbit.at( t );
    const StateVector truth = onCircle( t );
    QVERIFY( distance( state.position, truth.position ) < 1e-6 );
    QVERIFY( distance( state.velocity, truth.velocity ) < 1e-5 );
    QVERIFY( distance( state.acceleration, -rate * rate * truth.position ) < 1e-5 );
  }
}

//! Two vectors make a cubic, which misses the arc of 10 s by h^4/384 of the fourth derivative: 3e-5 m.
void TestOrbit::worksWithTwoVectors()
{
  const Orbit orbit( { onCircle( 0 ), onCircle( 10 ) } );
  QVERIFY( distance( orbit.at( 5 ).position, onCircle( 5 ).position ) < 1e-3 );
}

void TestOrbit::delayedMeansLater()
{
  const Orbit orbit( publishedVectors() );
  const Orbit later = orbit.delayed( 0.25 );
  const UtcTime time = utc( "2021-12-23T05:11:47.5" );
  QVERIFY( distance( later.at( later.seconds( time + 0.25 ) ).position,
                     orbit.at( orbit.seconds( time ) ).position ) < 1e-6 );
}

void TestOrbit::refusesUselessVectors()
{
  EXPECT_ERROR( Orbit( { onCircle( 0 ) } ), "two state vectors", "orbit file" );
  EXPECT_ERROR( Orbit( { onCircle( 10 ), onCircle( 10 ) } ), "rise", "orbit file" );
  std::vector<StateVector> vectors;
  for ( int i = 0; i < 20; ++i )
    vectors.push_back( onCircle( 10.0 * i ) );
  vectors[0].position[0] += 1000;
  EXPECT_ERROR( Orbit( vectors ), "2020-01-01T00:00:00.000000", "10 m", "orbit file" );
}

void TestOrbit::secantFindsPublishedPoints()
{
  const auto f = []( double t ) { return 1 + 0.015 * t - 0.0001 * t * t + 0.00003 * t * t * t; };
  QVERIFY( std::abs( secantRoot( f, 100, -100, 0.1 ) - -25.1724 ) < 1e-4 );
  QVERIFY( std::abs( secantRoot( f, 100, -100, 0.01 ) - -26.3065 ) < 1e-4 );
  QVERIFY( std::abs( secantRoot( f, -1, 1, 0.01 ) - -26.102 ) < 1e-3 );
}

void TestOrbit::readsARestitutedOrbit()
{
  REQUIRE_ORBIT_FILE;
  const std::vector<StateVector> vectors =
      readOrbit( orbitFile(), { "S1A", utc( "2023-08-23T13:00:00" ), utc( "2023-08-23T13:00:25" ) } );
  // 25 s and a minute on both sides, a vector every 10 s.
  QCOMPARE( vectors.size(), std::size_t( 14 ) );
  QCOMPARE( vectors.front().time.text(), std::string( "2023-08-23T12:59:09.035127" ) );
  const std::vector<StateVector> first =
      readOrbit( orbitFile(), { "S1A", utc( "2023-08-23T12:31:40" ), utc( "2023-08-23T12:31:50" ) } );
  QCOMPARE( first.front().position, ( Vector3{ 923782.276306, 7016372.549440, -39701.370546 } ) );
  QCOMPARE( first.front().velocity, ( Vector3{ 1574.321485, -174.076744, 7430.084806 } ) );
}

void TestOrbit::packedOrbitsAreRead_data()
{
  QTest::addColumn<QString>( "path" );
  QTest::addColumn<QString>( "inside" );
  QTest::newRow( "plain" ) << "/vsimem/orbit/a.EOF"
                           << "";
  QTest::newRow( "gzip" ) << "/vsimem/orbit/a.EOF.gz"
                          << "/vsigzip//vsimem/orbit/a.EOF.gz";
  QTest::newRow( "zip" ) << "/vsimem/orbit/a.EOF.zip"
                         << "/vsizip//vsimem/orbit/a.EOF.zip/a.EOF";
  QTest::newRow( "zip with a folder" ) << "/vsimem/orbit/b.ZIP"
                                       << "/vsizip//vsimem/orbit/b.ZIP/orbits/a.eof";
}

void TestOrbit::packedOrbitsAreRead()
{
  QFETCH( QString, path );
  QFETCH( QString, inside );
  putFile( ( inside.isEmpty() ? path : inside ).toStdString(), orbitText( publishedVectors() ) );
  const UtcTime start = publishedVectors().front().time;
  const std::vector<StateVector> found = readOrbit( path.toStdString(), { "S1A", start + 20, start + 30 } );
  QCOMPARE( found.size(), publishedVectors().size() );
  QCOMPARE( found[1].position, publishedVectors()[1].position );
  VSIUnlink( path.toUtf8() );
  char **left = VSIReadDir( "/vsimem/orbit" );
  QCOMPARE( CSLCount( left ), 0 );
  CSLDestroy( left );
}

void TestOrbit::foretellsVectorsOfTheFile()
{
  REQUIRE_ORBIT_FILE;
  const std::vector<StateVector> vectors =
      readOrbit( orbitFile(), { "S1A", utc( "2023-08-23T13:00:00" ), utc( "2023-08-23T13:02:00" ) } );
  std::vector<StateVector> sparse;
  for ( std::size_t i = 0; i < vectors.size(); i += 2 )
    sparse.push_back( vectors[i] );
  const Orbit orbit( sparse );
  for ( std::size_t i = 1; i + 1 < vectors.size(); i += 2 )
  {
    const Orbit::State state = orbit.at( orbit.seconds( vectors[i].time ) );
    QVERIFY( distance( state.position, vectors[i].position ) < 1e-3 );
    QVERIFY( distance( state.velocity, vectors[i].velocity ) < 1e-3 );
  }
}

void TestOrbit::orbitOfAnotherSatelliteIsRefused()
{
  const std::string path = "/vsimem/other.EOF";
  putFile( path, orbitText( publishedVectors() ) );
  const OrbitRequest request{ "S1B", utc( "2021-12-23T05:11:30" ), utc( "2021-12-23T05:11:40" ) };
  EXPECT_ERROR( readOrbit( path, request ), path, "S1A", "S1B" );
}

void TestOrbit::orbitOfAnotherDayIsRefused()
{
  const std::string path = "/vsimem/other.EOF";
  putFile( path, orbitText( publishedVectors() ) );
  const OrbitRequest request{ "S1A", utc( "2021-08-09T17:39:53.153776" ), utc( "2021-08-09T17:40:18.1528" ) };
  EXPECT_ERROR( readOrbit( path, request ), path, "2021-12-23T05:11:20.000000 to 2021-12-23T05:12:10.000000",
                "2021-08-09T17:39:53.153776 to 2021-08-09T17:40:18.152800" );
}

void TestOrbit::brokenOrbitFileIsExplained_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QString>( "sentence" );
  const QString osv = "<OSV><UTC>%1</UTC><X>1</X><Y>%2</Y><Z>3</Z><VX>1</VX><VY>2</VY><VZ>3</VZ></OSV>";
  QTest::newRow( "satellite" )
      << orbitHead.arg( "Sentinel-2A", "EARTH_FIXED", "" )
      << "In the file o.EOF, the node /Earth_Explorer_File/Earth_Explorer_Header/Fixed_Header/"
         "Mission names the satellite “Sentinel-2A”, not Sentinel-1 A to D. Choose the orbit file";
  QTest::newRow( "frame" )
      << orbitHead.arg( "Sentinel-1A", "GM2000", "" )
      << "In the file o.EOF, the node /Earth_Explorer_File/Earth_Explorer_Header/Variable_Header/"
         "Ref_Frame should be EARTH_FIXED. Choose the orbit file";
  QTest::newRow( "empty" )
      << orbitHead.arg( "Sentinel-1A", "EARTH_FIXED", "" )
      << "In the file o.EOF, the node /Earth_Explorer_File/Data_Block/List_of_OSVs should hold at "
         "least two state vectors. Choose the orbit file";
  QTest::newRow( "number" )
      << orbitHead.arg( "Sentinel-1A", "EARTH_FIXED", osv.arg( "UTC=2020-01-01T00:00:00", "1e999" ) )
      << "In the file o.EOF, the node /Earth_Explorer_File/Data_Block/List_of_OSVs/OSV/Y holds "
         "“1e999” where a number should be. Choose the orbit file";
  QTest::newRow( "time" )
      << orbitHead.arg( "Sentinel-1A", "EARTH_FIXED", osv.arg( "yesterday", "2" ) )
      << "In the file o.EOF, the node /Earth_Explorer_File/Data_Block/List_of_OSVs/OSV/UTC holds "
         "“yesterday” where a time should be. Choose the orbit file";
  QTest::newRow( "order" )
      << orbitHead.arg( "Sentinel-1A", "EARTH_FIXED",
                        osv.arg( "UTC=2020-01-01T00:00:10", "2" ) +
                            osv.arg( "UTC=2020-01-01T00:00:00", "2" ) )
      << "In the file o.EOF, the node /Earth_Explorer_File/Data_Block/List_of_OSVs holds times "
         "that do not rise. Choose the orbit file";
  QTest::newRow( "other file" ) << "<product/>"
                                << "The file o.EOF is not what it should be: its root is <product>, not "
                                   "<Earth_Explorer_File>. Choose the orbit file";
}

void TestOrbit::brokenOrbitFileIsExplained()
{
  QFETCH( QString, text );
  QFETCH( QString, sentence );
  EXPECT_ERROR( parseOrbitFile( text.toStdString(), "o.EOF" ), sentence.toStdString() );
}

QTEST_APPLESS_MAIN( TestOrbit )
#include "testorbit.moc"
