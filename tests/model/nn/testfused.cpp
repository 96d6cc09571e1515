#include "support/golden.h"

#include "model/nn/fused.h"
#include "model/nn/kernels/available.h"
#include "model/nn/norms.h"
#include "model/nn/resupblock.h"
#include "model/nn/swinblock.h"
#include "model/nn/tyrion.h"
#include "support/largerof.h"

using namespace calving;

//! Each fused operation is what torch's own operations compute one after the other, and so is its gradient.
class TestFused : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase();
  void groupNormSwish_data();
  void groupNormSwish();
  void addLayerNorm_data();
  void addLayerNorm();
  void gelu_data();
  void gelu();
  void attention_data();
  void attention();
  void queriesWithoutDirectionLearnNothing();
  void doubling();
  void dropoutKeepsItsShareAndItsMask();
  void bitsDoNotDependOnThreads();
  void instructionSetsAgree();
  void oddChannelsTakeThePlainPath();
  void recomputingGivesTheSameGradients_data();
  void recomputingGivesTheSameGradients();
  void frozenNetworkAgrees();
};

namespace
{

using Operation = std::function<torch::Tensor( const std::vector<torch::Tensor> & )>;

//! The result of \a operation and the gradients of all inputs, for a fixed upper gradient; in float32.
std::vector<torch::Tensor> resultAndGradients( const Operation &operation,
                                               const std::vector<torch::Tensor> &inputs )
{
  std::vector<torch::Tensor> leaves;
  for ( const torch::Tensor &input : inputs )
    leaves.push_back( input.detach().clone().requires_grad_() );
  const torch::Tensor y = operation( leaves );
  torch::manual_seed( 5 );
  y.backward( torch::randn( y.sizes() ).to( torch::kBFloat16 ).to( y.scalar_type() ) );
  std::vector<torch::Tensor> all{ y.detach().to( torch::kFloat32 ) };
  for ( const torch::Tensor &leaf : leaves )
    all.push_back( leaf.grad().to( torch::kFloat32 ) );
  return all;
}

//! The largest deviation of any result relative to the largest value of it.
double deviation( const std::vector<torch::Tensor> &a, const std::vector<torch::Tensor> &b )
{
  double worst = 0;
  for ( std::size_t i = 0; i < a.size(); ++i )
    worst = largerOf( worst, ( a[i] - b[i] ).abs().max().item<double>() /
                                 ( b[i].abs().max().item<double>() + 1e-12 ) );
  return worst;
}

torch::Tensor rounded( const torch::Tensor &x, torch::ScalarType format )
{
  return x.to( format ).to( torch::kFloat32 );
}

/**
 * Fused in \a format against torch in float64 on the same values: the first \a values inputs are of that
 * format, the others are float32 weights.
 */
double fusedAgainstPlain( const Operation &operation, std::vector<torch::Tensor> inputs, std::size_t values,
                          torch::ScalarType format )
{
  for ( std::size_t i = 0; i < values; ++i )
    inputs[i] = rounded( inputs[i], format );
  std::vector<torch::Tensor> precise;
  for ( const torch::Tensor &input : inputs )
    precise.push_back( input.to( torch::kFloat64 ) );
  const std::vector<torch::Tensor> plain = resultAndGradients( operation, precise );
  for ( std::size_t i = 0; i < values; ++i )
    inputs[i] = inputs[i].to( format );
  return deviation( resultAndGradients( operation, inputs ), plain );
}

void formats()
{
  QTest::addColumn<int>( "format" );
  QTest::addColumn<double>( "tolerance" );
  QTest::newRow( "float32" ) << static_cast<int>( torch::kFloat32 ) << 1e-5;
  // A bfloat16 has 8 bits: one rounding errs by 1/512 of a value, and a few add up.
  QTest::newRow( "bfloat16" ) << static_cast<int>( torch::kBFloat16 ) << 1.2e-2;
}

torch::Tensor channelsLast( const torch::Tensor &x )
{
  return x.contiguous( torch::MemoryFormat::ChannelsLast );
}

//! Puts two of a module's parameters in the place of tensors, so that their gradients count, too.
template <typename Norm> Norm with( Norm norm, const torch::Tensor &weight, const torch::Tensor &bias )
{
  norm->weight = weight;
  norm->bias = bias;
  return norm;
}

SwinBlock swinBlock( int64_t window, int64_t shift )
{
  torch::manual_seed( 3 );
  SwinBlock block( SwinBlockOptions( 64, 2 ).resolution( 2 * window ).window( window ).shift( shift ) );
  const torch::NoGradGuard noGradient;
  for ( torch::Tensor &parameter : block->parameters() )
    parameter.add_( 0.1 * torch::randn_like( parameter ) );
  return block;
}

} // namespace

