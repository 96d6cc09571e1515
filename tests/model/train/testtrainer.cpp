#include <torch/torch.h>

#include <QtTest>

#include <atomic>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "model/modelfile/tensors/safetensors.h"
#include "model/nn/weights.h"
#include "model/train/checkpoint/checkpoint.h"
#include "model/train/finetune.h"
#include "model/train/report/frontscores.h"
#include "model/train/trainer.h"
#include "model/train/zonetask.h"
#include "support/expecterror.h"
#include "support/fulldisk.h"
#include "support/quicktraining.h"
#include "support/testscenes.h"

using namespace calving;

namespace
{

FinetuneOptions quickOptions()
{
  FinetuneOptions options;
  options.training = quickTraining();
  options.training.validationSide = 64;
  options.split.holdout = { "B" };
  return options;
}

//! Scenes on a disk that goes away after some reads.
class VanishingScenes : public TestScenes
{
public:
  VanishingScenes( const TestScenes &scenes, int reads )
    : TestScenes( scenes )
    , mLeft( std::make_shared<std::atomic<int>>( reads ) )
  {
  }

  std::vector<std::uint8_t> readGrey( int scene, const Window &window ) override
  {
    if ( --*mLeft < 0 )
      throw Error( "The scene is gone." );
    return TestScenes::readGrey( scene, window );
  }
  std::unique_ptr<SceneSource> clone() const override { return std::make_unique<VanishingScenes>( *this ); }

private:
  std::shared_ptr<std::atomic<int>> mLeft;
};

} // namespace

class TestTrainer : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void continuesBitForBit_data();
  void continuesBitForBit();
  void continuesBitForBitAfterCancellation();
  void stopsWithinAPass();
  void deliversWhenCancelled();
  void deliversNothingUnlearned();
  void deliversWhenAnErrorEndsIt();
  void checkpointsWithinAnEpoch();
  void judgesTheStartingWeights();
  void stopsAtWeightsBeyondAllBounds();
  void deliversNothingBrokenInItsFirstEpoch();
  void stopsWhenNothingImproves();
  void keepsTheOldCheckpointWhenTheDiskRefuses();
  void deliversWhenTheLogIsRefused();
  void refusesOutputsBeforeItTrains();
  void noticesAFullDiskBeforeItTrains();
  void refusesWeightsThatAreNoNumbers();
  void refusesCheckpointsOfOtherTrainings();
  void refusesCheckpointsOfOtherValues();
  void refusesOtherFilesAsCheckpoints();
  void saysThatAStartIsNotRead();
  void startsFromOtherWeights();
  void keepsTheEncoderFrozen();
  void leavesUnusedWeightsAlone();
  void slowsEarlyLayersDown();
  void writesAllOutputs();
  void learnsSequences();
  void learnsToFindTheFront_data();
  void learnsToFindTheFront();

private:
  std::string path( const char *name ) const { return mFolder->filePath( name ).toStdString(); }

  std::unique_ptr<QTemporaryDir> mFolder;
};

void TestTrainer::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
}

void TestTrainer::continuesBitForBit_data()
{
  QTest::addColumn<bool>( "adam" );
  QTest::addColumn<int>( "frames" );
  QTest::newRow( "sgd" ) << false << 1;
  QTest::newRow( "adamw with average, accumulation, plateau" ) << true << 1;
  QTest::newRow( "sequences" ) << false << 2;
}

