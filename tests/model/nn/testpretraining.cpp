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

//! The golden network inside a head, with the head's own weights; names of the files that the head does not
//! have.
template <typename Head> std::vector<std::string> loadHead( Head &head, const QString &extra )
{
  loadWeights( *head->swin_unet,
               readSafetensors( testData( "golden/tyrion_tiny/weights.safetensors" ).toStdString() ) );
  WeightReport report =
      loadWeights( *head, readSafetensors( testData( "golden/ssl/" + extra ).toStdString() ) );
  report.leftOver.insert( report.leftOver.end(), report.mismatched.begin(), report.mismatched.end() );
  return report.leftOver;
}

//! Whether the length and the projection of \a tensor are those that \a expected names "l2" and "dot" after
//! \a prefix.
bool agrees( const torch::Tensor &tensor, const nlohmann::json &expected, const std::string &prefix,
             double relative, double absolute )
{
  const double length = expected[prefix + "l2"];
  const double tolerance = relative * length + absolute;
  return std::abs( euclidean( tensor ) - length ) <= tolerance &&
         std::abs( projection( tensor ) - expected[prefix + "dot"].get<double>() ) <= tolerance;
}

//! The first parameter whose gradient is another than the golden one; empty where none is.
std::string wrongGradient( const torch::nn::Module &head, const nlohmann::json &golden )
{
  double sum = 0;
  for ( const auto &item : head.named_parameters() )
    sum += item.value().grad().defined() ? std::pow( euclidean( item.value().grad() ), 2 ) : 0;
  const auto without = golden["params_without_grad"].get<std::set<std::string>>();
  for ( const auto &item : head.named_parameters() )
  {
    const torch::Tensor gradient = item.value().grad();
    if ( gradient.defined() == ( without.count( item.key() ) > 0 ) )
      return item.key();
    if ( gradient.defined() &&
         !agrees( gradient, golden["params"][item.key()]["grad"], "", 1e-3, 1e-6 * std::sqrt( sum ) ) )
      return item.key();
  }
  return {};
}

//! What goes otherwise than in the golden training: losses before each of three steps of SGD and at the end,
//! first gradients, changes of the parameters. Empty where nothing does.
template <typename Head, typename Loss>
std::string wrongTraining( Head &head, const Loss &loss, const nlohmann::json &golden )
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
    if ( !( std::abs( value.template item<double>() / expected - 1 ) < ( step == 0 ? 1e-5 : 1e-4 ) ) )
      return "the loss of step " + std::to_string( step );
    if ( step == 3 )
      break;
    value.backward();
    if ( const std::string wrong = step == 0 ? wrongGradient( *head, golden ) : ""; !wrong.empty() )
      return "the gradient of " + wrong;
    optimiser.step();
  }
  for ( const auto &item : head->named_parameters() )
    if ( !agrees( item.value().detach() - before[item.key()], golden["params"][item.key()]["after3"],
                  "delta_", 1e-2, 1e-7 ) )
      return "the change of " + item.key();
  return {};
}

} // namespace

void TestPretraining::optSimMimLearnsAsPublished()
{
  REQUIRE_TEST_DATA( "golden/ssl/optsimmim.json" );
  auto golden = goldenTensors( "ssl/optsimmim_io.safetensors" );
  OptSimMim head{ OptSimMimOptions( goldenOptions() ) };
  QCOMPARE( loadHead( head, "optsimmim_extra.safetensors" ), std::vector<std::string>() );
  const torch::Tensor optical = golden["optical_u8"].to( torch::kFloat32 ) / 255;
  const torch::Tensor mask = golden["mask_index"];
  const std::string wrong = wrongTraining(
      head, [&] { return head->loss( head( golden["input_1ch"], mask ), optical, mask ); },
      goldenCase( "ssl/optsimmim.json" ) );
  QVERIFY2( wrong.empty(), wrong.c_str() );
  // The published predictions are those after the three steps; the sign flips of L1 leave 4e-4.
  VERIFY_BELOW( difference( head( golden["input_1ch"], mask ), golden["pred_masked"] ), 1e-3 );
}

void TestPretraining::optTranslatorPredictsAsPublished()
{
  REQUIRE_TEST_DATA( "golden/ssl/opttranslator_io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "ssl/opttranslator_io.safetensors" );
  OptTranslator head{ OptTranslatorOptions( goldenOptions() ) };
  QCOMPARE( loadHead( head, "opttranslator_extra.safetensors" ), std::vector<std::string>() );
  const torch::Tensor predicted = head( goldenTensors( "ssl/optsimmim_io.safetensors" )["input_1ch"] );
  const torch::Tensor sampled = predicted[0].slice( 1, 0, 64, 4 ).slice( 2, 0, 64, 4 );
  VERIFY_BELOW( difference( sampled, golden["recon14_sample0_every4"] ), 2e-5 );
}

void TestPretraining::optTranslatorLearnsAsPublished()
{
  REQUIRE_TEST_DATA( "golden/ssl/opttranslator.json" );
  auto golden = goldenTensors( "ssl/optsimmim_io.safetensors" );
  OptTranslator head{ OptTranslatorOptions( goldenOptions() ) };
  QCOMPARE( loadHead( head, "opttranslator_extra.safetensors" ), std::vector<std::string>() );
  const torch::Tensor optical = golden["optical_u8"].to( torch::kFloat32 ) / 255;
  const std::string wrong = wrongTraining(
      head, [&] { return head->loss( head( golden["input_1ch"] ), optical ); },
      goldenCase( "ssl/opttranslator.json" ) );
  QVERIFY2( wrong.empty(), wrong.c_str() );
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
