#include <QtTest>

#include <cmath>

#include <qgstest.h>

#include "support/sarsession.h"

using namespace calving;

class TestTerrainCorrectSarAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { mSession = std::make_unique<SarSession>(); }
  void cleanupTestCase() { mSession.reset(); }
  void stepByStepEqualsTheChain_data();
  void stepByStepEqualsTheChain();
  void needsRadarGeometry();

private:
  std::unique_ptr<SarSession> mSession;
};

void TestTerrainCorrectSarAlgorithm::stepByStepEqualsTheChain_data()
{
  QTest::addColumn<double>( "pixelSize" );
  QTest::newRow( "as fine as the product" ) << 10.0;
  QTest::newRow( "coarser: averaged" ) << 40.0;
}

//! calibratesar, then terraincorrectsar: the same pixels as preprocesssar in one go.
void TestTerrainCorrectSarAlgorithm::stepByStepEqualsTheChain()
{
  QFETCH( double, pixelSize );
  SarSession &session = *mSession;
  session.run( "terraincorrectsar", { { "INPUT", session.calibrated( "radar.tif" ) },
                                      { "HEIGHT", 100 },
                                      { "PIXEL_SIZE", pixelSize },
                                      { "UNIT", 0 },
                                      { "OUTPUT", session.path( "steps.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  session.run( "preprocesssar", { { "INPUT", QString::fromStdString( session.product.folder ) },
                                  { "NOISE", false },
                                  { "SPECKLE", 0 },
                                  { "HEIGHT", 100 },
                                  { "PIXEL_SIZE", pixelSize },
                                  { "UNIT", 0 },
                                  { "OUTPUT", session.path( "chain.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  const std::vector<float> steps = valuesOf( session.path( "steps.tif" ) );
  const std::vector<float> chain = valuesOf( session.path( "chain.tif" ) );
  QCOMPARE( steps.size(), chain.size() );
  for ( std::size_t i = 0; i < steps.size(); ++i )
    QVERIFY( steps[i] == chain[i] || ( std::isnan( steps[i] ) && std::isnan( chain[i] ) ) );
  QCOMPARE( metadataOf( session.path( "steps.tif" ), "CALVINGFRONT_HISTORY" ),
            metadataOf( session.path( "chain.tif" ), "CALVINGFRONT_HISTORY" ) );
  QCOMPARE( metadataOf( session.path( "steps.tif" ), "CALVINGFRONT_SENSOR" ), std::string( "S1A" ) );
}

void TestTerrainCorrectSarAlgorithm::needsRadarGeometry()
{
  SarSession &session = *mSession;
  session.run( "terraincorrectsar",
               { { "INPUT", session.path( "steps.tif" ) }, { "OUTPUT", session.path( "again.tif" ) } } );
  QVERIFY( !session.succeeded );
  QVERIFY2( session.log.contains( "does not say its radar geometry." ), qPrintable( session.log ) );
}

QGSTEST_MAIN( TestTerrainCorrectSarAlgorithm )
#include "testterraincorrectsaralgorithm.moc"
