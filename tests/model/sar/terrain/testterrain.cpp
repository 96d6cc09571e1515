#include <QtTest>

#include <cmath>
#include <limits>

#include <gdal_priv.h>

#include "model/sar/geometry/geoid.h"
#include "model/sar/terrain/layovershadow.h"
#include "model/sar/terrain/outputgrid.h"
#include "model/sar/terrain/terrain.h"
#include "model/sar/terrain/viewgeometry.h"
#include "support/demfile.h"
#include "support/expecterror.h"
#include "support/smallradarframe.h"

using namespace calving;

namespace
{

RasterGrid gridOf( const std::string &crs, const std::array<double, 6> &transform, int width, int height )
{
  RasterGrid grid;
  grid.crs = wellKnownText( crs );
  grid.transform = transform;
  grid.hasTransform = true;
  grid.width = width;
  grid.height = height;
  return grid;
}

float heightAt( const BlockSource &heights, int x, int y )
{
  return heights.read( { x, y, 1, 1 } ).front();
}

//! A ridge across the radar's view, as heights on a map grid.
class Ridge : public BlockSource
{
public:
  Ridge( const RasterGrid &grid, double slope )
    : mWidth( grid.width )
    , mHeight( grid.height )
    , mRise( slope * grid.transform[1] )
  {
  }
  using BlockSource::read;
  int width() const override { return mWidth; }
  int height() const override { return mHeight; }
  void read( const Window &window, float *values ) const override
  {
    for ( int y = window.y; y < window.y + window.height; ++y )
      for ( int x = window.x; x < window.x + window.width; ++x )
        *values++ = static_cast<float>( std::max( 0.0, mRise * ( 40 - std::abs( x - mWidth / 2 ) ) ) );
  }

private:
  int mWidth;
  int mHeight;
  double mRise;
};

struct Scene
{
  std::shared_ptr<const MapGeometry> geometry;
  RasterGrid grid;
};

Scene viewOf( int width, int height, double groundHeight = 0 )
{
  const auto radar = std::make_shared<RadarGeometry>( smallFrame( width, height ) );
  const RasterGrid grid = outputGrid( *radar, { {}, 10.0, {} }, { groundHeight, groundHeight, 1 } );
  return { std::make_shared<MapGeometry>( radar, grid ), grid };
}

} // namespace

class TestTerrain : public QObject
{
  Q_OBJECT

private slots:
  void cleanup();
  void interpolatesBetweenItsPixels();
  void averagesFinePixels();
  void holesAndTheSeaBeyondCountAsSeaLevel();
  void unitsScaleAndOffsetChangeNothing_data();
  void unitsScaleAndOffsetChangeNothing();
  void undeclaredHolesCountAsSeaLevelAndAreWarnedOf();
  void theLogSaysBetweenWhichHeights();
  void heightsThatCountDownwardsAreRefused();
  void geoidLiftsHeights();
  void degreesAreFollowedAcrossTheDateLine();
  void sameBitsWhateverTheWindow();
  void surveyKnowsHeightsAndCover();
  void otherDatumThanTheFileNamesIsNoticed_data();
  void otherDatumThanTheFileNamesIsNoticed();
  void heightsDoNotDependOnWhatTheFileSaysOfThem();
  void modelsWithoutPlaceAreRefused();
  void absentGeoidIsExplained();
  void flatGroundIsSeenUnderTheIncidenceAngle();
  void slopesChangeTheAngleByTheirOwn();
  void steepSlopesLieOverAndHide();
};

void TestTerrain::cleanup()
{
  VSIUnlink( "/vsimem/dem.tif" );
}

void TestTerrain::interpolatesBetweenItsPixels()
{
  Dem{}.write( []( int x, int y ) { return 100 + 3 * x + 5 * y; } );
  // Pixels of 30 m, moved by a quarter of one.
  const RasterGrid grid = gridOf( "EPSG:32633", { 500307.5, 30, 0, 4699692.5, 0, -30 }, 20, 20 );
  const auto heights = terrainHeights( { "/vsimem/dem.tif", VerticalDatum::Ellipsoid, {}, 0 }, grid );
  QVERIFY( std::abs( heightAt( *heights, 0, 0 ) - ( 100 + 3 * 10.25 + 5 * 10.25 ) ) < 1e-3 );
  QVERIFY( std::abs( heightAt( *heights, 7, 4 ) - ( 100 + 3 * 17.25 + 5 * 14.25 ) ) < 1e-3 );
}

