#include <QtTest>

#include <cmath>

#include "model/train/data/augment.h"
#include "model/train/data/random.h"

using namespace calving;

class TestAugment : public QObject
{
  Q_OBJECT

private slots:
  void mixesTheOceanAlone();
  void brightensAndBends();
  void addsNoiseOfMeanZeroAndLargestOne();
  void flipsAndRotates();
  void movesGreyAndZonesTogether();
  void keepsTheProbabilities();
  void changesNothingWhenOff();
};

//! (I + w J) / (1 + w) = (100 + 0.25 * 200) / 1.25 = 120.
void TestAugment::mixesTheOceanAlone()
{
  Crop crop{ 2, { 100, 100, 100, 100 }, { 0, 1, 2, 3 } };
  mixOcean( crop, { 200, 200, 200, 200 }, 0.25 );
  QCOMPARE( crop.grey, std::vector<std::uint8_t>( { 100, 100, 100, 120 } ) );
}

//! 255 * (100/255)^0.7 = 131.99..., and 200 * 1.4 stops at white.
void TestAugment::brightensAndBends()
{
  std::vector<std::uint8_t> grey{ 0, 100, 200 };
  adjustTones( grey, 1.0, 0.7 );
  const int bent = static_cast<int>( 255 * std::pow( 100 / 255.0, 0.7 ) );
  QCOMPARE( static_cast<int>( grey[1] ), bent );
  grey = { 0, 100, 200 };
  adjustTones( grey, 1.4, 1.0 );
  QCOMPARE( grey, std::vector<std::uint8_t>( { 0, 140, 255 } ) );
}

//! E[U (Poisson - k)] = 0; divided by its maximum, the brightest addition is 255.
void TestAugment::addsNoiseOfMeanZeroAndLargestOne()
{
  std::vector<std::uint8_t> grey( 200 * 200, 128 );
  CounterRandom random( 5, 0, 0 );
  addSpeckle( grey, 3, random );
  double sum = 0;
  for ( std::uint8_t value : grey )
    sum += value;
  QVERIFY( std::abs( sum / grey.size() - 128 ) < 2 );
  std::vector<std::uint8_t> dark( 200 * 200, 0 );
  addSpeckle( dark, 1, random );
  QCOMPARE( static_cast<int>( *std::max_element( dark.begin(), dark.end() ) ), 255 );
}

void TestAugment::flipsAndRotates()
{
  const std::vector<std::uint8_t> start{ 1, 2, 3, 4 };
  std::vector<std::uint8_t> values = start;
  flip( values, 2, true );
  QCOMPARE( values, std::vector<std::uint8_t>( { 2, 1, 4, 3 } ) );
  values = start;
  flip( values, 2, false );
  QCOMPARE( values, std::vector<std::uint8_t>( { 3, 4, 1, 2 } ) );
  values = start;
  rotate( values, 2, 1 );
  QCOMPARE( values, std::vector<std::uint8_t>( { 2, 4, 1, 3 } ) );
  rotate( values, 2, 3 );
  QCOMPARE( values, start );
}

void TestAugment::movesGreyAndZonesTogether()
{
  AugmentOptions options = noAugmentation();
  options.flipProbability = 0.5;
  options.rotateProbability = 0.5;
  for ( int i = 0; i < 50; ++i )
  {
    Crop crop{ 3, { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, { 0, 1, 2, 3, 4, 5, 6, 7, 8 } };
    CounterRandom random( 9, 0, i );
    augment( crop, options, random );
    QCOMPARE( crop.grey, crop.zones );
  }
}

void TestAugment::keepsTheProbabilities()
{
  AugmentOptions options = noAugmentation();
  options.brightnessProbability = 0.2;
  int changed = 0;
  for ( int i = 0; i < 5000; ++i )
  {
    Crop crop{ 1, { 100 }, { 0 } };
    CounterRandom random( 11, 0, i );
    augment( crop, options, random );
    changed += crop.grey[0] != 100;
    QVERIFY( crop.grey[0] >= 60 && crop.grey[0] <= 140 );
  }
  QVERIFY( changed > 850 && changed < 1100 );
}

void TestAugment::changesNothingWhenOff()
{
  Crop crop{ 2, { 1, 2, 3, 4 }, { 0, 1, 2, 3 } };
  CounterRandom random( 1, 0, 0 );
  augment( crop, noAugmentation(), random );
  QCOMPARE( crop.grey, std::vector<std::uint8_t>( { 1, 2, 3, 4 } ) );
}

QTEST_APPLESS_MAIN( TestAugment )
#include "testaugment.moc"
