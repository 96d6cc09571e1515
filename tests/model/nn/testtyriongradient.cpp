#include "support/golden.h"

#include "model/nn/loss.h"

using namespace calving;

/**
 * Training as published: every loss term, every gradient, three steps of SGD.
 *
 * The whole run happens once, in initTestCase(); the claims read from it.
 */
class TestTyrionGradient : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase();
  void lossTermsAgreeInEveryStep();
  void gradientsAgree();
  void unusedParametersGetNoGradient();
  void stepsAgree();
  void wholeTensorsAgree();

private:
  nlohmann::json mCase;
  std::map<std::string, torch::Tensor> mGolden;
  std::vector<std::map<std::string, double>> mLosses;
  std::map<std::string, torch::Tensor> mBefore;
  std::map<std::string, torch::Tensor> mGradients;
  std::map<std::string, torch::Tensor> mAfter;
};

void TestTyrionGradient::initTestCase()
{
  REQUIRE_TEST_DATA( "golden/tyrion_grad/case.json" );
  mCase = goldenCase( "tyrion_grad/case.json" );
  mGolden = goldenTensors( "tyrion_grad/io.safetensors" );
  Tyrion network( goldenOptions() );
  loadWeights( *network,
               readSafetensors( testData( "golden/tyrion_tiny/weights.safetensors" ).toStdString() ) );
  for ( const auto &item : network->named_parameters() )
    mBefore[item.key()] = item.value().detach().clone();

  torch::optim::SGD optimiser( network->parameters(),
                               torch::optim::SGDOptions( 0.01 ).momentum( 0.9 ).weight_decay( 1e-4 ) );
  const torch::Tensor labels = mGolden["labels_context"].to( torch::kInt64 );
  for ( int step = 0; step < 4; ++step )
  {
    optimiser.zero_grad();
    const ZoneLoss loss = zoneLoss( network( mGolden["input_1ch"] ), labels );
    mLosses.push_back( { { "ce_img", loss.crossEntropyCentre.item<double>() },
                         { "ce_context", loss.crossEntropy.item<double>() },
                         { "dice_img", loss.diceCentre.item<double>() },
                         { "dice_context", loss.dice.item<double>() },
                         { "loss", loss.total.item<double>() } } );
    if ( step == 3 )
      break;
    loss.total.backward();
    for ( const auto &item : network->named_parameters() )
      if ( step == 0 && item.value().grad().defined() )
        mGradients[item.key()] = item.value().grad().clone();
    optimiser.step();
  }
  for ( const auto &item : network->named_parameters() )
    mAfter[item.key()] = item.value().detach().clone();
}

void TestTyrionGradient::lossTermsAgreeInEveryStep()
{
  for ( std::size_t step = 0; step < mLosses.size(); ++step )
    for ( const auto &[name, value] : mLosses[step] )
    {
      const double expected = mCase["losses_per_step"][step][name];
      VERIFY_BELOW( std::abs( value / expected - 1 ), step == 0 ? 1e-5 : 1e-4 );
    }
}

void TestTyrionGradient::gradientsAgree()
{
  double sum = 0;
  for ( const auto &item : mGradients )
    sum += std::pow( euclidean( item.second ), 2 );
  const double global = std::sqrt( sum );
  for ( const auto &[name, gradient] : mGradients )
  {
    const double expected = mCase["params"][name]["grad"]["l2"];
    const double tolerance = 1e-3 * expected + 1e-6 * global;
    QVERIFY2( std::abs( euclidean( gradient ) - expected ) <= tolerance, name.c_str() );
    const double expectedProjection = mCase["params"][name]["grad"]["dot"];
    QVERIFY2( std::abs( projection( gradient ) - expectedProjection ) <= tolerance, name.c_str() );
  }
}

void TestTyrionGradient::unusedParametersGetNoGradient()
{
  std::set<std::string> without;
  for ( const auto &item : mBefore )
    if ( mGradients.count( item.first ) == 0 )
      without.insert( item.first );
  QCOMPARE( without, mCase["params_without_grad"].get<std::set<std::string>>() );
  // Not even weight decay touches them.
  for ( const std::string &name : without )
    QVERIFY( torch::equal( mBefore[name], mAfter[name] ) );
}

void TestTyrionGradient::stepsAgree()
{
  for ( const auto &[name, after] : mAfter )
  {
    const torch::Tensor delta = after - mBefore[name];
    const double expected = mCase["params"][name]["after3"]["delta_l2"];
    const double tolerance = 1e-2 * expected + 1e-7;
    QVERIFY2( std::abs( euclidean( delta ) - expected ) <= tolerance, name.c_str() );
    const double expectedProjection = mCase["params"][name]["after3"]["delta_dot"];
    QVERIFY2( std::abs( projection( delta ) - expectedProjection ) <= tolerance, name.c_str() );
  }
}

void TestTyrionGradient::wholeTensorsAgree()
{
  for ( const auto &[key, expected] : mGolden )
  {
    if ( key.rfind( "grad.", 0 ) == 0 )
      QVERIFY2( difference( mGradients[key.substr( 5 )], expected ) < 1e-3, key.c_str() );
    if ( key.rfind( "after3.", 0 ) == 0 )
      QVERIFY2( difference( mAfter[key.substr( 7 )], expected ) < 1e-4, key.c_str() );
  }
}

QTEST_APPLESS_MAIN( TestTyrionGradient )
#include "testtyriongradient.moc"
