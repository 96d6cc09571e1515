#include "support/golden.h"

#include "model/nn/optsimmim.h"
#include "model/nn/opttranslator.h"
#include "model/nn/patches.h"

using namespace calving;

//! Pre-training as published: predictions, losses, gradients and three optimiser steps of both methods.
class TestPretraining : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void optSimMimLearnsAsPublished();
  void optTranslatorPredictsAsPublished();
  void optTranslatorLearnsAsPublished();
  void simMimReconstructsTheScene();
  void patchesHoldChannelsLast();
  void patchesComeBack();
};

namespace
{

//! The golden network inside a head, with the head's own weights. Every name of both files must be used.
template <typename Head> void loadHead( Head &head, const QString &extra )
{
  loadWeights( *head->swin_unet,
               readSafetensors( testData( "golden/tyrion_tiny/weights.safetensors" ).toStdString() ) );
  const WeightReport report =
      loadWeights( *head, readSafetensors( testData( "golden/ssl/" + extra ).toStdString() ) );
  QVERIFY( report.leftOver.empty() );
  QVERIFY( report.mismatched.empty() );
}

void verifyGradients( const torch::nn::Module &head, const nlohmann::json &golden )
{
  double sum = 0;
  for ( const auto &item : head.named_parameters() )
    sum += item.value().grad().defined() ? std::pow( euclidean( item.value().grad() ), 2 ) : 0;
  std::set<std::string> without;
  for ( const auto &item : head.named_parameters() )
  {
    const torch::Tensor gradient = item.value().grad();
    if ( !gradient.defined() )
    {
      without.insert( item.key() );
      continue;
    }
    const nlohmann::json expected = golden["params"][item.key()]["grad"];
    const double length = expected["l2"];
    const double tolerance = 1e-3 * length + 1e-6 * std::sqrt( sum );
    QVERIFY2( std::abs( euclidean( gradient ) - length ) <= tolerance, item.key().c_str() );
    QVERIFY2( std::abs( projection( gradient ) - expected["dot"].get<double>() ) <= tolerance,
              item.key().c_str() );
  }
  QCOMPARE( without, golden["params_without_grad"].get<std::set<std::string>>() );
}

//! Gradients and the changes after three steps of SGD, for each parameter; and the loss before each step and
//! at the end.
template <typename Head, typename Loss>
void verifyTraining( Head &head, const Loss &loss, const nlohmann::json &golden )
{
  const double rate = golden["optimizer"]["lr"];
  torch::optim::SGD optimiser( head->parameters(),
                               torch::optim::SGDOptions( rate ).momentum( 0.9 ).weight_decay( 1e-4 ) );
  std::map<std::string, torch::Tensor> before;
  for ( const auto &item : head->named_parameters() )
    before[item.key()] = item.value().detach().clone();
  for ( int step = 0; step < 4; ++step )
  {
    optimiser.zero_grad();
    const torch::Tensor value = loss();
    const double expected = golden["losses_3_sgd_steps_then_after"][step];
    VERIFY_BELOW( std::abs( value.template item<double>() / expected - 1 ), step == 0 ? 1e-5 : 1e-4 );
    if ( step == 3 )
      break;
    value.backward();
    if ( step == 0 )
      verifyGradients( *head, golden );
    optimiser.step();
  }
  for ( const auto &item : head->named_parameters() )
  {
    const nlohmann::json after = golden["params"][item.key()]["after3"];
    const torch::Tensor delta = item.value().detach() - before[item.key()];
    const double length = after["delta_l2"];
    const double tolerance = 1e-2 * length + 1e-7;
    QVERIFY2( std::abs( euclidean( delta ) - length ) <= tolerance, item.key().c_str() );
    QVERIFY2( std::abs( projection( delta ) - after["delta_dot"].get<double>() ) <= tolerance,
              item.key().c_str() );
  }
}

} // namespace

