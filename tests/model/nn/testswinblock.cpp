#include "support/golden.h"

#include "model/nn/resupblock.h"
#include "model/nn/swinblock.h"

using namespace calving;

//! One block of each kind against the published code, and what the windows guarantee on other grids.
class TestSwinBlock : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void agreesWithThePublishedBlock();
  void agreesWithThePublishedTables();
  void leaksThroughTheFiniteMask();
  void decoderBlockAgreesWithThePublishedOne();
  void windowsComeBack_data();
  void windowsComeBack();
  void paddingIsNeverSeen();
  void shiftsOnlyWhereTheGridIsLarger();
  void mergesNeighboursInThePublishedOrder();
};

namespace
{

//! Sizes of the golden block.
int size( const char *key )
{
  return goldenCase( "swin_block/case.json" )["config"][key];
}

SwinBlock goldenBlock()
{
  SwinBlock block( SwinBlockOptions( size( "dim" ), size( "heads" ) )
                       .resolution( size( "res" ) )
                       .window( size( "window" ) )
                       .shift( size( "shift" ) ) );
  const auto file = readSafetensors( testData( "golden/swin_block/weights.safetensors" ).toStdString() );
  const WeightReport report = loadWeights( *block, file );
  TORCH_CHECK( report.matched.size() == file.tensors.size(), "a tensor of the golden block was not used" );
  return block;
}

} // namespace

