#include <cmath>

#include <QtTest>

#include "model/error.h"
#include "model/geometry/areamask.h"
#include "model/geometry/drawnpolygons.h"
#include "model/geometry/maptransform.h"
#include "support/drawnshapes.h"

using namespace calving;

Q_DECLARE_METATYPE( DrawnPolygons )

namespace
{

template <typename Work> QString errorOf( const Work &work )
{
  try
  {
    work();
  }
  catch ( const Error &e )
  {
    return QString::fromUtf8( e.what() );
  }
  return {};
}

//! \a width x \a height pixels of \a side from \a left, \a top on.
RasterGrid gridOf( const std::string &crs, double left, double top, double side, int width, int height )
{
  RasterGrid grid;
  grid.width = width;
  grid.height = height;
  grid.transform = { left, side, 0, top, 0, -side };
  grid.hasTransform = true;
  grid.crs = crs.empty() ? std::string() : wellKnownText( crs );
  return grid;
}

//! 100 x 100 pixels of 1 without a system.
RasterGrid plain()
{
  return gridOf( {}, 0, 100, 1, 100, 100 );
}

//! Ground around longitude 180 at 70° N, in polar stereographic coordinates and in degrees on either side.
RasterGrid polar()
{
  return gridOf( "EPSG:3413", -1700000, 1700000, 1000, 300, 300 );
}

double area( const Ring &ring )
{
  double sum = 0;
  for ( std::size_t i = 1; i < ring.size(); ++i )
    sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return std::abs( sum ) / 2;
}

double area( const std::vector<MapPolygon> &polygons )
{
  double sum = 0;
  for ( const MapPolygon &polygon : polygons )
  {
    sum += area( polygon.front() );
    for ( std::size_t hole = 1; hole < polygon.size(); ++hole )
      sum -= area( polygon[hole] );
  }
  return sum;
}

//! 1 inside, row by row.
std::vector<std::uint8_t> inside( const DrawnPolygons &polygons, const RasterGrid &grid )
{
  const AreaMask mask( grid, polygons );
  std::vector<std::uint8_t> values( static_cast<std::size_t>( grid.width ) * grid.height );
  for ( int row = 0; row < grid.height; ++row )
    mask.pixels().copyRow( row, values.data() + static_cast<std::size_t>( row ) * grid.width );
  return values;
}

std::ptrdiff_t pixelsIn( const std::vector<std::uint8_t> &mask )
{
  return std::count( mask.begin(), mask.end(), 1 );
}

} // namespace

class TestDrawnPolygons : public QObject
{
  Q_OBJECT

private slots:
  void makesStraightEdgesOfArcs_data();
  void makesStraightEdgesOfArcs();
  void takesApart_data();
  void takesApart();
  void mendsWhatCrossesItself();
  void refusesWhatIsNoPolygon_data();
  void refusesWhatIsNoPolygon();
  void keepsCoordinatesWhereASystemIsUnknown();
  void bendsLongEdges();
  void densifiedOrNotIsTheSame();
  void acrossTheDateLineIsTheSame_data();
  void acrossTheDateLineIsTheSame();
  void keepsArcsAcrossTheDateLine();
  void keepsHolesAcrossTheDateLine();
  void keepsWhatIsDrawnAroundAPole();
  void keepsTheWholeEarth();
  void leavesOutWhatTheMapCannotShow();
  void theWholeEarthCoversEveryMap_data();
  void theWholeEarthCoversEveryMap();
  void refusesWhatTheMapShowsInPart();
  void outlinesInDegrees();
};

