#include <QtTest>

#include <cmath>

#include "model/change/boxcut.h"

using namespace calving;

/**
 * A box of 1000 m along a glacier that flows to the east, 400 m wide, from (0, 0) to (1000, 400).
 */
class TestBoxCut : public QObject
{
  Q_OBJECT

private slots:
  void straightFrontLeavesIceUpstream();
  void sideOfTheOceanDecides();
  void frontMayLeaveTheBoxAndComeBack();
  void frontThatReturnsInsideCutsIt();
  void icebergsAndLakesCountAsWhatSurroundsThem();
  void endsReachTheSides();
  void partsAreJoined();
  void twoFrontsAreAmbiguous();
  void saysWhyThereIsNoCut();
  void boxesWithoutAnEndAreRefused();
  void holesAreNeitherIceNorOcean();
  void turnedBoxKnowsItsEdges();
  void differenceIsWhatMoved();

private:
  const MeasuringBox mBox = rectangle( { 1, 0 }, 0, 1000, 0, 400 );
};

#define COMPARE_AREA( cut, area )                                                                            \
  QVERIFY2(                                                                                                  \
      ( cut ).succeeded &&std::abs( areaOf( ( cut ).ice ) - ( area ) ) < 0.5,                                \
      qPrintable( QString( "%1 m2, %2" ).arg( areaOf( ( cut ).ice ) ).arg( ( cut ).reason.c_str() ) ) )

void TestBoxCut::straightFrontLeavesIceUpstream()
{
  const BoxCut cut = cutBox( mBox, { { { 400, -10 }, { 600, 410 } } }, 0 );
  COMPARE_AREA( cut, 500 * 400 );
  QCOMPARE( cut.parts, 2 );
  QCOMPARE( cut.closedMetres, 0.0 );
  QCOMPARE( mBox.width, 400.0 );
}

void TestBoxCut::sideOfTheOceanDecides()
{
  // Flow to the west: the ice lies east of the front.
  const BoxCut cut =
      cutBox( rectangle( { -1, 0 }, -1000, 0, -400, 0 ), { { { 300, -10 }, { 300, 410 } } }, 0 );
  COMPARE_AREA( cut, 700 * 400 );
}

void TestBoxCut::frontMayLeaveTheBoxAndComeBack()
{
  // Out at (500, 400), back at (700, 400), 100 m down, 100 m on, out again: a tongue of ice of 100 m x 100 m.
  const BoxCut cut = cutBox(
      mBox, { { { 500, -50 }, { 500, 450 }, { 700, 450 }, { 700, 300 }, { 800, 300 }, { 800, 450 } } }, 0 );
  COMPARE_AREA( cut, 500 * 400 + 100 * 100 );
  QCOMPARE( cut.parts, 3 );
  QVERIFY( !cut.isAmbiguous );
}

void TestBoxCut::frontThatReturnsInsideCutsIt()
{
  // An S: it crosses the middle line three times, and the box once.
  const BoxCut cut = cutBox(
      mBox, { { { 300, -10 }, { 300, 300 }, { 200, 300 }, { 200, 100 }, { 100, 100 }, { 100, 410 } } }, 0 );
  // Left of x = 100, from 100 to 200 under y = 100, from 200 to 300 under y = 300.
  COMPARE_AREA( cut, 100 * 400 + 100 * 100 + 100 * 300 );
}

void TestBoxCut::icebergsAndLakesCountAsWhatSurroundsThem()
{
  const Line front{ { 500, -10 }, { 500, 410 } };
  const Line iceberg{ { 700, 100 }, { 800, 100 }, { 800, 200 }, { 700, 200 }, { 700, 100 } };
  const Line lake{ { 100, 100 }, { 200, 100 }, { 200, 200 }, { 100, 200 }, { 100, 100 } };
  COMPARE_AREA( cutBox( mBox, { front, iceberg, lake }, 0 ), 500 * 400 );
}

void TestBoxCut::endsReachTheSides()
{
  const std::vector<Line> front{ { { 500, 50 }, { 500, 380 } } };
  const BoxCut cut = cutBox( mBox, front, 80 );
  COMPARE_AREA( cut, 500 * 400 );
  QVERIFY( std::abs( cut.closedMetres - 70 ) < 1e-6 );
  QVERIFY( !cutBox( mBox, front, 40 ).succeeded );
}

