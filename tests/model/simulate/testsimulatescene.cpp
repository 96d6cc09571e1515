#include <cmath>
#include <functional>
#include <map>
#include <set>

#include <QtTest>

#include "model/base/calendar.h"
#include "model/error.h"
#include "model/raster/raster.h"
#include "model/simulate/opticalscene.h"
#include "model/simulate/simulatedfronts.h"
#include "model/simulate/simulatescene.h"
#include "model/simulate/truemotion.h"

using namespace calving;

Q_DECLARE_METATYPE( std::function<void( SceneOptions & )> )

namespace
{

SceneOptions smallScene( std::uint64_t seed = 1 )
{
  SceneOptions options;
  options.seed = seed;
  options.width = 160;
  options.height = 128;
  options.pixelSizeMetres = 80;
  return options;
}

//! Every raster of one scene, read back.
struct Rendered
{
  Image scene, zones, dem, optical, front;
};

Rendered render( const SceneOptions &options, int index = 0 )
{
  const SimulatedGlacier glacier( options );
  const std::string base = "/vsimem/simulated";
  simulateScene( glacier, index,
                 { base + ".tif", base + "z.tif", base + "d.tif", base + "o.tif", base + "f.tif" }, {} );
  const Window all{ 0, 0, options.width, options.height };
  const auto read = [&]( const std::string &end ) { return RasterReader( base + end ).read( all ); };
  return { read( ".tif" ), read( "z.tif" ), read( "d.tif" ), read( "o.tif" ), read( "f.tif" ) };
}

double meanFront( const SceneOptions &options, int day )
{
  const SimulatedGlacier glacier( options );
  const Surface surface = glacier.surfaceOn( day );
  double sum = 0;
  for ( int i = -50; i <= 50; ++i )
    sum += surface.frontPosition( 0, 0.02 * i ) / 101;
  return sum;
}

} // namespace

class TestSimulateScene : public QObject
{
  Q_OBJECT

private slots:
  void oneSeedGivesTheSameBitsWithAnyThreads();
  void stripsDoNotChangePixels();
  void zonesAgreeWithHeights_data();
  void zonesAgreeWithHeights();
  void frontPixelsAreOceanBesideGlacier();
  void frontLinesSeparateGlacierFromOcean_data();
  void frontLinesSeparateGlacierFromOcean();
  void shadowIsHiddenFromTheRadar();
  void frontMovesAsAsked_data();
  void frontMovesAsAsked();
  void aCalvingEventTakesAllOfTheFrontForEver();
  void motionIsToldAsItIs();
  void classesLookAsInRealScenes();
  void decibelsAndBytesTellTheSame();
  void opticalBandsArePlausible();
  void describesItself();
  void liesWhereAsked_data();
  void liesWhereAsked();
  void smallestSceneWorks();
  void wideScenesShowSeveralFjords();
  void cancellingLeavesTheOldFile();
  void wrongOptionsAreNamed_data();
  void wrongOptionsAreNamed();
};

void TestSimulateScene::oneSeedGivesTheSameBitsWithAnyThreads()
{
  SceneOptions options = smallScene();
  options.threads = 1;
  const Rendered one = render( options );
  options.threads = 3;
  const Rendered three = render( options );
  QCOMPARE( one.scene.values, three.scene.values );
  QCOMPARE( one.zones.values, three.zones.values );
  QCOMPARE( one.dem.values, three.dem.values );
  QCOMPARE( one.optical.values, three.optical.values );
  options.seed = 2;
  QVERIFY( render( options ).dem.values != one.dem.values );
}

void TestSimulateScene::stripsDoNotChangePixels()
{
  const SimulatedGlacier glacier( smallScene( 2 ) );
  const Surface surface = glacier.surfaceOn( glacier.options().firstDay );
  const RadarScene radar( glacier, 0 );
  const auto pixels = [&]( const Rows &rows )
  {
    const SurfaceStrip strip( glacier, surface, rows, { radar.rays() } );
    return radar.pixels( strip, radar.shadows( strip ) );
  };
  const std::vector<float> all = pixels( { 0, 128 } );
  const std::vector<float> part = pixels( { 50, 13 } );
  QCOMPARE( part, std::vector<float>( all.begin() + 50 * 160, all.begin() + 63 * 160 ) );
}

