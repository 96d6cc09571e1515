#include <algorithm>
#include <set>

#include <QtTest>

#include "model/train/data/frames.h"
#include "model/train/data/loader.h"
#include "model/train/data/random.h"
#include "model/train/data/sampler.h"
#include "support/expecterror.h"
#include "support/testscenes.h"

using namespace calving;

using Box = std::array<double, 4>;
Q_DECLARE_METATYPE( Box )

//! Samples that are sequences of scenes.
class TestFrames : public QObject
{
  Q_OBJECT

private slots:
  void areOfOneGlacierInTheOrderOfDates();
  void comeAgainWhereThereAreTooFew();
  void sequencesHoldEachScene();
  void oneWindowShowsOnePlace_data();
  void oneWindowShowsOnePlace();
  void refusesWhatLiesElsewhere_data();
  void refusesWhatLiesElsewhere();
  void ofASampleAreTurnedAlike();
  void ofASampleShowOnePlace();
  void changeTonesByThemselves();
  void fillABatch();
};

namespace
{

SampleOptions plainSamples( int frames )
{
  SampleOptions samples;
  samples.crop.side = 32;
  samples.augment = noAugmentation();
  samples.frames = frames;
  return samples;
}

//! So much of a sample's grey values is of one frame.
std::vector<std::uint8_t> frameOf( const Sample &sample, int frame )
{
  const auto begin = sample.grey.begin() + frame * 32 * 32;
  return { begin, begin + 32 * 32 };
}

//! Grey values that tell the column on the map, 1 a pixel of the first scene; 0 does not occur.
void paintColumns( TestScenes &scenes, int scene, double left, double pixel )
{
  TestScenes::Scene &painted = scenes.scenes()[scene];
  for ( std::size_t i = 0; i < painted.grey.size(); ++i )
    painted.grey[i] = static_cast<std::uint8_t>(
        10 + left + ( static_cast<double>( i % painted.info.width ) + 0.5 ) * pixel );
}

} // namespace

void TestFrames::areOfOneGlacierInTheOrderOfDates()
{
  const TestScenes scenes( 12, 40, 40, 2 );
  const GlacierFrames frames( scenes, { 11, 9, 7, 5, 3, 1, 0, 2, 4 } );
  std::set<std::vector<int>> drawn;
  for ( int sample = 0; sample < 20; ++sample )
  {
    CounterRandom random( 1, 2, sample );
    const std::vector<int> scene = frames.draw( 5, 4, random );
    QCOMPARE( scene.size(), std::size_t( 4 ) );
    QVERIFY( std::is_sorted( scene.begin(), scene.end() ) ); // whose numbers go by date
    QCOMPARE( std::set<int>( scene.begin(), scene.end() ).size(), std::size_t( 4 ) );
    QVERIFY( std::count( scene.begin(), scene.end(), 5 ) == 1 );
    for ( const int one : scene )
      QCOMPARE( scenes.info( one ).glacier, std::string( "B" ) );
    drawn.insert( scene );
  }
  QVERIFY( drawn.size() > 5 );
}

void TestFrames::comeAgainWhereThereAreTooFew()
{
  const TestScenes scenes( 4, 40, 40, 2 );
  CounterRandom random( 1, 2, 3 );
  const std::vector<int> drawn = GlacierFrames( scenes, { 0, 1, 2, 3 } ).draw( 2, 5, random );
  QCOMPARE( drawn.size(), std::size_t( 5 ) );
  QVERIFY( std::is_sorted( drawn.begin(), drawn.end() ) );
  for ( const int scene : { 0, 2 } )
    QVERIFY( std::count( drawn.begin(), drawn.end(), scene ) >= 2 );
  QCOMPARE( GlacierFrames( scenes, { 1 } ).draw( 1, 3, random ), ( std::vector<int>{ 1, 1, 1 } ) );
}

//! Of one glacier and size, whole: some are in two.
void TestFrames::sequencesHoldEachScene()
{
  TestScenes scenes( 10, 40, 40, 2 );
  scenes.scenes()[3].info.width = 20;
  const auto sequences = GlacierFrames( scenes, { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 } ).sequences( 3 );
  const std::set<std::vector<int>> expected{ { 0, 2, 4 }, { 4, 6, 8 }, { 1, 5, 7 }, { 5, 7, 9 }, { 3 } };
  QCOMPARE( std::set<std::vector<int>>( sequences.begin(), sequences.end() ), expected );
}

void TestFrames::oneWindowShowsOnePlace_data()
{
  QTest::addColumn<Box>( "box" );
  QTest::addColumn<QRect>( "expected" );
  QTest::newRow( "nobody knows where" ) << Box{ 0, 0, 0, 0 } << QRect( 5, 30, 20, 60 );
  QTest::newRow( "the same box" ) << Box{ 1000, 5000, 3000, 4000 } << QRect( 5, 30, 20, 60 );
  // Pixels of 20 m, too; it begins 400 m to the east and 100 m to the north.
  QTest::newRow( "another box" ) << Box{ 1400, 5100, 2400, 3100 } << QRect( -10, 20, 40, 30 );
}

