#include <QtTest>

#include "model/base/quantile.h"

using namespace calving;

class TestQuantile : public QObject
{
  Q_OBJECT

private slots:
  void liesBetweenNeighbours();
  void isNothingOfNothing();
  void readsSortedValuesOfAnyType();
  void takesDecibelsOfNoPower();
};

void TestQuantile::liesBetweenNeighbours()
{
  QCOMPARE( quantile( { 4, 1, 3, 2 }, 0.5 ), 2.5 );
  QCOMPARE( quantile( { 1, 2 }, 0.95 ), 1.95 );
  QCOMPARE( quantile( { 7 }, 0.95 ), 7.0 );
  QCOMPARE( quantile( { 5, 3, 9 }, 0 ), 3.0 );
  QCOMPARE( quantile( { 5, 3, 9 }, 1 ), 9.0 );
}

void TestQuantile::isNothingOfNothing()
{
  QVERIFY( std::isnan( quantile( {}, 0.5 ) ) );
}

void TestQuantile::readsSortedValuesOfAnyType()
{
  QCOMPARE( quantileOfSorted( std::vector<float>{ 1, 2, 4 }, 0.75 ), 3.0 );
}

void TestQuantile::takesDecibelsOfNoPower()
{
  const float none = -std::numeric_limits<float>::infinity();
  const std::vector<float> decibels{ none, none, -20, -10 };
  QCOMPARE( quantileOfSorted( decibels, 0.1 ), double( none ) );
  QCOMPARE( quantileOfSorted( decibels, 0.5 ), double( none ) );
  QCOMPARE( quantileOfSorted( decibels, 1 ), -10.0 );
}

QTEST_APPLESS_MAIN( TestQuantile )
#include "testquantile.moc"