void TestTrainer::continuesBitForBit()
{
  QFETCH( bool, adam );
  QFETCH( int, frames );
  TestScenes scenes( 6, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.samples.frames = frames;
  if ( adam )
  {
    options.training.optimiser.kind = OptimiserOptions::Kind::AdamW;
    options.training.optimiser.learningRate = 1e-3;
    options.training.averaging = 0.9;
    options.training.accumulate = 2;
    options.training.schedule.kind = ScheduleKind::Plateau;
    options.training.schedule.plateauPatience = 0;
  }
  TrainOutputs outputs;
  outputs.checkpoint = path( "whole.safetensors" );
  options.training.epochs = 4;
  finetune( scenes, options, outputs, {} );

  outputs.checkpoint = path( "half.safetensors" );
  options.training.epochs = 2;
  finetune( scenes, options, outputs, {} );
  outputs.resume = outputs.checkpoint;
  outputs.checkpoint = path( "rest.safetensors" );
  options.training.epochs = 4;
  finetune( scenes, options, outputs, {} );

  const Checkpoint whole = readCheckpoint( path( "whole.safetensors" ) );
  const Checkpoint rest = readCheckpoint( path( "rest.safetensors" ) );
  const Checkpoint half = readCheckpoint( path( "half.safetensors" ) );
  VERIFY_SAME_TRAINING( whole, rest, 0 );
  QVERIFY( !torch::equal( whole.tensors.at( "optimiser.first" ), half.tensors.at( "optimiser.first" ) ) );
  QCOMPARE( whole.state.best.rank, rest.state.best.rank );
}

//! Cancels in the middle of an epoch.
void TestTrainer::continuesBitForBitAfterCancellation()
{
  TestScenes scenes( 6, 60, 50 );
  FinetuneOptions options = quickOptions();
  TrainOutputs outputs;
  outputs.checkpoint = path( "whole.safetensors" );
  finetune( scenes, options, outputs, {} );

  outputs.checkpoint = path( "part.safetensors" );
  int calls = 0;
  Feedback feedback;
  feedback.progress = [&calls]( double ) { return ++calls < 3; };
  EXPECT_ERROR( finetune( scenes, options, outputs, feedback ),
                ( "Continue from the checkpoint " + outputs.checkpoint ).c_str() );
  QCOMPARE( readCheckpoint( path( "part.safetensors" ) ).state.step, std::uint64_t( 2 ) );
  outputs.resume = outputs.checkpoint;
  finetune( scenes, options, outputs, {} );
  const Checkpoint whole = readCheckpoint( path( "whole.safetensors" ) );
  for ( const auto &[name, tensor] : readCheckpoint( path( "part.safetensors" ) ).tensors )
    QVERIFY2( torch::equal( tensor, whole.tensors.at( name ) ), name.c_str() );
}

//! A step that is left half way leaves nothing behind.
void TestTrainer::stopsWithinAPass()
{
  TestScenes scenes( 6, 60, 50 );
  const FinetuneOptions options = quickOptions();
  TrainOutputs outputs;
  outputs.checkpoint = path( "whole.safetensors" );
  int calls = 0;
  int last = -1;
  Feedback feedback;
  feedback.stopped = [&] { return ++calls >= last && last > 0; };
  finetune( scenes, options, outputs, feedback );
  const Checkpoint whole = readCheckpoint( outputs.checkpoint );

  // Of two epochs of three steps and a validation, the first steps of both epochs.
  const int all = calls;
  for ( const double share : { 0.3, 0.35, 0.65, 0.7 } )
  {
    outputs.checkpoint = path( "part.safetensors" );
    outputs.resume.clear();
    outputs.model = path( "model.safetensors" );
    calls = 0;
    last = static_cast<int>( share * all );
    if ( share < 0.5 )
    {
      EXPECT_ERROR( finetune( scenes, options, outputs, feedback ), "Continue from", "checkpoint" );
    }
    else
    {
      QVERIFY( finetune( scenes, options, outputs, feedback ).cancelled );
      QVERIFY( QFile::exists( mFolder->filePath( "model.safetensors" ) ) );
    }
    QCOMPARE( calls, last ); // nothing was asked again after the refusal
    outputs.resume = outputs.checkpoint;
    finetune( scenes, options, outputs, {} );
    for ( const auto &[name, tensor] : readCheckpoint( outputs.checkpoint ).tensors )
      QVERIFY2( torch::equal( tensor, whole.tensors.at( name ) ), name.c_str() );
  }
}

void TestTrainer::deliversWhenCancelled()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1000;
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  Feedback feedback;
  int steps = 0;
  double last = 0;
  bool grows = true;
  feedback.progress = [&]( double fraction )
  {
    grows = grows && fraction >= last;
    last = fraction;
    return ++steps < 8;
  };
  const TrainResult result = finetune( scenes, options, outputs, feedback );
  QVERIFY( result.cancelled );
  QCOMPARE( result.reason, "Cancelled: the training was stopped after epoch " +
                               std::to_string( result.epochs ) +
                               " of 1000. The model is the best so far, that of epoch " +
                               std::to_string( result.bestEpoch ) + "." );
  QVERIFY( grows );
  QCOMPARE( steps, 8 ); // nothing was asked again after the refusal
  QCOMPARE( QString::fromStdString( readModelFile( path( "model.safetensors" ) ).card.name ),
            QString( "model" ) );
}