void TestBoxCut::partsAreJoined()
{
  const BoxCut cut = cutBox( mBox, { { { 500, -10 }, { 500, 180 } }, { { 500, 410 }, { 500, 220 } } }, 80 );
  COMPARE_AREA( cut, 500 * 400 );
  QVERIFY( std::abs( cut.closedMetres - 40 ) < 1e-6 );
}

void TestBoxCut::twoFrontsAreAmbiguous()
{
  const BoxCut cut = cutBox( mBox, { { { 500, -10 }, { 500, 410 } }, { { 600, -10 }, { 600, 410 } } }, 0 );
  COMPARE_AREA( cut, 500 * 400 );
  QVERIFY( cut.isAmbiguous );
}

void TestBoxCut::saysWhyThereIsNoCut()
{
  const auto reason = [this]( const Line &front ) { return cutBox( mBox, { front }, 10 ).reason; };
  QVERIFY( reason( { { 2000, -10 }, { 2000, 410 } } ).find( "does not meet" ) != std::string::npos );
  QVERIFY( reason( { { 500, 100 }, { 500, 300 } } ).find( "too far" ) != std::string::npos );
  // Along the glacier: both parts touch both ends.
  QVERIFY( reason( { { -10, 200 }, { 1010, 200 } } ).find( "does not part" ) != std::string::npos );
}

void TestBoxCut::boxesWithoutAnEndAreRefused()
{
  // Its upstream end lies inside it, as where a centreline comes back to its start.
  MeasuringBox box = mBox;
  box.upstream = { { { 200, 100 }, { 200, 300 } } };
  const std::vector<Line> front{ { { 500, -10 }, { 500, 410 } } };
  const BoxCut cut = cutBox( box, front, 0 );
  QVERIFY( !cut.succeeded );
  QVERIFY( cut.reason.find( "without an edge upstream" ) != std::string::npos );
  box = mBox;
  box.ocean = {};
  QVERIFY( !cutBox( box, front, 0 ).succeeded );
}

void TestBoxCut::holesAreNeitherIceNorOcean()
{
  MapPolygon outline = mBox.outline;
  outline.push_back( { { 450, 150 }, { 550, 150 }, { 550, 250 }, { 450, 250 }, { 450, 150 } } );
  const MeasuringBox box = drawnBox( outline, { 1, 0 } );
  // The front goes round a nunatak of 100 m x 100 m, half of which lies upstream of it.
  COMPARE_AREA( cutBox( box, { { { 500, -10 }, { 500, 410 } } }, 0 ), 500 * 400 - 50 * 100 );
  QVERIFY( std::abs( box.width - 390 ) < 1e-9 );
}

void TestBoxCut::turnedBoxKnowsItsEdges()
{
  // The rectangle turned by 30°, with a flow that somebody guessed 20° off.
  const double angle = M_PI / 6;
  const Point along{ std::cos( angle ), std::sin( angle ) };
  const MeasuringBox exact = rectangle( along, 0, 1000, 0, 400 );
  const double guess = angle + M_PI / 9;
  const MeasuringBox box = drawnBox( exact.outline, { std::cos( guess ), std::sin( guess ) } );
  QVERIFY( std::abs( box.width - 400 ) < 1e-6 );
  QCOMPARE( box.ocean.size(), std::size_t( 1 ) );
  const auto at = [&along]( double ahead, double left ) -> Point {
    return { ahead * along[0] - left * along[1], ahead * along[1] + left * along[0] };
  };
  COMPARE_AREA( cutBox( box, { { at( 300, -10 ), at( 300, 410 ) } }, 0 ), 300 * 400 );
}

void TestBoxCut::differenceIsWhatMoved()
{
  const BoxCut before = cutBox( mBox, { { { 500, -10 }, { 500, 410 } } }, 0 );
  const BoxCut after = cutBox( mBox, { { { 400, -10 }, { 640, 410 } } }, 0 );
  const BoxDifference moved = differenceOf( mBox, before, after );
  const double gained = areaOf( moved.gained );
  const double lost = areaOf( moved.lost );
  QVERIFY( std::abs( gained - lost - ( areaOf( after.ice ) - areaOf( before.ice ) ) ) < 1e-3 );
  // x = 400 + (y + 10) 240 / 420: 405.714 at y = 0, 500 at y = 165, 634.286 at y = 400.
  QVERIFY( std::abs( lost - 165 * ( 500 - 405.7142857 ) / 2 ) < 0.5 );
  QVERIFY( std::abs( gained - 235 * ( 634.2857143 - 500 ) / 2 ) < 0.5 );
}

QTEST_APPLESS_MAIN( TestBoxCut )
#include "testboxcut.moc"
