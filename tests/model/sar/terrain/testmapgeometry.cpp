#include <QtTest>

#include <cmath>

#include "model/error.h"
#include "model/geometry/defaultcrs.h"
#include "model/sar/terrain/mapgeometry.h"
#include "model/sar/terrain/outputgrid.h"
#include "support/expecterror.h"
#include "support/smallradarframe.h"

using namespace calving;

class TestMapGeometry : public QObject
{
  Q_OBJECT

private slots:
  void agreesWithTheEquationsSolvedAtEachPixel_data();
  void agreesWithTheEquationsSolvedAtEachPixel();
  void doesNotDependOnTheWindow();
  void choosesThePolarOrUtmProjection_data();
  void choosesThePolarOrUtmProjection();
  void gridsOfATimeSeriesLieOnOneAnother();
  void holdsThePicturesCorners();
  void areaIsCutOut();
  void areaOutsideIsRefused();
  void unsuitableProjectionsAreRefused();
  void pixelSizesAreChecked();
};

void TestMapGeometry::agreesWithTheEquationsSolvedAtEachPixel_data()
{
  QTest::addColumn<int>( "product" );
  QTest::addColumn<double>( "pixelSize" );
  for ( const double size : { 10.0, 20.0, 40.0, 100.0 } )
  {
    QTest::addRow( "EW, EPSG:3413, %g m", size ) << 0 << size;
    QTest::addRow( "IW, UTM, %g m", size ) << 2 << size;
  }
}

//! Heights jump from pixel to pixel over all that the Earth has, the hardest case for an interpolation.
void TestMapGeometry::agreesWithTheEquationsSolvedAtEachPixel()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  QFETCH( int, product );
  QFETCH( double, pixelSize );
  const auto radar = std::make_shared<RadarGeometry>( realFrame( product ) );
  const RasterGrid grid = outputGrid( *radar, { {}, pixelSize, {} }, {} );
  const MapGeometry geometry( radar, grid );
  const MapTransform toDegrees( grid.crs, geographicCrs );
  double worst = 0;
  for ( int part = 1; part < 4; ++part )
  {
    const Window window{ grid.width * part / 4, grid.height * part / 4, 50, 40 };
    std::vector<float> heights;
    for ( int i = 0; i < window.width * window.height; ++i )
      heights.push_back( static_cast<float>( ( i * 7919 ) % 9000 - 300 ) );
    const std::vector<RadarPosition> positions = geometry.positions( window, heights.data() );
    for ( std::size_t i = 0; i < positions.size(); ++i )
    {
      const int column = window.x + static_cast<int>( i ) % window.width;
      const int row = window.y + static_cast<int>( i ) / window.width;
      const std::array<double, 2> place = grid.toMap( column + 0.5, row + 0.5 );
      const Vector3 point = placeOf( toDegrees, place[0], place[1], heights[i] );
      const RadarPosition exact = radar->position( point, radar->middleTime() );
      worst = std::max( { worst, std::abs( exact.line - positions[i].line ),
                          std::abs( exact.pixel - positions[i].pixel ) } );
    }
  }
  qInfo( "worst difference: %.5f pixels", worst );
  QVERIFY2( worst < 0.02, qPrintable( QString::number( worst ) ) );
}

void TestMapGeometry::doesNotDependOnTheWindow()
{
  const auto radar = std::make_shared<RadarGeometry>( smallFrame( 300, 200 ) );
  const RasterGrid grid = outputGrid( *radar, { {}, 10.0, {} }, {} );
  const MapGeometry geometry( radar, grid );
  const Window whole{ 0, 0, 150, 120 };
  const std::vector<float> heights( 150 * 120, 321.0f );
  const std::vector<RadarPosition> expected = geometry.positions( whole, heights.data() );
  for ( const Window &part : { Window{ 3, 5, 1, 1 }, Window{ 31, 0, 70, 33 }, Window{ 64, 64, 64, 56 } } )
  {
    const std::vector<RadarPosition> found = geometry.positions( part, heights.data() );
    for ( int y = 0; y < part.height; ++y )
      for ( int x = 0; x < part.width; ++x )
      {
        const RadarPosition &a = found[y * part.width + x];
        const RadarPosition &b = expected[( part.y + y ) * whole.width + part.x + x];
        QVERIFY( a.line == b.line && a.pixel == b.pixel );
      }
  }
}

