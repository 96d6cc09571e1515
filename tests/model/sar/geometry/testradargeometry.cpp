#include <QtTest>

#include <algorithm>

#include "model/error.h"
#include "model/sar/geometry/geoid.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/sar/product/annotationframe.h"
#include "model/sar/product/annotationorbit.h"
#include "model/sar/product/product.h"
#include "model/sar/product/radarframexml.h"
#include "support/expecterror.h"
#include "support/safeproduct.h"
#include "support/sentinel1.h"

using namespace calving;

namespace
{

Vector3 positionOf( const GeolocationPoint &point )
{
  return toCartesian( fromDegrees( point.longitude, point.latitude, point.height ) );
}

QString fixed( double value )
{
  return QString::number( value, 'f', 6 );
}

} // namespace

class TestRadarGeometry : public QObject
{
  Q_OBJECT

private slots:
  void ellipsoidAgreesWithIsce_data();
  void ellipsoidAgreesWithIsce();
  void geoidLiftsADemToTheEllipsoid();
  void geoidIsSeamlessAroundTheDateLine();
  void absentGeoidIsNamed();
  void agreesWithEveryGeolocationGrid_data();
  void agreesWithEveryGeolocationGrid();
  void findsThePixelsOfEveryGrid_data();
  void findsThePixelsOfEveryGrid();
  void comesBackFromTheGround_data();
  void comesBackFromTheGround();
  void incidenceAngleAgreesWithTheGrid();
  void roundedOrbitTimesAreMended();
  void frameSurvivesXml();
  void brokenFrameIsExplained();
  void subsetAndLooksKeepThePlace();
  void orbitOfAnotherTimeIsRefused();
};

//! Longitude, latitude (radians), height and position as in the tests of isce3.
void TestRadarGeometry::ellipsoidAgreesWithIsce_data()
{
  QTest::addColumn<double>( "longitude" );
  QTest::addColumn<double>( "latitude" );
  QTest::addColumn<double>( "height" );
  QTest::addColumn<double>( "x" );
  QTest::addColumn<double>( "y" );
  QTest::addColumn<double>( "z" );
  QTest::newRow( "1" ) << 1.134431523585921 << -1.180097204507889 << 7552.767636707697 << 1030784.925758840
                       << 2210337.910070449 << -5881839.839890959;
  QTest::newRow( "2" ) << -1.988929481271171 << -0.3218156967477281 << 480.3829875484664 << -2457926.302319799
                       << -5531693.075449729 << -2004656.608288598;
  QTest::newRow( "3" ) << 0.3494775870065641 << 1.321028021250511 << 6684.702668405185 << 1487474.649522443
                       << 542090.182021118 << 6164710.020663590;
}

void TestRadarGeometry::ellipsoidAgreesWithIsce()
{
  QFETCH( double, longitude );
  QFETCH( double, latitude );
  QFETCH( double, height );
  QFETCH( double, x );
  QFETCH( double, y );
  QFETCH( double, z );
  const Vector3 position = toCartesian( { longitude, latitude, height } );
  QVERIFY( length( position - Vector3{ x, y, z } ) < 1e-6 );
  const Geodetic place = toGeodetic( { x, y, z } );
  QVERIFY( std::abs( place.longitude - longitude ) < 1e-12 );
  QVERIFY( std::abs( place.latitude - latitude ) < 1e-12 );
  QVERIFY( std::abs( place.height - height ) < 1e-6 );
  const Geodetic satellite = toGeodetic( toCartesian( { longitude, latitude, 700e3 } ) );
  QVERIFY( std::abs( satellite.height - 700e3 ) < 1e-6 );
}

//! Published with the tests of sarsen.
void TestRadarGeometry::geoidLiftsADemToTheEllipsoid()
{
  const double height = 17.0 + Geoid( GeoidModel::Egm96 ).undulation( 12.5, 42.0 );
  QVERIFY2( std::abs( height - 65.613 ) < 1e-3, qPrintable( fixed( height ) ) );
  const Vector3 position = toCartesian( fromDegrees( 12.5, 42.0, height ) );
  // Given to millimetres, the last to centimetres.
  QVERIFY( std::abs( position[0] - 4634523.742 ) < 6e-4 );
  QVERIFY( std::abs( position[1] - 1027449.178 ) < 6e-4 );
  QVERIFY( std::abs( position[2] - 4245647.74 ) < 6e-3 );
}

