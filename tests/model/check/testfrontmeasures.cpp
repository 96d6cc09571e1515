#include <QtTest>

#include <cmath>

#include "model/check/lengthratio.h"
#include "model/check/outlierfence.h"
#include "model/check/roughness.h"
#include "model/check/selfcrossings.h"
#include "model/check/unconfirmedjump.h"

using namespace calving;

//! What the rules measure, by shapes whose measures are known.
class TestFrontMeasures : public QObject
{
  Q_OBJECT

private slots:
  void fenceIsOfQuartiles();
  void curvatureIsThatOfTheShape();
  void lengthIsThatOfTheNeighbours();
  void jumpsCountUnlessTheNextConfirmThem_data();
  void jumpsCountUnlessTheNextConfirmThem();
  void crossingsAreCounted_data();
  void crossingsAreCounted();
};

void TestFrontMeasures::fenceIsOfQuartiles()
{
  // 1 to 9 and an outlier: quartiles at 3.25 and 7.75.
  const std::vector<double> values{ 9, 1, 8, 2, 7, 3, 6, 4, 5, 1000 };
  const Fence fence = outlierFence( values, 2, 0 );
  QCOMPARE( fence.low, 3.25 - 2 * 4.5 );
  QCOMPARE( fence.high, 7.75 + 2 * 4.5 );
  QVERIFY( fence.holds( 16 ) && !fence.holds( 17 ) );
  QCOMPARE( outlierFence( values, 2, 20 ).high, 5.5 + 20 );
  QVERIFY( outlierFence( { 1, 2, 3, 4, NAN }, 2, 0 ).holds( 1e9 ) );
}

void TestFrontMeasures::curvatureIsThatOfTheShape()
{
  QCOMPARE( meanCurvature( { { { 0, 0 }, { 1000, 0 } } }, 50 ), 0.0 );
  // Right angles every 100 m: π/2 nine times on a kilometre, however many vertices lie between.
  Line stairs{ { 0, 0 } };
  for ( int i = 0; i < 10; ++i )
    for ( int half = 0; half < 2; ++half )
      stairs.push_back( { stairs.back()[0] + ( i % 2 ? 0 : 50 ), stairs.back()[1] + ( i % 2 ? 50 : 0 ) } );
  QVERIFY( std::abs( meanCurvature( { stairs }, 100 ) - 9 * M_PI / 2 ) < 1e-9 );
  QVERIFY( std::abs( meanCurvature( { stairs }, 50 ) - 9 * M_PI / 2 ) < 1e-9 );
  // A circle of 500 m: 1 / 0.5 km, but for the turns at the two ends that a line has not.
  Line circle;
  for ( int i = 0; i <= 720; ++i )
    circle.push_back( { 500 * std::cos( i * M_PI / 360 ), 500 * std::sin( i * M_PI / 360 ) } );
  QVERIFY( std::abs( meanCurvature( { circle }, 10 ) - 2 ) < 0.01 );
  QVERIFY( std::isnan( meanCurvature( { { { 0, 0 }, { 30, 0 } } }, 50 ) ) );
}

void TestFrontMeasures::lengthIsThatOfTheNeighbours()
{
  std::vector<double> lengths( 60, 1000 );
  // A glacier that became twice as wide for good, and one front that is half as long.
  std::fill( lengths.begin() + 30, lengths.end(), 2000 );
  lengths[50] = 1000;
  const std::vector<double> ratios = lengthRatios( lengths );
  QCOMPARE( ratios[0], 1.0 );
  QCOMPARE( ratios[45], 1.0 );
  QCOMPARE( ratios[50], 0.5 );
}

