#include "support/golden.h"

#include <random>

#include <QTemporaryDir>

#include "model/base/filehash.h"
#include "model/error.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "model/nn/device.h"
#include "model/segmenter.h"

using namespace calving;

Q_DECLARE_METATYPE( calving::TyrionSize )

//! Networks behind the interface that names no torch.
class TestTorchSegmenter : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase();
  void agreesWithThePublishedLogits();
  void halfPrecisionFilesGiveTheSameClasses();
  void bfloat16GivesNearlyTheSameClasses();
  void worksFromEveryThread();
  void imagesOfABatchDoNotMix();
  void recommendsBatchesThatFitTheMemory();
  void tellsHashAndCard();
  void refusesOtherTasks();
  void refusesMissingWeights();
  void refusesCardsThatLie_data();
  void refusesCardsThatLie();
  void refusesDamagedWeights();
  void refusesAMissingFile();
  void failsWithASentenceOnOtherSides();

private:
  QString saved( const ModelCard &card, const TensorFile &tensors, const QString &name );

  QTemporaryDir mFolder;
  Tyrion mNetwork{ nullptr };
  ModelCard mCard;
  QString mPath;
};

namespace
{

ComputeOptions exact()
{
  return { "cpu", 1, Precision::Float32 };
}

std::vector<float> randomGrey( int count, int side )
{
  torch::manual_seed( 3 );
  const torch::Tensor values = torch::rand( { count * side * side } );
  return { values.data_ptr<float>(), values.data_ptr<float>() + values.numel() };
}

torch::Tensor asTensor( std::vector<float> values, const std::vector<int64_t> &shape )
{
  return torch::tensor( values ).view( shape );
}

QString problemOf( const QString &path )
{
  try
  {
    loadSegmenter( path.toStdString(), exact() );
  }
  catch ( const Error &e )
  {
    return QString::fromUtf8( e.what() );
  }
  return {};
}

} // namespace

QString TestTorchSegmenter::saved( const ModelCard &card, const TensorFile &tensors, const QString &name )
{
  const QString path = mFolder.filePath( name );
  writeModelFile( path.toStdString(), card, tensors );
  return path;
}

void TestTorchSegmenter::initTestCase()
{
  torch::manual_seed( 1 );
  mCard.name = "test";
  mCard.size = tyrionSize( "tiny" );
  mNetwork = Tyrion( TyrionOptions( mCard.size ) );
  // As if trained: fresh linear layers are so small that the encoder would hardly matter.
  const torch::NoGradGuard noGradient;
  for ( auto &item : mNetwork->named_parameters() )
    if ( item.value().dim() == 2 )
      item.value().mul_( 4 );
  mNetwork->eval();
  mPath = saved( mCard, storeWeights( *mNetwork ), "model.safetensors" );
}

void TestTorchSegmenter::agreesWithThePublishedLogits()
{
  REQUIRE_TEST_DATA( "golden/tyrion_tiny/io.safetensors" );
  auto golden = goldenTensors( "tyrion_tiny/io.safetensors" );
  const auto segmenter =
      loadSegmenter( testData( "golden/tyrion_tiny/weights.safetensors" ).toStdString(), exact() );
  const torch::Tensor input = golden["input_1ch"].contiguous();
  const std::vector<float> grey( input.data_ptr<float>(), input.data_ptr<float>() + input.numel() );
  const std::int64_t count = input.size( 0 );
  const torch::Tensor result =
      asTensor( segmenter->probabilities( grey, static_cast<int>( count ), 64, 64 ), { count, 4, 64, 64 } );
  VERIFY_BELOW( difference( result, torch::softmax( golden["logits_1ch"], 1 ) ), 2e-5 );
}

void TestTorchSegmenter::halfPrecisionFilesGiveTheSameClasses()
{
  const QString path =
      saved( mCard, storeWeights( *mNetwork, StoreOptions().dtype( torch::kFloat16 ) ), "half.safetensors" );
  const auto grey = randomGrey( 1, 128 );
  const auto full = asTensor(
      loadSegmenter( mPath.toStdString(), exact() )->probabilities( grey, 1, 128, 128 ), { 4, 128, 128 } );
  const auto half = asTensor(
      loadSegmenter( path.toStdString(), exact() )->probabilities( grey, 1, 128, 128 ), { 4, 128, 128 } );
  VERIFY_BELOW( ( full.argmax( 0 ) != half.argmax( 0 ) ).to( torch::kFloat32 ).mean().item<double>(), 0.01 );
}

void TestTorchSegmenter::bfloat16GivesNearlyTheSameClasses()
{
  const auto grey = randomGrey( 1, 128 );
  const ComputeOptions narrow{ "cpu", 2, Precision::BFloat16 };
  const auto full = asTensor(
      loadSegmenter( mPath.toStdString(), exact() )->probabilities( grey, 1, 128, 128 ), { 4, 128, 128 } );
  const auto half = asTensor(
      loadSegmenter( mPath.toStdString(), narrow )->probabilities( grey, 1, 128, 128 ), { 4, 128, 128 } );
  QVERIFY( !torch::equal( full, half ) );
  VERIFY_BELOW( ( full - half ).abs().max().item<double>(), 0.1 );
  VERIFY_BELOW( ( full - half ).abs().mean().item<double>(), 0.03 );
  // An untrained network hesitates between classes; where it does not, both formats agree.
  const torch::Tensor best = std::get<0>( full.topk( 2, 0 ) );
  const torch::Tensor decided = best[0] - best[1] > 0.1;
  QVERIFY( decided.sum().item<int64_t>() > 300 );
  QCOMPARE( ( full.argmax( 0 ) != half.argmax( 0 ) ).logical_and( decided ).sum().item<int64_t>(),
            int64_t( 0 ) );
}

