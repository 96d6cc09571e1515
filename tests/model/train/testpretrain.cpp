#include <torch/torch.h>

#include <csignal>
#include <sys/resource.h>

#include <QtTest>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "model/nn/weights.h"
#include "model/train/checkpoint/checkpoint.h"
#include "model/train/data/bandmeans.h"
#include "model/train/finetune.h"
#include "model/train/frontscores.h"
#include "model/train/pretrain.h"
#include "model/train/pretraintask.h"
#include "model/train/startweights.h"
#include "model/train/zonetask.h"
#include "support/expecterror.h"
#include "support/testpairs.h"
#include "support/testscenes.h"

using namespace calving;

Q_DECLARE_METATYPE( PretrainMethod )

namespace
{

//! A few small steps of `tiny` on one thread.
PretrainOptions quickOptions( PretrainMethod method = PretrainMethod::OptSimMim )
{
  PretrainOptions options;
  options.method = method;
  options.training = publishedPretraining( method );
  options.training.samples.crop.side = 32;
  options.training.samples.seed = 5;
  options.training.batch = 2;
  options.training.accumulate = 1;
  options.training.samplesPerEpoch = 6;
  options.training.epochs = 2;
  options.training.checkpointMinutes = 0;
  options.training.compute.device = "cpu";
  options.training.compute.threads = 1;
  options.training.loaderThreads = 1;
  options.split.holdout = { "B" };
  return options;
}

void verifySameTensors( const Checkpoint &a, const Checkpoint &b )
{
  QCOMPARE( a.tensors.size(), b.tensors.size() );
  for ( const auto &[name, tensor] : a.tensors )
    QVERIFY2( torch::equal( tensor, b.tensors.at( name ) ), name.c_str() );
}

//! While it lives, no file may grow beyond some bytes: what a full disk does to writers.
class FullDisk
{
public:
  explicit FullDisk( rlim_t bytes )
  {
    std::signal( SIGXFSZ, SIG_IGN );
    getrlimit( RLIMIT_FSIZE, &mBefore );
    const rlimit limit{ bytes, mBefore.rlim_max };
    setrlimit( RLIMIT_FSIZE, &limit );
  }
  ~FullDisk() { setrlimit( RLIMIT_FSIZE, &mBefore ); }

private:
  rlimit mBefore{};
};

} // namespace

class TestPretrain : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void hasThePublishedDefaults();
  void continuesBitForBit_data();
  void continuesBitForBit();
  void asksThePublishedHead_data();
  void asksThePublishedHead();
  void learnsMoreThanTheMeans_data();
  void learnsMoreThanTheMeans();
  void countsWhatMeansWouldScore();
  void judgesByTheSameCrops();
  void handsItsNetworkToFineTuning();
  void startsFromANetworkWithoutHead();
  void writesAllOutputs_data();
  void writesAllOutputs();
  void deliversWhenCancelled();
  void stopsEarly();
  void stopsAtALossThatIsNoNumber();
  void keepsTheCheckpointBeforeTheDiskWasFull();
  void saysWhatIsWrong();

private:
  std::string path( const char *name ) const { return mFolder->filePath( name ).toStdString(); }
  static void addMethods()
  {
    QTest::addColumn<PretrainMethod>( "method" );
    QTest::newRow( "OptSimMIM" ) << PretrainMethod::OptSimMim;
    QTest::newRow( "OptTranslator" ) << PretrainMethod::OptTranslator;
    QTest::newRow( "SimMIM" ) << PretrainMethod::SimMim;
  }

  std::unique_ptr<QTemporaryDir> mFolder;
};

void TestPretrain::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
}

//! Configuration and code released with Gourmelon et al. 2025.
void TestPretrain::hasThePublishedDefaults()
{
  const TrainOptions masked = publishedPretraining( PretrainMethod::OptSimMim );
  QCOMPARE( masked.optimiser.learningRate, 1e-3 );
  QCOMPARE( masked.optimiser.momentum, 0.9 );
  QCOMPARE( masked.optimiser.weightDecay, 1e-4 );
  QCOMPARE( masked.batch * masked.accumulate, 32 );
  QCOMPARE( masked.epochs, 1000 );
  QCOMPARE( masked.patience, 0 );
  QVERIFY( masked.schedule.kind == ScheduleKind::Plateau );
  QCOMPARE( masked.schedule.plateauFactor, 0.5 );
  QCOMPARE( masked.schedule.plateauPatience, 5 );
  const TrainOptions translator = publishedPretraining( PretrainMethod::OptTranslator );
  QCOMPARE( translator.optimiser.learningRate, 5e-3 );
  QCOMPARE( translator.patience, 100 );
  const PairSampleOptions samples;
  QCOMPARE( samples.side, 512 );
  QCOMPARE( samples.zoomLow, 0.7 );
  QCOMPARE( samples.mask.unit, 4 );
  QCOMPARE( samples.mask.ratio, 0.3 );
}