//! Steps were made, but no epoch ended: nobody knows what the weights are worth.
void TestTrainer::deliversNothingUnlearned()
{
  TestScenes scenes( 4, 60, 50 );
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  outputs.report = path( "report.html" );
  outputs.checkpoint = path( "checkpoint.safetensors" );
  for ( const int steps : { 0, 2 } )
  {
    int calls = 0;
    Feedback feedback;
    feedback.progress = [&]( double ) { return ++calls <= steps; };
    EXPECT_ERROR( finetune( scenes, quickOptions(), outputs, feedback ), "no trained model" );
    QStringList kept;
    if ( steps > 0 )
      kept << "checkpoint.safetensors";
    QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), kept );
  }
}

//! The error is told, and what the epochs before it learned is there, to use and to go on from.
void TestTrainer::deliversWhenAnErrorEndsIt()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1000;
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  outputs.checkpoint = path( "checkpoint.safetensors" );
  outputs.report = path( "report.html" );
  outputs.png = []( const Picture & ) { return std::string( "PNG" ); };
  QStringList warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &sentence ) { warnings << sentence.c_str(); };
  VanishingScenes vanishing( scenes, 100 );
  EXPECT_ERROR( finetune( vanishing, options, outputs, feedback ), "gone" );
  QCOMPARE( warnings.size(), 1 );
  QVERIFY2(
      QRegularExpression( "^An error ended the training after epoch [0-9]+ of 1000\\. The model is the best "
                          "so far, that of epoch [0-9]+\\. Continue from the checkpoint .*\\(RESUME\\)" )
          .match( warnings[0] )
          .hasMatch(),
      qPrintable( warnings[0] ) );
  QCOMPARE( readModelFile( outputs.model ).card.name, std::string( "model" ) );
  const TrainState kept = readCheckpoint( outputs.checkpoint ).state;
  QVERIFY( kept.epoch > 0 );

  outputs.resume = outputs.checkpoint;
  options.training.epochs = kept.epoch + 1;
  QCOMPARE( finetune( scenes, options, outputs, {} ).epochs, kept.epoch + 1 );
}

void TestTrainer::checkpointsWithinAnEpoch()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1;
  options.training.checkpointMinutes = 1e-9;
  TrainOutputs outputs;
  outputs.checkpoint = path( "checkpoint.safetensors" );
  std::vector<std::uint64_t> steps;
  Feedback feedback;
  feedback.progress = [&]( double )
  {
    if ( QFile::exists( mFolder->filePath( "checkpoint.safetensors" ) ) )
      steps.push_back( readCheckpoint( outputs.checkpoint ).state.step );
    return true;
  };
  finetune( scenes, options, outputs, feedback );
  QVERIFY( steps.size() >= 2 && steps[0] == 1 && steps[1] == 2 );
}

