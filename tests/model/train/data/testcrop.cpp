#include <set>

#include <QtTest>

#include "model/base/mirrored.h"
#include "model/train/data/crop.h"
#include "model/train/data/mirroredwindow.h"
#include "model/train/data/random.h"
#include "support/testscenes.h"

using namespace calving;

class TestCrop : public QObject
{
  Q_OBJECT

private slots:
  void mirrorsWithTheEndsRepeated();
  void drawsAsPublished();
  void staysInsideWithoutMirror();
  void reachesEveryPlace();
  void showsTheSceneUnchangedAtItsOwnSize();
  void mirrorsOutsideTheScene();
};

void TestCrop::mirrorsWithTheEndsRepeated()
{
  const std::vector<int> expected{ 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1 };
  for ( int i = 0; i < 12; ++i )
    QCOMPARE( mirrored( i - 4, 3 ), expected[i] );
}

//! Padded to (floor(300/64)+2)*64 = 384, centred: from -42 to 342; half of the crops are rezoomed by
//! 0.33..2.83.
void TestCrop::drawsAsPublished()
{
  CropOptions options;
  options.side = 64;
  int squares = 0;
  for ( int i = 0; i < 4000; ++i )
  {
    CounterRandom random( 1, 0, i );
    const Window window = drawCrop( 300, 500, options, random );
    QVERIFY( window.x >= -42 && window.x + window.width <= 342 );
    QVERIFY( window.width >= 21 && window.width <= 181 );
    QCOMPARE( window.width, window.height );
    squares += window.width == 64;
  }
  QVERIFY( squares > 1900 && squares < 2150 );
}

void TestCrop::staysInsideWithoutMirror()
{
  CropOptions options;
  options.side = 64;
  options.mirror = 0;
  for ( int i = 0; i < 1000; ++i )
  {
    CounterRandom random( 1, 0, i );
    const Window window = drawCrop( 100, 90, options, random );
    QVERIFY( window.x >= 0 && window.y >= 0 && window.x + window.width <= 100 &&
             window.y + window.height <= 90 );
  }
}

void TestCrop::reachesEveryPlace()
{
  CropOptions options;
  options.side = 32;
  options.rezoomProbability = 0;
  std::set<int> begins;
  for ( int i = 0; i < 2000; ++i )
  {
    CounterRandom random( 3, 0, i );
    begins.insert( drawCrop( 32, 32, options, random ).x );
  }
  QCOMPARE( *begins.begin(), -32 );
  QCOMPARE( *begins.rbegin(), 32 );
  QCOMPARE( begins.size(), std::size_t( 65 ) );
}

void TestCrop::showsTheSceneUnchangedAtItsOwnSize()
{
  TestScenes scenes( 1, 64, 64 );
  const Crop crop = cutCrop( scenes, 0, { 0, 0, 64, 64 }, 64 );
  QCOMPARE( crop.grey, scenes.scenes()[0].grey );
  QCOMPARE( crop.zones, scenes.scenes()[0].zones );
}

void TestCrop::mirrorsOutsideTheScene()
{
  TestScenes scenes( 1, 3, 2 );
  scenes.scenes()[0].grey = { 1, 2, 3, 4, 5, 6 };
  scenes.scenes()[0].zones = { 0, 1, 2, 3, 0, 1 };
  const Crop crop = cutCrop( scenes, 0, { -2, -1, 4, 4 }, 4 );
  QCOMPARE( crop.grey, std::vector<std::uint8_t>( { 2, 1, 1, 2, 2, 1, 1, 2, 5, 4, 4, 5, 5, 4, 4, 5 } ) );
  QCOMPARE( crop.zones, std::vector<std::uint8_t>( { 1, 0, 0, 1, 1, 0, 0, 1, 0, 3, 3, 0, 0, 3, 3, 0 } ) );
}

QTEST_APPLESS_MAIN( TestCrop )
#include "testcrop.moc"
