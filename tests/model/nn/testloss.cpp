#include "support/golden.h"

#include "model/nn/loss.h"

using namespace calving;

//! The terms of the loss on numbers worked out by hand.
class TestLoss : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void smoothsOverTheOtherClasses();
  void diceCountsTheWholeBatch();
  void centreIsHalfTheSide();
  void totalIsHalfOfEachTerm();
};

void TestLoss::smoothsOverTheOtherClasses()
{
  // Probabilities 1/2, 1/6, 1/6, 1/6; the truth is class 0: -(0.9 ln 1/2 + 0.1 ln 1/6).
  const torch::Tensor logits = torch::tensor( { std::log( 3.0 ), 0.0, 0.0, 0.0 } ).view( { 1, 4, 1, 1 } );
  const torch::Tensor labels = torch::zeros( { 1, 1, 1 }, torch::kInt64 );
  const double expected = 0.9 * std::log( 2.0 ) + 0.1 * std::log( 6.0 );
  VERIFY_BELOW( std::abs( smoothedCrossEntropy( logits, labels, 0.1 ).item<double>() - expected ), 1e-6 );
}

void TestLoss::diceCountsTheWholeBatch()
{
  // Two classes, two images of one pixel, probabilities 3/4 and 1/4 both times; truth class 0, then class 1.
  const torch::Tensor logits =
      torch::tensor( { std::log( 3.0 ), 0.0 } ).view( { 1, 2, 1, 1 } ).repeat( { 2, 1, 1, 1 } );
  const torch::Tensor labels = torch::tensor( { 0, 1 }, torch::kInt64 ).view( { 2, 1, 1 } );
  // Class 0: 2 * 3/4 / (2 * 9/16 + 1); class 1: 2 * 1/4 / (2 * 1/16 + 1).
  const double expected = 1 - ( 1.5 / 2.125 + 0.5 / 1.125 ) / 2;
  VERIFY_BELOW( std::abs( diceLoss( logits, labels, 1e-5 ).item<double>() - expected ), 1e-5 );
}

void TestLoss::centreIsHalfTheSide()
{
  const torch::Tensor x = torch::arange( 64 ).view( { 1, 8, 8 } );
  const torch::Tensor centre = centreHalf( x );
  QCOMPARE( centre.sizes().vec(), std::vector<int64_t>( { 1, 4, 4 } ) );
  QCOMPARE( centre[0][0][0].item<int64_t>(), int64_t( 18 ) );
  QCOMPARE( centre[0][3][3].item<int64_t>(), int64_t( 45 ) );
}

void TestLoss::totalIsHalfOfEachTerm()
{
  const ZoneLoss loss =
      zoneLoss( torch::randn( { 2, 4, 8, 8 } ), torch::randint( 4, { 2, 8, 8 }, torch::kInt64 ) );
  const double sum = loss.crossEntropy.item<double>() + loss.crossEntropyCentre.item<double>() +
                     loss.dice.item<double>() + loss.diceCentre.item<double>();
  VERIFY_BELOW( std::abs( loss.total.item<double>() - sum / 2 ), 1e-6 );
}

QTEST_APPLESS_MAIN( TestLoss )
#include "testloss.moc"