void TestPretrain::continuesBitForBit_data()
{
  addMethods();
}

void TestPretrain::continuesBitForBit()
{
  QFETCH( PretrainMethod, method );
  TestPairs pairs( 4, 60, 50 );
  PretrainOptions options = quickOptions( method );
  options.training.accumulate = 2;
  options.training.samplesPerEpoch = 8;
  options.validationSamples = 2;
  TrainOutputs outputs;
  outputs.checkpoint = path( "whole.safetensors" );
  pretrain( pairs, options, outputs, {} );
  outputs.checkpoint = path( "part.safetensors" );
  options.training.epochs = 1;
  pretrain( pairs, options, outputs, {} );
  outputs.resume = outputs.checkpoint;
  options.training.epochs = 2;
  const TrainResult rest = pretrain( pairs, options, outputs, {} );
  verifySameTensors( readCheckpoint( path( "whole.safetensors" ) ),
                     readCheckpoint( path( "part.safetensors" ) ) );
  QCOMPARE( rest.history.size(), std::size_t( 2 ) );
}

void TestPretrain::asksThePublishedHead_data()
{
  addMethods();
}

//! What the task makes of a batch is the loss of the head, which testpretraining compares with published
//! numbers.
void TestPretrain::asksThePublishedHead()
{
  QFETCH( PretrainMethod, method );
  const torch::NoGradGuard noGradient;
  TestPairs pairs( 4, 60, 50 );
  PretrainOptions options = quickOptions( method );
  options.samples.side = 32;
  options.samples.readsTarget = readsOptical( method );
  options.samples.masks = masksTokens( method );
  options.training.compute.precision = Precision::Float32;
  PretrainTask task( pairs, splitScenes( pairs, options.split ), options, {} );
  task.network().eval();
  const Batch batch = task.loader( 0 )->next();
  const auto image = [&batch]( const std::vector<std::uint8_t> &bytes ) {
    return torch::tensor( bytes ).view( { batch.count, -1, 32, 32 } ).to( torch::kFloat32 ) / 255;
  };
  const torch::Tensor grey = image( batch.grey );
  const torch::Tensor target = method == PretrainMethod::SimMim ? grey : image( batch.target );
  double expected = 0;
  if ( auto *translator = dynamic_cast<OptTranslatorImpl *>( &task.network() ) )
    expected = translator->loss( translator->forward( grey ), target ).item<double>();
  else
  {
    auto &masked = dynamic_cast<OptSimMimImpl &>( task.network() );
    const torch::Tensor mask = torch::tensor( batch.mask ).view( { batch.count, -1 } ).to( torch::kInt64 );
    QCOMPARE( mask.size( 1 ), std::int64_t( 19 ) ); // of 64 tokens, floor( 63 * 0.7 ) + 1 = 45 are kept
    expected = masked.loss( masked.forward( grey, mask ), target, mask ).item<double>();
  }
  QVERIFY( expected > 0.01 );
  QVERIFY( std::abs( task.loss( batch, torch::kCPU ).item<double>() - expected ) < 1e-6 );
}

//! Sea and glacier differ in every band: seconds are enough to beat the means on a glacier never seen.
void TestPretrain::learnsMoreThanTheMeans_data()
{
  addMethods();
}

void TestPretrain::learnsMoreThanTheMeans()
{
  QFETCH( PretrainMethod, method );
  TestPairs pairs( 6, 96, 96 );
  PretrainOptions options = quickOptions( method );
  options.training.batch = 4;
  options.training.samplesPerEpoch = 160;
  options.training.epochs = 4;
  options.training.optimiser.kind = OptimiserOptions::Kind::AdamW;
  options.training.optimiser.learningRate = 1e-3;
  options.validationSamples = 16;
  const TrainResult result = pretrain( pairs, options, {}, {} );
  const double loss = result.best.figure( figure::loss );
  const double means = result.best.figure( figureOfMeans( method ) );
  qInfo() << "loss" << loss << "of the means" << means;
  QVERIFY( loss < 0.8 * means );
}