//! Weights that cannot become better stay what they were, and the log says how good that is.
void TestTrainer::judgesTheStartingWeights()
{
  TestScenes scenes( 6, 60, 50 );
  FinetuneOptions options = quickOptions();
  TrainOutputs outputs;
  outputs.model = path( "start.safetensors" );
  const Scores before = finetune( scenes, options, outputs, {} ).best;

  options.training.startPath = outputs.model;
  options.training.optimiser.learningRate = 1e-30;
  outputs.model = path( "model.safetensors" );
  outputs.log = path( "log.csv" );
  const TrainResult result = finetune( scenes, options, outputs, {} );
  QCOMPARE( result.history.size(), std::size_t( 3 ) );
  QCOMPARE( result.history[0].epoch, 0 );
  QCOMPARE( result.history[0].scores.rank, before.rank );
  QCOMPARE( result.bestEpoch, 0 );
  QVERIFY( QString::fromStdString( result.reason ).contains( "better than the starting weights" ) );
  const TensorFile start = readModelFile( options.training.startPath ).file;
  for ( const auto &[name, tensor] : readModelFile( outputs.model ).file.tensors )
    QVERIFY2( tensor.bytes == start.tensors.at( name ).bytes, name.c_str() );
  QFile log( mFolder->filePath( "log.csv" ) );
  QVERIFY( log.open( QIODevice::ReadOnly ) );
  QVERIFY( log.readAll().split( '\n' )[1].startsWith( "0,0,,," ) );

  options.training.transfer = Transfer::Encoder; // a decoder at random is worth no look
  QCOMPARE( finetune( scenes, options, {}, {} ).history.front().epoch, 1 );
}

//! Each epoch is one step, of which the first leaves the weights just within bounds.
void TestTrainer::stopsAtWeightsBeyondAllBounds()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.split = {};
  options.split.fraction = 0; // weights like these are not to be judged
  options.training.epochs = 50;
  options.training.samplesPerEpoch = options.training.batch;
  options.training.optimiser.longestGradient = 1;
  options.training.optimiser.learningRate = 9e8;
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  std::vector<std::string> warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &sentence ) { warnings.push_back( sentence ); };
  const TrainResult result = finetune( scenes, options, outputs, feedback );
  QVERIFY( result.epochs >= 1 && result.epochs < 50 );
  const QString reason = QString::fromStdString( result.reason );
  for ( const char *part : { "or the weights before it grew beyond all bounds",
                             "the model has the last good weights. Lower the learning rate." } )
    QVERIFY2( reason.contains( part ), qPrintable( reason ) );
  QVERIFY( std::find( warnings.begin(), warnings.end(), result.reason ) != warnings.end() );
  readModelFile( outputs.model ); // refuses weights that are no numbers or beyond bounds
}

void TestTrainer::deliversNothingBrokenInItsFirstEpoch()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.optimiser.learningRate = 1e30;
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  outputs.checkpoint = path( "checkpoint.safetensors" );
  EXPECT_ERROR( finetune( scenes, options, outputs, {} ), "step 2", "samples 2 to 3", "no model was written",
                "learning rate" );
  QVERIFY( QDir( mFolder->path() ).entryList( QDir::Files ).isEmpty() );
}

void TestTrainer::stopsWhenNothingImproves()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 50;
  options.training.patience = 2;
  options.training.optimiser.learningRate = 1e-30; // no weight changes
  const TrainResult result = finetune( scenes, options, {}, {} );
  QCOMPARE( result.epochs, 3 );
  QCOMPARE( result.bestEpoch, 1 );
  QCOMPARE( QString::fromStdString( result.reason ),
            QString( "The validation has not become better for 2 epochs." ) );
}

void TestTrainer::keepsTheOldCheckpointWhenTheDiskRefuses()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1;
  TrainOutputs outputs;
  QDir( mFolder->path() ).mkdir( "gone" );
  outputs.checkpoint = path( "gone/checkpoint.safetensors" );
  std::vector<std::string> warnings;
  Feedback feedback;
  feedback.progress = [this]( double ) { return QDir( mFolder->filePath( "gone" ) ).removeRecursively(); };
  feedback.warning = [&warnings]( const std::string &sentence ) { warnings.push_back( sentence ); };
  QCOMPARE( finetune( scenes, options, outputs, feedback ).epochs, 1 );
  QVERIFY( !warnings.empty() );
  QVERIFY( QString::fromStdString( warnings.front() )
               .startsWith( "The checkpoint could not be written, so the one before is kept." ) );
}