#define FETCH_FORMAT                                                                                         \
  QFETCH( int, format );                                                                                     \
  QFETCH( double, tolerance );                                                                               \
  const auto type = static_cast<torch::ScalarType>( format )

void TestFused::initTestCase()
{
  if ( !kernels() )
    QSKIP( "This processor has no AVX2: there are no fused operations." );
}

void TestFused::groupNormSwish_data()
{
  formats();
}

void TestFused::groupNormSwish()
{
  FETCH_FORMAT;
  torch::manual_seed( 1 );
  // A mean far from 0 shows whether variances are computed with care.
  const torch::Tensor x = channelsLast( torch::randn( { 2, 64, 19, 23 } ) + 5 );
  const auto operation = []( const std::vector<torch::Tensor> &in )
  { return calving::groupNormSwish( with( decoderNorm( 64 ), in[1], in[2] ), in[0] ); };
  VERIFY_BELOW( fusedAgainstPlain( operation, { x, torch::randn( 64 ), torch::randn( 64 ) }, 1, type ),
                tolerance );
}

void TestFused::addLayerNorm_data()
{
  formats();
}

void TestFused::addLayerNorm()
{
  FETCH_FORMAT;
  torch::manual_seed( 1 );
  const auto norm = [] { return torch::nn::LayerNorm( torch::nn::LayerNormOptions( { 96 } ) ); };
  const auto operation = [&]( const std::vector<torch::Tensor> &in )
  { return calving::addLayerNorm( in[0], with( norm(), in[2], in[3] ), in[1] ); };
  const std::vector<torch::Tensor> inputs{ torch::randn( { 2, 7, 9, 96 } ),
                                           torch::randn( { 2, 7, 9, 96 } ) + 3, torch::randn( 96 ),
                                           torch::randn( 96 ) };
  VERIFY_BELOW( fusedAgainstPlain( operation, inputs, 2, type ), tolerance );
  const auto alone = [&]( const std::vector<torch::Tensor> &in )
  { return calving::layerNorm( with( norm(), in[1], in[2] ), in[0] ); };
  VERIFY_BELOW( fusedAgainstPlain( alone, { inputs[1], inputs[2], inputs[3] }, 1, type ), tolerance );
}

void TestFused::gelu_data()
{
  formats();
}

void TestFused::gelu()
{
  FETCH_FORMAT;
  const auto operation = []( const std::vector<torch::Tensor> &in ) { return calving::gelu( in[0] ); };
  VERIFY_BELOW(
      fusedAgainstPlain( operation, { torch::linspace( -9, 9, 16 * 1001 ).view( { 1001, 16 } ) }, 1, type ),
      tolerance );
}

void TestFused::attention_data()
{
  QTest::addColumn<int>( "format" );
  QTest::addColumn<double>( "tolerance" );
  QTest::addColumn<int>( "window" );
  QTest::addColumn<int>( "shift" );
  for ( const int window : { 8, 16 } )
    for ( const int shift : { 0, window / 2 } )
    {
      const QByteArray name = QByteArray::number( window ) + " shifted " + QByteArray::number( shift );
      QTest::newRow( "float32, " + name ) << static_cast<int>( torch::kFloat32 ) << 2e-5 << window << shift;
      QTest::newRow( "bfloat16, " + name ) << static_cast<int>( torch::kBFloat16 ) << 3e-2 << window << shift;
    }
}