void TestRadarGeometry::geoidIsSeamlessAroundTheDateLine()
{
  const Geoid geoid( GeoidModel::Egm96 );
  for ( const double latitude : { -90.0, -45.1, 0.0, 71.3, 90.0 } )
  {
    QVERIFY( std::abs( geoid.undulation( 180.0 - 1e-9, latitude ) -
                       geoid.undulation( -180.0 + 1e-9, latitude ) ) < 1e-6 );
    QVERIFY( std::abs( geoid.undulation( 33.3, latitude ) - geoid.undulation( 393.3, latitude ) ) < 1e-6 );
  }
  QVERIFY( std::abs( geoid.undulation( 179.99, 50 ) - geoid.undulation( 180.01, 50 ) ) < 0.1 );
}

void TestRadarGeometry::absentGeoidIsNamed()
{
  try
  {
    Geoid( GeoidModel::Egm2008 );
    QSKIP( "this machine has a grid of EGM2008" );
  }
  catch ( const Error &e )
  {
    QCOMPARE(
        QString( e.what() ),
        QString(
            "The geoid grid of EGM2008 (us_nga_egm08_25.tif or egm08_25.gtx) is in none of PROJ's folders. "
            "Put it into ~/.local/share/proj (from https://cdn.proj.org), or choose another vertical "
            "datum." ) );
  }
}

void TestRadarGeometry::agreesWithEveryGeolocationGrid_data()
{
  QTest::addColumn<QString>( "path" );
  for ( int i = 0; i < sentinel1Products.size(); ++i )
    QTest::newRow( sentinel1Products[i] ) << sentinel1Path( i );
}

//! Slant range within 0.05 m, zero-Doppler time within 0.2 ms of what the product states.
void TestRadarGeometry::agreesWithEveryGeolocationGrid()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  QFETCH( QString, path );
  for ( const SarImage &image : openProduct( path.toStdString() ).images )
  {
    const Orbit orbit = annotationOrbit( image.annotation );
    for ( const GeolocationPoint &point : image.annotation.geolocationGrid )
    {
      const double stated = orbit.seconds( point.azimuthTime );
      const ZeroDoppler seen = zeroDoppler( orbit, positionOf( point ), 0.5 * orbit.duration() );
      QVERIFY2( std::abs( seen.time - stated ) < 0.2e-3,
                qPrintable( fixed( 1e3 * ( seen.time - stated ) ) ) );
      const double range = 0.5 * speedOfLight * point.slantRangeTime;
      QVERIFY2( std::abs( seen.range - range ) < 0.05, qPrintable( fixed( seen.range - range ) ) );
    }
  }
}

void TestRadarGeometry::findsThePixelsOfEveryGrid_data()
{
  QTest::addColumn<QString>( "path" );
  for ( const int i : { 0, 1, 2, 4 } ) // those in ground range
    QTest::newRow( sentinel1Products[i] ) << sentinel1Path( i );
}

//! From longitude, latitude and height to the grid's own line and pixel.
void TestRadarGeometry::findsThePixelsOfEveryGrid()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  QFETCH( QString, path );
  const Product product = openProduct( path.toStdString() );
  for ( const SarImage &image : product.images )
  {
    const RadarGeometry geometry( radarFrame( image.annotation ) );
    // IPF 2.36 used one more polynomial for the last line than it delivers.
    const bool lastPolynomialAbsent = product.manifest.processorVersion == "002.36";
    for ( const GeolocationPoint &point : image.annotation.geolocationGrid )
    {
      const RadarPosition found = geometry.position( positionOf( point ), geometry.middleTime() );
      QVERIFY2( std::abs( found.line - point.line ) < 0.08, qPrintable( fixed( found.line - point.line ) ) );
      if ( !( lastPolynomialAbsent && point.line == image.annotation.height - 1 ) )
        QVERIFY2( std::abs( found.pixel - point.pixel ) < 0.002,
                  qPrintable( fixed( found.pixel - point.pixel ) ) );
    }
  }
}

void TestRadarGeometry::comesBackFromTheGround_data()
{
  findsThePixelsOfEveryGrid_data();
}

void TestRadarGeometry::comesBackFromTheGround()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  QFETCH( QString, path );
  const Product product = openProduct( path.toStdString() );
  const Annotation &annotation = product.images[0].annotation;
  const RadarGeometry geometry( radarFrame( annotation ) );
  for ( const double line : { 0.0, 3333.25, annotation.height - 1.0 } )
    for ( const double pixel : { 0.0, 1234.5, annotation.width - 1.0 } )
      for ( const double height : { -50.0, 3000.0 } )
      {
        const Vector3 point = geometry.point( { line, pixel }, height );
        QVERIFY( std::abs( toGeodetic( point ).height - height ) < 1e-3 );
        const RadarPosition back = geometry.position( point, geometry.middleTime() );
        QVERIFY( std::abs( back.line - line ) < 1e-5 );
        QVERIFY( std::abs( back.pixel - pixel ) < 1e-4 );
      }
  // The grid's first point, from the other side.
  const GeolocationPoint &corner = annotation.geolocationGrid.front();
  const Vector3 point = geometry.point( { 0, 0 }, corner.height );
  QVERIFY2( length( point - positionOf( corner ) ) < 1.0,
            qPrintable( fixed( length( point - positionOf( corner ) ) ) ) );
}

