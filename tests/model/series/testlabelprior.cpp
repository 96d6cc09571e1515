#include <QtTest>

#include "model/series/labelprior.h"

using namespace calving;

class TestLabelPrior : public QObject
{
  Q_OBJECT

private slots:
  void frontsWanderWithTime();
  void onlyTheLabelsBeforeAndAfterCount();
};

namespace
{

std::vector<CellLabel> labelsOf( const std::vector<double> &days )
{
  std::vector<CellLabel> labels;
  for ( const double day : days )
    labels.push_back( { day, {}, {}, 0 } );
  return labels;
}

} // namespace

//! 80 m at once, 480 m in a year, 80 + 400 * 2^0.6 = 686.3 m in two.
void TestLabelPrior::frontsWanderWithTime()
{
  QCOMPARE( frontWander( 0 ), 80.0 );
  QCOMPARE( frontWander( 365.25 ), 480.0 );
  QVERIFY( std::abs( frontWander( -730.5 ) - 686.3 ) < 0.1 );
}

//! However many older ones say something else.
void TestLabelPrior::onlyTheLabelsBeforeAndAfterCount()
{
  const std::vector<CellLabel> labels = labelsOf( { 500, 10, 20, 900, 30 } );
  QCOMPARE( labelsAround( labels, 100 ), std::vector<int>( { 4, 0 } ) );
  QCOMPARE( labelsAround( labels, 500 ), std::vector<int>( { 0, 3 } ) );
  QCOMPARE( labelsAround( labels, 5 ), std::vector<int>( { 1 } ) );
  QCOMPARE( labelsAround( labels, 1000 ), std::vector<int>( { 3 } ) );
}

QTEST_GUILESS_MAIN( TestLabelPrior )
#include "testlabelprior.moc"
