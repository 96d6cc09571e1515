#include "support/golden.h"

#include "model/nn/fused.h"
#include "model/nn/maccounter.h"

using namespace calving;

class TestTyrion : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void hasTheKeysOfThePublishedStateDict();
  void agreesWithThePublishedLogits();
  void agreesWithThePublishedSkips();
  void usesFiftyMillionParameters();
  void costs81GigaMultiplyAdds_data();
  void costs81GigaMultiplyAdds();
  void mergedConvolutionsAreTheSameFunction();
  void acceptsEverySideThatIsAMultipleOf32_data();
  void acceptsEverySideThatIsAMultipleOf32();
  void refusesOtherSides();
  void givesTheSameWhateverSideItWasBuiltFor();
  void beginsAsTheReferenceBegins();
  void survivesCloning();
  void offersSmallerSizes_data();
  void offersSmallerSizes();
};

namespace
{

Tyrion goldenNetwork()
{
  Tyrion network( goldenOptions() );
  loadWeights( *network,
               readSafetensors( testData( "golden/tyrion_tiny/weights.safetensors" ).toStdString() ) );
  network->eval();
  return network;
}

} // namespace

void TestTyrion::hasTheKeysOfThePublishedStateDict()
{
  REQUIRE_TEST_DATA( "golden/tyrion_tiny/weights.safetensors" );
  Tyrion network( goldenOptions() );
  const TensorFile file =
      readSafetensors( testData( "golden/tyrion_tiny/weights.safetensors" ).toStdString() );
  const WeightReport report = loadWeights( *network, file );
  QCOMPARE( report.matched.size(), file.tensors.size() );
  QVERIFY( report.missing.empty() );
  QVERIFY( report.leftOver.empty() );
  QVERIFY( report.mismatched.empty() );
  // Buffers that are computed equal those that were published.
  for ( const auto &buffer : network->named_buffers() )
    VERIFY_BELOW( ( buffer.value() - toTorch( file.tensors.at( buffer.key() ) ) ).abs().max().item<double>(),
                  1e-6 );
}

