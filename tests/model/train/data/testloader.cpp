#include <set>

#include <QtTest>

#include "model/error.h"
#include "model/train/data/loader.h"
#include "model/train/data/sampler.h"
#include "support/testscenes.h"

using namespace calving;

namespace
{

//! Fails on one scene, as a damaged file would.
class BrokenScenes : public TestScenes
{
public:
  using TestScenes::TestScenes;
  std::vector<std::uint8_t> readZones( int scene, const Window &window ) override
  {
    if ( scene == 2 )
      throw Error( "Scene C is damaged." );
    return TestScenes::readZones( scene, window );
  }
  std::unique_ptr<SceneSource> clone() const override { return std::make_unique<BrokenScenes>( *this ); }
};

} // namespace

class TestLoader : public QObject
{
  Q_OBJECT

private slots:
  void givesTheSameBatchesWhateverTheThreads();
  void continuesAtAnySample();
  void showsEverySceneOncePerPass();
  void passesErrorsOn();
  void stopsWithFullQueue();
  void outrunsTheNetworkItFeeds();

private:
  SampleOptions mSamples;
};

void TestLoader::givesTheSameBatchesWhateverTheThreads()
{
  mSamples.crop.side = 32;
  const TestScenes scenes( 6, 80, 70 );
  LoaderOptions one;
  one.batch = 3;
  one.threads = 1;
  LoaderOptions many = one;
  many.threads = 5;
  many.ahead = 2;
  Loader a( Sampler( scenes, { 0, 1, 2, 3, 4, 5 }, mSamples ), one );
  Loader b( Sampler( scenes, { 0, 1, 2, 3, 4, 5 }, mSamples ), many );
  for ( int i = 0; i < 20; ++i )
  {
    const Batch x = a.next();
    const Batch y = b.next();
    QCOMPARE( x.first, std::uint64_t( 3 * i ) );
    QCOMPARE( x.first, y.first );
    QCOMPARE( x.grey, y.grey );
    QCOMPARE( x.zones, y.zones );
  }
}

void TestLoader::continuesAtAnySample()
{
  mSamples.crop.side = 32;
  const TestScenes scenes( 4, 60, 60 );
  LoaderOptions options;
  options.batch = 2;
  Loader whole( Sampler( scenes, { 0, 1, 2, 3 }, mSamples ), options );
  Loader rest( Sampler( scenes, { 0, 1, 2, 3 }, mSamples ), options, 6 );
  for ( int i = 0; i < 3; ++i )
    whole.next();
  QCOMPARE( whole.next().grey, rest.next().grey );
  QCOMPARE( rest.next().first, std::uint64_t( 8 ) );
}

void TestLoader::showsEverySceneOncePerPass()
{
  TestScenes scenes( 5, 32, 32 );
  for ( int i = 0; i < 5; ++i )
    std::fill( scenes.scenes()[i].grey.begin(), scenes.scenes()[i].grey.end(), 10 * i );
  SampleOptions samples;
  samples.crop.side = 32;
  samples.augment = noAugmentation();
  Sampler sampler( scenes, { 0, 1, 2, 3, 4 }, samples );
  std::set<int> orders;
  for ( int pass = 0; pass < 10; ++pass )
  {
    std::set<int> seen;
    for ( int i = 0; i < 5; ++i )
      seen.insert( sampler.sample( 5 * pass + i ).grey[0] );
    QCOMPARE( seen.size(), std::size_t( 5 ) );
    orders.insert( sampler.sample( 5 * pass ).grey[0] );
  }
  QVERIFY( orders.size() > 1 );
}

void TestLoader::passesErrorsOn()
{
  mSamples.crop.side = 32;
  const BrokenScenes scenes( 4, 40, 40 );
  Loader loader( Sampler( scenes, { 2 }, mSamples ), {} );
  try
  {
    loader.next();
    QFAIL( "no error" );
  }
  catch ( const Error &e )
  {
    QCOMPARE( QString( e.what() ), QString( "Scene C is damaged." ) );
  }
}

void TestLoader::stopsWithFullQueue()
{
  mSamples.crop.side = 32;
  const TestScenes scenes( 2, 40, 40 );
  LoaderOptions options;
  options.threads = 4;
  QElapsedTimer timer;
  timer.start();
  {
    Loader loader( Sampler( scenes, { 0, 1 }, mSamples ), options );
    loader.next();
    QTest::qWait( 20 );
  }
  QVERIFY( timer.elapsed() < 5000 );
}

//! A step of `tiny` at 256 x 256 takes some hundred milliseconds per sample; a sample must cost a fraction of
//! this.
void TestLoader::outrunsTheNetworkItFeeds()
{
  mSamples.crop.side = 256;
  const TestScenes scenes( 2, 600, 500 );
  LoaderOptions options;
  options.batch = 8;
  options.threads = 1;
  Loader loader( Sampler( scenes, { 0, 1 }, mSamples ), options );
  loader.next();
  QElapsedTimer timer;
  timer.start();
  for ( int i = 0; i < 5; ++i )
    loader.next();
  const double milliseconds = timer.elapsed() / 40.0;
  qInfo() << "one thread:" << milliseconds << "ms per sample of 256 x 256";
  QVERIFY( milliseconds < 100 );
}

QTEST_GUILESS_MAIN( TestLoader )
#include "testloader.moc"