void TestTerrain::averagesFinePixels()
{
  Dem{}.write( []( int x, int y ) { return ( x + y ) % 2 ? 0 : 200; } );
  const RasterGrid grid = gridOf( "EPSG:32633", { 500000, 60, 0, 4700000, 0, -60 }, 20, 20 );
  const auto heights = terrainHeights( { "/vsimem/dem.tif", VerticalDatum::Ellipsoid, {}, 0 }, grid );
  QCOMPARE( heightAt( *heights, 5, 7 ), 100.0f );
}

void TestTerrain::holesAndTheSeaBeyondCountAsSeaLevel()
{
  Dem dem;
  dem.noData = -9999;
  dem.write( []( int x, int ) { return x < 30 ? 500.0 : -9999.0; } );
  const RasterGrid grid = gridOf( "EPSG:32633", dem.transform, 100, 50 );
  const Geoid geoid( GeoidModel::Egm96 );
  std::vector<double> x{ 500000 + 40.5 * 30 };
  std::vector<double> y{ 4700000 - 20.5 * 30 };
  MapTransform( "EPSG:32633", geographicCrs ).apply( x, y );
  const double sea = geoid.undulation( x[0], y[0] );
  for ( const VerticalDatum datum : { VerticalDatum::Ellipsoid, VerticalDatum::Egm96 } )
  {
    const auto heights = terrainHeights( { "/vsimem/dem.tif", datum, {}, 0 }, grid );
    const double land = datum == VerticalDatum::Egm96 ? 500 + sea : 500;
    QVERIFY( std::abs( heightAt( *heights, 10, 20 ) - land ) < 0.1 );
    QVERIFY( std::abs( heightAt( *heights, 40, 20 ) - sea ) < 0.01 ); // a hole
    QVERIFY( std::abs( heightAt( *heights, 90, 20 ) - sea ) < 0.1 );  // beyond the terrain model
  }
}

void TestTerrain::unitsScaleAndOffsetChangeNothing_data()
{
  QTest::addColumn<double>( "factor" );
  QTest::addColumn<double>( "offset" );
  QTest::addColumn<QString>( "unit" );
  QTest::newRow( "offset" ) << 1.0 << 500.0 << QString();
  QTest::newRow( "scale and offset" ) << 0.25 << -100.0 << QString();
  QTest::newRow( "feet" ) << 1.0 << 0.0 << "ft";
  QTest::newRow( "centimetres, with a scale" ) << 50.0 << 0.0 << "cm";
}

void TestTerrain::unitsScaleAndOffsetChangeNothing()
{
  QFETCH( double, factor );
  QFETCH( double, offset );
  QFETCH( QString, unit );
  const double metres = unit == "ft" ? 0.3048 : unit == "cm" ? 0.01 : 1;
  Dem dem;
  dem.write( [&]( int x, int y ) { return ( ( 100 + 3 * x + 5 * y ) / metres - offset ) / factor; } );
  {
    const GDALDatasetUniquePtr file( GDALDataset::Open( dem.path.c_str(), GDAL_OF_UPDATE ) );
    file->GetRasterBand( 1 )->SetScale( factor );
    file->GetRasterBand( 1 )->SetOffset( offset );
    file->GetRasterBand( 1 )->SetUnitType( unit.toUtf8() );
  }
  const RasterGrid grid = gridOf( "EPSG:32633", { 500307.5, 30, 0, 4699692.5, 0, -30 }, 20, 20 );
  const TerrainOptions options{ "/vsimem/dem.tif", VerticalDatum::Ellipsoid, {}, 0 };
  QVERIFY( std::abs( heightAt( *terrainHeights( options, grid ), 0, 0 ) - ( 100 + 3 * 10.25 + 5 * 10.25 ) ) <
           1e-3 );
  QStringList said;
  Feedback feedback;
  feedback.info = [&said]( const std::string &text ) { said << QString::fromStdString( text ); };
  informOfHeights( options, feedback );
  QCOMPARE( said.filter( "lie between" ).size(), 1 );
  QCOMPARE( said.size(), metres == 1 ? 1 : 2 );
  QVERIFY( said.isEmpty() || said[0].contains( unit ) );
}