//! The end says that there is no log; what was learned is there.
void TestTrainer::deliversWhenTheLogIsRefused()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1;
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  QDir( mFolder->path() ).mkdir( "gone" );
  outputs.log = path( "gone/log.csv" );
  QStringList warnings;
  Feedback feedback;
  feedback.progress = [this]( double ) { return QDir( mFolder->filePath( "gone" ) ).removeRecursively(); };
  feedback.warning = [&warnings]( const std::string &sentence ) { warnings << sentence.c_str(); };
  const std::string refused = "Cannot write the file " + outputs.log;
  const std::string saved = "The model was saved: " + outputs.model;
  EXPECT_ERROR( finetune( scenes, options, outputs, feedback ), saved.c_str() );
  QVERIFY( warnings.join( '\n' ).contains( refused.c_str() ) );
  QVERIFY( QFile::exists( mFolder->filePath( "model.safetensors" ) ) );
}

void TestTrainer::refusesOutputsBeforeItTrains()
{
  TestScenes scenes( 4, 60, 50 );
  Feedback feedback;
  feedback.progress = []( double ) -> bool { throw std::logic_error( "The training began." ); };
  for ( std::string TrainOutputs::*output :
        { &TrainOutputs::model, &TrainOutputs::checkpoint, &TrainOutputs::log, &TrainOutputs::report } )
  {
    TrainOutputs outputs;
    outputs.*output = path( "absent/file" );
    EXPECT_ERROR( finetune( scenes, quickOptions(), outputs, feedback ),
                  ( "Cannot write the file " + path( "absent/file" ) ).c_str() );
  }
}

//! No file may grow beyond a megabyte: too little for the model.
void TestTrainer::noticesAFullDiskBeforeItTrains()
{
  TestScenes scenes( 4, 60, 50 );
  Feedback feedback;
  feedback.progress = []( double ) -> bool { throw std::logic_error( "The training began." ); };
  TrainOutputs outputs;
  outputs.model = path( "model.safetensors" );
  std::string sentence;
  {
    const FullDisk disk( 1 << 20 );
    try
    {
      finetune( scenes, quickOptions(), outputs, feedback );
    }
    catch ( const std::exception &e )
    {
      sentence = e.what();
    }
  }
  QVERIFY2( sentence.rfind( "Cannot write the file " + outputs.model, 0 ) == 0, sentence.c_str() );
  QVERIFY( QDir( mFolder->path() ).isEmpty() );
}

//! All bytes of one tensor are 0xFF, as on a damaged disk.
void TestTrainer::refusesWeightsThatAreNoNumbers()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1;
  TrainOutputs outputs;
  outputs.checkpoint = path( "checkpoint.safetensors" );
  outputs.model = path( "model.safetensors" );
  finetune( scenes, options, outputs, {} );
  const auto damage = []( const std::string &file, const char *tensor )
  {
    TensorFile content = readSafetensors( file );
    std::vector<std::byte> &bytes = content.tensors.at( tensor ).bytes;
    std::fill( bytes.begin(), bytes.end(), std::byte( 0xff ) );
    writeSafetensors( file, content );
  };
  options.training.epochs = 2;
  for ( const char *tensor : { "model.pred_target.6.weight", "best", "optimiser.first" } )
  {
    damage( outputs.checkpoint, tensor );
    TrainOutputs resumed;
    resumed.resume = outputs.checkpoint;
    resumed.model = path( "resumed.safetensors" );
    EXPECT_ERROR( finetune( scenes, options, resumed, {} ), outputs.checkpoint.c_str() );
    QVERIFY( !QFile::exists( mFolder->filePath( "resumed.safetensors" ) ) );
    finetune( scenes, options, outputs, {} ); // a new checkpoint
  }
  damage( outputs.model, "patch_embed.proj.weight" );
  options.training.startPath = outputs.model;
  EXPECT_ERROR( finetune( scenes, options, {}, {} ), outputs.model.c_str() );
}

void TestTrainer::refusesCheckpointsOfOtherTrainings()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1;
  TrainOutputs outputs;
  outputs.checkpoint = path( "checkpoint.safetensors" );
  finetune( scenes, options, outputs, {} );
  outputs.resume = outputs.checkpoint;
  options.training.samples.seed = 6;
  options.training.batch = 3;
  EXPECT_ERROR( finetune( scenes, options, outputs, {} ), "another training", "seed 5, batch 2;",
                "seed 6, batch 3", "RESUME" );
  options = quickOptions();
  options.training.size = "small";
  EXPECT_ERROR( finetune( scenes, options, outputs, {} ), "size tiny;", "size small" );
}