void TestDrawnPolygons::makesStraightEdgesOfArcs_data()
{
  QTest::addColumn<QByteArray>( "text" );
  QTest::addColumn<double>( "expected" );
  // Radius 20.
  QTest::newRow( "circle of two arcs" )
      << QByteArray( "CURVEPOLYGON (CIRCULARSTRING (30 50, 50 70, 70 50, 50 30, 30 50))" ) << M_PI * 400;
  QTest::newRow( "circle of one" ) << QByteArray( "CURVEPOLYGON (CIRCULARSTRING (30 50, 70 50, 30 50))" )
                                   << M_PI * 400;
  QTest::newRow( "half of one" )
      << QByteArray( "CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (30 50, 50 70, 70 50), (70 50, 30 50)))" )
      << M_PI * 200;
  QTest::newRow( "round hole" ) << QByteArray( "CURVEPOLYGON ((10 10, 90 10, 90 90, 10 90, 10 10), "
                                               "CIRCULARSTRING (30 50, 50 70, 70 50, 50 30, 30 50))" )
                                << 6400 - M_PI * 400;
  QTest::newRow( "multi-surface" )
      << QByteArray( "MULTISURFACE (((0 0, 10 0, 10 10, 0 10, 0 0)), "
                     "CURVEPOLYGON (CIRCULARSTRING (30 50, 50 70, 70 50, 50 30, 30 50)))" )
      << 100 + M_PI * 400;
}

void TestDrawnPolygons::makesStraightEdgesOfArcs()
{
  QFETCH( QByteArray, text );
  QFETCH( double, expected );
  const std::vector<MapPolygon> polygons = polygonsOn( drawn( { text.constData() } ), plain() );
  QVERIFY2( std::abs( area( polygons ) / expected - 1 ) < 1e-4,
            qPrintable( QString::number( area( polygons ) ) ) );
}

void TestDrawnPolygons::takesApart_data()
{
  QTest::addColumn<QByteArray>( "text" );
  QTest::addColumn<double>( "expected" );
  QTest::newRow( "heights and measures" )
      << QByteArray( "POLYGON ZM ((0 0 5 1, 10 0 6 2, 10 10 7 3, 0 10 8 4, 0 0 5 1))" ) << 100.0;
  QTest::newRow( "collection" )
      << QByteArray(
             "GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (0 0, 50 50), POLYGON ((0 0, 10 0, 10 10, 0 "
             "10, 0 0)), MULTIPOLYGON (((20 20, 30 20, 30 30, 20 30, 20 20))))" )
      << 200.0;
  QTest::newRow( "triangles" )
      << QByteArray( "TIN Z (((0 0 0, 10 0 0, 0 10 0, 0 0 0)), ((10 0 0, 10 10 0, 0 10 0, 10 0 0)))" )
      << 100.0;
  QTest::newRow( "surface" ) << QByteArray( "POLYHEDRALSURFACE Z (((0 0 0, 10 0 0, 10 10 0, 0 10 0, 0 0 0)), "
                                            "((0 0 0, 0 0 9, 0 10 9, 0 10 0, 0 0 0)))" )
                             << 100.0;
  QTest::newRow( "an empty part" ) << QByteArray( "MULTIPOLYGON (EMPTY, ((0 0, 10 0, 10 10, 0 10, 0 0)))" )
                                   << 100.0;
}

void TestDrawnPolygons::takesApart()
{
  QFETCH( QByteArray, text );
  QFETCH( double, expected );
  QCOMPARE( area( polygonsOn( drawn( { text.constData() } ), plain() ) ), expected );
}

void TestDrawnPolygons::mendsWhatCrossesItself()
{
  const std::vector<MapPolygon> bow =
      polygonsOn( drawn( { "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))" } ), plain() );
  QCOMPARE( bow.size(), std::size_t( 2 ) );
  QCOMPARE( area( bow ), 50.0 );
  // A spike leaves a line behind, which is no area.
  QCOMPARE(
      area( polygonsOn( drawn( { "POLYGON ((0 0, 10 0, 10 10, 10 60, 10 10, 0 10, 0 0))" } ), plain() ) ),
      100.0 );
}