//! Two bands over a crop of 8 x 8 pixels: the first is 0 and 200 by halves (mean 100), the second 51 all
//! over.
void TestPretrain::countsWhatMeansWouldScore()
{
  Batch batch;
  batch.count = 1;
  batch.side = 8;
  batch.targetChannels = 2;
  batch.target.assign( 128, 51 );
  std::fill( batch.target.begin(), batch.target.begin() + 32, 0 );
  std::fill( batch.target.begin() + 32, batch.target.begin() + 64, 200 );
  BandMeans whole;
  whole.add( batch );
  QVERIFY( std::abs( whole.loss() - ( 100.0 + 0.0 ) / 2 / 255 ) < 1e-12 );
  // Token 1 is the upper right quarter, tokens 2 and 3 the lower half: means 0, 200 and 200.
  batch.maskedTokens = 3;
  batch.mask = { 1, 2, 3 };
  BandMeans masked;
  masked.add( batch );
  const double mean = 400.0 / 3;
  QVERIFY( std::abs( masked.loss() - ( mean + 2 * ( 200 - mean ) ) / 3 / 2 / 255 ) < 1e-12 );
  QVERIFY( std::isnan( BandMeans().loss() ) );
}

void TestPretrain::judgesByTheSameCrops()
{
  TestPairs pairs( 4, 60, 50 );
  PretrainOptions options = quickOptions();
  options.training.optimiser.learningRate = 1e-30; // no weight changes
  options.training.optimiser.weightDecay = 0;
  const TrainResult result = pretrain( pairs, options, {}, {} );
  QCOMPARE( result.history.size(), std::size_t( 2 ) );
  QCOMPARE( result.history[0].scores.figure( figure::loss ),
            result.history[1].scores.figure( figure::loss ) );
  // Another seed trains otherwise, but is judged by the same pixels.
  options.training.samples.seed = 6;
  QCOMPARE( pretrain( pairs, options, {}, {} ).best.figure( figure::lossOfMeans ),
            result.best.figure( figure::lossOfMeans ) );
}

//! Encoder and decoder blocks 0 to 5 transfer; of the head, which has never been trained, nothing depends.
void TestPretrain::handsItsNetworkToFineTuning()
{
  TestPairs pairs( 4, 60, 50 );
  TrainOutputs outputs;
  outputs.model = path( "pretrained.safetensors" );
  pretrain( pairs, quickOptions(), outputs, {} );
  const ModelFile pretrained = readModelFile( outputs.model );
  QCOMPARE( pretrained.card.task, std::string( "optsimmim" ) );

  TestScenes scenes( 4, 60, 50 );
  SplitOptions splitOptions;
  splitOptions.holdout = { "B" };
  const Split split = splitScenes( scenes, splitOptions );
  TrainOptions training = quickOptions().training;
  training.startPath = outputs.model;
  training.samples.seed = 77;
  const auto taken = [&]( const char *name, ZoneTask &task )
  {
    return torch::equal( task.network().named_parameters()[name],
                         toTorch( pretrained.file.tensors.at( std::string( "swin_unet." ) + name ) ) );
  };
  ZoneTask all( scenes, split, training, {} );
  QVERIFY( taken( "patch_embed.proj.weight", all ) );
  QVERIFY( taken( "layers.3.blocks.1.mlp.fc1.weight", all ) );
  QVERIFY( taken( "pred_target.5.block.conv1.weight", all ) );
  training.transfer = Transfer::Encoder;
  ZoneTask encoder( scenes, split, training, {} );
  QVERIFY( taken( "layers.3.blocks.1.mlp.fc1.weight", encoder ) );
  QVERIFY( !taken( "pred_target.5.block.conv1.weight", encoder ) );
}

