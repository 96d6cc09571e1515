#include <QtTest>

#include "model/series/labelprior.h"

using namespace calving;

class TestLabelPrior : public QObject
{
  Q_OBJECT

private slots:
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
