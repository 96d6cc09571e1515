#include <cmath>

#include <QtTest>

#include "model/simulate/speckle.h"

using calving::Speckle;

class TestSpeckle : public QObject
{
  Q_OBJECT

private slots:
  void hasMeanOneAndVarianceOneOverLooks_data();
  void hasMeanOneAndVarianceOneOverLooks();
  void oneLookIsExponential();
  void neighboursAreUncorrelated();
  void scenesDiffer();
};

void TestSpeckle::hasMeanOneAndVarianceOneOverLooks_data()
{
  QTest::addColumn<double>( "looks" );
  QTest::newRow( "0.7 looks" ) << 0.7;
  QTest::newRow( "1 look" ) << 1.0;
  QTest::newRow( "4 looks" ) << 4.0;
  QTest::newRow( "4.4 looks" ) << 4.4;
  QTest::newRow( "30 looks" ) << 30.0;
}

//! 250000 samples: the standard error of the mean is 0.002 / sqrt( looks ); of the third moment some
//! percents.
void TestSpeckle::hasMeanOneAndVarianceOneOverLooks()
{
  QFETCH( double, looks );
  const Speckle speckle( 7, 3, looks );
  double sum = 0, squares = 0, cubes = 0;
  constexpr int side = 500;
  for ( int row = 0; row < side; ++row )
    for ( int column = 0; column < side; ++column )
    {
      const double value = speckle.at( column, row );
      QVERIFY( value > 0 );
      sum += value;
      squares += ( value - 1 ) * ( value - 1 );
      cubes += std::pow( value - 1, 3 );
    }
  constexpr double count = side * side;
  QVERIFY( std::abs( sum / count - 1 ) < 0.01 / std::sqrt( looks ) );
  QVERIFY( std::abs( squares / count * looks - 1 ) < 0.03 );
  // The third central moment of a gamma distribution of mean 1: 2 / looks^2.
  QVERIFY( std::abs( cubes / count * looks * looks / 2 - 1 ) < 0.15 );
}

//! Shares below the quartiles of the exponential distribution, -ln( 1 - p ).
void TestSpeckle::oneLookIsExponential()
{
  const Speckle speckle( 1, 0, 1 );
  for ( double share : { 0.25, 0.5, 0.75, 0.99 } )
  {
    int below = 0;
    for ( int i = 0; i < 100000; ++i )
      below += speckle.at( i, 5 ) < -std::log( 1 - share );
    QVERIFY( std::abs( below / 1e5 - share ) < 0.01 );
  }
}

void TestSpeckle::neighboursAreUncorrelated()
{
  const Speckle speckle( 5, 2, 1 );
  double right = 0, below = 0;
  for ( int row = 0; row < 300; ++row )
    for ( int column = 0; column < 300; ++column )
    {
      const double here = speckle.at( column, row ) - 1;
      right += here * ( speckle.at( column + 1, row ) - 1 );
      below += here * ( speckle.at( column, row + 1 ) - 1 );
    }
  QVERIFY( std::abs( right / 90000 ) < 0.015 );
  QVERIFY( std::abs( below / 90000 ) < 0.015 );
}

void TestSpeckle::scenesDiffer()
{
  QCOMPARE( Speckle( 5, 2, 4 ).at( 10, 20 ), Speckle( 5, 2, 4 ).at( 10, 20 ) );
  QVERIFY( Speckle( 5, 2, 4 ).at( 10, 20 ) != Speckle( 5, 3, 4 ).at( 10, 20 ) );
  QVERIFY( Speckle( 5, 2, 4 ).at( 10, 20 ) != Speckle( 6, 2, 4 ).at( 10, 20 ) );
}

QTEST_APPLESS_MAIN( TestSpeckle )
#include "testspeckle.moc"
