#include <QtTest>

#include <cmath>

#include <ogr_geometry.h>

#include "model/geometry/maptransform.h"
#include "model/sar/terrain/areashape.h"
#include "support/demfile.h"
#include "support/expecterror.h"
#include "support/memorysource.h"
#include "support/wellknownbinary.h"

using namespace calving;

namespace
{

constexpr int width = 90;
constexpr int height = 70;

RasterGrid utmGrid()
{
  RasterGrid grid;
  grid.width = width;
  grid.height = height;
  grid.transform = { 500000, 20, 0, 4700000, 0, -20 };
  grid.hasTransform = true;
  grid.crs = wellKnownText( "EPSG:32633" );
  return grid;
}

//! All of the area on the grid.
std::vector<float> insideOfAll( const AreaShape &shape )
{
  return insideOf( shape, utmGrid() )->read( { 0, 0, width, height } );
}

//! Longitudes and latitudes of all pixel centres, row by row.
std::array<std::vector<double>, 2> centresInDegrees()
{
  std::vector<double> x;
  std::vector<double> y;
  for ( int row = 0; row < height; ++row )
    for ( int column = 0; column < width; ++column )
    {
      const std::array<double, 2> place = utmGrid().toMap( column + 0.5, row + 0.5 );
      x.push_back( place[0] );
      y.push_back( place[1] );
    }
  MapTransform( utmGrid().crs, geographicCrs ).apply( x, y );
  return { x, y };
}

//! Fails where it is read.
class Forbidden : public BlockSource
{
public:
  using BlockSource::read;
  int width() const override { return ::width; }
  int height() const override { return ::height; }
  void read( const Window &, float * ) const override { throw Error( "This was read." ); }
};

} // namespace

class TestAreaShape : public QObject
{
  Q_OBJECT

private slots:
  void cleanup() { VSIUnlink( "/vsimem/dem.tif" ); }
  void pixelsCountWhoseCentresLieInside();
  void edgesOfOtherCoordinatesBend();
  void maskIsAskedAtEachCentre_data();
  void maskIsAskedAtEachCentre();
  void maskAndPolygonsMeet();
  void windowDoesNotMatter();
  void outsideIsNotEvenRead();
  void outlineHoldsTheUsedPartOfAMask();
  void uselessAreasAreExplained();
  void strayValuesBesideClassesAreNoData_data();
  void strayValuesBesideClassesAreNoData();
  void twoStrayValuesAreRefusedAsWell();
};

//! A triangle with a hole: 14 400 m2 wide, its edges between the pixels' centres.
void TestAreaShape::pixelsCountWhoseCentresLieInside()
{
  AreaShape shape;
  shape.polygons.crs = utmGrid().crs;
  shape.polygons.shapes = {
      wellKnownBinary( "POLYGON((500203 4699000, 501403 4699000, 500203 4699900, 500203 4699000),"
                       "(500311 4699111, 500411 4699111, 500411 4699211, 500311 4699211, 500311 "
                       "4699111))" ) };
  const std::vector<float> inside = insideOfAll( shape );
  for ( int row = 0; row < height; ++row )
    for ( int column = 0; column < width; ++column )
    {
      const double x = 500010 + 20 * column;
      const double y = 4699990 - 20 * row;
      const bool triangle = x > 500203 && y > 4699000 && ( x - 500203 ) / 1200 + ( y - 4699000 ) / 900 < 1;
      const bool hole = x > 500311 && x < 500411 && y > 4699111 && y < 4699211;
      QCOMPARE( inside[row * width + column], triangle && !hole ? 1.0f : 0.0f );
    }
}

//! A rectangle of degrees is no rectangle on the map.
void TestAreaShape::edgesOfOtherCoordinatesBend()
{
  const auto [longitude, latitude] = centresInDegrees();
  AreaShape shape;
  shape.polygons.crs = wellKnownText( geographicCrs );
  shape.polygons.shapes = {
      wellKnownBinary( "POLYGON((15.0031 42.4411, 15.0163 42.4411, 15.0163 42.4489, 15.0031 42.4489, "
                       "15.0031 42.4411))" ) };
  const std::vector<float> inside = insideOfAll( shape );
  int count = 0;
  for ( std::size_t i = 0; i < inside.size(); ++i )
  {
    const double x = longitude[i];
    const double y = latitude[i];
    const double edge = std::min( { std::abs( x - 15.0031 ), std::abs( x - 15.0163 ), std::abs( y - 42.4411 ),
                                    std::abs( y - 42.4489 ) } );
    if ( edge < 1e-7 ) // a centimetre
      continue;
    const bool expected = x > 15.0031 && x < 15.0163 && y > 42.4411 && y < 42.4489;
    QCOMPARE( inside[i], expected ? 1.0f : 0.0f );
    count += expected ? 1 : 0;
  }
  QVERIFY( count > 1000 );
}

void TestAreaShape::maskIsAskedAtEachCentre_data()
{
  QTest::addColumn<QString>( "crs" );
  QTest::newRow( "in the map's coordinates" ) << "EPSG:32633";
  QTest::newRow( "in degrees" ) << "EPSG:4326";
}