void TestDrawnPolygons::refusesWhatIsNoPolygon_data()
{
  QTest::addColumn<DrawnPolygons>( "shape" );
  QTest::addColumn<QString>( "word" );
  QTest::newRow( "point" ) << drawn( { "POINT (1 1)" } ) << "polygon";
  QTest::newRow( "line" ) << drawn( { "LINESTRING (0 0, 9 9, 0 9, 0 0)" } ) << "polygon";
  QTest::newRow( "no area" ) << drawn( { "POLYGON ((0 0, 5 5, 9 9, 0 0))" } ) << "polygon";
  QTest::newRow( "empty" ) << drawn( { "POLYGON EMPTY" } ) << "polygon";
  DrawnPolygons damaged = drawn( { "POINT (1 1)" } );
  damaged.shapes[0].resize( 10 );
  QTest::newRow( "cut off" ) << damaged << "damaged";
  OGRLinearRing ring;
  for ( const double x : { 0.0, 10.0, std::nan( "" ), 0.0 } )
    ring.addPoint( x, x * x );
  OGRPolygon polygon;
  polygon.addRing( &ring );
  damaged.shapes[0] = wellKnownBinary( polygon );
  QTest::newRow( "not a number" ) << damaged << "damaged";
}

void TestDrawnPolygons::refusesWhatIsNoPolygon()
{
  QFETCH( DrawnPolygons, shape );
  QFETCH( QString, word );
  const QString error = errorOf( [&] { polygonsOn( shape, plain() ); } );
  QVERIFY2( error.startsWith( "A shape of the test" ) && error.contains( word ), qPrintable( error ) );
}

void TestDrawnPolygons::keepsCoordinatesWhereASystemIsUnknown()
{
  const char *square = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))";
  const RasterGrid map = gridOf( "EPSG:3413", 0, 100, 1, 100, 100 );
  QCOMPARE( area( polygonsOn( drawn( { square } ), map ) ), 100.0 );
  QCOMPARE( area( polygonsOn( drawn( { square }, "EPSG:4326" ), plain() ) ), 100.0 );
}

//! A parallel is an arc around the pole on a polar map; its chord lies 55 km off in the middle.
void TestDrawnPolygons::bendsLongEdges()
{
  const RasterGrid map = gridOf( "EPSG:3413", -100000, -1800000, 100, 10, 10 );
  const std::vector<MapPolygon> polygons =
      polygonsOn( drawn( { "POLYGON ((-60 70, -30 70, -30 75, -60 75, -60 70))" }, "EPSG:4326" ), map );
  QCOMPARE( polygons.size(), std::size_t( 1 ) );
  const std::array<double, 2> south =
      MapTransform( "EPSG:4326", "EPSG:3413" ).applied( std::array<double, 2>{ -45, 70 } );
  const double radius = std::hypot( south[0], south[1] );
  const Ring &outline = polygons[0].front();
  int edges = 0;
  for ( std::size_t i = 1; i < outline.size(); ++i )
  {
    const double first = std::hypot( outline[i - 1][0], outline[i - 1][1] );
    const double second = std::hypot( outline[i][0], outline[i][1] );
    const double middle =
        std::hypot( ( outline[i - 1][0] + outline[i][0] ) / 2, ( outline[i - 1][1] + outline[i][1] ) / 2 );
    if ( std::abs( first - radius ) > 0.01 || std::abs( second - radius ) > 0.01 )
      continue;
    ++edges;
    QVERIFY2( radius - middle < 0.11,
              qPrintable( QString::number( radius - middle ) ) ); // a thousandth of a pixel
  }
  QVERIFY( edges > 100 );
}

