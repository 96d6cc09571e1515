#include <QtTest>

#include "model/train/report/frontscores.h"
#include "support/testscenes.h"

using namespace calving;

namespace
{

//! The zones of scene 0 with the sea beginning \a shift pixels further right.
std::vector<std::uint8_t> shifted( TestScenes &scenes, int shift )
{
  const TestScenes::Scene &scene = scenes.scenes()[0];
  std::vector<std::uint8_t> zones = scene.zones;
  for ( int y = 0; y < scene.info.height; ++y )
    for ( int x = shift; x < scene.info.width; ++x )
      zones[y * scene.info.width + x] = scene.zones[y * scene.info.width + x - shift];
  return zones;
}

} // namespace

class TestFrontScores : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void isPerfectForTheTruth();
  void measuresMetresOnOblongPixels();
  void prefersTheScenesOwnFront();
  void countsMissedFronts();
  void ranksByZonesWhileThereIsNoFront();
};

namespace
{
std::unique_ptr<TestScenes> scenes;
}

void TestFrontScores::init()
{
  scenes = std::make_unique<TestScenes>( 2, 64, 64 );
  scenes->scenes()[0].info.pixelSizeMetres = { 40, 90 };
}

void TestFrontScores::isPerfectForTheTruth()
{
  FrontScores scores( *scenes );
  scores.add( 0, shifted( *scenes, 0 ) );
  const Scores result = scores.scores( 0.5 );
  QCOMPARE( result.figure( figure::meanDistanceError ), 0.0 );
  QCOMPARE( result.figure( figure::iou ), 0.75 ); // N/A is in neither and counts 0
  QCOMPARE( result.figure( figure::loss ), 0.5 );
  QCOMPARE( result.rank, 0.25 );
}

//! The front runs up and down, so two pixels to the right are 80 m, whatever the height of a pixel.
void TestFrontScores::measuresMetresOnOblongPixels()
{
  FrontScores scores( *scenes );
  scores.add( 0, shifted( *scenes, 2 ) );
  QCOMPARE( scores.scores( 0 ).figure( figure::meanDistanceError ), 80.0 );
}

void TestFrontScores::prefersTheScenesOwnFront()
{
  class WithFront : public TestScenes
  {
  public:
    using TestScenes::TestScenes;
    std::vector<std::uint8_t> readFront( int ) override
    {
      std::vector<std::uint8_t> front( 64 * 64 );
      front[0] = 1;
      return front;
    }
  };
  WithFront own( 1, 64, 64 );
  QVERIFY( referenceFront( own, 0 )[0] == 0 );
  own.scenes()[0].info.hasFront = true;
  QVERIFY( referenceFront( own, 0 )[0] == 1 );
}

//! One front exact and one missed is worse than two that lie two pixels off.
void TestFrontScores::countsMissedFronts()
{
  FrontScores one( *scenes );
  one.add( 0, shifted( *scenes, 0 ) );
  one.add( 1, std::vector<std::uint8_t>( 64 * 64, 3 ) );
  const Scores missing = one.scores( 0 );
  QCOMPARE( missing.figure( figure::missingFronts ), 1.0 );
  QCOMPARE( missing.figure( figure::meanDistanceError ), 0.0 );

  FrontScores both( *scenes );
  both.add( 0, shifted( *scenes, 2 ) );
  both.add( 1, scenes->scenes()[1].zones );
  QVERIFY( both.scores( 0 ).rank < missing.rank );
}

void TestFrontScores::ranksByZonesWhileThereIsNoFront()
{
  std::vector<std::uint8_t> better( 64 * 64, 3 );
  std::copy( scenes->scenes()[0].zones.begin(), scenes->scenes()[0].zones.begin() + 64 * 10, better.begin() );
  FrontScores sea( *scenes );
  sea.add( 0, std::vector<std::uint8_t>( 64 * 64, 3 ) );
  FrontScores seaAndRock( *scenes );
  seaAndRock.add( 0, better );
  QVERIFY( std::isnan( sea.scores( 0 ).figure( figure::meanDistanceError ) ) );
  QVERIFY( seaAndRock.scores( 0 ).rank < sea.scores( 0 ).rank );
}

QTEST_APPLESS_MAIN( TestFrontScores )
#include "testfrontscores.moc"