void TestAreaShape::maskIsAskedAtEachCentre()
{
  QFETCH( QString, crs );
  Dem mask;
  mask.crs = crs.toStdString();
  mask.noData = 7;
  if ( crs == "EPSG:4326" )
    mask.transform = { 15.0007, 0.0003, 0, 42.4507, 0, -0.0004 };
  else
    mask.transform = { 500105, 33, 0, 4699871, 0, -33 };
  mask.width = 50;
  mask.height = 20;
  const auto value = []( int x, int y ) {
    return ( x * 5 + y * 3 ) % 4 == 0 ? 0 : ( x + y ) % 5 == 0 ? 7 : 2;
  };
  mask.write( value );
  AreaShape shape;
  shape.mask = mask.path;
  const std::vector<float> inside = insideOfAll( shape );
  const auto [longitude, latitude] = centresInDegrees();
  int count = 0;
  for ( int i = 0; i < width * height; ++i )
  {
    const std::array<double, 2> place = crs == "EPSG:4326"
                                            ? std::array<double, 2>{ longitude[i], latitude[i] }
                                            : utmGrid().toMap( i % width + 0.5, i / width + 0.5 );
    const double x = ( place[0] - mask.transform[0] ) / mask.transform[1];
    const double y = ( place[1] - mask.transform[3] ) / mask.transform[5];
    if ( std::abs( x - std::round( x ) ) < 1e-3 || std::abs( y - std::round( y ) ) < 1e-3 )
      continue;
    const bool covered = x > 0 && y > 0 && x < mask.width && y < mask.height;
    const bool expected = covered && value( static_cast<int>( x ), static_cast<int>( y ) ) == 2;
    QCOMPARE( inside[i], expected ? 1.0f : 0.0f );
    count += expected ? 1 : 0;
  }
  QVERIFY( count > 500 );
}

void TestAreaShape::maskAndPolygonsMeet()
{
  Dem mask;
  mask.transform = { 500000, 20, 0, 4700000, 0, -20 };
  mask.write( []( int x, int ) { return x < 10 ? 1 : 0; } );
  AreaShape shape;
  shape.mask = mask.path;
  shape.polygons.crs = utmGrid().crs;
  shape.polygons.shapes = {
      wellKnownBinary( "POLYGON((500100 4699800, 500900 4699800, 500900 4699900, 500100 4699900, 500100 "
                       "4699800))" ) };
  const std::vector<float> inside = insideOfAll( shape );
  for ( int i = 0; i < width * height; ++i )
  {
    const int x = i % width;
    const int y = i / width;
    QCOMPARE( inside[i], x >= 5 && x < 10 && y >= 5 && y < 10 ? 1.0f : 0.0f );
  }
}

void TestAreaShape::windowDoesNotMatter()
{
  Dem mask;
  mask.crs = "EPSG:4326";
  mask.transform = { 14.99, 0.0003, 0, 42.46, 0, -0.0004 };
  mask.write( []( int x, int y ) { return ( x * 7 + y ) % 3; } );
  AreaShape shape;
  shape.mask = mask.path;
  const auto inside = insideOf( shape, utmGrid() );
  const std::vector<float> whole = insideOfAll( shape );
  for ( const Window &part : { Window{ 0, 0, 1, 1 }, Window{ 13, 7, 40, 33 }, Window{ 89, 0, 1, 70 } } )
  {
    const std::vector<float> found = inside->read( part );
    for ( int y = 0; y < part.height; ++y )
      for ( int x = 0; x < part.width; ++x )
        QCOMPARE( found[y * part.width + x], whole[( part.y + y ) * width + part.x + x] );
  }
}

void TestAreaShape::outsideIsNotEvenRead()
{
  const auto nowhere =
      std::make_shared<MemorySource>( width, height, std::vector<float>( width * height, 0 ) );
  const auto kept = keptInside( std::make_shared<Forbidden>(), nowhere, 4.0f );
  for ( const float value : kept->read( { 3, 4, 50, 40 } ) )
    QCOMPARE( value, 4.0f );
}

void TestAreaShape::outlineHoldsTheUsedPartOfAMask()
{
  Dem mask;
  mask.noData = 255;
  mask.write( []( int x, int y ) { return x >= 20 && x < 30 && y >= 10 && y < 40 ? 3 : y > 45 ? 255 : 0; } );
  double box[4] = { 1e9, 1e9, -1e9, -1e9 };
  for ( const std::array<double, 2> &place : outlineOf( mask.path ) )
  {
    std::vector<double> x{ place[0] };
    std::vector<double> y{ place[1] };
    MapTransform( geographicCrs, "EPSG:32633" ).apply( x, y );
    box[0] = std::min( box[0], x[0] );
    box[1] = std::min( box[1], y[0] );
    box[2] = std::max( box[2], x[0] );
    box[3] = std::max( box[3], y[0] );
  }
  const double expected[] = { 500000 + 20 * 30, 4700000 - 40 * 30, 500000 + 30 * 30, 4700000 - 10 * 30 };
  for ( int i = 0; i < 4; ++i )
    QVERIFY( std::abs( box[i] - expected[i] ) < 1e-3 );
}

