#include <QtTest>

#include <cmath>
#include <random>

#include "model/change/wanderingfit.h"

using namespace calving;

class TestWanderingFit : public QObject
{
  Q_OBJECT

private slots:
  void alternatingValuesHaveTheErrorOfTheirMean();
  void manyDatesTellLittleOfWhatWanders();
  void weightsFollowVariances();
  void twoOfOneMomentAreTwo();
  void whatCannotBeToldApartHasNoFit();

private:
  static WanderingFit::Datum value( double years, double value, double variance = 1 )
  {
    return { { 1 }, value, years, variance };
  }
};

//! Of values that change sides at each date, no wander can be meant: Student's interval of a mean.
void TestWanderingFit::alternatingValuesHaveTheErrorOfTheirMean()
{
  std::vector<WanderingFit::Datum> data;
  for ( int i = 0; i < 100; ++i )
    data.push_back( value( 0.03 * i, i % 2 ? 11 : 9 ) );
  const WanderingFit::Estimate mean = WanderingFit( data ).estimate( { 1 } );
  QVERIFY( std::abs( mean.value - 10 ) < 1e-3 );
  const double expected = 1.984 * std::sqrt( 100 / 99.0 ) / 10;
  QVERIFY2( std::abs( mean.halfWidth / expected - 1 ) < 0.01,
            qPrintable( QString::number( mean.halfWidth ) ) );
}

//! Ten times as many dates tell little more of the mean of what keeps for half a year; of independent values
//! they would narrow its interval by √10.
void TestWanderingFit::manyDatesTellLittleOfWhatWanders()
{
  constexpr double step = 0.02;
  constexpr int rare = 10;
  double often = 0;
  double rarely = 0;
  for ( unsigned seed = 0; seed < 20; ++seed )
  {
    std::mt19937 generator( seed );
    std::normal_distribution<double> normal( 0, 1 );
    const double kept = std::exp( -step / 0.5 );
    double wander = normal( generator );
    std::vector<WanderingFit::Datum> all;
    std::vector<WanderingFit::Datum> some;
    for ( int i = 0; i < 400; ++i )
    {
      all.push_back( value( i * step, wander ) );
      if ( i % rare == 0 )
        some.push_back( all.back() );
      wander = kept * wander + std::sqrt( 1 - kept * kept ) * normal( generator );
    }
    often += WanderingFit( all ).estimate( { 1 } ).halfWidth;
    rarely += WanderingFit( some ).estimate( { 1 } ).halfWidth;
  }
  QVERIFY2( often / rarely > 0.75 && often / rarely < 1.3, qPrintable( QString::number( often / rarely ) ) );
}

void TestWanderingFit::weightsFollowVariances()
{
  std::vector<WanderingFit::Datum> data;
  for ( int i = 0; i < 60; ++i )
    data.push_back( i % 2 ? value( 0.1 * i, 0 + 0.3 * ( i % 4 - 2 ), 1 )
                          : value( 0.1 * i, 10 + 3 * ( i % 4 - 1 ), 100 ) );
  // 0.99 to 0.01
  QVERIFY2( std::abs( WanderingFit( data ).value( { 1 } ) - 0.1 ) < 0.2,
            qPrintable( QString::number( WanderingFit( data ).value( { 1 } ) ) ) );
}

void TestWanderingFit::twoOfOneMomentAreTwo()
{
  std::vector<WanderingFit::Datum> data;
  for ( int i = 0; i < 40; ++i )
    data.push_back( value( 0.1 * ( i / 2 ), i % 2 ? 1 : -1 ) );
  const WanderingFit fit( data );
  QVERIFY( fit.exists() );
  QVERIFY( std::abs( fit.value( { 1 } ) ) < 0.05 );
}

void TestWanderingFit::whatCannotBeToldApartHasNoFit()
{
  std::vector<WanderingFit::Datum> data;
  for ( int i = 0; i < 10; ++i )
    data.push_back( { { 1, 2 }, 1.0 * i, 0.1 * i, 1 } );
  QVERIFY( !WanderingFit( data ).exists() );
}

QTEST_APPLESS_MAIN( TestWanderingFit )
#include "testwanderingfit.moc"
