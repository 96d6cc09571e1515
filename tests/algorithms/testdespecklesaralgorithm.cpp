#include <QtTest>

#include <cmath>

#include <qgsrasterlayer.h>
#include <qgstest.h>

#include "model/sar/product/radarframexml.h"
#include "model/sar/speckle/specklefilter.h"
#include "model/sar/stream/rastersource.h"
#include "support/sarsession.h"

using namespace calving;

class TestDespeckleSarAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { mSession = std::make_unique<SarSession>(); }
  void cleanupTestCase() { mSession.reset(); }
  void filtersAsTheCoreDoes();
  void multilookKeepsThePlace();
  void filtersAStackInTime();
  void stackIsNeededForTheMultitemporalFilter();

private:
  std::unique_ptr<SarSession> mSession;
};

void TestDespeckleSarAlgorithm::filtersAsTheCoreDoes()
{
  SarSession &session = *mSession;
  const QString input = session.calibrated( "radar.tif" );
  session.run( "despecklesar", { { "INPUT", input },
                                 { "SPECKLE", 7 },
                                 { "WINDOW", 5 },
                                 { "LOOKS", 3 },
                                 { "OUTPUT", session.path( "filtered.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  const auto expected =
      despeckled( std::make_shared<RasterSource>( input.toStdString() ), { SpeckleMethod::GammaMap, 5, 3 } )
          ->read( { 0, 0, 500, 300 } );
  const std::vector<float> found = valuesOf( session.path( "filtered.tif" ) );
  QVERIFY( found == expected );
  QVERIFY( QString::fromStdString( metadataOf( session.path( "filtered.tif" ), "CALVINGFRONT_HISTORY" ) )
               .contains( "despeckle(Gamma-MAP, window 5, looks 3)" ) );
  QCOMPARE(
      QString::fromStdString( RasterReader( session.path( "filtered.tif" ).toStdString() )
                                  .xmlMetadata( "xml:CALVINGFRONT_RADAR" ) ),
      QString::fromStdString( RasterReader( input.toStdString() ).xmlMetadata( "xml:CALVINGFRONT_RADAR" ) ) );
}

void TestDespeckleSarAlgorithm::multilookKeepsThePlace()
{
  SarSession &session = *mSession;
  const QString input = session.calibrated( "radar.tif" );
  session.run(
      "despecklesar",
      { { "INPUT", input }, { "SPECKLE", 9 }, { "WINDOW", 4 }, { "OUTPUT", session.path( "looks.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  const RasterReader reader( session.path( "looks.tif" ).toStdString() );
  QCOMPARE( reader.width(), 125 );
  QCOMPARE( reader.height(), 75 );
  const RadarGeometry fine( session.product.frame() );
  const RadarGeometry coarse(
      parseRadarFrame( reader.xmlMetadata( "xml:CALVINGFRONT_RADAR" ), "looks.tif" ) );
  QVERIFY( length( fine.point( { 41.5, 81.5 }, 100 ) - coarse.point( { 10, 20 }, 100 ) ) < 0.01 );
}

void TestDespeckleSarAlgorithm::filtersAStackInTime()
{
  SarSession &session = *mSession;
  QgsRasterLayer first( session.calibrated( "first.tif" ) );
  QgsRasterLayer second( session.calibrated( "second.tif" ) );
  session.run( "despecklesar", { { "INPUT", session.path( "first.tif" ) },
                                 { "STACK", QVariantList{ QVariant::fromValue( &second ) } },
                                 { "SPECKLE", 10 },
                                 { "OUTPUT", session.path( "stack.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  // Twins filter to themselves.
  const std::vector<float> found = valuesOf( session.path( "stack.tif" ) );
  const std::vector<float> input = valuesOf( session.path( "first.tif" ) );
  for ( std::size_t i = 0; i < found.size(); i += 13 )
    QVERIFY( std::abs( found[i] - input[i] ) <= 1e-5 * input[i] );
}

void TestDespeckleSarAlgorithm::stackIsNeededForTheMultitemporalFilter()
{
  SarSession &session = *mSession;
  session.run( "despecklesar", { { "INPUT", session.calibrated( "radar.tif" ) },
                                 { "SPECKLE", 10 },
                                 { "OUTPUT", session.path( "none.tif" ) } } );
  QVERIFY( !session.succeeded );
  QVERIFY( session.log.contains( "needs other scenes of the same place. Add them to the stack." ) );
  QVERIFY( !QFile::exists( session.path( "none.tif" ) ) );
  session.run( "despecklesar", { { "INPUT", session.calibrated( "radar.tif" ) },
                                 { "STACK", session.calibrated( "other.tif" ) },
                                 { "OUTPUT", session.path( "alone.tif" ) } } );
  QVERIFY2( session.succeeded && session.log.contains( "STACK counts for the multitemporal filter alone" ),
            qPrintable( session.log ) );
}

QGSTEST_MAIN( TestDespeckleSarAlgorithm )
#include "testdespecklesaralgorithm.moc"