void TestTerrain::undeclaredHolesCountAsSeaLevelAndAreWarnedOf()
{
  const RasterGrid grid = gridOf( "EPSG:32633", Dem{}.transform, 60, 50 );
  std::array<std::vector<float>, 2> heights;
  for ( const bool declared : { true, false } )
  {
    Dem{}.write( [declared]( int x, int y )
                 { return x < 30     ? 100.0 + y
                          : declared ? std::nan( "" )
                                     : -9999.0; } );
    const TerrainOptions options{ "/vsimem/dem.tif", VerticalDatum::Ellipsoid, {}, 0 };
    QStringList warnings;
    Feedback feedback;
    feedback.warning = [&warnings]( const std::string &text ) { warnings << QString::fromStdString( text ); };
    heights[declared] = terrainHeights( options, grid )->read( { 0, 0, 60, 50 } );
    warnOfHeights( options, feedback );
    QCOMPARE( warnings.size(), declared ? 0 : 1 );
    QVERIFY( declared || ( warnings[0].contains( "-9999" ) && warnings[0].contains( "dem.tif" ) ) );
  }
  QCOMPARE( heights[0], heights[1] );
}

void TestTerrain::theLogSaysBetweenWhichHeights()
{
  QStringList log;
  QStringList warnings;
  Feedback feedback;
  feedback.info = [&log]( const std::string &text ) { log << QString::fromStdString( text ); };
  feedback.warning = [&warnings]( const std::string &text ) { warnings << QString::fromStdString( text ); };
  const TerrainOptions options{ "/vsimem/dem.tif", VerticalDatum::Ellipsoid, {}, 0 };
  Dem{}.write( []( int x, int ) { return 40 * x - 12; } );
  informOfHeights( options, feedback );
  QVERIFY2( log.join( ' ' ).contains( "dem.tif lie between -12 and 2348 m." ),
            qPrintable( log.join( ' ' ) ) );
  QCOMPARE( warnings, QStringList() );
  Dem{}.write( []( int x, int ) { return -7 * x; } );
  informOfHeights( options, feedback );
  QCOMPARE( warnings.filter( "no height above 0 m" ).size(), 1 );
}

void TestTerrain::heightsThatCountDownwardsAreRefused()
{
  const TerrainOptions options{ "/vsimem/dem.tif", VerticalDatum::Ellipsoid, {}, 0 };
  Dem{}.write( []( int x, int ) { return -600 - 40 * x; } );
  EXPECT_ERROR( informOfHeights( options, {} ),
                "/vsimem/dem.tif holds no height from -500 to 9000 m, but values "
                "such as -600" );
  Dem{}.write( []( int, int ) { return std::nan( "" ); } );
  EXPECT_ERROR( informOfHeights( options, {} ), "all of it is “no data”" );
}

//! 17 m above EGM96 at 12.5 E, 42 N are 65.613 m above the ellipsoid (published with the tests of sarsen).
void TestTerrain::geoidLiftsHeights()
{
  Dem dem;
  dem.crs = "EPSG:4326";
  dem.transform = { 12, 0.01, 0, 42.5, 0, -0.01 };
  dem.width = dem.height = 100;
  dem.write( []( int, int ) { return 17; } );
  const RasterGrid grid = gridOf( "EPSG:4326", { 12.4995, 0.001, 0, 42.0005, 0, -0.001 }, 1, 1 );
  const auto heights = terrainHeights( { "/vsimem/dem.tif", VerticalDatum::Egm96, {}, 0 }, grid );
  QVERIFY( std::abs( heightAt( *heights, 0, 0 ) - 65.613 ) < 1e-3 );
}