//! Scenes of which a user said what their values are.
class DescribedScenes : public TestScenes
{
public:
  using TestScenes::TestScenes;
  int band() const override { return 2; }
  std::string valueScaling() const override { return "VALUES = amplitude, DB_MIN = -30"; }
  std::unique_ptr<SceneSource> clone() const override { return std::make_unique<DescribedScenes>( *this ); }
};

void TestTrainer::refusesCheckpointsOfOtherValues()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1;
  TrainOutputs outputs;
  outputs.checkpoint = path( "checkpoint.safetensors" );
  finetune( scenes, options, outputs, {} );
  outputs.resume = outputs.checkpoint;
  DescribedScenes others( 4, 60, 50 );
  EXPECT_ERROR( finetune( others, options, outputs, {} ), "band 2, VALUES = amplitude, DB_MIN = -30" );
}

void TestTrainer::refusesOtherFilesAsCheckpoints()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1;
  TrainOutputs outputs;
  outputs.checkpoint = path( "checkpoint.safetensors" );
  outputs.model = path( "model.safetensors" );
  finetune( scenes, options, outputs, {} );
  TrainOutputs resumed;
  resumed.resume = outputs.model;
  EXPECT_ERROR( finetune( scenes, options, resumed, {} ), "a model", "START" );
  resumed.resume = path( "other.safetensors" );
  writeSafetensors( resumed.resume, {} );
  const std::string mend = " Choose as RESUME a file that a training wrote as its CHECKPOINT.";
  EXPECT_ERROR( finetune( scenes, options, resumed, {} ), "is no checkpoint of a training." + mend );
  resumed.resume = path( "absent.safetensors" );
  EXPECT_ERROR( finetune( scenes, options, resumed, {} ), mend );
  options.training.startPath = outputs.checkpoint;
  EXPECT_ERROR( finetune( scenes, options, {}, {} ), "a checkpoint", "not a model" );
}

void TestTrainer::saysThatAStartIsNotRead()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1;
  TrainOutputs outputs;
  outputs.checkpoint = outputs.resume = path( "checkpoint.safetensors" );
  QStringList warnings;
  Feedback feedback;
  feedback.warning = [&warnings]( const std::string &sentence ) { warnings << sentence.c_str(); };
  finetune( scenes, options, { {}, outputs.checkpoint, {}, {}, {}, {} }, feedback );
  QCOMPARE( warnings, QStringList() );
  options.training.startPath = "/absent.safetensors";
  finetune( scenes, options, outputs, feedback );
  QCOMPARE( warnings,
            QStringList( "The starting weights /absent.safetensors (START) are not read, because the "
                         "checkpoint to continue has its own." ) );
}

void TestTrainer::startsFromOtherWeights()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1;
  TrainOutputs outputs;
  outputs.model = path( "first.safetensors" );
  finetune( scenes, options, outputs, {} );

  options.training.startPath = outputs.model;
  options.training.samples.seed = 99;
  const Split split = splitScenes( scenes, options.split );
  const TensorFile start = readModelFile( outputs.model ).file;
  const auto equalToStart = [&]( const char *name, ZoneTask &task )
  { return torch::equal( task.network().named_parameters()[name], toTorch( start.tensors.at( name ) ) ); };
  ZoneTask all( scenes, split, options.training, {} );
  QVERIFY( equalToStart( "patch_embed.proj.weight", all ) );
  QVERIFY( equalToStart( "pred_target.2.block.conv1.weight", all ) );
  options.training.transfer = Transfer::Encoder;
  ZoneTask encoder( scenes, split, options.training, {} );
  QVERIFY( equalToStart( "layers.2.blocks.0.mlp.fc1.weight", encoder ) );
  QVERIFY( !equalToStart( "pred_target.2.block.conv1.weight", encoder ) );
  // The size that was asked for does not count.
  options.training.transfer = Transfer::EncoderAndDecoder;
  options.training.size = "small";
  QStringList log;
  Feedback feedback;
  feedback.info = [&log]( const std::string &sentence ) { log << QString::fromStdString( sentence ); };
  outputs.model = path( "second.safetensors" );
  finetune( scenes, options, outputs, feedback );
  QVERIFY( readModelFile( outputs.model ).card.size ==
           readModelFile( options.training.startPath ).card.size );
  QCOMPARE( log.filter( "has the size “tiny”, that of the starting weights; SIZE = small" ).size(), 1 );
}