void TestSimulateScene::zonesAgreeWithHeights_data()
{
  QTest::addColumn<int>( "seed" );
  for ( int seed : { 1, 2, 3, 4 } )
    QTest::addRow( "seed %d", seed ) << seed;
}

void TestSimulateScene::zonesAgreeWithHeights()
{
  QFETCH( int, seed );
  const Rendered rendered = render( smallScene( seed ) );
  std::map<int, int> counts;
  for ( std::size_t i = 0; i < rendered.zones.values.size(); ++i )
  {
    const int code = static_cast<int>( rendered.zones.values[i] );
    ++counts[code];
    QVERIFY( code == 0 || code == 64 || code == 127 || code == 254 );
    if ( code == 254 )
      QCOMPARE( rendered.dem.values[i], 0.0F );
    if ( code == 64 || code == 127 )
      QVERIFY( rendered.dem.values[i] > 0 );
    QVERIFY( rendered.dem.values[i] < 3500 );
  }
  // A fjord with its glacier between mountains.
  for ( int code : { 64, 127, 254 } )
    QVERIFY2( counts[code] > 0.03 * 160 * 128, qPrintable( QString::number( code ) ) );
}

void TestSimulateScene::frontPixelsAreOceanBesideGlacier()
{
  const Rendered rendered = render( smallScene() );
  const auto zone = [&]( int x, int y )
  { return x < 0 || y < 0 || x >= 160 || y >= 128 ? 0.0F : rendered.zones.values[y * 160 + x]; };
  int count = 0;
  for ( int y = 0; y < 128; ++y )
    for ( int x = 0; x < 160; ++x )
    {
      const bool beside = zone( x - 1, y ) == 127 || zone( x + 1, y ) == 127 || zone( x, y - 1 ) == 127 ||
                          zone( x, y + 1 ) == 127;
      QCOMPARE( rendered.front.values[y * 160 + x], zone( x, y ) == 254 && beside ? 255.0F : 0.0F );
      count += rendered.front.values[y * 160 + x] > 0;
    }
  QVERIFY( count > 10 );
}

void TestSimulateScene::frontLinesSeparateGlacierFromOcean_data()
{
  zonesAgreeWithHeights_data();
}

//! Every vertex has both classes among the pixels around it, and every front pixel has a vertex nearby.
void TestSimulateScene::frontLinesSeparateGlacierFromOcean()
{
  QFETCH( int, seed );
  const SceneOptions options = smallScene( seed );
  const SimulatedGlacier glacier( options );
  const Rendered rendered = render( options );
  std::vector<std::array<double, 2>> vertices;
  int between = 0;
  for ( const SimulatedFront &front : simulatedFronts( glacier, 0 ) )
    for ( const auto &[x, y] : front.points )
    {
      const std::array<double, 2> pixel = glacier.placement().grid.toPixel( x, y );
      vertices.push_back( pixel );
      bool ocean = false, ice = false;
      for ( int row = std::lround( pixel[1] ) - 1; row <= std::lround( pixel[1] ); ++row )
        for ( int column = std::lround( pixel[0] ) - 1; column <= std::lround( pixel[0] ); ++column )
          if ( row >= 0 && column >= 0 && row < options.height && column < options.width )
          {
            const float zone = rendered.zones.values[row * options.width + column];
            ocean |= zone == 254;
            ice |= zone == 127;
          }
      between += ocean && ice;
    }
  QVERIFY( vertices.size() > 20 );
  // The ends lie on the shore, where rock or shadow may take the place of one of the two.
  QVERIFY2( between > 0.9 * vertices.size(),
            qPrintable( QString( "%1 of %2" ).arg( between ).arg( vertices.size() ) ) );

  int far = 0, pixels = 0;
  for ( int row = 0; row < options.height; ++row )
    for ( int column = 0; column < options.width; ++column )
      if ( rendered.front.values[row * options.width + column] > 0 )
      {
        double nearest = 1e9;
        for ( const auto &[x, y] : vertices )
          nearest = std::min( nearest, std::hypot( x - column - 0.5, y - row - 0.5 ) );
        far += nearest > 1.5;
        ++pixels;
      }
  QVERIFY2( far < 0.1 * pixels, qPrintable( QString( "%1 of %2" ).arg( far ).arg( pixels ) ) );
}