void TestSwinBlock::agreesWithThePublishedBlock()
{
  REQUIRE_TEST_DATA( "golden/swin_block/io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "swin_block/io.safetensors" );
  const int side = size( "res" );
  const torch::Tensor input = golden["input"].view( { 1, side, side, size( "dim" ) } );
  const torch::Tensor output = goldenBlock()( input ).flatten( 1, 2 );
  VERIFY_BELOW( difference( output.slice( 1, 0, side * side, 3 ), golden["output_every3"] ), 2e-5 );
  const double expected = goldenCase( "swin_block/case.json" )["scalars"]["output_dot"];
  VERIFY_BELOW( std::abs( projection( output ) / expected - 1 ), 1e-4 );
}

void TestSwinBlock::agreesWithThePublishedTables()
{
  REQUIRE_TEST_DATA( "golden/swin_block/io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "swin_block/io.safetensors" );
  SwinBlock block = goldenBlock();
  VERIFY_BELOW( difference( block->attn->relative_coords_table, golden["relative_coords_table"] ), 1e-6 );
  const torch::Tensor rows = block->attn->relative_position_index.index_select(
      0, torch::tensor( { 0, 1, size( "window" ) * size( "window" ) - 1 } ) );
  QVERIFY( torch::equal( rows, golden["relative_position_index_rows_0_1_last"] ) );
  QVERIFY( torch::equal( block->attn_mask.select( 1, 0 ), golden["attn_mask_of_windows_row0"] ) );
}

void TestSwinBlock::leaksThroughTheFiniteMask()
{
  REQUIRE_TEST_DATA( "golden/swin_block/io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "swin_block/io.safetensors" );
  const int side = size( "res" );
  torch::Tensor input = golden["leak_u"].expand( { 1, side, side, size( "dim" ) } ).clone();
  input.slice( 1, 0, size( "shift" ) ) = golden["leak_v"];
  const torch::Tensor output = goldenBlock()( input );
  VERIFY_BELOW( difference( output[0][side - 1], golden["leak_output_last_row"] ), 2e-5 );
}

void TestSwinBlock::decoderBlockAgreesWithThePublishedOne()
{
  REQUIRE_TEST_DATA( "golden/resup_block/io.safetensors" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "resup_block/io.safetensors" );
  const nlohmann::json config = goldenCase( "resup_block/case.json" )["config"];
  ResUpBlock block( ResUpBlockOptions( config["in_channels"], config["out_channels"] ) );
  block->eval();
  loadWeights( *block,
               readSafetensors( testData( "golden/resup_block/weights.safetensors" ).toStdString() ) );
  VERIFY_BELOW( difference( block( golden["input"] ), golden["output"] ), 2e-5 );
  // Low variance makes the normalisation's eps of 1e-6 visible.
  VERIFY_BELOW( difference( block( golden["input_lowvar"] ), golden["output_lowvar"] ), 2e-5 );
}

void TestSwinBlock::windowsComeBack_data()
{
  QTest::addColumn<int>( "height" );
  QTest::addColumn<int>( "width" );
  QTest::addColumn<int>( "shift" );
  QTest::newRow( "divides" ) << 8 << 12 << 0;
  QTest::newRow( "shifted" ) << 8 << 12 << 2;
  QTest::newRow( "padded" ) << 7 << 10 << 0;
  QTest::newRow( "padded and shifted" ) << 7 << 10 << 2;
  QTest::newRow( "smaller than a window" ) << 3 << 2 << 2;
}

void TestSwinBlock::windowsComeBack()
{
  QFETCH( int, height );
  QFETCH( int, width );
  QFETCH( int, shift );
  const WindowGrid grid( height, width, 4, shift );
  const torch::Tensor x = torch::rand( { 2, height, width, 3 } );
  QVERIFY( torch::equal( mergeWindows( partitionWindows( x, grid ), grid ), x ) );
}

void TestSwinBlock::paddingIsNeverSeen()
{
  const torch::NoGradGuard noGradient;
  SwinBlock block( SwinBlockOptions( 8, 2 ).resolution( 8 ).window( 4 ) );
  const torch::Tensor x = torch::randn( { 1, 6, 6, 8 } );
  // The window at the corner holds 2x2 real tokens: alone they must come out the same but for the position
  // bias, which goes by offsets and so is taken from the larger window.
  const WindowGrid grid( 6, 6, 4, 0 );
  torch::Tensor windows = partitionWindows( x, grid );
  const torch::Tensor mask = attentionMask( grid );
  const torch::Tensor expected = block->attn( windows, mask )[3];
  windows = windows.clone();
  const torch::Tensor isPadding = mask[3][0] < -1;
  windows[3].index_put_( { isPadding }, 1e3 );
  const torch::Tensor real = isPadding.logical_not();
  QCOMPARE( real.sum().item<int64_t>(), int64_t( 4 ) );
  QVERIFY( torch::equal( block->attn( windows, mask )[3].index( { real } ), expected.index( { real } ) ) );
}

void TestSwinBlock::shiftsOnlyWhereTheGridIsLarger()
{
  QCOMPARE( WindowGrid( 32, 32, 16, 8 ).shift, int64_t( 8 ) );
  QCOMPARE( WindowGrid( 16, 32, 16, 8 ).shift, int64_t( 0 ) );
  QCOMPARE( WindowGrid( 8, 32, 16, 8 ).window, int64_t( 8 ) );
  QVERIFY( !attentionMask( WindowGrid( 16, 16, 16, 8 ) ).defined() );
}

void TestSwinBlock::mergesNeighboursInThePublishedOrder()
{
  const torch::NoGradGuard noGradient;
  PatchMerging merging( 1 );
  // Tokens 1 2 / 3 4. A reduction that reads the four as digits shows their order.
  merging->reduction->weight.copy_(
      torch::tensor( { { 1000.f, 100.f, 10.f, 1.f }, { 0.f, 0.f, 0.f, 0.f } } ) );
  const torch::Tensor x = torch::tensor( { 1.f, 2.f, 3.f, 4.f } ).view( { 1, 2, 2, 1 } );
  const torch::Tensor joined =
      x.view( { 1, 1, 2, 1, 2, 1 } ).permute( { 0, 1, 3, 4, 2, 5 } ).reshape( { 1, 4 } );
  QCOMPARE( merging->reduction( joined )[0][0].item<double>(), 1324.0 );
  QCOMPARE( merging( x ).sizes().vec(), std::vector<int64_t>( { 1, 1, 1, 2 } ) );
}

QTEST_APPLESS_MAIN( TestSwinBlock )
#include "testswinblock.moc"