void TestFused::attention()
{
  FETCH_FORMAT;
  QFETCH( int, window );
  QFETCH( int, shift );
  SwinBlock block = swinBlock( window, shift );
  WindowAttention attention = block->attn;
  const WindowGrid grid = block->grid( 2 * window, 3 * window );
  const auto operation = [&]( const std::vector<torch::Tensor> &in )
  {
    attention->logit_scale = in[1];
    const torch::Tensor bias = attention->positionBias( window ) + in[2];
    if ( runsFused( in[0], 64 ) )
      return fusedWindowAttention( in[0], bias, attention->scale(), grid );
    return mergeWindows(
        attendWindows( partitionWindows( in[0], grid ), bias, attention->scale(), block->mask( grid ) ),
        grid );
  };
  torch::manual_seed( 2 );
  const int64_t tokens = window * window;
  const std::vector<torch::Tensor> inputs{ torch::randn( { 2, 2 * window, 3 * window, 3 * 64 } ),
                                           torch::full( { 2, 1, 1 }, 2.0 ),
                                           torch::randn( { 2, tokens, tokens } ) };
  QVERIFY( fitsFusedAttention( grid, 32 ) );
  VERIFY_BELOW( fusedAgainstPlain( operation, inputs, 1, type ), tolerance );
}

//! A masked token is 0, and so is its query while its bias is: dividing by its length must not give 1e12.
void TestFused::queriesWithoutDirectionLearnNothing()
{
  SwinBlock block = swinBlock( 8, 0 );
  const WindowGrid grid = block->grid( 8, 8 );
  torch::manual_seed( 2 );
  torch::Tensor qkv = torch::randn( { 1, 8, 8, 3 * 64 } );
  qkv.slice( 3, 0, 128 ).slice( 1, 2, 4 ).zero_(); // queries and keys of two rows
  const torch::Tensor bias = block->attn->positionBias( 8 ).detach();
  const auto plain = [&]( const std::vector<torch::Tensor> &in )
  {
    return mergeWindows( attendWindows( partitionWindows( in[0], grid ), bias, block->attn->scale(), {} ),
                         grid );
  };
  const auto fused = [&]( const std::vector<torch::Tensor> &in )
  { return fusedWindowAttention( in[0], bias, block->attn->scale(), grid ); };
  const std::vector<torch::Tensor> expected = resultAndGradients( plain, { qkv } );
  QCOMPARE( expected[1].slice( 3, 0, 128 ).slice( 1, 2, 4 ).abs().max().item<float>(), 0.0f );
  QVERIFY( expected[1].abs().max().item<double>() < 100 );
  VERIFY_BELOW( deviation( resultAndGradients( fused, { qkv } ), expected ), 1e-5 );
}

void TestFused::doubling()
{
  torch::manual_seed( 1 );
  const torch::Tensor x = channelsLast( torch::randn( { 2, 32, 5, 7 } ) );
  Upsample merged( UpsampleOptions( 32 ) );
  Upsample literal( UpsampleOptions( 32 ).literal( true ) );
  const auto run = []( Upsample &up )
  {
    return [&up]( const std::vector<torch::Tensor> &in )
    {
      up->conv->weight = in[1];
      up->conv->bias = in[2];
      return up( in[0] );
    };
  };
  const std::vector<torch::Tensor> inputs{ x, torch::randn( { 32, 32, 3, 3 } ), torch::randn( 32 ) };
  VERIFY_BELOW(
      deviation( resultAndGradients( run( merged ), inputs ), resultAndGradients( run( literal ), inputs ) ),
      1e-5 );
}