void TestAreaShape::uselessAreasAreExplained()
{
  Dem mask;
  mask.write( []( int, int ) { return 0; } );
  EXPECT_ERROR( outlineOf( mask.path ), "mask", "/vsimem/dem.tif" );
  mask.write( []( int x, int ) { return x < 3 ? -9999 : 1; } );
  EXPECT_ERROR( outlineOf( mask.path ), "/vsimem/dem.tif holds -9999", "no-data value" );
  mask.crs.clear();
  mask.write( []( int, int ) { return 1; } );
  const std::string unplaced =
      "The mask /vsimem/dem.tif has no coordinate reference system or no position. Assign them first.";
  EXPECT_ERROR( outlineOf( mask.path ), unplaced );
  AreaShape shape;
  shape.mask = mask.path;
  EXPECT_ERROR( insideOf( shape, utmGrid() ), unplaced );
  shape.mask = {};
  shape.polygons.crs = utmGrid().crs;
  shape.polygons.shapes = { wellKnownBinary( "LINESTRING(0 0, 1 1)" ) };
  EXPECT_ERROR( insideOf( shape, utmGrid() ), "not a polygon" );
  shape.polygons.shapes = { wellKnownBinary( "POLYGON((0 0, 1 0, 1 1, 0 0))" ) };
  EXPECT_ERROR( insideOf( shape, utmGrid() ), "area", "no pixel" );
}

void TestAreaShape::strayValuesBesideClassesAreNoData_data()
{
  QTest::addColumn<QList<double>>( "values" );
  QTest::addColumn<QString>( "refused" );
  QTest::newRow( "255 beside 0 and 1" ) << QList<double>{ 0, 1, 255 } << "holds 255 beside the classes 0, 1,";
  QTest::newRow( "255 beside 1" ) << QList<double>{ 1, 255 } << "holds 255 beside";
  QTest::newRow( "255 beside classes" ) << QList<double>{ 0, 1, 2, 5, 255 } << "holds 255 beside";
  QTest::newRow( "65535" ) << QList<double>{ 0, 1, 65535 } << "holds 65535 beside";
  QTest::newRow( "4294967295" ) << QList<double>{ 0, 1, 4294967295.0 } << "holds 4294967295 beside";
  QTest::newRow( "-1" ) << QList<double>{ 0, 1, -1 } << "holds -1 beside";
  QTest::newRow( "a mask as pictures have it" ) << QList<double>{ 0, 255 } << "";
  QTest::newRow( "classes" ) << QList<double>{ 0, 1, 2, 3 } << "";
  QTest::newRow( "grey" ) << QList<double>{ 0, 1, 100, 180, 255 } << "";
  QTest::newRow( "decibels" ) << QList<double>{ 1, -1, -7.5, -12 } << "";
}

//! Once taken for inside, the rim of a mask became data.
void TestAreaShape::strayValuesBesideClassesAreNoData()
{
  QFETCH( QList<double>, values );
  QFETCH( QString, refused );
  Dem mask;
  mask.transform = { 500000, 20, 0, 4700000, 0, -20 };
  mask.width = width;
  mask.height = height;
  mask.write( [&values]( int x, int ) { return values[x % values.size()]; } );
  AreaShape shape;
  shape.mask = mask.path;
  if ( refused.isEmpty() )
  {
    const std::vector<float> inside = insideOfAll( shape );
    for ( int x = 0; x < width; ++x )
      QCOMPARE( inside[x], values[x % values.size()] != 0 ? 1.0f : 0.0f );
    QVERIFY( !outlineOf( mask.path ).empty() );
    return;
  }
  EXPECT_ERROR( insideOf( shape, utmGrid() ), refused.toStdString(), "no-data value" );
  EXPECT_ERROR( outlineOf( mask.path ), refused.toStdString() );
  // Declared, it is no data.
  mask.noData = static_cast<float>( values.back() );
  mask.write( [&values]( int x, int ) { return values[x % values.size()]; } );
  const std::vector<float> inside = insideOfAll( shape );
  QCOMPARE( inside[values.size() - 1], 0.0f );
  QCOMPARE( inside[values.size() - 2], 1.0f );
}

void TestAreaShape::twoStrayValuesAreRefusedAsWell()
{
  const std::array<double, 4> values{ 0, 1, 255, -1 };
  Dem mask;
  mask.transform = { 500000, 20, 0, 4700000, 0, -20 };
  mask.width = width;
  mask.height = height;
  mask.write( [&values]( int x, int ) { return values[x % values.size()]; } );
  AreaShape shape;
  shape.mask = mask.path;
  EXPECT_ERROR( insideOf( shape, utmGrid() ), "holds 255 beside" );
}

QTEST_APPLESS_MAIN( TestAreaShape )
#include "testareashape.moc"