void TestFrontMeasures::jumpsCountUnlessTheNextConfirmThem_data()
{
  QTest::addColumn<QVector<double>>( "positions" );
  QTest::addColumn<int>( "front" );
  QTest::addColumn<double>( "metres" );
  QTest::newRow( "spike" ) << QVector<double>{ 0, 0, 0, 100, 0, 0, 0 } << 3 << 100.0;
  QTest::newRow( "what comes after a spike" ) << QVector<double>{ 0, 0, 0, 100, 0, 0, 0 } << 4 << 0.0;
  QTest::newRow( "spike backwards" ) << QVector<double>{ 0, 0, 0, -100, 0, 0, 0 } << 3 << 100.0;
  QTest::newRow( "calving" ) << QVector<double>{ 0, 0, 0, -100, -100, -90, -100 } << 3 << 0.0;
  QTest::newRow( "calving that fills again" )
      << QVector<double>{ 0, 0, 0, -100, -100, -90, 0, 0 } << 3 << 10.0;
  QTest::newRow( "steady retreat" ) << QVector<double>{ 0, -100, -200, -300, -400, -500 } << 3 << 0.0;
  QTest::newRow( "one next front that is wrong, too" )
      << QVector<double>{ 0, 0, 0, 100, 0, 120, 0, 0 } << 3 << 100.0;
  QTest::newRow( "half confirmed" ) << QVector<double>{ 0, 0, 0, 100, 60, 60, 60, 60 } << 3 << 40.0;
  QTest::newRow( "first" ) << QVector<double>{ 100, 0, 0, 0, 0 } << 0 << 100.0;
  QTest::newRow( "last, which nothing confirms" ) << QVector<double>{ 0, 0, 0, 0, 100 } << 4 << 100.0;
}

void TestFrontMeasures::jumpsCountUnlessTheNextConfirmThem()
{
  QFETCH( QVector<double>, positions );
  QFETCH( int, front );
  QFETCH( double, metres );
  std::vector<FrontProfile> profiles;
  for ( const double position : positions )
  {
    profiles.emplace_back();
    profiles.back().fill( static_cast<float>( position ) );
  }
  constexpr double stripe = 10;
  const UnconfirmedJumps jumps( profiles, std::vector<int>( profiles.size(), 5 ), stripe );
  QCOMPARE( jumps.areas()[front], metres * stripe * stripeCount );
  QCOMPARE( jumps.changes().size(), profiles.size() - 1 );
}

void TestFrontMeasures::crossingsAreCounted_data()
{
  QTest::addColumn<QVector<QVector<QPointF>>>( "parts" );
  QTest::addColumn<int>( "count" );
  using Parts = QVector<QVector<QPointF>>;
  QTest::newRow( "straight" ) << Parts{ { { 0, 0 }, { 10, 0 } } } << 0;
  QTest::newRow( "closed" ) << Parts{ { { 0, 0 }, { 10, 0 }, { 10, 10 }, { 0, 0 } } } << 0;
  QTest::newRow( "loop" ) << Parts{ { { 0, 0 }, { 10, 0 }, { 10, 5 }, { 5, 5 }, { 5, -5 } } } << 1;
  QTest::newRow( "two loops" ) << Parts{ { { 0, 0 },
                                           { 10, 0 },
                                           { 10, 5 },
                                           { 5, 5 },
                                           { 5, -5 },
                                           { 20, -5 },
                                           { 20, 0 },
                                           { 15, 0 },
                                           { 15, -10 } } }
                               << 2;
  QTest::newRow( "parts apart" ) << Parts{ { { 0, 0 }, { 10, 0 } }, { { 20, 0 }, { 30, 0 } } } << 0;
  QTest::newRow( "parts that cross" ) << Parts{ { { 0, 0 }, { 10, 0 } }, { { 5, -5 }, { 5, 5 } } } << 1;
}

void TestFrontMeasures::crossingsAreCounted()
{
  QFETCH( QVector<QVector<QPointF>>, parts );
  QFETCH( int, count );
  std::vector<Line> lines;
  for ( const QVector<QPointF> &part : parts )
  {
    lines.emplace_back();
    for ( const QPointF &point : part )
      lines.back().push_back( { point.x(), point.y() } );
  }
  QCOMPARE( selfCrossings( lines ), count );
}

QTEST_GUILESS_MAIN( TestFrontMeasures )
#include "testfrontmeasures.moc"