void TestTorchSegmenter::worksFromEveryThread()
{
  const auto segmenter = loadSegmenter( mPath.toStdString(), exact() );
  const auto grey = randomGrey( 1, 64 );
  const auto expected = segmenter->probabilities( grey, 1, 64, 64 );
  std::vector<float> result;
  std::thread( [&] { result = segmenter->probabilities( grey, 1, 64, 64 ); } ).join();
  QVERIFY( result == expected );
}

void TestTorchSegmenter::imagesOfABatchDoNotMix()
{
  const auto segmenter = loadSegmenter( mPath.toStdString(), exact() );
  const auto grey = randomGrey( 2, 64 );
  const std::size_t pixels = 64 * 64;
  const auto both = segmenter->probabilities( grey, 2, 64, 64 );
  const auto second = segmenter->probabilities( { grey.begin() + pixels, grey.end() }, 1, 64, 64 );
  const torch::Tensor expected = asTensor( second, { 4, 64, 64 } );
  VERIFY_BELOW( difference( asTensor( both, { 2, 4, 64, 64 } )[1], expected ), 1e-5 );
}

void TestTorchSegmenter::recommendsBatchesThatFitTheMemory()
{
  const auto segmenter = loadSegmenter( mPath.toStdString(), exact() );
  QCOMPARE( segmenter->recommendedBatch( 512 ), 1 );
  QCOMPARE( segmenter->recommendedBatch( 256 ), 4 );
  QVERIFY( segmenter->recommendedBatch( 32 ) <= 64 );
  QCOMPARE( segmenter->recommendedBatch( 1 << 17 ), 1 );
  QVERIFY( availableMemory( torch::kCPU ) > 1e8 );
}

void TestTorchSegmenter::tellsHashAndCard()
{
  const auto segmenter = loadSegmenter( mPath.toStdString(), exact() );
  QCOMPARE( segmenter->card().name, std::string( "test" ) );
  QCOMPARE( segmenter->hash(), sha256OfFile( mPath.toStdString() ) );
}

void TestTorchSegmenter::refusesOtherTasks()
{
  ModelCard card = mCard;
  card.task = "encoder";
  const QString problem = problemOf( saved( card, storeWeights( *mNetwork ), "encoder.safetensors" ) );
  QVERIFY2( problem.contains( "'encoder'" ) && problem.contains( "encoder.safetensors" ),
            qPrintable( problem ) );
}

void TestTorchSegmenter::refusesMissingWeights()
{
  TensorFile tensors = storeWeights( *mNetwork );
  tensors.tensors.erase( "pred_target.5.up.conv.weight" );
  const QString problem = problemOf( saved( mCard, tensors, "part.safetensors" ) );
  QVERIFY2( problem.contains( "pred_target.5.up.conv.weight" ), qPrintable( problem ) );
}

void TestTorchSegmenter::refusesCardsThatLie_data()
{
  QTest::addColumn<TyrionSize>( "size" );
  QTest::addColumn<QString>( "reason" );
  const TyrionSize tiny = tyrionSize( "tiny" );
  TyrionSize size = tiny;
  size.depths = { 2, 2, 60000, 2 };
  QTest::newRow( "endless stage" ) << size << "2-2-60000-2";
  size = tiny;
  size.windowSize = 65536;
  QTest::newRow( "endless window" ) << size << "65536";
  size = tiny;
  size.embedDimension = 32768;
  QTest::newRow( "wide" ) << size << "embedding 32768";
  size = tiny;
  size.heads = { 1, 2, 4, 1 };
  QTest::newRow( "other heads" ) << size << "1-2-4-1";
}

//! The network of the first took over 10 GB; now nothing is built.
void TestTorchSegmenter::refusesCardsThatLie()
{
  QFETCH( TyrionSize, size );
  QFETCH( QString, reason );
  ModelCard card = mCard;
  card.size = size;
  const QString path = saved( card, storeWeights( *mNetwork ), "lie.safetensors" );
  QElapsedTimer timer;
  timer.start();
  const QString problem = problemOf( path );
  QVERIFY2( problem.contains( "lie.safetensors" ) && problem.contains( reason ), qPrintable( problem ) );
  QVERIFY2( timer.elapsed() < 5000, qPrintable( QString::number( timer.elapsed() ) ) );
}

//! It found no fronts, or false ones.
void TestTorchSegmenter::refusesDamagedWeights()
{
  TensorFile tensors = storeWeights( *mNetwork );
  std::vector<std::byte> &bytes = tensors.tensors.at( "layers.2.blocks.1.mlp.fc1.weight" ).bytes;
  std::mt19937 random( 5 );
  for ( std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 4096; ++i )
    bytes[i] = static_cast<std::byte>( random() );
  const QString problem = problemOf( saved( mCard, tensors, "random.safetensors" ) );
  QVERIFY2( problem.contains( "layers.2.blocks.1.mlp.fc1.weight" ) &&
                problem.contains( "random.safetensors" ),
            qPrintable( problem ) );
}

void TestTorchSegmenter::refusesAMissingFile()
{
  QVERIFY( problemOf( mFolder.filePath( "none.safetensors" ) ).contains( "none.safetensors" ) );
}

void TestTorchSegmenter::failsWithASentenceOnOtherSides()
{
  const auto segmenter = loadSegmenter( mPath.toStdString(), exact() );
  try
  {
    segmenter->probabilities( randomGrey( 1, 48 ), 1, 48, 48 );
    QFAIL( "It was accepted." );
  }
  catch ( const Error &e )
  {
    QVERIFY2( QString( e.what() ).contains( "48 x 48" ), e.what() );
  }
}

QTEST_APPLESS_MAIN( TestTorchSegmenter )
#include "testtorchsegmenter.moc"