//! Columns from -180 to 180 degrees; a map that straddles the date line finds both ends.
void TestTerrain::degreesAreFollowedAcrossTheDateLine()
{
  Dem dem;
  dem.crs = "EPSG:4326";
  dem.transform = { -180, 0.5, 0, 80, 0, -0.5 };
  dem.width = 720;
  dem.height = 40;
  dem.write( []( int x, int ) { return x < 360 ? 1000 : 2000; } );
  // Polar stereographic: the date line runs along the upward diagonal.
  const RasterGrid grid = gridOf( "EPSG:3413", { -1500000, 1000, 0, 1500000, 0, -1000 }, 100, 100 );
  const auto heights = terrainHeights( { "/vsimem/dem.tif", VerticalDatum::Ellipsoid, {}, 0 }, grid );
  MapTransform toDegrees( grid.crs, geographicCrs );
  int west = 0, east = 0;
  for ( int y = 5; y < 100; y += 10 )
    for ( int x = 5; x < 100; x += 10 )
    {
      const std::array<double, 2> place = grid.toMap( x + 0.5, y + 0.5 );
      std::vector<double> longitude{ place[0] };
      std::vector<double> latitude{ place[1] };
      toDegrees.apply( longitude, latitude );
      if ( std::abs( longitude[0] ) > 179 )
        continue;
      QCOMPARE( heightAt( *heights, x, y ), longitude[0] < 0 ? 1000.0f : 2000.0f );
      ( longitude[0] < 0 ? west : east ) += 1;
    }
  QVERIFY( west > 5 && east > 5 );
}

void TestTerrain::sameBitsWhateverTheWindow()
{
  Dem{}.write( []( int x, int y ) { return 100 + 37 * std::sin( x * 1.7 ) + y; } );
  const RasterGrid grid = gridOf( "EPSG:25833", { 499900, 13, 0, 4700100, 0, -13 }, 150, 130 );
  const auto heights = terrainHeights( { "/vsimem/dem.tif", VerticalDatum::Egm96, {}, 0 }, grid );
  const std::vector<float> whole = heights->read( { 0, 0, 150, 130 } );
  const TileGrid tiles( 150, 130, 29 );
  for ( int i = 0; i < tiles.count(); ++i )
  {
    const Window tile = tiles.window( i );
    const std::vector<float> part = heights->read( tile );
    for ( int y = 0; y < tile.height; ++y )
      for ( int x = 0; x < tile.width; ++x )
        QVERIFY( part[y * tile.width + x] == whole[( tile.y + y ) * 150 + tile.x + x] );
  }
}

void TestTerrain::surveyKnowsHeightsAndCover()
{
  Dem dem;
  dem.crs = "EPSG:4326";
  dem.transform = { 10, 0.1, 0, 50, 0, -0.1 };
  dem.width = dem.height = 10;
  dem.write( []( int x, int y ) { return x + 100 * y; } );
  const TerrainSurvey survey =
      surveyTerrain( { "/vsimem/dem.tif", VerticalDatum::Ellipsoid, {}, 0 },
                     { { 10.05, 49.95 }, { 10.95, 49.05 }, { 11.5, 49.5 }, { 9, 49.5 } } );
  QCOMPARE( survey.covered, 0.5 );
  QCOMPARE( survey.highest, 909.0 );
  QCOMPARE( survey.lowest, 0.0 );
  QCOMPARE( surveyTerrain( { {}, {}, {}, 30 }, {} ).highest, 30.0 );
}

