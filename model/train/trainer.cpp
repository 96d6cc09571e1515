#include "model/train/trainer.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>

#include "model/error.h"
#include "model/nn/cancelpoint.h"
#include "model/train/checkpoint/checkpointfile.h"
#include "model/train/data/random.h"
#include "model/train/keptmemory.h"
#include "model/train/ranks/gradientexchange.h"
#include "model/train/ranks/sharedstart.h"
#include "model/train/report/epochtext.h"
#include "model/train/report/trainingend.h"
#include "model/train/report/trainoutput.h"
#include "model/train/startweights.h"
#include "model/train/trainedweights.h"

namespace calving
{

namespace
{

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t dropoutStream = 3;
const std::string cancelledUntrained =
    "Cancelled before the first epoch had ended: there is no trained model yet, so none was written.";

double secondsSince( Clock::time_point begin )
{
  return std::chrono::duration<double>( Clock::now() - begin ).count();
}

//! One training from its first step, or from a checkpoint, to its end.
class Training
{
public:
  Training( TrainingTask &task, RankGroup &group, const TrainOptions &options, const TrainOutputs &outputs,
            const Feedback &feedback );

  TrainResult run();

private:
  void resume();
  void shareStart();
  void report();
  void stopWhereWanted() const;
  double agree();
  void trainEpochs();
  void step();
  void backward( std::uint64_t sample, bool last, torch::Tensor &lossSum );
  void pollDevice( bool force );
  bool limitReached();
  bool timeOver() const { return mGroup.several() ? mTimeOver : ownTimeOver(); }
  bool ownTimeOver() const { return mOptions.minutes > 0 && seconds() >= 60 * mOptions.minutes; }
  void endEpoch();
  Scores validate();
  void judgeStart();
  Scores validateHere();
  void judge( const Scores &scores );
  void keep( const Scores &scores );
  void logEpoch( const EpochRecord &record ) const;
  void saveCheckpoint();
  void requireModel() const;
  [[noreturn]] void giveUp( const RankLost &reason );
  void rescue();
  TrainResult finish();

  double seconds() const { return mSecondsBefore + secondsSince( mBegin ); }
  double fraction() const;
  double rate() const;
  std::uint64_t samplesPerStep() const { return calving::samplesPerStep( mOptions ); }