void TestDrawnPolygons::densifiedOrNotIsTheSame()
{
  const RasterGrid map = gridOf( "EPSG:3413", -250000, -1900000, 1000, 300, 400 );
  OGRGeometry *dense = nullptr;
  OGRGeometryFactory::createFromWkt( "POLYGON ((-56 68, -40 68, -40 72, -56 72, -56 68))", nullptr, &dense );
  DrawnPolygons sparse = drawn( { "POLYGON ((-56 68, -40 68, -40 72, -56 72, -56 68))" }, "EPSG:4326" );
  const std::vector<std::uint8_t> expected = inside( sparse, map );
  dense->segmentize( 0.001 );
  sparse.shapes[0] = wellKnownBinary( *dense );
  delete dense;
  QVERIFY( pixelsIn( expected ) > 10000 && pixelsIn( expected ) < map.width * map.height );
  const std::vector<std::uint8_t> found = inside( sparse, map );
  int different = 0;
  for ( std::size_t i = 0; i < found.size(); ++i )
    different += found[i] != expected[i];
  QVERIFY2( different <= 2, qPrintable( QString::number( different ) ) );
}

void TestDrawnPolygons::acrossTheDateLineIsTheSame_data()
{
  QTest::addColumn<QByteArray>( "text" );
  QTest::newRow( "with 180 to -180" ) << QByteArray( "POLYGON ((178 68, -178 68, -178 71, 178 71, 178 68))" );
  QTest::newRow( "beyond 180" ) << QByteArray( "POLYGON ((178 68, 182 68, 182 71, 178 71, 178 68))" );
  QTest::newRow( "beyond -180" ) << QByteArray( "POLYGON ((-182 68, -178 68, -178 71, -182 71, -182 68))" );
  QTest::newRow( "split" ) << QByteArray(
      "MULTIPOLYGON (((178 68, 180 68, 180 71, 178 71, 178 68)), ((-180 68, "
      "-178 68, -178 71, -180 71, -180 68)))" );
  QTest::newRow( "with corners on it" )
      << QByteArray( "POLYGON ((178 68, 180 68, -178 68, -178 71, -180 71, 178 71, 178 68))" );
}

void TestDrawnPolygons::acrossTheDateLineIsTheSame()
{
  QFETCH( QByteArray, text );
  const DrawnPolygons polygons = drawn( { text.constData() }, "EPSG:4326" );
  // Half a step off the parallels and meridians, so that rounding moves no centre across an edge.
  const RasterGrid maps[] = { polar(),
                              gridOf( "EPSG:4326", 175.011, 73.017, 0.02, 500, 300 ),
                              gridOf( "EPSG:4326", -184.989, 73.017, 0.02, 500, 300 ),
                              gridOf( "EPSG:4326", -179.989, 73.017, 0.02, 500, 300 ),
                              gridOf( "EPSG:3857", 19600000, 12100000, 5000, 86, 500 ),
                              gridOf( "EPSG:3857", -20037508, 12100000, 5000, 86, 500 ),
                              gridOf( "EPSG:32601", 300000, 7900000, 1000, 300, 400 ) };
  for ( const RasterGrid &map : maps )
  {
    // Ground truth by the coordinates of every pixel.
    const MapTransform toDegrees( map.crs, geographicCrs );
    const std::vector<std::uint8_t> mask = inside( polygons, map );
    int wrong = 0;
    std::vector<std::array<double, 2>> centres;
    for ( int row = 0; row < map.height; ++row )
      for ( int column = 0; column < map.width; ++column )
        centres.push_back( map.toMap( column + 0.5, row + 0.5 ) );
    centres = toDegrees.applied( centres );
    for ( std::size_t i = 0; i < centres.size(); ++i )
    {
      const double east = std::fmod( centres[i][0] + 720, 360 );
      const bool within = east > 178 && east < 182 && centres[i][1] > 68 && centres[i][1] < 71;
      wrong += within != ( mask[i] == 1 );
    }
    QVERIFY( pixelsIn( mask ) > 100 );
    QVERIFY2( wrong <= 2,
              qPrintable( QString::number( wrong ) + " pixels of " + map.crs.substr( 0, 40 ).c_str() ) );
  }
}

