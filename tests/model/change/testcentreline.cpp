#include <QtTest>

#include <cmath>

#include "model/change/boxcut.h"
#include "model/change/centreline.h"
#include "support/expecterror.h"

using namespace calving;

class TestCentreline : public QObject
{
  Q_OBJECT

private slots:
  void firstCrossingCounts();
  void metresRunRoundBends();
  void knowsWhatLiesBeside();
  void parallelsKeepTheirDistance();
  void corridorIsAsWideAsItsSides();
  void corridorWithoutWidthIsRefused();
  void extrapolationEqualsThePublishedSum();
  void loopsAreRefused();

private:
  const Centreline mStraight{ { { 0, 200 }, { 1000, 200 } }, "The line" };
  const Centreline mBent{ { { 0, 0 }, { 500, 0 }, { 500, 500 } }, "The line" };
};

void TestCentreline::firstCrossingCounts()
{
  QCOMPARE( *mStraight.firstCrossing( { { { 400, 0 }, { 600, 400 } } } ), 500.0 );
  // An S crosses at 800, 600 and 400.
  QCOMPARE( *mStraight.firstCrossing(
                { { { 800, 0 }, { 800, 300 }, { 600, 300 }, { 600, 100 }, { 400, 100 }, { 400, 400 } } } ),
            400.0 );
  QVERIFY( !mStraight.firstCrossing( { { { 400, 0 }, { 600, 190 } } } ) );
}

void TestCentreline::metresRunRoundBends()
{
  QCOMPARE( mBent.length(), 1000.0 );
  QCOMPARE( *mBent.firstCrossing( { { { 400, 250 }, { 600, 250 } } } ), 750.0 );
  QCOMPARE( mBent.directionAt( 100 )[0], 1.0 );
  QCOMPARE( mBent.directionAt( 900 )[1], 1.0 );
  QCOMPARE( *mBent.reversed().firstCrossing( { { { 400, 250 }, { 600, 250 } } } ), 250.0 );
}

void TestCentreline::knowsWhatLiesBeside()
{
  const Centreline::Place left = mBent.placeOf( { 400, 30 } );
  QCOMPARE( left.along, 400.0 );
  QCOMPARE( left.beside, 30.0 );
  QCOMPARE( mBent.placeOf( { 570, 100 } ).beside, -70.0 );
}

void TestCentreline::parallelsKeepTheirDistance()
{
  // To the left the corner is inside the bend.
  const Line inside = mBent.parallel( 100 );
  QCOMPARE( inside.size(), std::size_t( 3 ) );
  QVERIFY( std::hypot( inside[1][0] - 400, inside[1][1] - 100 ) < 1e-9 );
  const Line outside = mBent.parallel( -100 );
  QVERIFY( std::hypot( outside[1][0] - 600, outside[1][1] + 100 ) < 1e-9 );
  // A bay narrower than the offset folds no line back.
  const Centreline bay( { { 0, 0 }, { 500, 0 }, { 550, 50 }, { 500, 100 }, { 0, 100 } }, "The line" );
  for ( const Point &point : bay.parallel( 80 ) )
    QVERIFY( std::abs( bay.placeOf( point ).beside ) > 79 );
}

void TestCentreline::corridorIsAsWideAsItsSides()
{
  QVERIFY( std::abs( areaOf( mStraight.corridor( 100, 50 ).outline ) - 1000 * 150 ) < 1e-6 );
  // Two arms of 500 m x 200 m that share 100 m x 100 m inside the bend, and a quarter of a disc outside.
  const double area = 2 * 500 * 200 - 100 * 100 + M_PI * 100 * 100 / 4;
  QVERIFY( std::abs( areaOf( mBent.corridor( 100, 100 ).outline ) - area ) < 5 );
  // The ice up to 100 m beyond the bend: the first arm, its quarter disc and 100 m x 200 m, less what they
  // share.
  const BoxCut cut = cutBox( mBent.corridor( 100, 100 ), { { { 390, 100 }, { 610, 100 } } }, 0 );
  QVERIFY( cut.succeeded );
  QVERIFY( std::abs( areaOf( cut.ice ) - ( 500 * 200 + 100 * 200 - 100 * 100 + M_PI * 100 * 100 / 4 ) ) < 5 );
}

void TestCentreline::corridorWithoutWidthIsRefused()
{
  EXPECT_ERROR( mStraight.corridor( 0, 0 ), "0.0 m wide", "BOX_WIDTH" );
  EXPECT_ERROR( mStraight.corridor( 0.2, 0.3 ), "0.5 m wide", "BOX_WIDTH" );
}

void TestCentreline::extrapolationEqualsThePublishedSum()
{
  for ( const Point &point : { Point{ 430, 170 }, Point{ 520, -60 }, Point{ 100, 5 } } )
  {
    // Points 1 m apart along the line, as in the paper.
    double weights = 0;
    double sum = 0;
    for ( double along = 0.5; along < 1000; along += 1 )
    {
      const Point place = mBent.pointAt( along );
      const double weight = 1 / ( std::pow( place[0] - point[0], 2 ) + std::pow( place[1] - point[1], 2 ) );
      weights += weight;
      sum += along * weight;
    }
    QVERIFY2( std::abs( mBent.extrapolated( point ) - sum / weights ) < 0.05,
              qPrintable( QString::number( mBent.extrapolated( point ) - sum / weights ) ) );
  }
  // Midway it is midway, by symmetry, and on the line it is there.
  QVERIFY( std::abs( mStraight.extrapolated( { 500, 77 } ) - 500 ) < 1e-9 );
  QVERIFY( std::abs( mStraight.extrapolated( { 700, 200 } ) - 700 ) < 0.01 );
}

void TestCentreline::loopsAreRefused()
{
  EXPECT_ERROR( Centreline( { { 0, 0 }, { 100, 0 }, { 100, 100 }, { 50, -50 } }, "The line" ), "The line",
                "crosses itself" );
  EXPECT_ERROR( Centreline( { { 0, 0 }, { 0, 0 } }, "The line" ), "The line", "no length" );
}

QTEST_APPLESS_MAIN( TestCentreline )
#include "testcentreline.moc"
