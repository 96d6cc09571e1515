#include <set>

#include <QtTest>

#include "model/train/data/loader.h"
#include "model/train/data/pairsampler.h"
#include "support/testpairs.h"

using namespace calving;

namespace
{

//! Grey is the row, the bands are the row, twice: what is cut together must show the same rows.
class Ramp : public TestPairs
{
public:
  using TestPairs::TestPairs;
  std::vector<std::uint8_t> readGrey( int, const Window &window ) override { return rows( window ); }
  std::vector<std::uint8_t> readTarget( int, const Window &window ) override
  {
    std::vector<std::uint8_t> twice = rows( window );
    twice.insert( twice.end(), twice.begin(), twice.end() );
    return twice;
  }
  std::unique_ptr<PairSource> clone() const override { return std::make_unique<Ramp>( *this ); }

private:
  static std::vector<std::uint8_t> rows( const Window &window )
  {
    std::vector<std::uint8_t> values;
    for ( int y = 0; y < window.height; ++y )
      values.insert( values.end(), window.width, static_cast<std::uint8_t>( window.y + y ) );
    return values;
  }
};

PairSampleOptions small()
{
  PairSampleOptions options;
  options.side = 64;
  return options;
}

} // namespace

class TestPairSampler : public QObject
{
  Q_OBJECT

private slots:
  void givesTheSameBatchesWhateverTheThreads();
  void cutsBothImagesAtTheSamePlace();
  void turnsSamplesUpsideDown();
  void enlargesASquareOfTheCrop();
  void readsWindowsNeverScenes();
  void leavesOutWhatAMethodDoesNotNeed();
  void masksDoNotChangeTheCrops();
};

void TestPairSampler::givesTheSameBatchesWhateverTheThreads()
{
  const TestPairs pairs( 6, 150, 130 );
  const PairSampler sampler( pairs, { 0, 1, 2, 3, 4, 5 }, small() );
  LoaderOptions one;
  one.batch = 3;
  one.threads = 1;
  LoaderOptions many = one;
  many.threads = 5;
  Loader a( sampler, one );
  Loader b( sampler, many );
  Loader later( sampler, many, 6 );
  for ( int i = 0; i < 8; ++i )
  {
    const Batch x = a.next();
    const Batch y = b.next();
    QCOMPARE( x.targetChannels, 14 );
    QCOMPARE( x.target.size(), std::size_t( 3 * 14 * 64 * 64 ) );
    QCOMPARE( x.mask.size(), std::size_t( 3 * 77 ) );
    QVERIFY( x.zones.empty() );
    QCOMPARE( x.grey, y.grey );
    QCOMPARE( x.target, y.target );
    QCOMPARE( x.mask, y.mask );
    if ( i == 2 )
      QCOMPARE( later.next().target, x.target );
  }
}

void TestPairSampler::cutsBothImagesAtTheSamePlace()
{
  const Ramp pairs( 1, 200, 200, 1, 2 );
  PairSampler sampler( pairs, { 0 }, small() );
  std::set<std::uint8_t> first;
  for ( int number = 0; number < 20; ++number )
  {
    const Sample sample = sampler.sample( number );
    const std::vector<std::uint8_t> one( sample.target.begin(), sample.target.begin() + 64 * 64 );
    const std::vector<std::uint8_t> two( sample.target.begin() + 64 * 64, sample.target.end() );
    QCOMPARE( sample.grey, one );
    QCOMPARE( sample.grey, two );
    first.insert( sample.grey[0] );
  }
  QVERIFY( first.size() > 10 ); // the place changes
}

void TestPairSampler::turnsSamplesUpsideDown()
{
  const Ramp pairs( 1, 200, 200, 1, 2 );
  PairSampleOptions options = small();
  options.mirror = 0;
  options.flipProbability = 0;
  PairSampler upright( pairs, { 0 }, options );
  options.flipProbability = 1;
  PairSampler turned( pairs, { 0 }, options );
  const Sample a = upright.sample( 4 );
  const Sample b = turned.sample( 4 );
  QVERIFY( a.grey[0] < a.grey[63 * 64] );
  for ( int row = 0; row < 64; ++row )
  {
    QCOMPARE( b.grey[row * 64], a.grey[( 63 - row ) * 64] );
    QCOMPARE( b.target[( 64 + row ) * 64], a.target[( 64 + 63 - row ) * 64] );
  }
}

//! 64 rows of the sample show 0.7 to 1 times 64 rows of the scene.
void TestPairSampler::enlargesASquareOfTheCrop()
{
  const Ramp pairs( 1, 200, 200, 1, 2 );
  PairSampleOptions options = small();
  options.mirror = 0;
  options.flipProbability = 0;
  PairSampler sampler( pairs, { 0 }, options );
  double least = 64;
  double most = 0;
  for ( int number = 0; number < 100; ++number )
  {
    const Sample sample = sampler.sample( number );
    const double rows = ( sample.grey[60 * 64] - sample.grey[4 * 64] ) * 64 / 56.0;
    least = std::min( least, rows );
    most = std::max( most, rows );
  }
  QVERIFY2( least > 0.65 * 64 && least < 0.75 * 64, qPrintable( QString::number( least ) ) );
  QVERIFY2( most > 0.95 * 64 && most < 1.05 * 64, qPrintable( QString::number( most ) ) );
}

void TestPairSampler::readsWindowsNeverScenes()
{
  TestPairs pairs( 3, 3000, 2000 );
  PairSampler sampler( pairs, { 0, 1, 2 }, small() );
  for ( int number = 0; number < 30; ++number )
    sampler.sample( number );
  QVERIFY( pairs.reads().largestWindow <= 64 * 64 );
  QVERIFY( pairs.reads().grey <= 30 * 64 * 64 );
  QVERIFY( pairs.reads().target <= 30 * 64 * 64 );
  QVERIFY( pairs.reads().target > 30 * 40 * 40 / 4 ); // it was counted at all
}

void TestPairSampler::leavesOutWhatAMethodDoesNotNeed()
{
  TestPairs pairs( 2, 100, 100 );
  PairSampleOptions options = small();
  options.readsTarget = false;
  QVERIFY( PairSampler( pairs, { 0, 1 }, options ).sample( 0 ).target.empty() );
  QCOMPARE( pairs.reads().target.load(), std::int64_t( 0 ) );
  options.masks = false;
  PairSampler bare( pairs, { 0, 1 }, options );
  QVERIFY( bare.sample( 0 ).mask.empty() );
  QCOMPARE( bare.shape().maskedTokens, 0 );
}

void TestPairSampler::masksDoNotChangeTheCrops()
{
  const TestPairs pairs( 2, 100, 100 );
  PairSampleOptions options = small();
  const Sample masked = PairSampler( pairs, { 0, 1 }, options ).sample( 11 );
  options.masks = false;
  QCOMPARE( PairSampler( pairs, { 0, 1 }, options ).sample( 11 ).target, masked.target );
}

QTEST_GUILESS_MAIN( TestPairSampler )
#include "testpairsampler.moc"