void TestPretrain::startsFromANetworkWithoutHead()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions finetuning;
  finetuning.training = quickOptions().training;
  finetuning.training.epochs = 1;
  finetuning.training.schedule.kind = ScheduleKind::Constant;
  finetuning.split.holdout = { "B" };
  TrainOutputs outputs;
  outputs.model = path( "zones.safetensors" );
  finetune( scenes, finetuning, outputs, {} );

  TestPairs pairs( 4, 60, 50 );
  PretrainOptions options = quickOptions( PretrainMethod::OptTranslator );
  options.training.startPath = outputs.model;
  PretrainTask task( pairs, splitScenes( pairs, options.split ), options, {} );
  const TensorFile start = readModelFile( outputs.model ).file;
  QVERIFY( torch::equal( task.network().named_parameters()["swin_unet.layers.0.blocks.0.mlp.fc1.weight"],
                         toTorch( start.tensors.at( "layers.0.blocks.0.mlp.fc1.weight" ) ) ) );
}

void TestPretrain::writesAllOutputs_data()
{
  QTest::addColumn<PretrainMethod>( "method" );
  QTest::addColumn<int>( "pictures" );
  QTest::newRow( "OptSimMIM: SAR, masked, predicted, true" ) << PretrainMethod::OptSimMim << 16;
  QTest::newRow( "OptTranslator: SAR, predicted, true" ) << PretrainMethod::OptTranslator << 12;
}

void TestPretrain::writesAllOutputs()
{
  QFETCH( PretrainMethod, method );
  QFETCH( int, pictures );
  TestPairs pairs( 4, 60, 50 );
  PretrainOptions options = quickOptions( method );
  options.training.dataDescription = "two test fjords";
  TrainOutputs outputs;
  outputs.model = path( "pretrained.safetensors" );
  outputs.log = path( "log.csv" );
  outputs.report = path( "report.html" );
  int drawn = 0;
  outputs.png = [&drawn]( const Picture &picture )
  {
    ++drawn;
    return "PNG of " + std::to_string( picture.values.size() );
  };
  const TrainResult result = pretrain( pairs, options, outputs, {} );
  QCOMPARE( drawn, pictures );

  const ModelCard card = readModelFile( outputs.model ).card;
  QCOMPARE( card.task, methodKey( method ) );
  QCOMPARE( card.pixelSizeMetres, 40.0 );
  QCOMPARE( card.trainingData, std::string( "two test fjords" ) );
  QCOMPARE( card.metrics.at( figure::loss ), result.best.figure( figure::loss ) );
  QVERIFY( card.notes.at( "use" ).find( "A pre-trained network" ) == 0 );
  QCOMPARE( card.notes.at( "training: method" ), methodName( method ) );
  QCOMPARE( card.notes.count( "training: ocean mix-up" ), std::size_t( 0 ) );

  QFile log( mFolder->filePath( "log.csv" ) );
  QVERIFY( log.open( QIODevice::ReadOnly ) );
  const QList<QByteArray> lines = log.readAll().trimmed().split( '\n' );
  QCOMPARE( lines.size(), 3 );
  QVERIFY( lines[0].startsWith(
      "epoch,step,learning_rate,training_loss,validation loss,loss of the bands' means" ) );
  QFile report( mFolder->filePath( "report.html" ) );
  QVERIFY( report.open( QIODevice::ReadOnly ) );
  const QByteArray html = report.readAll();
  QVERIFY( html.contains( "<svg" ) );
  QVERIFY( html.contains( QByteArray( "PNG of 3072" ).toBase64() ) );
  QVERIFY( html.contains( "true optical image (B11, B8, B4)" ) );
}

void TestPretrain::deliversWhenCancelled()
{
  TestPairs pairs( 4, 60, 50 );
  PretrainOptions options = quickOptions();
  options.training.epochs = 1000;
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  outputs.report = path( "report.html" );
  outputs.png = []( const Picture & ) { return std::string( "PNG" ); };
  Feedback feedback;
  int steps = 0;
  feedback.progress = [&]( double ) { return ++steps < 15; };
  const TrainResult result = pretrain( pairs, options, outputs, feedback );
  QVERIFY( result.cancelled );
  QVERIFY( result.bestEpoch > 0 );
  QFile report( mFolder->filePath( "report.html" ) );
  QVERIFY( report.open( QIODevice::ReadOnly ) );
  QVERIFY( report.readAll().contains( "<h2>Examples</h2>\n<p>None: " ) );
  QCOMPARE( readModelFile( path( "model.safetensors" ) ).card.task, std::string( "optsimmim" ) );
}

