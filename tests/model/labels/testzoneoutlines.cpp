#include <cmath>

#include <QtTest>

#include "model/geometry/polygonraster.h"
#include "model/labels/zoneoutlines.h"
#include "support/zoneimages.h"

using namespace calving;

class TestZoneOutlines : public QObject
{
  Q_OBJECT

private slots:
  void rastersBackToTheSameZones();
  void shareTheirBorders();
  void leaveOutWhatIsNotAvailable();
  void holdIslandsAsHoles();
  void drawTheFront();
  void specksGo();
  void coarserGridsCoverTheSamePlace();
};

namespace
{

const QStringList fjord{ "rrrrrrrrrrrr", "gggggg~~~~~~", "ggggg~~~gg~~", "gggg~~~~gg~~",
                         "gggg~~~~~~~~", "ggggg~~~~~  ", "rrrrrrrrrr  " };

std::vector<std::uint8_t> rasterised( const ZoneImage &image, double tolerance )
{
  PolygonRaster raster( image.grid );
  for ( const ZoneOutline &outline : outlinesOf( image, tolerance ) )
    raster.add( { outline.polygon }, outline.zone );
  return raster.read( { 0, 0, image.grid.width, image.grid.height } );
}

double areaOf( const MapPolygon &polygon )
{
  double area = 0;
  for ( std::size_t i = 0; i < polygon.size(); ++i )
  {
    double ring = 0;
    for ( std::size_t j = 1; j < polygon[i].size(); ++j )
      ring += polygon[i][j - 1][0] * polygon[i][j][1] - polygon[i][j][0] * polygon[i][j - 1][1];
    area += ( i == 0 ? 1 : -1 ) * std::abs( ring ) / 2;
  }
  return area;
}

} // namespace

void TestZoneOutlines::rastersBackToTheSameZones()
{
  const ZoneImage image = drawnImage( fjord );
  QCOMPARE( rasterised( image, 0 ), image.zones );
}

//! Whatever is thinned away of one area belongs to its neighbour: the areas still cover the image, each once.
void TestZoneOutlines::shareTheirBorders()
{
  QStringList rows;
  for ( int row = 0; row < 40; ++row )
  {
    const int front = 20 + static_cast<int>( 8 * std::sin( row / 5.0 ) );
    rows << QString( front, 'g' ) + QString( 60 - front - row / 4, '~' ) + QString( row / 4, 'r' );
  }
  const ZoneImage image = drawnImage( rows );
  double area = 0;
  std::size_t corners = 0;
  for ( const ZoneOutline &outline : outlinesOf( image, 0.75 ) )
  {
    area += areaOf( outline.polygon );
    for ( const Ring &ring : outline.polygon )
      corners += ring.size();
  }
  QVERIFY2( std::abs( area - 60 * 40 * 100 ) < 1e-3, qPrintable( QString::number( area ) ) );
  std::size_t exact = 0;
  for ( const ZoneOutline &outline : outlinesOf( image, 0 ) )
    for ( const Ring &ring : outline.polygon )
      exact += ring.size();
  QVERIFY2( 4 * corners < 3 * exact, qPrintable( QString::number( corners ) ) );
  const std::vector<std::uint8_t> again = rasterised( image, 0.75 );
  std::size_t same = 0;
  for ( std::size_t i = 0; i < again.size(); ++i )
    same += again[i] == image.zones[i];
  QVERIFY2( same > 0.99 * again.size(), qPrintable( QString::number( same ) ) );
}

void TestZoneOutlines::leaveOutWhatIsNotAvailable()
{
  for ( const ZoneOutline &outline : outlinesOf( drawnImage( fjord ), 0 ) )
    QVERIFY( outline.zone != 0 );
  QVERIFY( outlinesOf( drawnImage( { "   ", "   " } ), 0 ).empty() );
}

void TestZoneOutlines::holdIslandsAsHoles()
{
  std::size_t holes = 0;
  for ( const ZoneOutline &outline : outlinesOf( drawnImage( fjord ), 0 ) )
    if ( outline.zone == 3 )
      holes += outline.polygon.size() - 1;
  QCOMPARE( holes, std::size_t( 1 ) );
}

void TestZoneOutlines::drawTheFront()
{
  const auto fronts = frontsOf( drawnImage( fjord ), 3 );
  QCOMPARE( fronts.size(), std::size_t( 1 ) );
  double top = -HUGE_VAL;
  double bottom = HUGE_VAL;
  for ( const Point &point : fronts[0] )
  {
    top = std::max( top, point[1] );
    bottom = std::min( bottom, point[1] );
  }
  QVERIFY( top <= 1990 && top > 1980 );
  QVERIFY( bottom >= 1940 && bottom < 1950 );
}

void TestZoneOutlines::specksGo()
{
  ZoneImage image = drawnImage( fjord );
  removeSpecks( image, 5 );
  QCOMPARE( image.zones[image.index( 8, 2 )], std::uint8_t( 3 ) );
  QCOMPARE( image.zones[image.index( 9, 3 )], std::uint8_t( 3 ) );
  QCOMPARE( image.zones[image.index( 4, 2 )], std::uint8_t( 2 ) );
}

void TestZoneOutlines::coarserGridsCoverTheSamePlace()
{
  const RasterGrid grid{ 1000, 500, { 100, 10, 0, 200, 0, -10 }, true, "" };
  const RasterGrid coarse = coarserGrid( grid, 5000 );
  QVERIFY( coarse.width * coarse.height <= 5000 );
  QCOMPARE( coarse.width, 100 );
  const auto corner = coarse.toMap( coarse.width, coarse.height );
  QVERIFY( std::abs( corner[0] - 10100 ) < 1e-6 && std::abs( corner[1] + 4800 ) < 1e-6 );
}

QTEST_APPLESS_MAIN( TestZoneOutlines )
#include "testzoneoutlines.moc"