//! Looks along the ray from each shadow pixel over the written heights.
void TestSimulateScene::shadowIsHiddenFromTheRadar()
{
  SceneOptions options = smallScene( 2 );
  options.incidence = 50;
  const RadarView view( options.incidence, options.lookDirection );
  const Rendered rendered = render( options );
  int shadowed = 0;
  for ( int row = 0; row < options.height; ++row )
    for ( int column = 60; column < options.width; ++column )
      if ( rendered.zones.values[row * options.width + column] == 0 )
      {
        bool hidden = false;
        bool inside = true;
        for ( int step = 1; step < 60 && !hidden && inside; ++step )
        {
          const int x = static_cast<int>( std::lround( column - step * view.look()[0] ) );
          const int y = static_cast<int>( std::lround( row + step * view.look()[1] ) );
          inside = x >= 0 && y >= 0 && x < options.width && y < options.height;
          hidden = inside && rendered.dem.values[y * options.width + x] >
                                 rendered.dem.values[row * options.width + column] + step * 80 * view.climb();
        }
        QVERIFY( hidden || !inside );
        ++shadowed;
        QVERIFY( rendered.scene.values[row * options.width + column] < 90 );
      }
  QVERIFY( shadowed > 50 );
}

void TestSimulateScene::frontMovesAsAsked_data()
{
  QTest::addColumn<double>( "rate" );
  QTest::newRow( "retreat" ) << 500.0;
  QTest::newRow( "advance" ) << -500.0;
}

//! Two years from the first of January 2020; calving and fractal detail are those of a front without a rate.
void TestSimulateScene::frontMovesAsAsked()
{
  QFETCH( double, rate );
  SceneOptions options = smallScene();
  options.retreatRate = rate;
  const double moved = meanFront( options, 7305 + 731 ) - meanFront( options, 7305 );
  options.retreatRate = 0;
  const double still = meanFront( options, 7305 + 731 ) - meanFront( options, 7305 );
  QVERIFY2( std::abs( ( moved - still ) / ( 2 * rate ) - 1 ) < 0.01,
            qPrintable( QString::number( moved - still ) ) );
  // Fronts are furthest out in May and furthest back in November.
  options.seasonalAmplitude = 1500;
  QVERIFY( meanFront( options, dayNumber( { 2020, 11, 10 } ) ) >
           meanFront( options, dayNumber( { 2020, 5, 10 } ) ) + 1000 );
}

void TestSimulateScene::aCalvingEventTakesAllOfTheFrontForEver()
{
  SceneOptions options = smallScene();
  const int day = options.firstDay + 200;
  const auto lost = [&]( int on )
  {
    SceneOptions with = options;
    with.eventDay = day;
    with.eventMetres = 700;
    return meanFront( with, on ) - meanFront( options, on );
  };
  QCOMPARE( lost( day - 1 ), 0.0 );
  QVERIFY2( std::abs( lost( day ) - 700 ) < 0.1, qPrintable( QString::number( lost( day ) ) ) );
  QVERIFY( std::abs( lost( day + 400 ) - 700 ) < 0.1 );
}

