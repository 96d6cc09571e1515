#include <QtTest>

#include "model/series/cells/labelprior.h"

using namespace calving;

class TestLabelPrior : public QObject
{
  Q_OBJECT

private slots:
  void onlyTheLabelsBeforeAndAfterCount();
  void labelsThatAgreeAddUp();
  void aFrontGoesOverACellAtSomeTimeBetween();
};

namespace
{

std::vector<CellLabel> labelsOf( const std::vector<double> &days )
{
  std::vector<CellLabel> labels;
  for ( const double day : days )
    labels.push_back( { day, {}, {}, {}, 0 } );
  return labels;
}

} // namespace

//! However many older ones say something else.
void TestLabelPrior::onlyTheLabelsBeforeAndAfterCount()
{
  const std::vector<CellLabel> labels = labelsOf( { 500, 10, 20, 900, 30 } );
  QCOMPARE( labelsAround( labels, 100 ), std::vector<int>( { 4, 0 } ) );
  QCOMPARE( labelsAround( labels, 500 ), std::vector<int>( { 0, 3 } ) );
  QCOMPARE( labelsAround( labels, 5 ), std::vector<int>( { 1 } ) );
  QCOMPARE( labelsAround( labels, 1000 ), std::vector<int>( { 3 } ) );
}

//! A label of the day: (900 + 1400 / 2) / 80 = 20; another one a year away: 1600 / 480 = 3.333.
void TestLabelPrior::labelsThatAgreeAddUp()
{
  const CellLabel now{ 0, { 0, 1 }, { 1, 1 }, { 1400, 1400 }, 0 };
  CellLabel later = now;
  later.day = 365.25;
  QVERIFY( std::abs( labelOdds( { now }, 0 )[0] - 20 ) < 1e-4 );
  QVERIFY( std::abs( labelOdds( { now, later }, 0 )[0] - 23.3333 ) < 1e-3 );
  QVERIFY( std::abs( labelOdds( { now, later }, 0 )[1] + 23.3333 ) < 1e-3 );
}

/**
 * Half-way between two fronts, a quarter of the time after the first: of fronts that move steadily 1 / (1 +
 * exp(-2.5)) = 0.924 have not come yet, of jumps 0.75; so 0.837, the logarithm of whose odds is 1.637.
 */
void TestLabelPrior::aFrontGoesOverACellAtSomeTimeBetween()
{
  const CellLabel before{ 0, { 0, 1 }, { 1, 1 }, { 2000, 2000 }, 0 };
  const CellLabel after{ 1000, { 1, 0 }, { 1, 1 }, { 2000, 2000 }, 0 };
  QVERIFY( std::abs( labelOdds( { before, after }, 250 )[0] - 1.637 ) < 1e-3 );
  QVERIFY( std::abs( labelOdds( { before, after }, 500 )[0] ) < 1e-5 );
  QVERIFY( std::abs( labelOdds( { before, after }, 750 )[0] + 1.637 ) < 1e-3 );
  QVERIFY( std::abs( labelOdds( { before, after }, 250 )[1] + 1.637 ) < 1e-3 );
}

QTEST_GUILESS_MAIN( TestLabelPrior )
#include "testlabelprior.moc"