void TestTrainer::keepsTheEncoderFrozen()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.freezeEncoder = true;
  options.training.epochs = 1;
  const Split split = splitScenes( scenes, options.split );
  ZoneTask task( scenes, split, options.training, {} );
  const auto clone = [&task]( const char *name )
  { return task.network().named_parameters()[name].detach().clone(); };
  const torch::Tensor encoder = clone( "layers.0.blocks.0.mlp.fc1.weight" );
  const torch::Tensor decoder = clone( "pred_target.6.weight" );
  trainNetwork( task, options.training, {}, {} );
  QVERIFY( torch::equal( encoder, clone( "layers.0.blocks.0.mlp.fc1.weight" ) ) );
  QVERIFY( !torch::equal( decoder, clone( "pred_target.6.weight" ) ) );
}

//! 13 tensors of the published state dict get no gradient: they must not decay either.
void TestTrainer::leavesUnusedWeightsAlone()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.samples.crop.side = 64; // with 32, the last stage has one token and nothing to attend to
  options.training.optimiser.weightDecay = 0.5;
  options.training.epochs = 1;
  const Split split = splitScenes( scenes, options.split );
  ZoneTask task( scenes, split, options.training, {} );
  std::map<std::string, torch::Tensor> before;
  for ( const auto &parameter : task.network().named_parameters() )
    before[parameter.key()] = parameter.value().detach().clone();
  trainNetwork( task, options.training, {}, {} );
  int unchanged = 0;
  for ( const auto &parameter : task.network().named_parameters() )
  {
    const bool unused =
        parameter.key().find( "temb_proj" ) != std::string::npos || parameter.key() == "outputt.weight";
    const bool same = torch::equal( parameter.value(), before[parameter.key()] );
    QVERIFY2( same == unused, parameter.key().c_str() );
    unchanged += same;
  }
  QCOMPARE( unchanged, 13 );
}

//! tiny has two blocks in each of four stages: nine steps from the decoder to the embedding.
void TestTrainer::slowsEarlyLayersDown()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.layerRateFactor = 0.5;
  const ZoneTask task( scenes, splitScenes( scenes, options.split ), options.training, {} );
  QCOMPARE( task.rateFactor( "pred_target.0.block.conv1.weight" ), 1.0 );
  QCOMPARE( task.rateFactor( "layers.3.blocks.1.mlp.fc1.weight" ), 0.5 );
  QCOMPARE( task.rateFactor( "layers.0.downsample.reduction.weight" ), std::pow( 0.5, 7 ) );
  QCOMPARE( task.rateFactor( "layers.0.blocks.0.norm1.weight" ), std::pow( 0.5, 8 ) );
  QCOMPARE( task.rateFactor( "patch_embed.proj.weight" ), std::pow( 0.5, 9 ) );
}