void TestFused::dropoutKeepsItsShareAndItsMask()
{
  const torch::Tensor x = channelsLast( torch::rand( { 2, 32, 40, 40 } ) + 1 ).requires_grad_();
  const auto run = [&]( int64_t seed )
  {
    torch::manual_seed( seed );
    return calving::groupNormSwish( with( decoderNorm( 32 ), torch::ones( 32 ), torch::full( { 32 }, 20.0 ) ),
                                    x, 0.3 );
  };
  const torch::Tensor y = run( 1 );
  const torch::Tensor kept = y != 0;
  // 102400 values: the share errs by 0.0015 in a standard deviation.
  VERIFY_BELOW( std::abs( kept.to( torch::kFloat64 ).mean().item<double>() - 0.7 ), 0.006 );
  VERIFY_BELOW( std::abs( y.mean().item<double>() / 20 - 1 ), 0.01 );
  QVERIFY( torch::equal( run( 1 ), y ) );
  QVERIFY( !torch::equal( run( 2 ), y ) );
  // Neighbours in a row, in a column and in depth are dropped independently.
  for ( const int64_t dimension : { 1, 2, 3 } )
  {
    const int64_t length = kept.size( dimension ) - 1;
    const torch::Tensor both =
        kept.narrow( dimension, 0, length ).logical_and( kept.narrow( dimension, 1, length ) );
    VERIFY_BELOW( std::abs( both.to( torch::kFloat64 ).mean().item<double>() - 0.49 ), 0.01 );
  }
  // The gradient of the bias counts the values that were kept: swish has slope 1 at 20.
  const torch::Tensor bias = torch::full( { 32 }, 20.0 ).requires_grad_();
  torch::manual_seed( 1 );
  calving::groupNormSwish( with( decoderNorm( 32 ), torch::ones( 32 ), bias ), x, 0.3 ).sum().backward();
  VERIFY_BELOW( ( bias.grad() * 0.7 - kept.sum( { 0, 2, 3 } ) ).abs().max().item<double>(), 0.5 );
}

void TestFused::bitsDoNotDependOnThreads()
{
  const auto run = []( int threads )
  {
    torch::set_num_threads( threads );
    torch::manual_seed( 4 );
    Tyrion network( TyrionOptions( { 32, { 1, 2, 1, 1 }, { 1, 2, 4, 8 }, 8, 4 } ).image_side( 128 ) );
    const torch::Tensor y = network( torch::rand( { 2, 1, 128, 128 } ) );
    y.square().mean().backward();
    std::vector<torch::Tensor> all{ y.detach() };
    for ( const char *name :
          { "layers.1.blocks.1.attn.logit_scale", "layers.0.blocks.0.norm1.weight",
            "pred_target.3.block.norm1.weight", "layers.0.blocks.0.attn.cpb_mlp.0.weight" } )
      all.push_back( network->named_parameters()[name].grad() );
    return all;
  };
  const auto one = run( 1 );
  const auto two = run( 2 );
  // Torch's own products may add in another order: only what follows from that is allowed.
  VERIFY_BELOW( deviation( one, two ), 1e-4 );
  const torch::Tensor x = channelsLast( torch::randn( { 3, 64, 33, 31 } ) );
  const auto norm = [&]( int threads )
  {
    torch::set_num_threads( threads );
    return resultAndGradients(
        []( const auto &in )
        { return calving::groupNormSwish( with( decoderNorm( 64 ), in[1], in[2] ), in[0] ); },
        { x, torch::ones( 64 ), torch::zeros( 64 ) } );
  };
  const auto single = norm( 1 );
  const auto several = norm( 2 );
  for ( std::size_t i = 0; i < single.size(); ++i )
    QVERIFY( torch::equal( single[i], several[i] ) );
}