  TrainingTask &mTask;
  RankGroup &mGroup;
  const TrainOptions &mOptions;
  const TrainOutputs &mOutputs;
  const Feedback &mFeedback;
  CheckpointFile mCheckpoints;
  torch::Device mDevice;
  std::optional<KeptMemory> mKeptMemory;
  std::unique_ptr<TrainedWeights> mWeights;
  std::unique_ptr<GradientExchange> mExchange;
  std::unique_ptr<Loader> mLoader;
  TrainState mState;
  int mStepsPerEpoch = 1;
  //! Sum of the losses of the epoch's steps since the last look at the device.
  torch::Tensor mLossSum;
  Clock::time_point mBegin = Clock::now();
  Clock::time_point mEpochBegin = mBegin;
  double mSecondsBefore = 0;
  double mWaitedBefore = 0;
  double mExchangedBefore = 0;
  int mStepsThisRun = 0;
  int mEpochSteps = 0;
  double mFraction = 0;
  double mFractionAtStart = 0;
  std::string mReason;
  bool mCancelled = false;
  //! Of several ranks: whether this one was asked to stop, and whether rank 0 found the time over.
  bool mStopWanted = false;
  bool mTimeOver = false;
  bool mBroken = false;
};

Training::Training( TrainingTask &task, RankGroup &group, const TrainOptions &options,
                    const TrainOutputs &outputs, const Feedback &feedback )
  : mTask( task )
  , mGroup( group )
  , mOptions( options )
  , mOutputs( outputs )
  , mFeedback( feedback )
  , mCheckpoints( outputs.checkpoint, options.checkpointMinutes, feedback )
  , mDevice( chooseDevice( options.compute.device, options.ranks ) )
{
  useThreads( options.compute.threads );
  if ( mDevice.is_cuda() )
    at::globalContext().setBenchmarkCuDNN( true );
  else
    mKeptMemory.emplace();
  task.network().to( mDevice );
  task.network().train();
  task.join( group );
  const int samples = options.samplesPerEpoch > 0 ? options.samplesPerEpoch : task.samplesPerEpoch();
  mStepsPerEpoch = std::max( 1, static_cast<int>( ( samples + samplesPerStep() - 1 ) / samplesPerStep() ) );
  mState.fingerprint = task.fingerprint() + ", " + trainingFingerprint( options );
  // One forward and backward pass shows which parameters are trained at all.
  Batch first = task.loader( 0 )->next();
  {
    const CancelPoints stopPoints( [this] { stopWhereWanted(); } );
    const TorchSeed seed( 0 );
    mWeights = std::make_unique<TrainedWeights>( task, task.loss( first, mDevice ), options );
  }
  mLossSum = torch::zeros( {}, torch::dtype( torch::kFloat64 ).device( mDevice ) );
  mExchange = std::make_unique<GradientExchange>( group, task.network(), mWeights->parameters() );
  shareStart();
  mFractionAtStart = fraction();
  mLoader = task.loader( mState.step * samplesPerStep() );
}

void Training::resume()
{
  const Checkpoint checkpoint = readCheckpoint( mOutputs.resume, mState.fingerprint );
  try
  {
    mWeights->restore( checkpoint );
  }
  catch ( const Error &e )
  {
    throw Error( "Cannot continue from " + mOutputs.resume + ". " + e.what() );
  }
  if ( !mOptions.startPath.empty() )
    mFeedback.warn( "The starting weights " + mOptions.startPath +
                    " (START) are not read, because the checkpoint to continue has its own." );
  mState = checkpoint.state;
  mSecondsBefore = mState.seconds;
  mFeedback.inform( "Continuing after epoch " + std::to_string( mState.epoch ) + ", step " +
                    std::to_string( mState.step ) + "." );
}

//! All ranks begin with what rank 0 has, be it new or from a checkpoint.
void Training::shareStart()
{
  mGroup.onFirst( 0,
                  [this]
                  {
                    if ( !mOutputs.resume.empty() )
                      resume();
                    return std::vector<double>();
                  } );
  if ( !mGroup.several() )
    return;
  Checkpoint start{ mState, {} };
  mWeights->save( start );
  calving::shareStart( mGroup, start );
  mWeights->restore( start );
  mState = start.state;
  mSecondsBefore = mState.seconds;
}

double Training::fraction() const
{
  const double steps = static_cast<double>( mOptions.epochs ) * mStepsPerEpoch;
  const double ofSteps = steps > 0 ? static_cast<double>( mState.step ) / steps : 0.0;
  const double ofTime = mOptions.minutes > 0 ? seconds() / ( 60 * mOptions.minutes ) : 0.0;
  return std::min( 1.0, std::max( ofSteps, ofTime ) );
}

double Training::rate() const
{
  return mOptions.optimiser.learningRate *
         rateFactor( mOptions.schedule, mState.schedule, mState.step, fraction() );
}

//! Tells how far it is. One rank alone stops here where the user wants it; several stop together after the
//! step.
void Training::report()
{
  try
  {
    mFeedback.report( mFraction = std::max( mFraction, fraction() ) );
  }
  catch ( const Cancelled & )
  {
    if ( !mGroup.several() )
      throw;
    mStopWanted = true;
  }
}

//! The same inside a step, of which then nothing is left: weights change at its end.
void Training::stopWhereWanted() const
{
  if ( !mGroup.several() )
    mFeedback.check();
}

//! The learning rate of the step. Several ranks take that of rank 0 and learn whether any wants to stop.
double Training::agree()
{
  if ( !mGroup.several() )
    return rate();
  const bool first = mGroup.ranks().first();
  torch::Tensor values =
      torch::tensor( { first ? rate() : 0.0, first && ownTimeOver() ? 1.0 : 0.0, mStopWanted ? 1.0 : 0.0 },
                     torch::kFloat64 );
  mGroup.sum( values );
  mTimeOver = values[1].item<double>() > 0;
  mStopWanted = values[2].item<double>() > 0;
  return values[0].item<double>();
}

//! Adds the gradient of one batch's share of the step; sends it where it is the \a last.
void Training::backward( std::uint64_t sample, bool last, torch::Tensor &lossSum )
{
  const Batch batch = mLoader->next();
  torch::Tensor loss;
  {
    // Dropout draws the same numbers for a sample whether the training was interrupted or not.
    const TorchSeed seed( CounterRandom( mOptions.samples.seed, dropoutStream, sample ).next() );
    loss = mTask.loss( batch, mDevice ) / ( mOptions.accumulate * mGroup.ranks().count );
  }
  if ( last )
    mExchange->begin();
  loss.backward();
  lossSum.add_( loss.detach().to( torch::kFloat64 ) );
}

void Training::step()
{
  torch::Tensor loss = torch::zeros_like( mLossSum );
  for ( int part = 0; part < mOptions.accumulate; ++part )
  {
    report();
    const std::uint64_t first =
        static_cast<std::uint64_t>( part ) * mGroup.ranks().count + mGroup.ranks().rank;
    backward( mState.step * samplesPerStep() + first * mOptions.batch, part + 1 == mOptions.accumulate,
              loss );
  }
  mExchange->finish();
  mGroup.sum( loss );
  mWeights->step( agree(), loss );
  mLossSum.add_( loss );
  ++mState.step;
  ++mState.stepInEpoch;
  ++mStepsThisRun;
  ++mEpochSteps;
  // Of several ranks, the others would take rank 0 for lost while it writes: they do so together, after
  // epochs.
  const bool due = !mGroup.several() && mOptions.checkpointMinutes > 0 && mCheckpoints.due();
  pollDevice( due );
  if ( due )
    saveCheckpoint();
  if ( mStopWanted )
    throw Cancelled();
}

//! Looks at the loss: every time on the CPU, rarely on a GPU, which would have to wait for it.
void Training::pollDevice( bool force )
{
  constexpr int stepsBetweenLooks = 16;
  if ( !force && mDevice.is_cuda() && mStepsThisRun % stepsBetweenLooks != 0 )
    return;
  mBroken = !mWeights->fine();
  if ( !mBroken )
  {
    mState.lossSum += mLossSum.item<double>();
    mLossSum.zero_();
    return;
  }
  const std::uint64_t bad = mState.step - mStepsThisRun + mWeights->badStep();
  mReason = "The loss of step " + std::to_string( bad + 1 ) + " (epoch " +
            std::to_string( mState.epoch + 1 ) + ", samples " + std::to_string( bad * samplesPerStep() ) +
            " to " + std::to_string( ( bad + 1 ) * samplesPerStep() - 1 ) +
            ") is not a number. Training stopped" +
            ( mState.epoch > 0 ? "; the model has the last good weights."
                               : " before its first epoch had ended, so no model was written." ) +
            " Lower the learning rate.";
  if ( mState.epoch > 0 )
    mFeedback.warn( mReason );
}

//! Whether the training has reached an end that the options set.
bool Training::limitReached()
{
  if ( mOptions.epochs > 0 && mState.epoch >= mOptions.epochs )
    mReason = allEpochsDone( mOptions.epochs );
  else if ( timeOver() )
    mReason = "The time is over.";
  else if ( mOptions.patience > 0 && mState.epochsSinceBest >= mOptions.patience )
    mReason = nothingImproved( mOptions.patience );
  return !mReason.empty();
}

//! Rank 0 judges; the others learn the rank of the result.
Scores Training::validate()
{
  Scores scores;
  const std::vector<double> known =
      mGroup.onFirst( 2,
                      [&]
                      {
                        scores = validateHere();
                        return std::vector<double>{ scores.rank, ownTimeOver() ? 1.0 : 0.0 };
                      } );
  scores.rank = known[0];
  mTimeOver = known[1] > 0;
  return scores;
}

Scores Training::validateHere()
{
  // Only cancellation passes: the fraction belongs to the training.
  Feedback quiet = mFeedback;
  if ( mFeedback.progress )
    quiet.progress = [this]( double ) { return mFeedback.progress( mFraction ); };
  Scores scores;
  mWeights->withAverage( [&] { scores = mTask.validate( mDevice, quiet ); } );
  return scores;
}

//! Weights that come from a training may be better than all that follow: they compete as epoch 0.
void Training::judgeStart()
{
  if ( mState.step > 0 || mState.hasBest || !mTask.startsTrained() || !mTask.canValidate() )
    return;
  EpochRecord record;
  record.learningRate = record.trainingLoss = record.samplesPerSecond = record.waitingShare =
      std::numeric_limits<double>::quiet_NaN();
  record.scores = validate();
  keep( record.scores );
  record.seconds = mState.seconds = seconds();
  mState.history.push_back( record );
  logEpoch( record );
  mEpochBegin = Clock::now();
}

void Training::judge( const Scores &scores )
{
  const bool better = !mState.hasBest || scores.rank < mState.best.rank;
  calving::endEpoch( mOptions.schedule, mState.schedule, scores.rank );
  mState.epochsSinceBest = better ? 0 : mState.epochsSinceBest + mOptions.validateEvery;
  if ( better )
    keep( scores );
}

void Training::keep( const Scores &scores )
{
  mState.hasBest = true;
  mState.best = scores;
  mState.bestEpoch = mState.epoch;
  mWeights->keepBest();
}

void Training::endEpoch()
{
  pollDevice( true );
  if ( mBroken )
    return;
  EpochRecord record;
  const double time = secondsSince( mEpochBegin );
  const double waited = mLoader->secondsWaited() - mWaitedBefore;
  record.epoch = mState.epoch + 1;
  record.learningRate = rate();
  record.trainingLoss = mState.lossSum / mState.stepInEpoch;
  record.samplesPerSecond = static_cast<double>( mEpochSteps * samplesPerStep() ) / time;
  record.waitingShare = waited / time;
  record.exchangeShare = ( mGroup.secondsWaited() - mExchangedBefore ) / time;
  const bool last = timeOver() || record.epoch == mOptions.epochs;
  const bool judged = mTask.canValidate() && ( last || record.epoch % mOptions.validateEvery == 0 );
  if ( judged )
    record.scores = validate();
  // From here on nothing can be cancelled: the state steps to the next epoch as a whole.
  ++mState.epoch;
  mState.stepInEpoch = 0;
  mState.lossSum = 0;
  if ( judged )
    judge( record.scores );
  else if ( !mTask.canValidate() )
    mState.bestEpoch = mState.epoch;
  record.step = mState.step;
  record.seconds = mState.seconds = seconds();
  mState.history.push_back( record );
  logEpoch( record );
  mGroup.onFirst( 0,
                  [this]
                  {
                    if ( mCheckpoints.due() )
                      saveCheckpoint();
                    return std::vector<double>();
                  } );
  mExchangedBefore = mGroup.secondsWaited();
  mWaitedBefore = mLoader->secondsWaited();
  mEpochSteps = 0;
  mEpochBegin = Clock::now();
}

void Training::logEpoch( const EpochRecord &record ) const
{
  const double done = fraction() - mFractionAtStart;
  const double left = done > 0 ? secondsSince( mBegin ) * ( 1 - fraction() ) / done : 0;
  mFeedback.inform( epochText( record, { mOptions.epochs, mGroup.ranks().count, left } ) );
  if ( mOutputs.log.empty() )
    return;
  try
  {
    writeTrainingLog( mOutputs.log, mState.history );
  }
  catch ( const Error &e ) // no reason to lose what is learned; the next epoch writes it whole
  {
    mFeedback.warn( e.what() );
  }
}

void Training::saveCheckpoint()
{
  if ( !mCheckpoints.wanted() || mBroken || mState.step == 0 )
    return;
  mState.seconds = seconds();
  Checkpoint checkpoint{ mState, {} };
  mWeights->save( checkpoint );
  mCheckpoints.write( checkpoint );
}

void Training::trainEpochs()
{
  const CancelPoints stopPoints( [this] { stopWhereWanted(); } );
  judgeStart();
  while ( !limitReached() )
  {
    // A training cancelled while it was validated goes on with the validation.
    while ( !mBroken &&
            ( mState.stepInEpoch == 0 || ( mState.stepInEpoch < mStepsPerEpoch && !timeOver() ) ) )
      step();
    endEpoch();
    if ( mBroken )
      return;
  }
}

TrainResult Training::run()
{
  try
  {
    trainEpochs();
  }
  catch ( const Cancelled & )
  {
    mCancelled = true;
    mReason = endedEarly( "Cancelled: the training was stopped", mState, mOptions.epochs );
    pollDevice( true );
  }
  catch ( const RankLost &reason )
  {
    giveUp( reason );
  }
  catch ( const std::exception & )
  {
    rescue();
    throw;
  }
  return finish();
}

//! A model of which nobody knows whether it learned anything would pass for a trained one.
void Training::requireModel() const
{
  if ( mState.epoch > 0 || !( mCancelled || mBroken ) )
    return;
  if ( mBroken )
    throw Error( mReason );
  const bool canGoOn = !mOutputs.checkpoint.empty() && mState.step > 0;
  throw Error( cancelledUntrained + ( canGoOn ? ' ' + howToGoOn( mOutputs.checkpoint ) : std::string() ) );
}

//! Where ranks are lost, the weights are those after the last whole step: worth a checkpoint.
void Training::giveUp( const RankLost &reason )
{
  pollDevice( true );
  saveCheckpoint();
  const std::string kept = mOutputs.checkpoint.empty() ? " Write checkpoints to be able to continue."
                                                       : ' ' + howToGoOn( mOutputs.checkpoint );
  throw Error( reason.what() + ( mGroup.ranks().first() ? kept : std::string() ) );
}

//! Whatever went wrong, such as a scene that can no longer be read: what was learned until then stays.
void Training::rescue()
{
  try
  {
    pollDevice( true );
    if ( mState.epoch > 0 )
    {
      mReason = endedEarly( "An error ended the training", mState, mOptions.epochs );
      mCancelled = true; // no pictures: the scenes may be what cannot be read
      finish();
      mFeedback.warn( mReason + ' ' + howToGoOn( mOutputs.checkpoint ) );
    }
    else
      saveCheckpoint();
  }
  catch ( const std::exception &e ) // the first error is the one to tell
  {
    mFeedback.warn( std::string( "What was learned could not be kept either. " ) + e.what() );
  }
}

TrainResult Training::finish()
{
  saveCheckpoint();
  requireModel();
  if ( mState.hasBest && mState.bestEpoch == 0 )
    mReason += " No epoch was better than the starting weights, so the model holds these.";
  mWeights->useBest();
  TrainResult result;
  result.best = mState.best;
  result.bestEpoch = mState.hasBest ? mState.bestEpoch : mState.epoch;
  result.epochs = mState.epoch;
  result.steps = mState.step;
  result.cancelled = mCancelled;
  result.reason = mReason;
  result.history = mState.history;
  writeTrainOutputs( mTask, mDevice, mOptions, mOutputs, result );
  return result;
}

} // namespace

TrainResult trainNetwork( TrainingTask &task, const TrainOptions &options, const TrainOutputs &outputs,
                          const Feedback &feedback )
{
  requireValid( options );
  if ( options.ranks.first() )
    requireWritable( outputs );
  try
  {
    RankGroup group( options.ranks );
    // Only rank 0 reads the checkpoint, reports and writes.
    return Training( task, group, options, options.ranks.first() ? outputs : TrainOutputs(),
                     feedbackOf( options.ranks, feedback ) )
        .run();
  }
  catch ( const Cancelled & ) // before the first step
  {
    throw Error( cancelledUntrained );
  }
  catch ( const c10::Error &e )
  {
    throw Error( "Torch could not go on: " + std::string( e.what_without_backtrace() ) );
  }
}

} // namespace calving
