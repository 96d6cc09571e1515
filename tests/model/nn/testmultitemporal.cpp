#include "support/golden.h"

#include <QTemporaryDir>

#include "model/modelfile/modelfile.h"
#include "model/nn/fused.h"
#include "model/segmenter.h"

using namespace calving;

//! Tyrion where it reads sequences.
class TestMultiTemporal : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void hasTheKeysOfThePublishedStateDict();
  void agreesWithThePublishedLogits();
  void agreesWithThePublishedSkips();
  void everyFrameCounts();
  void sequencesOfABatchDoNotMix_data();
  void sequencesOfABatchDoNotMix();
  void readsAnyNumberOfFrames_data();
  void readsAnyNumberOfFrames();
  void refusesBrokenSequences();
  void hasThePublishedNumberOfParameters();
  void beginsWithoutLookingAcrossFramesInTheDecoder();
  void mergedConvolutionsAreTheSameFunction();
  void givesTheSameGradientsWhenItRecomputes();
  void survivesCloning();
  void goesThroughAModelFile();
  void bfloat16GivesNearlyTheSame();
};

namespace
{

//! As if trained: what begins small or as zero counts.
void makeLoud( Tyrion &network )
{
  const torch::NoGradGuard noGradient;
  for ( auto &item : network->named_parameters() )
  {
    if ( item.value().dim() == 2 && item.key().find( "gru_layer" ) == std::string::npos )
      item.value().mul_( 4 );
    if ( item.key().find( "temporal_block.conv1" ) != std::string::npos )
      item.value().normal_( 0, 0.05 );
  }
}

TyrionOptions goldenSequences()
{
  return TyrionOptions( goldenSize( "mtt_tiny" ) ).image_side( 64 ).dropout( 0 );
}

Tyrion published()
{
  Tyrion network( goldenSequences() );
  loadWeights( *network, readSafetensors( testData( "golden/mtt_tiny/weights.safetensors" ).toStdString() ) );
  network->eval();
  return network;
}

Tyrion tinySequences()
{
  torch::manual_seed( 5 );
  Tyrion network( TyrionOptions( tyrionSize( "tiny", 8 ) ).image_side( 64 ).dropout( 0 ) );
  makeLoud( network );
  network->eval();
  return network;
}

} // namespace

void TestMultiTemporal::hasTheKeysOfThePublishedStateDict()
{
  REQUIRE_TEST_DATA( "golden/mtt_tiny/weights.safetensors" );
  Tyrion network( goldenSequences() );
  const TensorFile file = readSafetensors( testData( "golden/mtt_tiny/weights.safetensors" ).toStdString() );
  const WeightReport report = loadWeights( *network, file );
  QCOMPARE( report.matched.size(), file.tensors.size() );
  QVERIFY( report.missing.empty() );
  QVERIFY( report.leftOver.empty() );
  QVERIFY( report.mismatched.empty() );
}