void TestTerrain::otherDatumThanTheFileNamesIsNoticed_data()
{
  QTest::addColumn<QString>( "crs" );
  QTest::addColumn<int>( "datum" );
  QTest::addColumn<QString>( "geoidFile" );
  QTest::addColumn<QString>( "named" );
  const int ellipsoid = static_cast<int>( VerticalDatum::Ellipsoid );
  const int egm96 = static_cast<int>( VerticalDatum::Egm96 );
  const int egm2008 = static_cast<int>( VerticalDatum::Egm2008 );
  const QString own = "geoid18.gtx";
  const QString unnamed = "COMPD_CS[\"land\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\","
                          "6378137,298.257223563]],UNIT[\"degree\",0.0174532925199433]],VERT_CS[\"unknown\","
                          "VERT_DATUM[\"unknown\",2005],UNIT[\"metre\",1]]]";
  QTest::newRow( "says nothing" ) << "EPSG:4326" << ellipsoid << QString() << "";
  QTest::newRow( "heights without a name" ) << unnamed << egm96 << QString() << "";
  QTest::newRow( "geoid" ) << "EPSG:4326+5773" << ellipsoid << QString() << "EGM96 height";
  QTest::newRow( "other geoid" ) << "EPSG:4326+5773" << egm2008 << QString() << "EGM96 height";
  QTest::newRow( "the same geoid" ) << "EPSG:4326+5773" << egm96 << QString() << "";
  QTest::newRow( "of a map" ) << "EPSG:32633+3855" << egm96 << QString() << "EGM2008 height";
  QTest::newRow( "national" ) << "EPSG:32633+5799" << ellipsoid << QString() << "DVR90 height";
  QTest::newRow( "ellipsoid" ) << "EPSG:4979" << egm96 << QString() << "ellipsoidal height";
  QTest::newRow( "the same ellipsoid" ) << "EPSG:4979" << ellipsoid << QString() << "";
  QTest::newRow( "its own geoid grid" ) << "EPSG:32622+5703" << egm96 << own << "";
  QTest::newRow( "a grid for the sea alone" ) << "EPSG:4326+5773" << ellipsoid << own << "EGM96 height";
  QTest::newRow( "a grid, but no geoid" ) << "EPSG:4979" << egm96 << own << "ellipsoidal height";
}

void TestTerrain::otherDatumThanTheFileNamesIsNoticed()
{
  QFETCH( QString, crs );
  QFETCH( int, datum );
  QFETCH( QString, geoidFile );
  QFETCH( QString, named );
  Dem dem;
  dem.crs = crs.toStdString();
  dem.write( []( int, int ) { return 0; } );
  const QString warning = QString::fromStdString( datumContradiction(
      { "/vsimem/dem.tif", static_cast<VerticalDatum>( datum ), geoidFile.toStdString(), 0 } ) );
  QCOMPARE( warning.isEmpty(), named.isEmpty() );
  QVERIFY2( named.isEmpty() || warning.contains( "dem.tif says that its heights are “" + named + "”" ),
            qPrintable( warning ) );
}

//! Else the geoid would be added twice: by us and by the file's own reference system.
void TestTerrain::heightsDoNotDependOnWhatTheFileSaysOfThem()
{
  const RasterGrid grid = gridOf( "EPSG:4326", { 15.002, 0.001, 0, 42.449, 0, -0.001 }, 3, 3 );
  std::vector<std::vector<float>> heights;
  for ( const char *crs : { "EPSG:32633", "EPSG:32633+5773" } )
  {
    Dem dem;
    dem.crs = crs;
    dem.write( []( int x, int y ) { return 100 + x + y; } );
    heights.push_back(
        terrainHeights( { "/vsimem/dem.tif", VerticalDatum::Egm96, {}, 0 }, grid )->read( { 0, 0, 3, 3 } ) );
  }
  QVERIFY( heights[0][4] > 140 );
  QCOMPARE( heights[0], heights[1] );
}

void TestTerrain::modelsWithoutPlaceAreRefused()
{
  Dem dem;
  dem.crs.clear();
  dem.write( []( int, int ) { return 0; } );
  const RasterGrid grid = gridOf( "EPSG:32633", dem.transform, 10, 10 );
  EXPECT_ERROR( terrainHeights( { "/vsimem/dem.tif", VerticalDatum::Ellipsoid, {}, 0 }, grid ),
                "/vsimem/dem.tif", "position" );
  EXPECT_ERROR( terrainHeights( { "/vsimem/none.tif", VerticalDatum::Ellipsoid, {}, 0 }, grid ), "none.tif" );
}