void TestFused::instructionSetsAgree()
{
  torch::manual_seed( 6 );
  const int64_t tokens = 64;
  const torch::Tensor qkv = torch::randn( { 16, 8, 96 } );
  const torch::Tensor bias = torch::randn( { tokens, tokens } );
  const torch::Tensor byKey = bias.t().contiguous();
  const torch::Tensor upper = torch::randn( { 16, 8, 32 } );
  std::vector<std::vector<torch::Tensor>> results;
  for ( const NamedKernels &set : availableKernels() )
  {
    std::vector<torch::Tensor> r{ torch::zeros( { 16, 8, 32 } ), torch::zeros( tokens ),
                                  torch::zeros( { 16, 8, 96 } ), torch::zeros( { tokens, tokens } ),
                                  torch::zeros( 1 ) };
    const WindowPlace place{ 16, 8, 8, 0, 1, 0 };
    const AttentionTables tables{ bias.data_ptr<float>(), byKey.data_ptr<float>(), 9, 32, 0 };
    set.kernels.float32.attention( qkv.data_ptr<float>(), r[0].data_ptr<float>(), place, tables,
                                   r[1].data_ptr<float>() );
    set.kernels.float32.attentionGradient(
        qkv.data_ptr<float>(), r[0].data_ptr<float>(), upper.data_ptr<float>(), r[2].data_ptr<float>(), place,
        tables, r[1].data_ptr<float>(), r[3].data_ptr<float>(), r[4].data_ptr<float>() );
    results.push_back( r );
  }
  for ( const auto &result : results )
    VERIFY_BELOW( deviation( result, results.front() ), 1e-5 );
}

void TestFused::oddChannelsTakeThePlainPath()
{
  QVERIFY( runsFused( torch::zeros( { 2, 32 } ), 32 ) );
  QVERIFY( !runsFused( torch::zeros( { 2, 24 } ), 24 ) );
  QVERIFY( !runsFused( torch::zeros( { 2, 32 }, torch::kFloat64 ), 32 ) );
  const PlainOperations scope;
  QVERIFY( !runsFused( torch::zeros( { 2, 32 } ), 32 ) );
}

void TestFused::recomputingGivesTheSameGradients_data()
{
  QTest::addColumn<bool>( "plain" );
  QTest::newRow( "fused" ) << false;
  QTest::newRow( "plain" ) << true;
}

void TestFused::recomputingGivesTheSameGradients()
{
  QFETCH( bool, plain );
  std::optional<PlainOperations> scope;
  if ( plain )
    scope.emplace();
  std::vector<std::vector<torch::Tensor>> gradients;
  for ( const bool recompute : { false, true } )
  {
    torch::manual_seed( 7 );
    const TyrionSize size{ 32, { 1, 2, 1, 1 }, { 1, 2, 4, 8 }, 8, 4 };
    Tyrion network( TyrionOptions( size ).image_side( 64 ).dropout( 0.3 ).recompute( recompute ) );
    torch::manual_seed( 8 );
    const torch::Tensor y = network( torch::rand( { 1, 1, 64, 64 } ) );
    y.square().mean().backward();
    gradients.push_back( { y.detach(), torch::rand( 1 ) } );
    for ( const auto &parameter : network->parameters() )
      if ( parameter.grad().defined() )
        gradients.back().push_back( parameter.grad() );
  }
  QCOMPARE( gradients[0].size(), gradients[1].size() );
  for ( std::size_t i = 0; i < gradients[0].size(); ++i )
    VERIFY_BELOW( difference( gradients[0][i], gradients[1][i] ), 1e-6 );
}

void TestFused::frozenNetworkAgrees()
{
  torch::manual_seed( 9 );
  Tyrion network( TyrionOptions( tyrionSize( "tiny" ) ).image_side( 64 ) );
  network->eval();
  const torch::Tensor image = torch::rand( { 1, 1, 64, 64 } );
  const torch::NoGradGuard noGradient;
  const torch::Tensor before = network( image );
  network->freeze( torch::kFloat32 );
  // Libraries round sums in orders of their own: 1.4e-6 with LibTorch 2.6.
  VERIFY_BELOW( difference( network( image ), before ), 5e-6 );
  VERIFY_BELOW( difference( network( image ), before ), 5e-6 );
}

QTEST_APPLESS_MAIN( TestFused )
#include "testfused.moc"