void TestTyrion::agreesWithThePublishedLogits()
{
  REQUIRE_TEST_DATA( "golden/tyrion_tiny/io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "tyrion_tiny/io.safetensors" );
  Tyrion network = goldenNetwork();
  VERIFY_BELOW( difference( network( golden["input_1ch"] ), golden["logits_1ch"] ), 2e-5 );
  VERIFY_BELOW( difference( network( golden["input_3ch"] ), golden["logits_3ch"] ), 2e-5 );
}

void TestTyrion::agreesWithThePublishedSkips()
{
  REQUIRE_TEST_DATA( "golden/tyrion_tiny/io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "tyrion_tiny/io.safetensors" );
  Tyrion network = goldenNetwork();
  const auto skips = network->encode( network->embed( golden["input_1ch"] ) );
  QCOMPARE( skips.size(), std::size_t( 4 ) );
  for ( std::size_t i = 0; i < skips.size(); ++i )
    VERIFY_BELOW( difference( skips[i].flatten( 1, 2 ), golden["skip" + std::to_string( i ) + "_1ch"] ),
                  2e-5 );
}

void TestTyrion::usesFiftyMillionParameters()
{
  int64_t registered = 0;
  int64_t unused = 0;
  for ( const auto &item : Tyrion()->named_parameters() )
  {
    registered += item.value().numel();
    if ( item.key().find( "temb_proj" ) != std::string::npos || item.key() == "outputt.weight" )
      unused += item.value().numel();
  }
  QCOMPARE( registered, int64_t( 50871214 ) );
  QCOMPARE( registered - unused, int64_t( 50871214 - 837216 - 384 ) );
}

void TestTyrion::costs81GigaMultiplyAdds_data()
{
  QTest::addColumn<bool>( "literal" );
  QTest::addColumn<double>( "expected" );
  QTest::newRow( "as published" ) << true << 81.4;
  QTest::newRow( "merged" ) << false << 54.7;
}

void TestTyrion::costs81GigaMultiplyAdds()
{
  const torch::NoGradGuard noGradient;
  QFETCH( bool, literal );
  QFETCH( double, expected );
  Tyrion network( TyrionOptions().literal( literal ) );
  network->eval();
  // The counter sees torch's own products alone, not those of fused attention.
  const PlainOperations plain;
  const MacCounter counter;
  network( torch::rand( { 1, 1, 512, 512 } ) );
  const double all = MacCounter::total();
  // The position bias follows from the weights alone: no cost of an image.
  for ( const auto &module : network->modules( false ) )
    if ( auto *attention = module->as<WindowAttentionImpl>() )
      attention->positionBias( 16 );
  const double giga = ( 2 * all - MacCounter::total() ) / 1e9;
  QVERIFY2( std::abs( giga - expected ) < 0.05, qPrintable( QString::number( giga ) ) );
}

void TestTyrion::mergedConvolutionsAreTheSameFunction()
{
  Tyrion literal( goldenOptions().literal( true ) );
  Tyrion merged( goldenOptions() );
  loadWeights( *merged, storeWeights( *literal ) );
  const torch::Tensor image = torch::rand( { 2, 1, 64, 96 } );
  const torch::Tensor expected = literal( image );
  const torch::Tensor logits = merged( image );
  VERIFY_BELOW( difference( logits, expected ), 5e-6 );
  expected.square().sum().backward();
  logits.square().sum().backward();
  const auto gradients = literal->named_parameters();
  for ( const char *name :
        { "pred_target.5.up.conv.weight", "pred_target.5.up.conv.bias", "pred_target.6.weight",
          "pred_target.6.bias", "pred_target.2.up.conv.weight", "patch_embed.proj.weight" } )
    VERIFY_BELOW( difference( merged->named_parameters()[name].grad(), gradients[name].grad() ), 1e-4 );
}

void TestTyrion::acceptsEverySideThatIsAMultipleOf32_data()
{
  QTest::addColumn<int>( "height" );
  QTest::addColumn<int>( "width" );
  QTest::newRow( "one token in the last stage" ) << 32 << 32;
  QTest::newRow( "windows shrink" ) << 64 << 64;
  QTest::newRow( "no multiple of the windows" ) << 160 << 160;
  QTest::newRow( "wide" ) << 64 << 224;
  QTest::newRow( "tall" ) << 288 << 96;
}

void TestTyrion::acceptsEverySideThatIsAMultipleOf32()
{
  QFETCH( int, height );
  QFETCH( int, width );
  const torch::NoGradGuard noGradient;
  Tyrion network( TyrionOptions( tyrionSize( "tiny" ) ) );
  network->eval();
  const torch::Tensor logits = network( torch::rand( { 2, 1, height, width } ) );
  QCOMPARE( logits.sizes().vec(), std::vector<int64_t>( { 2, 4, height, width } ) );
  QVERIFY( logits.isfinite().all().item<bool>() );
}

void TestTyrion::refusesOtherSides()
{
  Tyrion network( goldenOptions() );
  QVERIFY_EXCEPTION_THROWN( network( torch::rand( { 1, 1, 64, 48 } ) ), c10::Error );
}

void TestTyrion::givesTheSameWhateverSideItWasBuiltFor()
{
  const torch::NoGradGuard noGradient;
  Tyrion built( goldenOptions() );
  Tyrion other( goldenOptions().image_side( 256 ) );
  loadWeights( *other, storeWeights( *built ) );
  built->eval();
  other->eval();
  const torch::Tensor image = torch::rand( { 1, 1, 64, 64 } );
  QVERIFY( torch::equal( built( image ), other( image ) ) );
}

void TestTyrion::beginsAsTheReferenceBegins()
{
  torch::manual_seed( 7 );
  const auto parameters = Tyrion( TyrionOptions( tyrionSize( "small" ) ) )->named_parameters();
  const torch::Tensor qkv = parameters["layers.3.blocks.0.attn.qkv.weight"];
  VERIFY_BELOW( std::abs( qkv.std().item<double>() - 0.02 ), 2e-4 );
  VERIFY_BELOW( std::abs( qkv.mean().item<double>() ), 2e-4 );
  QVERIFY( torch::equal( parameters["layers.0.blocks.0.mlp.fc1.bias"], torch::zeros( 256 ) ) );
  // The reference means to zero the norms of the residuals, then overwrites them.
  QVERIFY( torch::equal( parameters["layers.0.blocks.0.norm1.weight"], torch::ones( 64 ) ) );
  QVERIFY( torch::equal( parameters["layers.0.blocks.1.attn.q_bias"], torch::zeros( 64 ) ) );
  VERIFY_BELOW(
      ( parameters["layers.1.blocks.0.attn.logit_scale"] - std::log( 10.0 ) ).abs().max().item<double>(),
      1e-6 );
  // Convolutions keep PyTorch's own: uniform within 1 / sqrt(fan in).
  const torch::Tensor conv = parameters["pred_target.0.block.conv1.weight"];
  const double bound = 1 / std::sqrt( 512 * 9.0 );
  VERIFY_BELOW( conv.abs().max().item<double>(), bound * 1.0001 );
  VERIFY_BELOW( std::abs( conv.std().item<double>() - bound / std::sqrt( 3.0 ) ), 0.01 * bound );
}

void TestTyrion::survivesCloning()
{
  const torch::NoGradGuard noGradient;
  Tyrion network( goldenOptions() );
  network->eval();
  const torch::Tensor image = torch::rand( { 1, 1, 64, 96 } );
  const torch::Tensor before = network( image );
  const auto copy = std::dynamic_pointer_cast<TyrionImpl>( network->clone() );
  for ( auto &parameter : network->parameters() )
    parameter.zero_();
  QVERIFY( torch::equal( copy->forward( image ), before ) );
}

void TestTyrion::offersSmallerSizes_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<double>( "millions" );
  QTest::newRow( "small" ) << "small" << 19.1;
  QTest::newRow( "tiny" ) << "tiny" << 4.8;
}

void TestTyrion::offersSmallerSizes()
{
  QFETCH( QString, name );
  QFETCH( double, millions );
  double count = 0;
  for ( const auto &item : Tyrion( TyrionOptions( tyrionSize( name.toStdString() ) ) )->named_parameters() )
    count += item.value().numel() * ( item.key().find( "temb_proj" ) == std::string::npos );
  QCOMPARE( std::round( count / 1e5 ) / 10, millions );
}

QTEST_APPLESS_MAIN( TestTyrion )
#include "testtyrion.moc"