void TestPretraining::optSimMimLearnsAsPublished()
{
  REQUIRE_TEST_DATA( "golden/ssl/optsimmim.json" );
  auto golden = goldenTensors( "ssl/optsimmim_io.safetensors" );
  OptSimMim head{ OptSimMimOptions( goldenOptions() ) };
  loadHead( head, "optsimmim_extra.safetensors" );
  const torch::Tensor optical = golden["optical_u8"].to( torch::kFloat32 ) / 255;
  const torch::Tensor mask = golden["mask_index"];
  verifyTraining(
      head, [&] { return head->loss( head( golden["input_1ch"], mask ), optical, mask ); },
      goldenCase( "ssl/optsimmim.json" ) );
  // The published predictions are those after the three steps; the sign flips of L1 leave 4e-4.
  VERIFY_BELOW( difference( head( golden["input_1ch"], mask ), golden["pred_masked"] ), 1e-3 );
}

void TestPretraining::optTranslatorPredictsAsPublished()
{
  REQUIRE_TEST_DATA( "golden/ssl/opttranslator_io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "ssl/opttranslator_io.safetensors" );
  OptTranslator head{ OptTranslatorOptions( goldenOptions() ) };
  loadHead( head, "opttranslator_extra.safetensors" );
  const torch::Tensor predicted = head( goldenTensors( "ssl/optsimmim_io.safetensors" )["input_1ch"] );
  const torch::Tensor sampled = predicted[0].slice( 1, 0, 64, 4 ).slice( 2, 0, 64, 4 );
  VERIFY_BELOW( difference( sampled, golden["recon14_sample0_every4"] ), 2e-5 );
}

void TestPretraining::optTranslatorLearnsAsPublished()
{
  REQUIRE_TEST_DATA( "golden/ssl/opttranslator.json" );
  auto golden = goldenTensors( "ssl/optsimmim_io.safetensors" );
  OptTranslator head{ OptTranslatorOptions( goldenOptions() ) };
  loadHead( head, "opttranslator_extra.safetensors" );
  const torch::Tensor optical = golden["optical_u8"].to( torch::kFloat32 ) / 255;
  verifyTraining(
      head, [&] { return head->loss( head( golden["input_1ch"] ), optical ); },
      goldenCase( "ssl/opttranslator.json" ) );
}

void TestPretraining::simMimReconstructsTheScene()
{
  const torch::NoGradGuard noGradient;
  OptSimMim head( OptSimMimOptions( goldenOptions() ).target_channels( 1 ) );
  head->eval();
  const torch::Tensor sar = torch::rand( { 2, 1, 64, 64 } );
  const torch::Tensor mask = torch::tensor( { { 3, 17 }, { 40, 255 } }, torch::kInt64 );
  const torch::Tensor predicted = head( sar, mask );
  QCOMPARE( predicted.sizes().vec(), std::vector<int64_t>( { 2, 2, 16 } ) );
  // Token 17 is the second patch of the second row of 16.
  const torch::Tensor truth = sar[0][0].slice( 0, 4, 8 ).slice( 1, 4, 8 ).flatten();
  const torch::Tensor target = gatherTokens( imageToPatches( sar ), mask );
  QVERIFY( torch::equal( target[0][1], truth ) );
  const double expected = ( predicted - target ).abs().mean().item<double>();
  VERIFY_BELOW( std::abs( head->loss( predicted, sar, mask ).item<double>() - expected ), 1e-6 );
}

void TestPretraining::patchesHoldChannelsLast()
{
  // Value = 100 * channel + 10 * row + column of an image of one patch and two channels.
  const torch::Tensor rows = torch::arange( 4 ).view( { 4, 1 } ) * 10 + torch::arange( 4 );
  const torch::Tensor image = torch::stack( { rows, rows + 100 } ).unsqueeze( 0 );
  const torch::Tensor patches = imageToPatches( image );
  QCOMPARE( patches.sizes().vec(), std::vector<int64_t>( { 1, 1, 32 } ) );
  QCOMPARE( patches[0][0][( 2 * 4 + 3 ) * 2 + 1].item<int64_t>(), int64_t( 123 ) );
}

void TestPretraining::patchesComeBack()
{
  const torch::Tensor image = torch::rand( { 2, 3, 8, 12 } );
  QVERIFY( torch::equal( patchesToImage( imageToPatches( image ), 8, 12 ), image ) );
}

QTEST_APPLESS_MAIN( TestPretraining )
#include "testpretraining.moc"
