#include <QtTest>

#include <cmath>

#include <qgstest.h>

#include "support/sarsession.h"

using namespace calving;

class TestPreprocessSarAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { mSession = std::make_unique<SarSession>(); }
  void cleanupTestCase() { mSession.reset(); }
  void makesAMapOfAProduct();
  void obeysEveryParameter();
  void explainsFailure();

private:
  std::unique_ptr<SarSession> mSession;
};

void TestPreprocessSarAlgorithm::makesAMapOfAProduct()
{
  SarSession &session = *mSession;
  const QVariantMap results =
      session.run( "preprocesssar", { { "INPUT", QString::fromStdString( session.product.folder ) },
                                      { "HEIGHT", 100 },
                                      { "OUTPUT", session.path( "map.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  QCOMPARE( results["OUTPUT"].toString(), session.path( "map.tif" ) );
  QVERIFY( !results.contains( "INCIDENCE" ) );
  const RasterReader map( session.path( "map.tif" ).toStdString() );
  QCOMPARE( map.grid().transform[1], 20.0 );
  QVERIFY( map.grid().crs.find( "UTM zone 3" ) != std::string::npos );
  QCOMPARE( metadataOf( session.path( "map.tif" ), "CALVINGFRONT_UNIT" ), std::string( "dB" ) );
  const std::vector<float> values = valuesOf( session.path( "map.tif" ) );
  // Digital numbers 100 to 900 over a factor of 500 to 600 lie between -16 and 6 dB.
  for ( const float value : values )
    QVERIFY( std::isnan( value ) || ( value > -20 && value < 8 ) );
  QVERIFY( std::count_if( values.begin(), values.end(), []( float v ) { return v == v; } ) > 10000 );
}

void TestPreprocessSarAlgorithm::obeysEveryParameter()
{
  SarSession &session = *mSession;
  session.run( "preprocesssar", { { "INPUT", QString::fromStdString( session.product.folder ) },
                                  { "POLARISATION", "VH" },
                                  { "CALIBRATION", 2 },
                                  { "NOISE", false },
                                  { "SPECKLE", 5 },
                                  { "HEIGHT", 80.5 },
                                  { "CRS", "EPSG:3035" },
                                  { "PIXEL_SIZE", 10 },
                                  { "UNIT", 2 },
                                  { "DB_MIN", -22 },
                                  { "DB_MAX", 3 },
                                  { "OUTPUT", session.path( "all.tif" ) },
                                  { "INCIDENCE", session.path( "angle.tif" ) },
                                  { "MASK", session.path( "mask.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  const QString history =
      QString::fromStdString( metadataOf( session.path( "all.tif" ), "CALVINGFRONT_HISTORY" ) );
  for ( const char *step :
        { "calibrate(gamma0, thermal noise kept", "despeckle(refined Lee, window 7)",
          "height 80.5 m above the ellipsoid, pixel size 10", "scale(8 bit, -22 to 3 dB)" } )
    QVERIFY2( history.contains( step ), qPrintable( history ) );
  QCOMPARE( metadataOf( session.path( "all.tif" ), "CALVINGFRONT_POLARISATION" ), std::string( "VH" ) );
  QCOMPARE( valuesOf( session.path( "angle.tif" ) ).size(), valuesOf( session.path( "all.tif" ) ).size() );
  QCOMPARE( valuesOf( session.path( "mask.tif" ) ).size(), valuesOf( session.path( "all.tif" ) ).size() );
}

void TestPreprocessSarAlgorithm::explainsFailure()
{
  SarSession &session = *mSession;
  session.run( "preprocesssar", { { "INPUT", QString::fromStdString( session.product.folder ) },
                                  { "EXTENT", "20,21,60,61 [EPSG:4326]" },
                                  { "OUTPUT", session.path( "outside.tif" ) } } );
  QVERIFY( !session.succeeded );
  QVERIFY2( session.log.contains( "The area lies outside the scene." ), qPrintable( session.log ) );
  QVERIFY( QDir( session.folder.path() ).entryList( { "outside*" } ).isEmpty() );
}

QGSTEST_MAIN( TestPreprocessSarAlgorithm )
#include "testpreprocesssaralgorithm.moc"
