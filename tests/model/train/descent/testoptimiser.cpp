#include <torch/torch.h>

#include <QtTest>

#include "model/train/descent/optimiser.h"
#include "support/expecterror.h"

using namespace calving;

namespace
{

//! Two layers, of which the second weighs nothing in the loss.
struct Toy : torch::nn::Module
{
  Toy()
  {
    used = register_module( "used", torch::nn::Linear( 7, 5 ) );
    unused = register_module( "unused", torch::nn::Linear( 3, 3 ) );
  }
  torch::nn::Linear used{ nullptr };
  torch::nn::Linear unused{ nullptr };
};

torch::Tensor loss( Toy &toy, int step )
{
  const torch::Tensor x =
      torch::arange( 14, torch::kFloat32 ).view( { 2, 7 } ).mul( 0.1 * ( step + 1 ) ).sin();
  return toy.used( x ).square().mean();
}

double one( const std::string & )
{
  return 1;
}

const torch::Tensor fine = torch::ones( {}, torch::kBool );

} // namespace

class TestOptimiser : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void stepsAsTorchDoes_data();
  void stepsAsTorchDoes();
  void findsTheParametersOfTheLoss();
  void keepsWeightsWhenTheLossIsNotFine();
  void followsTheRateFactors();
  void shortensLongGradients();
  void refusesAnotherState();
};

void TestOptimiser::stepsAsTorchDoes_data()
{
  QTest::addColumn<bool>( "adam" );
  QTest::newRow( "sgd" ) << false;
  QTest::newRow( "adamw" ) << true;
}

void TestOptimiser::stepsAsTorchDoes()
{
  QFETCH( bool, adam );
  torch::manual_seed( 3 );
  Toy ours;
  torch::manual_seed( 3 );
  Toy theirs;
  OptimiserOptions options;
  options.weightDecay = 0.1;
  options.kind = adam ? OptimiserOptions::Kind::AdamW : OptimiserOptions::Kind::Sgd;
  std::unique_ptr<torch::optim::Optimizer> reference;
  if ( adam )
    reference = std::make_unique<torch::optim::AdamW>(
        theirs.used->parameters(), torch::optim::AdamWOptions( 0.01 ).weight_decay( 0.1 ) );
  else
    reference = std::make_unique<torch::optim::SGD>(
        theirs.used->parameters(), torch::optim::SGDOptions( 0.01 ).momentum( 0.9 ).weight_decay( 0.1 ) );
  FlatParameters flat( ours, { "used.weight", "used.bias" }, one );
  Optimiser optimiser( flat, options );
  for ( int step = 0; step < 6; ++step )
  {
    loss( ours, step ).backward();
    optimiser.step( 0.01, fine );
    reference->zero_grad();
    loss( theirs, step ).backward();
    reference->step();
  }
  QVERIFY( torch::allclose( ours.used->weight, theirs.used->weight, 1e-6, 1e-7 ) );
  QVERIFY( torch::allclose( ours.used->bias, theirs.used->bias, 1e-6, 1e-7 ) );
}

void TestOptimiser::findsTheParametersOfTheLoss()
{
  Toy toy;
  QCOMPARE( parametersOf( toy, loss( toy, 0 ) ), std::vector<std::string>( { "used.weight", "used.bias" } ) );
  QVERIFY( !toy.used->weight.grad().defined() );
}

void TestOptimiser::keepsWeightsWhenTheLossIsNotFine()
{
  Toy toy;
  FlatParameters flat( toy, { "used.weight" }, one );
  Optimiser optimiser( flat, {} );
  const torch::Tensor before = toy.used->weight.detach().clone();
  flat.gradients().fill_( std::numeric_limits<float>::quiet_NaN() );
  optimiser.step( 0.01, torch::zeros( {}, torch::kBool ) );
  QVERIFY( torch::equal( toy.used->weight, before ) );
}

void TestOptimiser::followsTheRateFactors()
{
  Toy toy;
  FlatParameters flat( toy, { "used.weight", "used.bias" },
                       []( const std::string &name ) { return name == "used.bias" ? 0.5 : 1.0; } );
  QCOMPARE( flat.segments().size(), std::size_t( 2 ) );
  QCOMPARE( flat.count(), std::int64_t( 40 ) );
  OptimiserOptions options;
  options.weightDecay = 0;
  Optimiser optimiser( flat, options );
  const torch::Tensor weight = toy.used->weight.detach().clone();
  const torch::Tensor bias = toy.used->bias.detach().clone();
  toy.used->weight.mutable_grad().fill_( 1 );
  toy.used->bias.mutable_grad().fill_( 1 );
  optimiser.step( 0.1, fine );
  QVERIFY( torch::allclose( weight - toy.used->weight, torch::full_like( weight, 0.1 ) ) );
  QVERIFY( torch::allclose( bias - toy.used->bias, torch::full_like( bias, 0.05 ) ) );
}

//! 40 gradients of 1 have length sqrt(40); shortened to 1, each is 1/sqrt(40).
void TestOptimiser::shortensLongGradients()
{
  Toy toy;
  FlatParameters flat( toy, { "used.weight", "used.bias" }, one );
  OptimiserOptions options;
  options.weightDecay = 0;
  options.longestGradient = 1;
  Optimiser optimiser( flat, options );
  const torch::Tensor bias = toy.used->bias.detach().clone();
  toy.used->weight.mutable_grad().fill_( 1 );
  toy.used->bias.mutable_grad().fill_( 1 );
  optimiser.step( 1, fine );
  QVERIFY( torch::allclose( bias - toy.used->bias, torch::full_like( bias, 1 / std::sqrt( 40.0 ) ), 1e-4 ) );
}

void TestOptimiser::refusesAnotherState()
{
  Toy toy;
  FlatParameters flat( toy, { "used.weight" }, one );
  Optimiser sgd( flat, {} );
  OptimiserOptions options;
  options.kind = OptimiserOptions::Kind::AdamW;
  Optimiser adam( flat, options );
  EXPECT_ERROR( sgd.restore( adam.state() ), "another optimiser" );
}

QTEST_APPLESS_MAIN( TestOptimiser )
#include "testoptimiser.moc"