void TestMultiTemporal::agreesWithThePublishedLogits()
{
  REQUIRE_TEST_DATA( "golden/mtt_tiny/io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "mtt_tiny/io.safetensors" );
  Tyrion network = published();
  const torch::Tensor input = golden["input_1ch"];
  VERIFY_BELOW( difference( network( input, 4 ), golden["logits"] ), 2e-5 );
  const torch::Tensor permuted = network( input.index_select( 0, torch::tensor( { 2, 0, 3, 1 } ) ), 4 );
  const torch::Tensor differing = permuted.argmax( 1 ) != golden["argmax_time_permuted_2031"];
  VERIFY_BELOW( differing.to( torch::kFloat32 ).mean().item<double>(), 1e-3 );
}

void TestMultiTemporal::agreesWithThePublishedSkips()
{
  REQUIRE_TEST_DATA( "golden/mtt_tiny/io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "mtt_tiny/io.safetensors" );
  Tyrion network = published();
  const auto skips = network->encode( network->embed( golden["input_1ch"] ), 4 );
  for ( const int stage : { 1, 3 } )
    VERIFY_BELOW( difference( skips[stage].flatten( 1, 2 ), golden["skip" + std::to_string( stage )] ),
                  2e-5 );
}

//! How much the published network's frames change when the last one is inverted.
void TestMultiTemporal::everyFrameCounts()
{
  REQUIRE_TEST_DATA( "golden/mtt_tiny/io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "mtt_tiny/io.safetensors" );
  Tyrion network = published();
  torch::Tensor inverted = golden["input_1ch"].clone();
  inverted[3] = 1 - inverted[3];
  const torch::Tensor change = ( network( inverted, 4 ) - golden["logits"] ).abs().amax( { 1, 2, 3 } );
  const auto expected =
      goldenCase( "mtt_tiny/case.json" )["other_frames_change_if_frame3_inverted"].get<std::vector<double>>();
  QCOMPARE( expected.size(), std::size_t( 4 ) );
  for ( int frame = 0; frame < 4; ++frame )
    VERIFY_BELOW( std::abs( change[frame].item<double>() / expected[frame] - 1 ), 1e-3 );
}

void TestMultiTemporal::sequencesOfABatchDoNotMix_data()
{
  QTest::addColumn<bool>( "fused" );
  QTest::newRow( "fused operations" ) << true;
  QTest::newRow( "torch's own" ) << false;
}

//! What the released code gets wrong: the frames of two sequences, one sequence after the other.
void TestMultiTemporal::sequencesOfABatchDoNotMix()
{
  QFETCH( bool, fused );
  const torch::NoGradGuard noGradient;
  std::optional<PlainOperations> plain;
  if ( !fused )
    plain.emplace();
  Tyrion network = tinySequences();
  const torch::Tensor first = torch::rand( { 5, 1, 64, 96 } );
  const torch::Tensor second = torch::rand( { 5, 1, 64, 96 } );
  const torch::Tensor both = network( torch::cat( { first, second } ), 5 );
  VERIFY_BELOW( difference( both.narrow( 0, 0, 5 ), network( first, 5 ) ), 2e-5 );
  VERIFY_BELOW( difference( both.narrow( 0, 5, 5 ), network( second, 5 ) ), 2e-5 );
  // The frames of one do know of each other.
  QVERIFY( difference( network( first, 1 ), network( first, 5 ) ) > 0.01 );
}

void TestMultiTemporal::readsAnyNumberOfFrames_data()
{
  QTest::addColumn<int>( "frames" );
  for ( const int frames : { 1, 2, 3, 9 } )
    QTest::addRow( "%d", frames ) << frames;
}

void TestMultiTemporal::readsAnyNumberOfFrames()
{
  QFETCH( int, frames );
  const torch::NoGradGuard noGradient;
  Tyrion network = tinySequences();
  for ( const int side : { 32, 160 } )
  {
    const torch::Tensor logits = network( torch::rand( { frames, 1, side, side } ), frames );
    QCOMPARE( logits.sizes().vec(), std::vector<int64_t>( { frames, 4, side, side } ) );
    QVERIFY( logits.isfinite().all().item<bool>() );
  }
}

void TestMultiTemporal::refusesBrokenSequences()
{
  Tyrion network = tinySequences();
  QVERIFY_EXCEPTION_THROWN( network( torch::rand( { 5, 1, 64, 64 } ), 4 ), c10::Error );
}

void TestMultiTemporal::hasThePublishedNumberOfParameters()
{
  const auto count = []( const TyrionSize &size )
  {
    std::int64_t sum = 0;
    for ( const auto &item : Tyrion( TyrionOptions( size ).image_side( 64 ) )->named_parameters() )
      sum += item.value().numel();
    return sum;
  };
  // The published sizes: 27,576,618 of the encoder, 9,665,856 of its recurrences, 4,036,868 of the decoder,
  // 384.
  QCOMPARE( count( tyrionSize( "tyrion", 8 ) ), std::int64_t( 41279726 ) );
  REQUIRE_TEST_DATA( "golden/mtt_tiny/case.json" );
  QCOMPARE( count( goldenSize( "mtt_tiny" ) ),
            goldenCase( "mtt_tiny/case.json" )["n_params"].get<std::int64_t>() );
}

void TestMultiTemporal::beginsWithoutLookingAcrossFramesInTheDecoder()
{
  const torch::NoGradGuard noGradient;
  FrameConvolution convolution( 32 );
  const torch::Tensor x = torch::rand( { 6, 32, 8, 8 } );
  QVERIFY( torch::equal( convolution( x, 3 ), x ) );
}

void TestMultiTemporal::mergedConvolutionsAreTheSameFunction()
{
  const torch::NoGradGuard noGradient;
  Tyrion merged = tinySequences();
  Tyrion literal( TyrionOptions( tyrionSize( "tiny", 8 ) ).image_side( 64 ).literal( true ) );
  loadWeights( *literal, storeWeights( *merged ) );
  literal->eval();
  const torch::Tensor images = torch::rand( { 4, 1, 64, 64 } );
  VERIFY_BELOW( difference( merged( images, 4 ), literal( images, 4 ) ), 5e-6 );
}

void TestMultiTemporal::givesTheSameGradientsWhenItRecomputes()
{
  Tyrion kept = tinySequences();
  Tyrion recomputing(
      TyrionOptions( tyrionSize( "tiny", 8 ) ).image_side( 64 ).dropout( 0 ).recompute( true ) );
  loadWeights( *recomputing, storeWeights( *kept ) );
  const torch::Tensor images = torch::rand( { 6, 1, 64, 64 } );
  kept( images, 3 ).square().mean().backward();
  recomputing( images, 3 ).square().mean().backward();
  const auto gradients = kept->named_parameters();
  int compared = 0;
  for ( const auto &item : recomputing->named_parameters() )
  {
    const torch::Tensor expected = gradients[item.key()].grad();
    QCOMPARE( item.value().grad().defined(), expected.defined() );
    if ( !expected.defined() || expected.abs().max().item<double>() < 1e-7 )
      continue;
    VERIFY_BELOW( difference( item.value().grad(), expected ), 1e-3 );
    ++compared;
  }
  QVERIFY( compared > 150 );
}

void TestMultiTemporal::survivesCloning()
{
  const torch::NoGradGuard noGradient;
  Tyrion network = tinySequences();
  const torch::Tensor images = torch::rand( { 3, 1, 64, 64 } );
  const torch::Tensor before = network( images, 3 );
  const auto copy = std::dynamic_pointer_cast<TyrionImpl>( network->clone() );
  for ( auto &parameter : network->parameters() )
    parameter.zero_();
  QVERIFY( torch::equal( copy->forward( images, 3 ), before ) );
}

//! The card knows what it is; a sequence goes through the interface that names no torch.
void TestMultiTemporal::goesThroughAModelFile()
{
  const torch::NoGradGuard noGradient;
  const QTemporaryDir folder;
  const std::string path = folder.filePath( "sequences.safetensors" ).toStdString();
  Tyrion network = tinySequences();
  ModelCard card;
  card.size = tyrionSize( "tiny", 5 );
  writeModelFile( path, card, storeWeights( *network ) );
  QVERIFY( readModelFile( path ).card.size == card.size );
  const auto segmenter = loadSegmenter( path, { "cpu", 1, Precision::Float32 } );
  const torch::Tensor images = torch::rand( { 5, 1, 64, 64 } );
  const std::vector<float> grey( images.data_ptr<float>(), images.data_ptr<float>() + images.numel() );
  const auto tensorOf = []( const std::vector<float> &values ) {
    return torch::tensor( values ).view( { 5, 4, 64, 64 } );
  };
  VERIFY_BELOW( difference( tensorOf( segmenter->sequenceProbabilities( grey, 5, 64, 64 ) ),
                            torch::softmax( network( images, 5 ), 1 ) ),
                2e-5 );
  VERIFY_BELOW( difference( tensorOf( segmenter->probabilities( grey, 5, 64, 64 ) ),
                            torch::softmax( network( images, 1 ), 1 ) ),
                2e-5 );
}

void TestMultiTemporal::bfloat16GivesNearlyTheSame()
{
  const torch::NoGradGuard noGradient;
  const QTemporaryDir folder;
  const std::string path = folder.filePath( "sequences.safetensors" ).toStdString();
  ModelCard card;
  card.size = tyrionSize( "tiny", 8 );
  writeModelFile( path, card, storeWeights( *tinySequences() ) );
  const torch::Tensor images = torch::rand( { 8, 1, 128, 128 } );
  const std::vector<float> grey( images.data_ptr<float>(), images.data_ptr<float>() + images.numel() );
  const auto through = [&]( Precision precision )
  {
    const auto segmenter = loadSegmenter( path, { "cpu", 2, precision } );
    return torch::tensor( segmenter->sequenceProbabilities( grey, 8, 128, 128 ) ).view( { 8, 4, 128, 128 } );
  };
  const torch::Tensor full = through( Precision::Float32 );
  const torch::Tensor half = through( Precision::BFloat16 );
  QVERIFY( !torch::equal( full, half ) );
  VERIFY_BELOW( ( full - half ).abs().mean().item<double>(), 0.005 );
}

QTEST_APPLESS_MAIN( TestMultiTemporal )
#include "testmultitemporal.moc"