void TestSimulateScene::motionIsToldAsItIs()
{
  SceneOptions options = smallScene();
  options.retreatRate = 400;
  options.eventDay = options.firstDay + 100;
  options.eventMetres = 500;
  options.dates = 3;
  options.intervalDays = 200;
  const SimulatedGlacier glacier( options );
  const auto column = [&]( int index, const char *name )
  {
    const std::vector<std::string> values = motionValues( glacier, index );
    for ( std::size_t i = 0; i < values.size(); ++i )
      if ( motionColumns()[i].name == std::string( name ) )
        return std::stod( values[i] );
    return std::nan( "" );
  };
  QCOMPARE( column( 0, "since_first_m" ), 0.0 );
  QVERIFY( std::abs( column( 1, "trend_m" ) + 400 * 200 / 365.25 ) < 0.01 );
  QCOMPARE( column( 0, "event_sum_m" ), 0.0 );
  QCOMPARE( column( 1, "event_sum_m" ), -500.0 );
  QVERIFY( std::abs( column( 1, "trend_m" ) + column( 1, "season_m" ) + column( 1, "event_sum_m" ) -
                     column( 1, "motion_m" ) ) < 0.02 );
  // What fronts are without a motion comes on top.
  options.retreatRate = options.seasonalAmplitude = 0;
  options.eventDay.reset();
  options.eventMetres = 0;
  const SimulatedGlacier still( options );
  for ( int index : { 1, 2 } )
    QVERIFY( std::abs( column( index, "since_first_m" ) - trueAdvance( still, options.dayOf( index ) ) -
                       ( column( index, "motion_m" ) - column( 0, "motion_m" ) ) ) < 0.1 );
  // A rate that would leave the scene does not.
  options.retreatRate = 20000;
  options.firstDay += 3000;
  const std::vector<std::string> values = motionValues( SimulatedGlacier( options ), 0 );
  QVERIFY( std::stod( values.back() ) > -0.18 * 128 * 80 - 0.01 );
}

/**
 * Means over eight scenes lie in the range of those of the four glaciers and six sensors of the CaFFe
 * benchmark: shadow 2 to 17, rock 41 to 105, glacier 54 to 131, ocean 40 to 128 (of 255).
 */
void TestSimulateScene::classesLookAsInRealScenes()
{
  std::map<int, double> sums, counts;
  for ( int seed = 1; seed <= 8; ++seed )
  {
    SceneOptions options = smallScene( seed );
    options.firstDay += 45 * seed;
    const Rendered rendered = render( options );
    for ( std::size_t i = 0; i < rendered.scene.values.size(); ++i )
    {
      const int code = static_cast<int>( rendered.zones.values[i] );
      sums[code] += rendered.scene.values[i];
      ++counts[code];
    }
  }
  const auto mean = [&]( int code ) { return sums[code] / counts[code]; };
  QVERIFY( mean( 0 ) < 17 );
  QVERIFY( mean( 64 ) > 41 && mean( 64 ) < 105 );
  QVERIFY( mean( 127 ) > 54 && mean( 127 ) < 131 );
  QVERIFY( mean( 254 ) > 40 && mean( 254 ) < 128 );
}

void TestSimulateScene::decibelsAndBytesTellTheSame()
{
  SceneOptions options = smallScene();
  const Rendered bytes = render( options );
  options.unit = SceneUnit::Decibel;
  const Rendered decibels = render( options );
  options.unit = SceneUnit::Linear;
  const Rendered linear = render( options );
  for ( std::size_t i = 0; i < bytes.scene.values.size(); ++i )
  {
    QCOMPARE( bytes.scene.values[i],
              static_cast<float>( byteOfDecibel( decibels.scene.values[i], -20, 5 ) ) );
    QVERIFY( std::abs( 10 * std::log10( linear.scene.values[i] ) - decibels.scene.values[i] ) < 1e-3 );
  }
  QCOMPARE( byteOfDecibel( -20, -20, 5 ), std::uint8_t( 0 ) );
  QCOMPARE( byteOfDecibel( -7.5, -20, 5 ), std::uint8_t( 128 ) );
  QCOMPARE( byteOfDecibel( 40, -20, 5 ), std::uint8_t( 255 ) );
}

