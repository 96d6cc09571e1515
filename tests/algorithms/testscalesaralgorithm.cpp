#include <QtTest>

#include <cmath>

#include <qgstest.h>

#include "support/sarsession.h"

using namespace calving;

class TestScaleSarAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { mSession = std::make_unique<SarSession>(); }
  void cleanupTestCase() { mSession.reset(); }
  void thereAndBackAgain();
  void amplitudesAreSquared();
  void decibelsAreNoPower();
  void emptyWindowIsRefused();
  void windowThatShowsNothingIsWarnedOf();

private:
  std::unique_ptr<SarSession> mSession;
};

//! Power to decibels to bytes and back to power, each step reading the unit from the metadata of the one
//! before.
void TestScaleSarAlgorithm::thereAndBackAgain()
{
  SarSession &session = *mSession;
  session.run( "scalesar", { { "INPUT", session.calibrated( "power.tif" ) },
                             { "UNIT", 1 },
                             { "OUTPUT", session.path( "db.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  session.run( "scalesar", { { "INPUT", session.path( "db.tif" ) },
                             { "DB_MIN", -20 },
                             { "DB_MAX", 10 },
                             { "OUTPUT", session.path( "byte.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  session.run(
      "scalesar",
      { { "INPUT", session.path( "byte.tif" ) }, { "UNIT", 0 }, { "OUTPUT", session.path( "back.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  const std::vector<float> power = valuesOf( session.path( "power.tif" ) );
  const std::vector<float> decibels = valuesOf( session.path( "db.tif" ) );
  const std::vector<float> bytes = valuesOf( session.path( "byte.tif" ) );
  const std::vector<float> back = valuesOf( session.path( "back.tif" ) );
  for ( std::size_t i = 0; i < power.size(); i += 7 )
  {
    const double db = 10 * std::log10( power[i] );
    QVERIFY( std::abs( decibels[i] - db ) < 1e-4 );
    QVERIFY( std::abs( bytes[i] - ( 1 + 254 * ( db + 20 ) / 30 ) ) < 0.501 );
    QVERIFY( std::abs( 10 * std::log10( back[i] ) - db ) < 0.5 * 30 / 254 + 1e-3 );
  }
  QCOMPARE( metadataOf( session.path( "byte.tif" ), "CALVINGFRONT_DB_MIN" ), std::string( "-20" ) );
  QVERIFY( metadataOf( session.path( "back.tif" ), "CALVINGFRONT_DB_MIN" ).empty() );
}

void TestScaleSarAlgorithm::amplitudesAreSquared()
{
  SarSession &session = *mSession;
  session.run( "scalesar", { { "INPUT", session.calibrated( "power.tif" ) },
                             { "VALUES", 3 },
                             { "UNIT", 0 },
                             { "OUTPUT", session.path( "squared.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  const float value = valuesOf( session.path( "power.tif" ) )[777];
  QCOMPARE( valuesOf( session.path( "squared.tif" ) )[777], value * value );
}

//! As power they would be NaN in decibels, as amplitude positive numbers of no meaning.
void TestScaleSarAlgorithm::decibelsAreNoPower()
{
  SarSession &session = *mSession;
  session.run( "scalesar", { { "INPUT", session.calibrated( "power.tif" ) },
                             { "UNIT", 1 },
                             { "OUTPUT", session.path( "said.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  for ( const int values : { 1, 3 } )
  {
    session.run( "scalesar", { { "INPUT", session.path( "said.tif" ) },
                               { "VALUES", values },
                               { "OUTPUT", session.path( "wrong.tif" ) } } );
    QVERIFY( !session.succeeded );
    QVERIFY2( session.log.contains( "half of them are below 0" ) && session.log.contains( "said.tif" ),
              qPrintable( session.log ) );
    QVERIFY( !QFile::exists( session.path( "wrong.tif" ) ) );
  }
}

void TestScaleSarAlgorithm::emptyWindowIsRefused()
{
  SarSession &session = *mSession;
  session.run( "scalesar", { { "INPUT", session.calibrated( "power.tif" ) },
                             { "DB_MIN", 5 },
                             { "DB_MAX", 5 },
                             { "OUTPUT", session.path( "empty.tif" ) } } );
  QVERIFY( !session.succeeded );
  QVERIFY( session.log.contains( "The decibel window from 5 to 5 is empty." ) );
  QVERIFY( !QFile::exists( session.path( "empty.tif" ) ) );
}

void TestScaleSarAlgorithm::windowThatShowsNothingIsWarnedOf()
{
  SarSession &session = *mSession;
  const auto scaled = [&session]( int least, int most )
  {
    session.run( "scalesar", { { "INPUT", session.calibrated( "power.tif" ) },
                               { "DB_MIN", least },
                               { "DB_MAX", most },
                               { "OUTPUT", session.path( "window.tif" ) } } );
    return session.log;
  };
  QVERIFY( !scaled( -20, 10 ).contains( "show nothing" ) );
  const QString log = scaled( 20, 30 );
  QVERIFY2( session.succeeded && log.contains( "100 % lie below 20 dB and 0 % above 30 dB" ),
            qPrintable( log ) );
}

QGSTEST_MAIN( TestScaleSarAlgorithm )
#include "testscalesaralgorithm.moc"