//! Of a scene of 100 x 50 pixels of 20 m in one of 50 x 100 pixels.
void TestFrames::oneWindowShowsOnePlace()
{
  QFETCH( Box, box );
  QFETCH( QRect, expected );
  SceneInfo scene;
  scene.width = 100;
  scene.height = 50;
  scene.box = { 1000, 5000, 3000, 4000 };
  SceneInfo other;
  other.width = 50;
  other.height = 100;
  other.box = box;
  const Window window = sameWindow( scene, { 10, 15, 40, 30 }, other );
  QCOMPARE( QRect( window.x, window.y, window.width, window.height ), expected );
}

void TestFrames::refusesWhatLiesElsewhere_data()
{
  QTest::addColumn<Box>( "box" );
  QTest::addColumn<QString>( "crs" );
  QTest::newRow( "another map" ) << Box{ 100, 400, 500, 0 } << "other";
  QTest::newRow( "no overlap" ) << Box{ 400, 400, 800, 0 } << "map";
  QTest::newRow( "nobody knows where" ) << Box{ 0, 0, 0, 0 } << "";
}

void TestFrames::refusesWhatLiesElsewhere()
{
  QFETCH( Box, box );
  QFETCH( QString, crs );
  TestScenes scenes( 2, 40, 40, 1 );
  SceneInfo &first = scenes.scenes()[0].info;
  SceneInfo &second = scenes.scenes()[1].info;
  first.box = { 0, 400, 400, 0 };
  first.crs = second.crs = "map";
  second.box = { 100, 400, 500, 0 };
  GlacierFrames( scenes, { 0, 1 } );
  second.box = box;
  second.crs = crs.toStdString();
  EXPECT_ERROR( GlacierFrames( scenes, { 0, 1 } ), "A_2020-01-02" );
}

void TestFrames::ofASampleAreTurnedAlike()
{
  TestScenes scenes( 6, 48, 48, 1 );
  for ( int i = 0; i < 6; ++i )
    paintColumns( scenes, i, 0, 1 );
  SampleOptions samples = plainSamples( 4 );
  samples.augment.flipProbability = samples.augment.rotateProbability = 0.5;
  Sampler sampler( scenes, { 0, 1, 2, 3, 4, 5 }, samples );
  std::set<std::uint8_t> corners;
  for ( int number = 0; number < 12; ++number )
  {
    const Sample sample = sampler.sample( number );
    QCOMPARE( sample.grey.size(), std::size_t( 4 * 32 * 32 ) );
    QCOMPARE( sample.zones.size(), sample.grey.size() );
    for ( int frame = 1; frame < 4; ++frame )
      QCOMPARE( frameOf( sample, frame ), frameOf( sample, 0 ) );
    corners.insert( sample.grey[0] );
  }
  QVERIFY( corners.size() > 3 );
}

//! Scenes of other pixels and borders: greys tell the place, black is beyond.
void TestFrames::ofASampleShowOnePlace()
{
  TestScenes scenes( 2, 96, 96, 1 );
  scenes.scenes()[0].info.box = { 0, 96, 96, 0 };
  scenes.scenes()[1].info.box = { 40, 96, 136, 0 };
  paintColumns( scenes, 0, 0, 1 );
  paintColumns( scenes, 1, 40, 1 );
  SampleOptions samples = plainSamples( 2 );
  samples.crop.mirror = 0;
  samples.crop.rezoomProbability = 0;
  Sampler sampler( scenes, { 0, 1 }, samples );
  int both = 0;
  int black = 0;
  for ( int number = 0; number < 20; ++number )
  {
    const Sample sample = sampler.sample( number );
    for ( int i = 0; i < 32 * 32; ++i )
    {
      const std::uint8_t first = sample.grey[i];
      const std::uint8_t second = sample.grey[32 * 32 + i];
      both += first > 0 && second > 0;
      black += first == 0 || second == 0;
      if ( first > 0 && second > 0 )
        QCOMPARE( first, second );
      if ( second == 0 )
        QCOMPARE( int( sample.zones[32 * 32 + i] ), 0 );
    }
  }
  QVERIFY( both > 1000 );
  QVERIFY( black > 1000 );
}

void TestFrames::changeTonesByThemselves()
{
  TestScenes scenes( 3, 48, 48, 1 );
  for ( int i = 0; i < 3; ++i )
    paintColumns( scenes, i, 60, 1 );
  SampleOptions samples = plainSamples( 3 );
  samples.augment.brightnessProbability = 1;
  const Sample sample = Sampler( scenes, { 0, 1, 2 }, samples ).sample( 1 );
  QVERIFY( frameOf( sample, 0 ) != frameOf( sample, 1 ) );
  QVERIFY( frameOf( sample, 1 ) != frameOf( sample, 2 ) );
}

void TestFrames::fillABatch()
{
  const TestScenes scenes( 6, 60, 60, 2 );
  LoaderOptions options;
  options.batch = 2;
  Sampler sampler( scenes, { 0, 1, 2, 3, 4, 5 }, plainSamples( 3 ) );
  Loader loader( sampler, options );
  const Batch batch = loader.next();
  QCOMPARE( batch.count, 2 );
  QCOMPARE( batch.frames, 3 );
  const std::vector<std::uint8_t> second = sampler.sample( 1 ).grey;
  QCOMPARE( batch.grey.size(), 2 * second.size() );
  QVERIFY( std::equal( second.begin(), second.end(), batch.grey.begin() + second.size() ) );
  QCOMPARE( batch.zones.size(), batch.grey.size() );
}

QTEST_APPLESS_MAIN( TestFrames )
#include "testframes.moc"