void TestSimulateScene::opticalBandsArePlausible()
{
  SceneOptions options = smallScene();
  options.firstDay = dayNumber( { 2020, 7, 10 } );
  const Rendered rendered = render( options );
  QCOMPARE( rendered.optical.bands, 14 );
  QCOMPARE( opticalBandNames().size(), std::size_t( 14 ) );
  const std::size_t pixels = rendered.zones.values.size();
  const auto band = [&]( int number, std::size_t i )
  { return rendered.optical.values[( number - 1 ) * pixels + i]; };
  std::map<int, int> classes;
  for ( std::size_t i = 0; i < pixels; ++i )
  {
    ++classes[static_cast<int>( band( 14, i ) )];
    for ( int number = 1; number <= 12; ++number )
      QVERIFY( band( number, i ) >= 0 && band( number, i ) <= 15000 );
    // Snow and ice are bright in the visible and dark at 1610 nm.
    if ( band( 14, i ) == 11 && rendered.zones.values[i] == 127 )
      QVERIFY( band( 3, i ) > 1.5F * band( 11, i ) );
    if ( band( 14, i ) == 6 )
      QCOMPARE( rendered.zones.values[i] == 64 || rendered.zones.values[i] == 127, false );
  }
  for ( const auto &[sceneClass, count] : classes )
    QVERIFY( sceneClass == 2 || sceneClass == 4 || sceneClass == 5 || sceneClass == 6 || sceneClass == 11 );
  QVERIFY( classes[11] > 0 && classes[6] > 0 && classes[5] > 0 );
}