//! Grids measure from the direction away from the Earth's centre, terrain from the ellipsoid's normal.
void TestRadarGeometry::incidenceAngleAgreesWithTheGrid()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  const Product product = openProduct( sentinel1Path( 2 ).toStdString() );
  const Annotation &annotation = product.images[0].annotation;
  const Orbit orbit = annotationOrbit( annotation );
  for ( const GeolocationPoint &point : annotation.geolocationGrid )
  {
    const Vector3 satellite = orbit.at( orbit.seconds( point.azimuthTime ) ).position;
    const Vector3 ground = positionOf( point );
    const Vector3 sight = satellite - ground;
    const double geocentric = std::acos( dot( sight, ground ) / length( sight ) / length( ground ) ) / degree;
    QVERIFY2( std::abs( geocentric - point.incidenceAngle ) < 1e-5, qPrintable( fixed( geocentric ) ) );
    const double difference = incidenceAngle( satellite, ground ) - geocentric;
    QVERIFY2( difference > 0.02 && difference < 0.05, qPrintable( fixed( difference ) ) );
  }
}

//! Two products by IPF 2.36, whose vectors lie 0.440 ms and 0.096 ms beside the truth.
void TestRadarGeometry::roundedOrbitTimesAreMended()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  const auto delay = []( int product )
  {
    const Annotation annotation = openProduct( sentinel1Path( product ).toStdString() ).images[0].annotation;
    return annotationOrbit( annotation ).epoch() - annotation.orbit.front().time;
  };
  QVERIFY( std::abs( delay( 1 ) - -0.44e-3 ) < 1e-6 );
  QVERIFY( std::abs( delay( 3 ) - 0.095e-3 ) < 1e-6 );
  QCOMPARE( delay( 2 ), 0.0 );
  QCOMPARE( delay( 0 ), 0.0 );
}

void TestRadarGeometry::frameSurvivesXml()
{
  const RadarFrame frame = SafeProduct().frame();
  const std::string xml = toXml( frame );
  const RadarFrame back = parseRadarFrame( xml, "scene.tif" );
  QCOMPARE( toXml( back ), xml );
  QCOMPARE( back.orbit.back().time.nanoseconds, frame.orbit.back().time.nanoseconds );
  QCOMPARE( back.conversions[2].groundToSlant, frame.conversions[2].groundToSlant );
  QCOMPARE( back.bistaticReference, frame.bistaticReference );
}

void TestRadarGeometry::brokenFrameIsExplained()
{
  EXPECT_ERROR( parseRadarFrame( "<radarFrame><width>3</width></radarFrame>", "a.tif" ), "a.tif",
                "/radarFrame/height" );
}

void TestRadarGeometry::subsetAndLooksKeepThePlace()
{
  SafeProduct product;
  product.width = 12000;
  product.height = 9000;
  const RadarFrame frame = product.frame();
  const RadarGeometry whole( frame );
  const Vector3 point = whole.point( { 5000, 6000 }, 10 );
  const RadarGeometry part( subset( frame, { 1000, 4000, 6000, 3000 } ) );
  const RadarPosition inPart = part.position( point, part.middleTime() );
  QVERIFY( std::abs( inPart.line - 1000 ) < 1e-6 && std::abs( inPart.pixel - 5000 ) < 1e-6 );
  const RadarFrame coarse = multilooked( frame, 3, 2 );
  QCOMPARE( coarse.width, frame.width / 3 );
  const RadarGeometry looks( coarse );
  const RadarPosition inLooks = looks.position( point, looks.middleTime() );
  QVERIFY( std::abs( inLooks.line - ( 5000 - 0.5 ) / 2 ) < 1e-6 );
  QVERIFY( std::abs( inLooks.pixel - ( 6000 - 1 ) / 3.0 ) < 1e-6 );
}

void TestRadarGeometry::orbitOfAnotherTimeIsRefused()
{
  RadarFrame frame = SafeProduct().frame();
  for ( StateVector &vector : frame.orbit )
    vector.time = vector.time + 3600.0;
  EXPECT_ERROR( RadarGeometry( frame ), "2021-12-23T06:11:20.000000 to 2021-12-23T06:12:10.000000",
                "2021-12-23T05:11:40.000000 to 2021-12-23T05:11:40.178000", "orbit file" );
}

QTEST_APPLESS_MAIN( TestRadarGeometry )
#include "testradargeometry.moc"
