#include <QtTest>

#include <cmath>
#include <numeric>
#include <random>

#include "model/error.h"
#include "model/sar/speckle/multilook.h"
#include "model/sar/speckle/multitemporal.h"
#include "model/sar/speckle/specklefilter.h"
#include "support/memorysource.h"

using namespace calving;

class TestMultilook : public QObject
{
  Q_OBJECT

private slots:
  void averagesCells();
  void leavesOutGapsAndIncompleteCells();
  void refusesMoreLooksThanPixels();
  void multitemporalFollowsItsFormula();
  void multitemporalGainsLooks();
  void multitemporalRefusesDifferentSizes();
};

//! SNAP's unit test: the exact means of a ramp of 16 x 4 under 4 range and 2 azimuth looks.
void TestMultilook::averagesCells()
{
  std::vector<float> values( 64 );
  std::iota( values.begin(), values.end(), 1.0F );
  const auto result = multilooked( std::make_shared<MemorySource>( 16, 4, values ), 4, 2 );
  QCOMPARE( result->read( { 0, 0, 4, 2 } ),
            ( std::vector<float>{ 10.5, 14.5, 18.5, 22.5, 42.5, 46.5, 50.5, 54.5 } ) );
  QCOMPARE( result->read( { 2, 1, 1, 1 } ), std::vector<float>{ 50.5 } );
}

void TestMultilook::leavesOutGapsAndIncompleteCells()
{
  const float gap = std::numeric_limits<float>::quiet_NaN();
  const auto result =
      multilooked( std::make_shared<MemorySource>( 5, 1, std::vector<float>{ 1, gap, gap, gap, 9 } ), 2, 1 );
  QCOMPARE( result->width(), 2 );
  const std::vector<float> cells = result->read( { 0, 0, 2, 1 } );
  QCOMPARE( cells[0], 1.0F );
  QVERIFY( std::isnan( cells[1] ) );
}

void TestMultilook::refusesMoreLooksThanPixels()
{
  try
  {
    multilooked( std::make_shared<MemorySource>( 2, 2, std::vector<float>( 4 ) ), 3, 1 );
    QFAIL( "three looks were taken of two pixels" );
  }
  catch ( const Error &e )
  {
    QVERIFY( QString( e.what() ).contains( "3 x 1 pixels does not fit a scene of 2 x 2" ) );
  }
}

//! Two images, each a single bright pixel on ground of 1: by hand at the centre of the first.
void TestMultilook::multitemporalFollowsItsFormula()
{
  std::vector<float> first( 9, 1.0F );
  first[4] = 10.0F;                     // mean 2
  std::vector<float> second( 9, 4.0F ); // mean 4, ratio 1
  const auto result = multitemporalFiltered(
      { std::make_shared<MemorySource>( 3, 3, first ), std::make_shared<MemorySource>( 3, 3, second ) }, 0,
      3 );
  QVERIFY( std::abs( result->read( { 1, 1, 1, 1 } )[0] - 2.0 * ( 5.0 + 1.0 ) / 2.0 ) < 1e-6 );
}

//! Eight independent one-look images of one scene give nearly eight looks each.
void TestMultilook::multitemporalGainsLooks()
{
  std::mt19937 generator( 11 );
  std::exponential_distribution<float> speckle( 1.0F );
  std::vector<std::shared_ptr<const BlockSource>> stack;
  for ( int i = 0; i < 8; ++i )
  {
    std::vector<float> values( 120 * 120 );
    std::generate( values.begin(), values.end(), [&] { return speckle( generator ); } );
    stack.push_back( std::make_shared<MemorySource>( 120, 120, values ) );
  }
  const double looks =
      equivalentLooks( multitemporalFiltered( stack, 3, 15 )->read( { 0, 0, 120, 120 } ), false );
  QVERIFY2( looks > 6.5 && looks < 8.5, qPrintable( QString::number( looks ) ) );
}

void TestMultilook::multitemporalRefusesDifferentSizes()
{
  try
  {
    multitemporalFiltered( { std::make_shared<MemorySource>( 1, 1, std::vector<float>( 1 ) ),
                             std::make_shared<MemorySource>( 2, 1, std::vector<float>( 2 ) ) },
                           0, 3 );
    QFAIL( "images of different sizes were stacked" );
  }
  catch ( const Error &e )
  {
    QVERIFY( QString( e.what() ).contains( "differ in size" ) );
  }
}

QTEST_APPLESS_MAIN( TestMultilook )
#include "testmultilook.moc"
