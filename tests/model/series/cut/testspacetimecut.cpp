#include <QtTest>

#include "model/series/cut/spacetimecut.h"

using namespace calving;

class TestSpaceTimeCut : public QObject
{
  Q_OBJECT

private slots:
  void withoutCostTheReferenceStays();
  void aCellMovesWhereItSavesMoreThanItsBorder();
  void fixedCellsStay();
  void timeJoinsDates();
  void isTheCheapestOfAll();
};

namespace
{

SpaceTimeCut cutOf( int width, int height, int dates )
{
  SpaceTimeCut cut;
  cut.width = width;
  cut.height = height;
  cut.dates = dates;
  cut.cost.resize( static_cast<std::size_t>( width ) * height * dates );
  cut.reference.resize( cut.cost.size() );
  cut.fixed.resize( cut.cost.size() );
  cut.inTime.resize( dates - 1 );
  return cut;
}

std::vector<int> solved( const SpaceTimeCut &cut )
{
  std::vector<int> result;
  for ( const float u : cut.solve( 1, []( double ) {} ) )
    result.push_back( u > 0.5f );
  return result;
}

//! What \a u costs in full.
double costOf( const SpaceTimeCut &cut, const std::vector<int> &u )
{
  const int plane = cut.width * cut.height;
  double sum = 0;
  for ( int i = 0; i < static_cast<int>( u.size() ); ++i )
  {
    const int x = i % cut.width;
    const int y = i % plane / cut.width;
    const auto change = [&]( int k ) { return u[k] - cut.reference[k]; };
    sum += cut.cost[i] * u[i];
    if ( x + 1 < cut.width )
      sum += cut.border * std::abs( change( i + 1 ) - change( i ) );
    if ( y + 1 < cut.height )
      sum += cut.border * std::abs( change( i + cut.width ) - change( i ) );
    if ( i + plane < static_cast<int>( u.size() ) )
      sum += cut.inTime[i / plane] * std::abs( u[i + plane] - u[i] );
  }
  return sum;
}

} // namespace

//! However winding it is.
void TestSpaceTimeCut::withoutCostTheReferenceStays()
{
  SpaceTimeCut cut = cutOf( 8, 8, 1 );
  cut.border = 1;
  for ( std::size_t i = 0; i < cut.reference.size(); ++i )
    cut.reference[i] = ( i / 8 + i ) % 2;
  QCOMPARE( solved( cut ), std::vector<int>( cut.reference.begin(), cut.reference.end() ) );
}

//! Four sides at 0.3 cost 1.2.
void TestSpaceTimeCut::aCellMovesWhereItSavesMoreThanItsBorder()
{
  for ( const float gain : { 1.1f, 1.3f } )
  {
    SpaceTimeCut cut = cutOf( 5, 5, 1 );
    cut.border = 0.3f;
    std::fill( cut.cost.begin(), cut.cost.end(), 0.1f );
    cut.cost[12] = -gain;
    QCOMPARE( solved( cut )[12], gain > 1.2f ? 1 : 0 );
  }
}

void TestSpaceTimeCut::fixedCellsStay()
{
  SpaceTimeCut cut = cutOf( 4, 1, 1 );
  std::fill( cut.cost.begin(), cut.cost.end(), -5.f );
  cut.fixed[2] = 1;
  QCOMPARE( solved( cut ), std::vector<int>( { 1, 1, 0, 1 } ) );
}

void TestSpaceTimeCut::timeJoinsDates()
{
  for ( const float inTime : { 0.2f, 3.f } )
  {
    SpaceTimeCut cut = cutOf( 1, 1, 3 );
    cut.cost = { -2, 1, -2 };
    cut.inTime = { inTime, inTime };
    QCOMPARE( solved( cut ), std::vector<int>( { 1, inTime > 0.5f ? 1 : 0, 1 } ) );
  }
}

//! Against all 4096 possibilities.
void TestSpaceTimeCut::isTheCheapestOfAll()
{
  SpaceTimeCut cut = cutOf( 3, 2, 2 );
  cut.border = 0.4f;
  cut.inTime = { 0.7f };
  cut.reference = { 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0 };
  cut.cost = { -0.9f, 0.8f, -0.3f, 0.2f, -1.1f, 0.6f, 0.5f, -0.4f, -1.3f, 0.9f, 0.1f, -0.2f };
  double cheapest = 1e9;
  for ( int bits = 0; bits < 1 << 12; ++bits )
  {
    std::vector<int> u;
    for ( int i = 0; i < 12; ++i )
      u.push_back( bits >> i & 1 );
    cheapest = std::min( cheapest, costOf( cut, u ) );
  }
  QVERIFY( std::abs( costOf( cut, solved( cut ) ) - cheapest ) < 1e-5 );
}

QTEST_GUILESS_MAIN( TestSpaceTimeCut )
#include "testspacetimecut.moc"
