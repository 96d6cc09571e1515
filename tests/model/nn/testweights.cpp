#include "support/golden.h"

#include "model/error.h"

using namespace calving;

//! Weights by name between files and networks.
class TestWeights : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void storedWeightsComeBack();
  void leavesOutWhatFollowsFromTheSizes();
  void writesTheWholeStateDictWhenAsked();
  void widensHalfPrecision_data();
  void widensHalfPrecision();
  void listsWhatDidNotFit();
  void takesAPrefixOff();
  void refusesFormatsTorchLacks();
};

void TestWeights::storedWeightsComeBack()
{
  Tyrion a( goldenOptions() );
  Tyrion b( goldenOptions() );
  const WeightReport report = loadWeights( *b, storeWeights( *a ) );
  QVERIFY( report.missing.empty() && report.leftOver.empty() && report.mismatched.empty() );
  const auto expected = a->named_parameters();
  for ( const auto &item : b->named_parameters() )
    QVERIFY2( torch::equal( item.value(), expected[item.key()] ), item.key().c_str() );
}

void TestWeights::leavesOutWhatFollowsFromTheSizes()
{
  const TensorFile file = storeWeights( *Tyrion( goldenOptions() ) );
  QCOMPARE( file.tensors.count( "layers.0.blocks.1.attn_mask" ), std::size_t( 0 ) );
  QCOMPARE( file.tensors.count( "layers.0.blocks.0.attn.relative_coords_table" ), std::size_t( 0 ) );
  QCOMPARE( file.tensors.count( "layers.0.blocks.0.attn.logit_scale" ), std::size_t( 1 ) );
}

void TestWeights::writesTheWholeStateDictWhenAsked()
{
  const TensorFile file = storeWeights( *Tyrion( goldenOptions() ), StoreOptions().derived( true ) );
  QCOMPARE( file.tensors.size(), std::size_t( 210 ) );
  QVERIFY( file.tensors.at( "layers.0.blocks.0.attn.relative_position_index" ).dtype == DType::Int64 );
}

void TestWeights::widensHalfPrecision_data()
{
  QTest::addColumn<int>( "dtype" );
  QTest::addColumn<double>( "tolerance" );
  QTest::newRow( "float16" ) << static_cast<int>( torch::kFloat16 ) << 1e-3;
  QTest::newRow( "bfloat16" ) << static_cast<int>( torch::kBFloat16 ) << 8e-3;
  QTest::newRow( "float64" ) << static_cast<int>( torch::kFloat64 ) << 1e-9;
}

void TestWeights::widensHalfPrecision()
{
  QFETCH( int, dtype );
  QFETCH( double, tolerance );
  Tyrion a( goldenOptions() );
  Tyrion b( goldenOptions() );
  loadWeights( *b, storeWeights( *a, StoreOptions().dtype( static_cast<torch::ScalarType>( dtype ) ) ) );
  const torch::Tensor value = b->pred_target->named_parameters()["5.block.conv1.weight"];
  QVERIFY( value.scalar_type() == torch::kFloat32 );
  VERIFY_BELOW( difference( value, a->pred_target->named_parameters()["5.block.conv1.weight"] ), tolerance );
}

void TestWeights::listsWhatDidNotFit()
{
  TensorFile file = storeWeights( *Tyrion( goldenOptions() ) );
  file.tensors["head.weight"] = storedFloats( { 1 }, { 1.f } );
  file.tensors["pred_target.6.bias"] = storedFloats( { 2 }, { 1.f, 2.f } );
  file.tensors.erase( "patch_embed.norm.bias" );
  Tyrion network( goldenOptions() );
  const torch::Tensor before = network->named_parameters()["pred_target.6.bias"].detach().clone();
  const WeightReport report = loadWeights( *network, file );
  QCOMPARE( report.leftOver, std::vector<std::string>{ "head.weight" } );
  QCOMPARE( report.mismatched, std::vector<std::string>{ "pred_target.6.bias" } );
  QCOMPARE( report.missing, std::vector<std::string>{ "patch_embed.norm.bias" } );
  QVERIFY( torch::equal( network->named_parameters()["pred_target.6.bias"], before ) );
}

void TestWeights::takesAPrefixOff()
{
  TensorFile file;
  for ( const auto &item : storeWeights( *Tyrion( goldenOptions() ) ).tensors )
    file.tensors["swin_unet." + item.first] = item.second;
  file.tensors["decoder.bias"] = storedFloats( { 1 }, { 0.f } );
  const WeightReport report = loadWeights( *Tyrion( goldenOptions() ), file, "swin_unet." );
  QVERIFY( report.missing.empty() );
  QCOMPARE( report.leftOver, std::vector<std::string>{ "decoder.bias" } );
}

void TestWeights::refusesFormatsTorchLacks()
{
  StoredTensor tensor{ DType::UInt32, { 1 }, std::vector<std::byte>( 4 ) };
  try
  {
    toTorch( tensor );
    QFAIL( "It was accepted." );
  }
  catch ( const Error &e )
  {
    QCOMPARE( QString( e.what() ), QString( "The network cannot use tensors of the format U32." ) );
  }
}

QTEST_APPLESS_MAIN( TestWeights )
#include "testweights.moc"