void TestDrawnPolygons::keepsArcsAcrossTheDateLine()
{
  const RasterGrid map = gridOf( "EPSG:4326", 178, 71, 0.01, 400, 200 );
  const std::vector<MapPolygon> polygons = polygonsOn(
      drawn( { "CURVEPOLYGON (CIRCULARSTRING (179.5 70, 180 70.5, -179.5 70, 180 69.5, 179.5 70))" },
             "EPSG:4326" ),
      map );
  QVERIFY2( std::abs( area( polygons ) / ( M_PI * 0.25 ) - 1 ) < 1e-3,
            qPrintable( QString::number( area( polygons ) ) ) );
}

void TestDrawnPolygons::keepsHolesAcrossTheDateLine()
{
  const RasterGrid map = gridOf( "EPSG:4326", 178, 71, 0.01, 400, 200 );
  const std::vector<MapPolygon> polygons =
      polygonsOn( drawn( { "POLYGON ((179 69, -179 69, -179 71, 179 71, 179 69), (-179.5 69.5, -179.9 69.5, "
                           "-179.9 70.5, -179.5 70.5, -179.5 69.5))" },
                         "EPSG:4326" ),
                  map );
  QVERIFY2( std::abs( area( polygons ) - 3.6 ) < 1e-9, qPrintable( QString::number( area( polygons ) ) ) );
}

void TestDrawnPolygons::keepsWhatIsDrawnAroundAPole()
{
  const char *cap = "POLYGON ((0 80, 90 80, 180 80, -90 80, 0 80))";
  const char *closedByHand = "POLYGON ((-180 80, -90 80, 0 80, 90 80, 180 80, 180 90, -180 90, -180 80))";
  const RasterGrid map = gridOf( "EPSG:3413", -1500000, 1500000, 10000, 300, 300 );
  const std::vector<std::uint8_t> mask = inside( drawn( { cap }, "EPSG:4326" ), map );
  QCOMPARE( int( mask[150 * 300 + 150] ), 1 );
  QCOMPARE( int( mask[0] ), 0 );
  const double radius =
      MapTransform( "EPSG:4326", "EPSG:3413" ).applied( std::array<double, 2>{ -45, 80 } )[1];
  QVERIFY( std::abs( static_cast<double>( pixelsIn( mask ) ) / ( M_PI * radius * radius / 1e8 ) - 1 ) <
           1e-3 );
  QVERIFY( inside( drawn( { closedByHand }, "EPSG:4326" ), map ) == mask );
  // And the other way: a square around the pole of a polar map, in degrees.
  const RasterGrid degrees = gridOf( "EPSG:4326", -180, 90, 0.5, 720, 40 );
  const std::vector<std::uint8_t> square = inside(
      drawn( { "POLYGON ((-1e6 -1e6, 1e6 -1e6, 1e6 1e6, -1e6 1e6, -1e6 -1e6))" }, "EPSG:3413" ), degrees );
  for ( int column = 0; column < 720; ++column )
  {
    QCOMPARE( int( square[column] ), 1 );
    QCOMPARE( int( square[39 * 720 + column] ), 0 );
  }
}

void TestDrawnPolygons::keepsTheWholeEarth()
{
  const char *world = "POLYGON ((-180 -90, 180 -90, 180 90, -180 90, -180 -90))";
  const RasterGrid degrees = gridOf( "EPSG:4326", 170, 80, 1, 30, 20 );
  QCOMPARE( pixelsIn( inside( drawn( { world }, "EPSG:4326" ), degrees ) ), std::ptrdiff_t( 600 ) );
  const char *north = "POLYGON ((-180 60, 180 60, 180 90, -180 90, -180 60))";
  // Longitude 180 runs through the centres of the pixels on its diagonal.
  const RasterGrid map = gridOf( "EPSG:3413", -1500000, 1500000, 10000, 300, 300 );
  QCOMPARE( pixelsIn( inside( drawn( { north }, "EPSG:4326" ), map ) ), std::ptrdiff_t( 90000 ) );
}