void TestMapGeometry::choosesThePolarOrUtmProjection_data()
{
  QTest::addColumn<double>( "longitude" );
  QTest::addColumn<double>( "latitude" );
  QTest::addColumn<QString>( "crs" );
  QTest::newRow( "Helheim" ) << -38.0 << 66.4 << "EPSG:3413";
  QTest::newRow( "Crane" ) << -62.0 << -65.4 << "EPSG:3031";
  QTest::newRow( "Rome" ) << 12.5 << 42.0 << "EPSG:32633";
  QTest::newRow( "Patagonia" ) << -73.5 << -50.5 << "EPSG:32718";
  QTest::newRow( "date line" ) << 180.0 << 51.0 << "EPSG:32660";
  QTest::newRow( "other side of it" ) << -180.0 << 51.0 << "EPSG:32601";
}

void TestMapGeometry::choosesThePolarOrUtmProjection()
{
  QFETCH( double, longitude );
  QFETCH( double, latitude );
  QFETCH( QString, crs );
  QCOMPARE( QString::fromStdString( defaultCrs( longitude, latitude ) ), crs );
}

void TestMapGeometry::gridsOfATimeSeriesLieOnOneAnother()
{
  RadarFrame frame = smallFrame( 300, 200 );
  for ( const double shift : { 0.0, 0.01234, 0.4321 } )
  {
    frame.firstLineTime = frame.firstLineTime + shift;
    const RasterGrid grid = outputGrid( RadarGeometry( frame ), { {}, 40.0, {} }, {} );
    QCOMPARE( std::remainder( grid.transform[0], 40.0 ), 0.0 );
    QCOMPARE( std::remainder( grid.transform[3], 40.0 ), 0.0 );
    QCOMPARE( grid.transform[1], 40.0 );
    QCOMPARE( grid.transform[5], -40.0 );
  }
}

void TestMapGeometry::holdsThePicturesCorners()
{
  const RadarGeometry radar( smallFrame( 300, 200 ) );
  const TerrainSurvey survey{ -50, 1500, 1 };
  const RasterGrid grid = outputGrid( radar, { {}, 10.0, {} }, survey );
  const MapTransform toMap( geographicCrs, grid.crs );
  for ( const double height : { -50.0, 1500.0 } )
    for ( const double line : { 0.0, 199.0 } )
      for ( const double pixel : { 0.0, 299.0 } )
      {
        const Geodetic place = toGeodetic( radar.point( { line, pixel }, height ) );
        std::vector<double> x{ place.longitude / degree };
        std::vector<double> y{ place.latitude / degree };
        toMap.apply( x, y );
        const std::array<double, 2> at = grid.toPixel( x[0], y[0] );
        QVERIFY( at[0] > 0 && at[1] > 0 && at[0] < grid.width && at[1] < grid.height );
      }
}

void TestMapGeometry::areaIsCutOut()
{
  const RadarGeometry radar( smallFrame( 300, 200 ) );
  const RasterGrid whole = outputGrid( radar, { {}, 10.0, {} }, {} );
  const double x = whole.transform[0] + 500;
  const double y = whole.transform[3] - 900;
  const auto area = cornersOf( x, y, x + 403, y + 200, whole.crs );
  const RasterGrid part = outputGrid( radar, { {}, 10.0, area }, {} );
  QCOMPARE( part.width, 41 );
  QCOMPARE( part.height, 20 );
  QCOMPARE( part.transform[0], x );
  QCOMPARE( part.transform[3], y + 200 );
}

void TestMapGeometry::areaOutsideIsRefused()
{
  const RadarGeometry radar( smallFrame( 300, 200 ) );
  const auto area = cornersOf( 20, 60, 21, 61, "EPSG:4326" );
  EXPECT_ERROR( outputGrid( radar, { {}, 10.0, area }, {} ), "area", "outside" );
}

void TestMapGeometry::unsuitableProjectionsAreRefused()
{
  const RadarGeometry radar( smallFrame( 300, 200 ) );
  EXPECT_ERROR( outputGrid( radar, { "EPSG:4326", 10.0, {} }, {} ), "geographic", "metres" );
  EXPECT_ERROR( outputGrid( radar, { "EPSG:3031", 10.0, {} }, {} ), "outside",
                "coordinate reference system" );
  EXPECT_ERROR( outputGrid( radar, { "EPSG:999999", 10.0, {} }, {} ), "EPSG:999999", "unknown" );
}

void TestMapGeometry::pixelSizesAreChecked()
{
  const RadarGeometry radar( smallFrame( 300, 200 ) );
  EXPECT_ERROR( outputGrid( radar, { {}, 0.0, {} }, {} ), "pixel size", "positive" );
  EXPECT_ERROR( outputGrid( radar, { {}, 0.001, {} }, {} ), "200000", "pixel size" );
}

QTEST_APPLESS_MAIN( TestMapGeometry )
#include "testmapgeometry.moc"