void TestSimulateScene::describesItself()
{
  const SimulatedGlacier glacier( smallScene() );
  simulateScene( glacier, 0, { "/vsimem/self.tif", {}, {}, {}, {} }, {} );
  const RasterReader reader( "/vsimem/self.tif" );
  const std::map<std::string, std::string> metadata = reader.metadata();
  QCOMPARE( metadata.at( "CALVINGFRONT_UNIT" ), std::string( "byte" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_DB_MIN" ), std::string( "-20" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_DB_MAX" ), std::string( "5" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_DATETIME" ), std::string( "2020-01-01T10:00:00Z" ) );
  QCOMPARE( metadata.at( "CALVINGFRONT_SENSOR" ), std::string( "S1" ) );
  QCOMPARE( reader.type(), PixelType::Byte );
}

void TestSimulateScene::liesWhereAsked_data()
{
  QTest::addColumn<QString>( "crs" );
  QTest::addColumn<double>( "latitude" );
  QTest::newRow( "Greenland" ) << "EPSG:3413" << 70.4;
  QTest::newRow( "Antarctica" ) << "EPSG:3031" << -65.35;
  QTest::newRow( "Svalbard" ) << "EPSG:32633" << 78.87;
}

void TestSimulateScene::liesWhereAsked()
{
  QFETCH( QString, crs );
  QFETCH( double, latitude );
  SceneOptions options = smallScene();
  options.crs = crs.toStdString();
  const Placement placement = placeScene( options );
  QVERIFY( std::abs( placement.latitude - latitude ) < 0.01 );
  QCOMPARE( placement.crsName, crs.toStdString() );
  QVERIFY( std::abs( std::remainder( placement.grid.transform[0], 80 ) ) < 1e-6 );
  QVERIFY( std::abs( placement.grid.pixelSizeMetres()[0] - 80 ) < 1e-9 );
  options.centre = { { -200000, -2200000 } };
  if ( crs == "EPSG:3413" )
  {
    const std::array<double, 2> middle = placeScene( options ).grid.toMap( 80, 64 );
    QVERIFY( std::hypot( middle[0] + 200000, middle[1] + 2200000 ) < 120 );
  }
}

void TestSimulateScene::smallestSceneWorks()
{
  SceneOptions options;
  options.width = options.height = 64;
  const Rendered rendered = render( options );
  std::set<int> codes;
  for ( float code : rendered.zones.values )
    codes.insert( static_cast<int>( code ) );
  QVERIFY( codes.count( 64 ) && codes.count( 127 ) && codes.count( 254 ) );
  QVERIFY( !simulatedFronts( SimulatedGlacier( options ), 0 ).empty() );
}

void TestSimulateScene::wideScenesShowSeveralFjords()
{
  SceneOptions options = smallScene( 3 );
  options.width = options.height = 300;
  options.pixelSizeMetres = 400;
  std::set<int> fjords;
  for ( const SimulatedFront &front : simulatedFronts( SimulatedGlacier( options ), 0 ) )
    fjords.insert( front.fjord );
  QVERIFY( fjords.size() >= 3 );
}

void TestSimulateScene::cancellingLeavesTheOldFile()
{
  const SimulatedGlacier glacier( smallScene() );
  simulateScene( glacier, 0, { "/vsimem/kept.tif", {}, {}, {}, {} }, {} );
  const Window all{ 0, 0, 160, 128 };
  const std::vector<float> before = RasterReader( "/vsimem/kept.tif" ).readBand( 1, all );
  Feedback stop;
  stop.progress = []( double ) { return false; };
  QVERIFY_EXCEPTION_THROWN(
      simulateScene( SimulatedGlacier( smallScene( 9 ) ), 0, { "/vsimem/kept.tif", {}, {}, {}, {} }, stop ),
      Cancelled );
  QCOMPARE( RasterReader( "/vsimem/kept.tif" ).readBand( 1, all ), before );
}

void TestSimulateScene::wrongOptionsAreNamed_data()
{
  QTest::addColumn<std::function<void( SceneOptions & )>>( "spoil" );
  QTest::addColumn<QString>( "sentence" );
  using Spoil = std::function<void( SceneOptions & )>;
  const double nan = std::nan( "" );
  QTest::newRow( "width" ) << Spoil( []( SceneOptions &o ) { o.width = 3; } )
                           << "The width is 3; it must lie between 16 and";
  QTest::newRow( "pixel size" ) << Spoil( [nan]( SceneOptions &o ) { o.pixelSizeMetres = nan; } )
                                << "The pixel size in metres is nan; it must lie between 0.5 and 1000.";
  QTest::newRow( "looks" ) << Spoil( []( SceneOptions &o ) { o.looks = 0; } ) << "The number of looks is 0";
  QTest::newRow( "event without size" ) << Spoil( []( SceneOptions &o ) { o.eventDay = 7500; } )
                                        << "The calving event of 2020-07-14 takes no ice. Give its size";
  QTest::newRow( "event without date" )
      << Spoil( []( SceneOptions &o ) { o.eventMetres = 300; } ) << "The calving event of 300 m has no date.";
  QTest::newRow( "event of NaN" ) << Spoil(
                                         [nan]( SceneOptions &o )
                                         {
                                           o.eventDay = 7500;
                                           o.eventMetres = nan;
                                         } )
                                  << "The size of the calving event in metres is nan";
  QTest::newRow( "incidence" ) << Spoil( []( SceneOptions &o ) { o.incidence = 90; } )
                               << "The incidence angle in degrees is 90; it must lie between 15 and 65.";
  QTest::newRow( "window" ) << Spoil( []( SceneOptions &o ) { o.dbMax = -30; } )
                            << "Make DB_MAX larger than DB_MIN.";
  QTest::newRow( "sensor" ) << Spoil( []( SceneOptions &o ) { o.sensor = "S1_A"; } )
                            << "The sensor's name “S1_A”";
  QTest::newRow( "geographic" ) << Spoil( []( SceneOptions &o ) { o.crs = "EPSG:4326"; } )
                                << "is not projected";
  QTest::newRow( "unknown system" ) << Spoil( []( SceneOptions &o ) { o.crs = "nonsense"; } )
                                    << "The coordinate reference system “nonsense” is unknown.";
  QTest::newRow( "off the map" ) << Spoil(
                                        []( SceneOptions &o ) {
                                          o.centre = { { 1e30, 1e30 } };
                                        } )
                                 << "does not lie on the map";
}

void TestSimulateScene::wrongOptionsAreNamed()
{
  QFETCH( std::function<void( SceneOptions & )>, spoil );
  QFETCH( QString, sentence );
  SceneOptions options = smallScene();
  spoil( options );
  try
  {
    const SimulatedGlacier glacier( options );
    QFAIL( "accepted" );
  }
  catch ( const Error &e )
  {
    QVERIFY2( QString( e.what() ).contains( sentence ), e.what() );
  }
}

QTEST_APPLESS_MAIN( TestSimulateScene )
#include "testsimulatescene.moc"