void TestTerrain::absentGeoidIsExplained()
{
  Dem{}.write( []( int, int ) { return 0; } );
  const RasterGrid grid = gridOf( "EPSG:32633", Dem{}.transform, 10, 10 );
  EXPECT_ERROR( terrainHeights( { "/vsimem/dem.tif", VerticalDatum::Egm96, "/vsimem/geoid.gtx", 0 }, grid ),
                "geoid", "/vsimem/geoid.gtx" );
  try
  {
    Geoid( GeoidModel::Egm2008 );
  }
  catch ( const Error & )
  {
    EXPECT_ERROR( terrainHeights( { "/vsimem/dem.tif", VerticalDatum::Egm2008, {}, 0 }, grid ), "EGM2008",
                  "us_nga_egm08_25.tif", "egm08_25.gtx", "PROJ" );
  }
}

void TestTerrain::flatGroundIsSeenUnderTheIncidenceAngle()
{
  const Scene view = viewOf( 300, 200, 700 );
  const auto heights = terrainHeights( { {}, {}, {}, 700 }, view.grid );
  const auto angles = localIncidence( view.geometry, heights );
  const RadarGeometry &radar = view.geometry->radar();
  const MapTransform toDegrees( view.grid.crs, geographicCrs );
  for ( const int share : { 40, 50, 60 } )
  {
    const int x = view.grid.width * share / 100;
    const int y = view.grid.height * share / 100;
    const std::array<double, 2> place = view.grid.toMap( x + 0.5, y + 0.5 );
    const Vector3 point = placeOf( toDegrees, place[0], place[1], 700 );
    const ZeroDoppler seen = zeroDoppler( radar.orbit(), point, radar.middleTime() );
    const double expected = incidenceAngle( radar.orbit().at( seen.time ).position, point );
    QVERIFY2( std::abs( heightAt( *angles, x, y ) - expected ) < 0.01,
              qPrintable( QString( "%1 %2" ).arg( heightAt( *angles, x, y ) ).arg( expected ) ) );
  }
}

//! The ridge runs along the map's columns, nearly along the track: its slopes add to the angle.
void TestTerrain::slopesChangeTheAngleByTheirOwn()
{
  const Scene view = viewOf( 300, 200 );
  const auto flat = localIncidence( view.geometry, terrainHeights( {}, view.grid ) );
  const auto angles =
      localIncidence( view.geometry, std::make_shared<Ridge>( view.grid, std::tan( 10 * degree ) ) );
  const int middle = view.grid.width / 2;
  const int y = view.grid.height / 2;
  // Descending, looking right: the radar is in the east.
  QVERIFY( std::abs( heightAt( *flat, middle + 20, y ) - 10 - heightAt( *angles, middle + 20, y ) ) < 0.5 );
  QVERIFY( std::abs( heightAt( *flat, middle - 20, y ) + 10 - heightAt( *angles, middle - 20, y ) ) < 0.5 );
}

void TestTerrain::steepSlopesLieOverAndHide()
{
  const Scene view = viewOf( 400, 300 );
  const auto value = [&view]( double slope, int offset )
  {
    const double top = 40 * slope * 10;
    const auto mask =
        layoverAndShadow( view.geometry, std::make_shared<Ridge>( view.grid, slope ), { 0, top, 1 } );
    return static_cast<int>( heightAt( *mask, view.grid.width / 2 + offset, view.grid.height / 2 ) );
  };
  const double steep = 2.5; // 68 degrees: steeper than the view and than what grazes the far side
  QCOMPARE( value( 0.2, 20 ), 1 );
  QCOMPARE( value( 0.2, -20 ), 1 );
  QVERIFY( value( steep, 20 ) == 2 || value( steep, 20 ) == 4 );
  QVERIFY( value( steep, -20 ) == 3 || value( steep, -20 ) == 4 );
  QCOMPARE( value( steep, -45 ), 3 ); // flat, but behind the ridge
  QCOMPARE( value( 0.2, 60 ), 1 );
  const auto mask = layoverAndShadow( view.geometry, terrainHeights( {}, view.grid ), {} );
  QCOMPARE( heightAt( *mask, 0, 0 ), 0.0f ); // outside the picture
}

QTEST_APPLESS_MAIN( TestTerrain )
#include "testterrain.moc"
