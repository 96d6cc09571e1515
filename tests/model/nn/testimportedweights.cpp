#include "model/modelfile/adoptweights.h"
#include "model/modelfile/pytorch/torchfile.h"
#include "model/modelfile/tyrionlayout.h"
#include "model/nn/optsimmim.h"
#include "model/nn/opttranslator.h"
#include "support/golden.h"

using namespace calving;

class TestImportedWeights : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void giveThePublishedLogits();
  void giveThePublishedLogitsWithAnImageNetEncoder();
  void haveTheNamesOfTheNetwork_data();
  void haveTheNamesOfTheNetwork();
  void haveTheNamesOfPretraining();
};

namespace
{

TensorFile adopted( const char *file )
{
  const std::string path = testData( QStringLiteral( "golden/checkpoints/" ) + file ).toStdString();
  return adoptWeights( readTorchFile( path ), path ).weights;
}

//! The network that the golden checkpoints are of.
Tyrion checkpointNetwork()
{
  const int side = goldenCase( "checkpoints/case.json" )["config"]["img_size"];
  Tyrion network( TyrionOptions( goldenSize( "checkpoints" ) ).image_side( side ) );
  const WeightReport report = loadWeights( *network, adopted( "lightning.ckpt" ) );
  network->eval();
  return report.missing.empty() && report.leftOver.empty() && report.mismatched.empty() ? network : nullptr;
}

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

Shapes shapesOf( const torch::nn::Module &module )
{
  Shapes shapes;
  for ( const auto &parameter : module.named_parameters() )
    shapes[parameter.key()] = parameter.value().sizes().vec();
  return shapes;
}

void add( Shapes &shapes, const std::vector<LayoutEntry> &layout, const std::string &prefix = {} )
{
  for ( const LayoutEntry &entry : layout )
    shapes[prefix + entry.name] = entry.shape;
}

} // namespace

void TestImportedWeights::giveThePublishedLogits()
{
  REQUIRE_TEST_DATA( "golden/checkpoints/lightning.ckpt" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "checkpoints/io.safetensors" );
  Tyrion network = checkpointNetwork();
  QVERIFY( network );
  VERIFY_BELOW( difference( network( golden["input_1ch"] ), golden["logits_lightning"] ), 2e-5 );
}

//! As the authors do it: the encoder's tensors replace those of the checkpoint where the shapes agree.
void TestImportedWeights::giveThePublishedLogitsWithAnImageNetEncoder()
{
  REQUIRE_TEST_DATA( "golden/checkpoints/imagenet_layout.pth" );
  const torch::NoGradGuard noGradient;
  auto golden = goldenTensors( "checkpoints/io.safetensors" );
  Tyrion network = checkpointNetwork();
  QVERIFY( network );
  const WeightReport report = loadWeights( *network, adopted( "imagenet_layout.pth" ) );
  QVERIFY( report.leftOver.empty() );
  QVERIFY( report.mismatched.empty() );
  const torch::Tensor logits = network( golden["input_1ch"] );
  const auto everySecond = torch::indexing::Slice( torch::indexing::None, torch::indexing::None, 2 );
  VERIFY_BELOW( difference( logits.index( { "...", everySecond, everySecond } ),
                            golden["logits_after_imagenet_every2"] ),
                2e-5 );
}

void TestImportedWeights::haveTheNamesOfTheNetwork_data()
{
  QTest::addColumn<QString>( "size" );
  for ( const char *size : { "tyrion", "small", "tiny" } )
    QTest::newRow( size ) << size;
}

void TestImportedWeights::haveTheNamesOfTheNetwork()
{
  QFETCH( QString, size );
  const TyrionSize sizes = tyrionSize( size.toStdString() );
  Shapes expected;
  add( expected, tyrionLayout( sizes ) );
  QVERIFY( shapesOf( *Tyrion( TyrionOptions( sizes ) ) ) == expected );
}

void TestImportedWeights::haveTheNamesOfPretraining()
{
  const TyrionOptions options( { 8, { 1, 2, 1, 1 }, { 1, 2, 4, 4 }, 4, 4 } );
  const auto expected = [&]( const char *task )
  {
    Shapes shapes;
    add( shapes, tyrionLayout( options.size() ), "swin_unet." );
    add( shapes, pretrainingLayout( task, options.size().embedDimension ) );
    return shapes;
  };
  QVERIFY( shapesOf( *OptSimMim( options ) ) == expected( "optsimmim" ) );
  QVERIFY( shapesOf( *OptSimMim( OptSimMimOptions( options ).target_channels( 1 ) ) ) ==
           expected( "simmim" ) );
  QVERIFY( shapesOf( *OptTranslator( options ) ) == expected( "opttranslator" ) );
}

QTEST_APPLESS_MAIN( TestImportedWeights )
#include "testimportedweights.moc"
