#include <QtTest>

#include <set>

#include "model/front/crackchains.h"
#include "model/front/frontpixels.h"
#include "support/zonedrawing.h"

using namespace calving;

class TestCrackChains : public QObject
{
  Q_OBJECT

private slots:
  void followsTheContactWithOceanOnTheLeft();
  void rockInterruptsAChain();
  void aPebbleIsPassedOver();
  void rockIsTrimmedFromTheEnds();
  void aLoopIsClosed();
  void crosswiseContactDoesNotCross();
  void aLoopJoinsTheChainItTouches();
  void eachCrackIsInOneChain();
};

static std::vector<CrackChain> chains( const RunLengthImage &zones )
{
  return crackChains( zones, contactPixels( zones ) );
}

//! Glacier north of the ocean: walking west has the south on the left.
void TestCrackChains::followsTheContactWithOceanOnTheLeft()
{
  const std::vector<CrackChain> found = chains( drawnZones( { "ggg", "ooo" } ) );
  QCOMPARE( found.size(), std::size_t( 1 ) );
  QVERIFY( !found[0].closed );
  QCOMPARE( found[0].cracks.size(), std::size_t( 3 ) );
  QCOMPARE( found[0].cracks.front().column, 2 );
  QCOMPARE( found[0].cracks.back().column, 0 );
}

void TestCrackChains::rockInterruptsAChain()
{
  QCOMPARE( chains( drawnZones( { "ggrgg", "ooooo" } ) ).size(), std::size_t( 2 ) );
}

//! The front pixels (1, 1) and (2, 2) touch; between them the boundary passes two edges of one rock pixel.
void TestCrackChains::aPebbleIsPassedOver()
{
  const std::vector<CrackChain> found = chains( drawnZones( { "gooo", "gooo", "grog", "gggg" } ) );
  QCOMPARE( found.size(), std::size_t( 1 ) );
  QVERIFY( std::any_of( found[0].cracks.begin(), found[0].cracks.end(),
                        []( const Crack &c ) { return !c.glacier; } ) );
}

void TestCrackChains::rockIsTrimmedFromTheEnds()
{
  const std::vector<CrackChain> found = chains( drawnZones( { "rggr", "roor", "oooo" } ) );
  QCOMPARE( found.size(), std::size_t( 1 ) );
  QCOMPARE( found[0].cracks.size(), std::size_t( 2 ) );
}

void TestCrackChains::aLoopIsClosed()
{
  const std::vector<CrackChain> found = chains( drawnZones( { "oooo", "oggo", "oooo" } ) );
  QCOMPARE( found.size(), std::size_t( 1 ) );
  QVERIFY( found[0].closed );
  QCOMPARE( found[0].cracks.size(), std::size_t( 6 ) );
}

//! Each ocean pixel keeps its own two cracks: two chains that touch in the corner but do not cross.
void TestCrackChains::crosswiseContactDoesNotCross()
{
  const std::vector<CrackChain> found = chains( drawnZones( { "og", "go" } ) );
  QCOMPARE( found.size(), std::size_t( 2 ) );
  for ( const CrackChain &chain : found )
  {
    QCOMPARE( chain.cracks.size(), std::size_t( 2 ) );
    QCOMPARE( chain.cracks[0].column, chain.cracks[1].column );
  }
}

//! The lobe in the second row hangs on the ocean by a corner: one front, not a front and a ring.
void TestCrackChains::aLoopJoinsTheChainItTouches()
{
  const std::vector<CrackChain> found = chains( drawnZones( { "ggggg", "ggogg", "gggoo", "ooooo" } ) );
  QCOMPARE( found.size(), std::size_t( 1 ) );
  QVERIFY( !found[0].closed );
}

void TestCrackChains::eachCrackIsInOneChain()
{
  unsigned state = 7;
  const RunLengthImage zones =
      zonesFrom( 60, 50, [&state]( int, int ) { return ( state = state * 1103515245u + 12345u ) >> 30; } );
  std::set<std::tuple<int, int, int>> seen;
  std::size_t count = 0;
  for ( const CrackChain &chain : chains( zones ) )
    for ( const Crack &crack : chain.cracks )
    {
      count += crack.glacier;
      if ( crack.glacier )
        seen.insert( { crack.column, crack.row, crack.side } );
    }
  std::size_t expected = 0;
  for ( int row = 0; row < 50; ++row )
    for ( int column = 0; column < 60; ++column )
    {
      const auto meets = [&]( int c, int r )
      { return c >= 0 && r >= 0 && c < 60 && r < 50 && zones.at( c, r ) == 2; };
      if ( zones.at( column, row ) == 3 )
        expected += meets( column - 1, row ) + meets( column + 1, row ) + meets( column, row - 1 ) +
                    meets( column, row + 1 );
    }
  QCOMPARE( count, expected );
  QCOMPARE( seen.size(), expected );
}

QTEST_APPLESS_MAIN( TestCrackChains )
#include "testcrackchains.moc"