void TestTrainer::writesAllOutputs()
{
  TestScenes scenes( 4, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.dataDescription = "two test fjords";
  TrainOutputs outputs;
  outputs.model = path( "fjord.safetensors" );
  outputs.log = path( "log.csv" );
  outputs.report = path( "report.html" );
  outputs.png = []( const Picture &picture ) { return "PNG of " + std::to_string( picture.values.size() ); };
  const TrainResult result = finetune( scenes, options, outputs, {} );

  const ModelCard card = readModelFile( outputs.model ).card;
  QCOMPARE( card.name, std::string( "fjord" ) );
  QCOMPARE( card.pixelSizeMetres, 50.0 );
  QCOMPARE( card.trainingData, std::string( "two test fjords" ) );
  QVERIFY( card.split.find( "held-out glaciers: B" ) == 0 );
  QCOMPARE( card.seed, std::uint64_t( 5 ) );
  QCOMPARE( card.metrics.at( figure::iou ), result.best.figure( figure::iou ) );

  QFile log( mFolder->filePath( "log.csv" ) );
  QVERIFY( log.open( QIODevice::ReadOnly ) );
  const QList<QByteArray> lines = log.readAll().trimmed().split( '\n' );
  QCOMPARE( lines.size(), 3 );
  QVERIFY( lines[0].startsWith( "epoch,step,learning_rate,training_loss,mean distance error (m)" ) );
  QVERIFY( lines[2].startsWith( "2,6,0.01," ) );
  QFile report( mFolder->filePath( "report.html" ) );
  QVERIFY( report.open( QIODevice::ReadOnly ) );
  const QByteArray html = report.readAll();
  QVERIFY( html.contains( "<svg" ) );
  QVERIFY( html.contains( QByteArray( "PNG of 9000" ).toBase64() ) );
  QVERIFY( html.contains( "two test fjords" ) );
}

//! The model knows what it is; what starts from it reads as many scenes together, or takes its encoder.
void TestTrainer::learnsSequences()
{
  TestScenes scenes( 6, 60, 50 );
  FinetuneOptions options = quickOptions();
  options.training.epochs = 1;
  options.training.samples.frames = 3;
  options.training.batch = 6;
  TrainOutputs outputs;
  outputs.model = path( "sequences.safetensors" );
  finetune( scenes, options, outputs, {} );
  const ModelCard card = readModelFile( outputs.model ).card;
  QVERIFY( card.size == tyrionSize( "tiny", 3 ) );

  QStringList log;
  Feedback feedback;
  feedback.info = [&log]( const std::string &sentence ) { log << QString::fromStdString( sentence ); };
  options.training.startPath = outputs.model;
  options.training.samples.frames = 1;
  outputs.model = path( "more.safetensors" );
  finetune( scenes, options, outputs, feedback );
  QVERIFY( readModelFile( outputs.model ).card.size == card.size );
  QCOMPARE( log.filter( "sequences of 3 scenes, as the starting weights do" ).size(), 1 );

  outputs.model = path( "single.safetensors" );
  options.training.startPath.clear();
  finetune( scenes, options, outputs, {} );
  options.training.startPath = outputs.model;
  options.training.samples.frames = 2;
  outputs.model = path( "encoder.safetensors" );
  log.clear();
  finetune( scenes, options, outputs, feedback );
  QVERIFY( readModelFile( outputs.model ).card.size == tyrionSize( "tiny", 2 ) );
  QCOMPARE( log.filter( "only the encoder is used" ).size(), 1 );
}

void TestTrainer::learnsToFindTheFront_data()
{
  QTest::addColumn<int>( "frames" );
  QTest::newRow( "single scenes" ) << 1;
  QTest::newRow( "sequences" ) << 4;
}

//! Bright, rough ice against a dark sea is easy: seconds are enough to find the front within some pixels.
void TestTrainer::learnsToFindTheFront()
{
  QFETCH( int, frames );
  TestScenes scenes( 12, 64, 64 );
  FinetuneOptions options = quickOptions();
  options.training.samples.frames = frames;
  options.training.samples.crop.side = 64;
  options.training.batch = 8;
  options.training.samplesPerEpoch = 64;
  options.training.epochs = 6;
  options.training.optimiser.kind = OptimiserOptions::Kind::AdamW;
  options.training.optimiser.learningRate = 2e-3;
  options.training.samples.crop.rezoomProbability = 0;
  const TrainResult result = finetune( scenes, options, {}, {} );
  const double first = result.history.front().trainingLoss;
  const double last = result.history.back().trainingLoss;
  qInfo() << "loss" << first << "to" << last << "; mean distance error"
          << result.best.figure( figure::meanDistanceError ) << "m; IoU" << result.best.figure( figure::iou );
  QVERIFY( last < 0.7 * first );
  QCOMPARE( result.best.figure( figure::missingFronts ), 0.0 );
  QVERIFY( result.best.figure( figure::meanDistanceError ) < 250 ); // five pixels
}

QTEST_GUILESS_MAIN( TestTrainer )
#include "testtrainer.moc"