void TestPretrain::stopsEarly()
{
  TestPairs pairs( 4, 60, 50 );
  PretrainOptions options = quickOptions( PretrainMethod::OptTranslator );
  options.training.epochs = 50;
  options.training.patience = 2;
  options.training.optimiser.learningRate = 1e-30; // no weight changes
  options.training.optimiser.weightDecay = 0;
  const TrainResult result = pretrain( pairs, options, {}, {} );
  QCOMPARE( result.epochs, 3 );
  QCOMPARE( QString::fromStdString( result.reason ),
            QString( "The validation has not become better for 2 epochs." ) );
}

void TestPretrain::stopsAtALossThatIsNoNumber()
{
  TestPairs pairs( 4, 60, 50 );
  PretrainOptions options = quickOptions();
  options.training.epochs = 50;
  options.training.optimiser.learningRate = 1e38; // the first step throws the weights out of range
  EXPECT_ERROR( pretrain( pairs, options, {}, {} ),
                "The loss of step 2 (epoch 1, samples 2 to 3) is not a number, or the weights before it" );
}

void TestPretrain::keepsTheCheckpointBeforeTheDiskWasFull()
{
  TestPairs pairs( 4, 60, 50 );
  PretrainOptions options = quickOptions();
  options.training.epochs = 1;
  TrainOutputs outputs;
  outputs.checkpoint = path( "checkpoint.safetensors" );
  pretrain( pairs, options, outputs, {} );
  QFile file( mFolder->filePath( "checkpoint.safetensors" ) );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QByteArray before = file.readAll();

  outputs.resume = outputs.checkpoint;
  options.training.epochs = 2;
  std::vector<std::string> warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &sentence ) { warnings.push_back( sentence ); };
  std::optional<FullDisk> full; // since the training began
  feedback.progress = [&full]( double )
  {
    if ( !full )
      full.emplace( 100000 );
    return true;
  };
  const int epochs = pretrain( pairs, options, outputs, feedback ).epochs;
  full.reset();
  QCOMPARE( epochs, 2 );
  QVERIFY( !warnings.empty() );
  QVERIFY2( QString::fromStdString( warnings.front() )
                .startsWith( "The checkpoint could not be written, so the one before is kept." ),
            warnings.front().c_str() );
  file.seek( 0 );
  QCOMPARE( file.readAll(), before );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList( "checkpoint.safetensors" ) );
  QCOMPARE( pretrain( pairs, options, outputs, {} ).epochs, 2 ); // and it still can be continued
}

void TestPretrain::saysWhatIsWrong()
{
  TestPairs none( 0, 60, 50 );
  EXPECT_ERROR( pretrain( none, quickOptions(), {}, {} ), "There are no scenes to train on." );
  TestPairs one( 4, 60, 50, 1 );
  PretrainOptions options = quickOptions();
  options.split.holdout.clear();
  EXPECT_ERROR( pretrain( one, options, {}, {} ), "All scenes show one glacier, A" );
  TestPairs radar( 4, 60, 50, 2, 0 );
  EXPECT_ERROR( pretrain( radar, quickOptions(), {}, {} ),
                "The data set holds SAR scenes alone, but OptSimMIM learns from optical images." );
  EXPECT_ERROR( pretrain( radar, quickOptions( PretrainMethod::OptTranslator ), {}, {} ),
                "but OptTranslator" );
  TestPairs pairs( 4, 60, 50 );
  options = quickOptions();
  options.samples.mask.unit = 20;
  EXPECT_ERROR( pretrain( pairs, options, {}, {} ), "The side of the masked squares is 20 pixels" );
  options = quickOptions();
  options.samples.zoomHigh = 2;
  EXPECT_ERROR( pretrain( pairs, options, {}, {} ), "The range of the enlarged square" );
  EXPECT_ERROR( pretrainMethod( "MAE" ), "Use OptSimMIM, OptTranslator or SimMIM." );

  TrainOutputs outputs;
  outputs.checkpoint = path( "checkpoint.safetensors" );
  pretrain( pairs, quickOptions(), outputs, {} );
  outputs.resume = outputs.checkpoint;
  EXPECT_ERROR( pretrain( pairs, quickOptions( PretrainMethod::SimMim ), outputs, {} ),
                "belongs to another training: it was made with method OptSimMIM;" );
  EXPECT_ERROR( pretrain( pairs, quickOptions( PretrainMethod::OptTranslator ), outputs, {} ),
                "asked for are method OptTranslator" );
}

QTEST_GUILESS_MAIN( TestPretrain )
#include "testpretrain.moc"