void TestDrawnPolygons::leavesOutWhatTheMapCannotShow()
{
  // Universal transverse Mercator ends a quarter of the Earth away.
  const RasterGrid map = gridOf( "EPSG:32622", 450000, 7900000, 100, 100, 100 );
  const char *there = "POLYGON ((-55 70, -50 70, -50 72, -55 72, -55 70))";
  const char *far = "POLYGON ((120 0.5, 121 0.5, 121 1, 120 1, 120 0.5))";
  const DrawnPolygons both = drawn( { there, far }, "EPSG:4326" );
  QVERIFY( pixelsIn( inside( both, map ) ) > 0 );
  QVERIFY( inside( both, map ) == inside( drawn( { there }, "EPSG:4326" ), map ) );
}

void TestDrawnPolygons::theWholeEarthCoversEveryMap_data()
{
  QTest::addColumn<QString>( "crs" );
  QTest::addColumn<double>( "left" );
  QTest::addColumn<double>( "top" );
  QTest::newRow( "UTM" ) << "EPSG:32622" << 450000.0 << 7900000.0;
  QTest::newRow( "polar" ) << "EPSG:3413" << -1700000.0 << 1700000.0;
  QTest::newRow( "at the pole" ) << "EPSG:3413" << -150000.0 << 150000.0;
  QTest::newRow( "in the south" ) << "EPSG:3031" << -1700000.0 << 1700000.0;
  QTest::newRow( "Lambert" ) << "EPSG:3057" << 500000.0 << 500000.0;
  QTest::newRow( "Mercator" ) << "EPSG:3857" << -5000000.0 << 10000000.0;
}

void TestDrawnPolygons::theWholeEarthCoversEveryMap()
{
  QFETCH( QString, crs );
  QFETCH( double, left );
  QFETCH( double, top );
  const RasterGrid map = gridOf( crs.toStdString(), left, top, 1000, 300, 300 );
  const char *earth = "POLYGON ((-180 -90, 180 -90, 180 90, -180 90, -180 -90))";
  QCOMPARE( pixelsIn( inside( drawn( { earth }, "EPSG:4326" ), map ) ), std::ptrdiff_t( 90000 ) );
  const char *north = "POLYGON ((-180 0, 180 0, 180 90, -180 90, -180 0))";
  const QString nothing = errorOf( [&] { inside( drawn( { north }, "EPSG:4326" ), map ); } );
  QCOMPARE( !nothing.isEmpty(), crs == "EPSG:3031" );
}

void TestDrawnPolygons::refusesWhatTheMapShowsInPart()
{
  // Seen from its middle, the Earth ends at the equator.
  const RasterGrid map = gridOf( "+proj=gnom +lat_0=90 +datum=WGS84", 0, 0, 1000, 10, 10 );
  const QString error = errorOf(
      [&] { polygonsOn( drawn( { "POLYGON ((0 -9, 10 -9, 10 9, 0 9, 0 -9))" }, "EPSG:4326" ), map ); } );
  QVERIFY2( error.startsWith( "A shape of the test reaches beyond" ), qPrintable( error ) );
}

void TestDrawnPolygons::outlinesInDegrees()
{
  const std::vector<std::array<double, 2>> outline =
      outlineOf( drawn( { "POLYGON ((-1e6 -1e6, 1e6 -1e6, 1e6 1e6, -1e6 1e6, -1e6 -1e6))" }, "EPSG:3413" ) );
  QCOMPARE( outline.size(), std::size_t( 64 ) );
  const auto [lowest, highest] = std::minmax_element(
      outline.begin(), outline.end(), []( const auto &a, const auto &b ) { return a[1] < b[1]; } );
  QVERIFY( ( *lowest )[1] > 76 && ( *lowest )[1] < 78 && ( *highest )[1] > 80 && ( *highest )[1] < 82 );
  QVERIFY(
      errorOf( [] { outlineOf( drawn( { "POLYGON ((0 0, 1 0, 1 1, 0 0))" } ) ); } ).contains( "system" ) );
}

QTEST_GUILESS_MAIN( TestDrawnPolygons )
#include "testdrawnpolygons.moc"
