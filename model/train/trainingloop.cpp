#include "model/train/trainingloop.h"

#include <algorithm>
#include <limits>

#include "model/error.h"
#include "model/nn/cancelpoint.h"
#include "model/train/data/random.h"
#include "model/train/endingtext.h"
#include "model/train/report/epochtext.h"
#include "model/train/startweights.h"
#include "model/train/trainingstart.h"
#include "model/train/trainoutput.h"

namespace calving
{

namespace
{

constexpr std::uint64_t dropoutStream = 3;

int stepsPerEpoch( const TrainingTask &task, const TrainOptions &options )
{
  const int samples = options.samplesPerEpoch > 0 ? options.samplesPerEpoch : task.samplesPerEpoch();
  return std::max( 1, ( samples + samplesPerStep( options ) - 1 ) / samplesPerStep( options ) );
}

} // namespace

TrainingLoop::TrainingLoop( const Training &training )
  : mTask( training.task )
  , mGroup( training.group )
  , mOptions( training.options )
  , mOutputs( training.outputs )
  , mFeedback( training.feedback )
  , mAgreement( mGroup, mFeedback )
  , mCheckpoints( mOutputs.checkpoint, mOptions.checkpointMinutes, mFeedback )
  , mDevice( chooseDevice( mOptions.compute.device, mOptions.ranks ) )
  , mStepsPerEpoch( stepsPerEpoch( mTask, mOptions ) )
  , mClock( mOptions, mStepsPerEpoch )
{
  useThreads( mOptions.compute.threads );
  if ( mDevice.is_cuda() )
    at::globalContext().setBenchmarkCuDNN( true );
  else
    mKeptMemory.emplace();
  mTask.network().to( mDevice );
  mTask.network().train();
  mTask.join( mGroup );
  TrainingStart start = startTraining( training, mDevice, mAgreement );
  mWeights = std::move( start.weights );
  mState = std::move( start.state );
  mClock.continueFrom( mState.seconds, mState.step );
  mLossSum = torch::zeros( {}, torch::dtype( torch::kFloat64 ).device( mDevice ) );
  mExchange = std::make_unique<GradientExchange>( mGroup, mTask.network(), mWeights->parameters() );
  mLoader = mTask.loader( mState.step * samplesPerStep() );
}

void TrainingLoop::run()
{
  const CancelPoints stopPoints( [this] { mAgreement.checkWithinStep(); } );
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

double TrainingLoop::rate() const
{
  return mOptions.optimiser.learningRate *
         rateFactor( mOptions.schedule, mState.schedule, mState.step, fraction() );
}

//! Adds the gradient of one batch's share of the step; sends it where it is the \a last.
void TrainingLoop::backward( std::uint64_t sample, bool last, torch::Tensor &lossSum )
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

void TrainingLoop::step()
{
  torch::Tensor loss = torch::zeros_like( mLossSum );
  for ( int part = 0; part < mOptions.accumulate; ++part )
  {
    mAgreement.report( mFraction = std::max( mFraction, fraction() ) );
    const std::uint64_t first =
        static_cast<std::uint64_t>( part ) * mGroup.ranks().count + mGroup.ranks().rank;
    backward( mState.step * samplesPerStep() + first * mOptions.batch, part + 1 == mOptions.accumulate,
              loss );
  }
  mExchange->finish();
  mGroup.sum( loss );
  mWeights->step( mAgreement.agree( rate(), mClock.timeOver() ), loss );
  mLossSum.add_( loss );
  ++mState.step;
  ++mState.stepInEpoch;
  ++mStepsThisRun;
  mMeter.countStep();
  // Of several ranks, the others would take rank 0 for lost while it writes: they do so together, after
  // epochs.
  const bool due = !mGroup.several() && mOptions.checkpointMinutes > 0 && mCheckpoints.due();
  look( due );
  if ( due )
    saveCheckpoint();
  if ( mAgreement.stopWanted() )
    throw Cancelled();
}

//! Looks at the loss: every time on the CPU, rarely on a GPU, which would have to wait for it.
void TrainingLoop::look( bool force )
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
  mReason = lossIsNoNumber( mState, bad, samplesPerStep() );
  if ( mState.epoch > 0 )
    mFeedback.warn( mReason );
}

//! Whether the training has reached an end that the options set.
bool TrainingLoop::limitReached()
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
Scores TrainingLoop::validate()
{
  const auto judgeHere = [this]
  {
    // Only cancellation passes: the fraction belongs to the training.
    Feedback quiet = mFeedback;
    if ( mFeedback.progress )
      quiet.progress = [this]( double ) { return mFeedback.progress( mFraction ); };
    Scores scores;
    mWeights->withAverage( [&] { scores = mTask.validate( mDevice, quiet ); } );
    return scores;
  };
  return mAgreement.judgeOnFirst( judgeHere, [this] { return mClock.timeOver(); } );
}

//! Weights that come from a training may be better than all that follow: they compete as epoch 0.
void TrainingLoop::judgeStart()
{
  if ( mState.step > 0 || mState.hasBest || !mTask.startsTrained() || !mTask.canValidate() )
    return;
  EpochRecord record;
  record.learningRate = record.trainingLoss = record.samplesPerSecond = record.waitingShare =
      std::numeric_limits<double>::quiet_NaN();
  record.scores = validate();
  keep( record.scores );
  record.seconds = mState.seconds = mClock.seconds();
  mState.history.push_back( record );
  logEpoch( record );
  beginEpoch();
}

void TrainingLoop::judge( const Scores &scores )
{
  const bool better = !mState.hasBest || scores.rank < mState.best.rank;
  calving::endEpoch( mOptions.schedule, mState.schedule, scores.rank );
  mState.epochsSinceBest = better ? 0 : mState.epochsSinceBest + mOptions.validateEvery;
  if ( better )
    keep( scores );
}

void TrainingLoop::keep( const Scores &scores )
{
  mState.hasBest = true;
  mState.best = scores;
  mState.bestEpoch = mState.epoch;
  mWeights->keepBest();
}

void TrainingLoop::beginEpoch()
{
  mMeter.begin( mLoader->secondsWaited(), mGroup.secondsWaited() );
}

void TrainingLoop::endEpoch()
{
  look( true );
  if ( mBroken )
    return;
  EpochRecord record;
  mMeter.measure( record, calving::samplesPerStep( mOptions ), mLoader->secondsWaited(),
                  mGroup.secondsWaited() );
  record.epoch = mState.epoch + 1;
  record.learningRate = rate();
  record.trainingLoss = mState.lossSum / mState.stepInEpoch;
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
  {
    // What a later step may spoil is kept.
    mState.bestEpoch = mState.epoch;
    mWeights->keepBest();
  }
  record.step = mState.step;
  record.seconds = mState.seconds = mClock.seconds();
  mState.history.push_back( record );
  logEpoch( record );
  mGroup.onFirst( 0,
                  [this]
                  {
                    if ( mCheckpoints.due() )
                      saveCheckpoint();
                    return std::vector<double>();
                  } );
  beginEpoch();
}

void TrainingLoop::logEpoch( const EpochRecord &record ) const
{
  const EpochProgress progress{ mOptions.epochs, mGroup.ranks().count, mClock.secondsLeft( mState.step ) };
  mFeedback.inform( epochText( record, progress ) );
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

void TrainingLoop::saveCheckpoint()
{
  if ( !mCheckpoints.wanted() || mBroken || mState.step == 0 )
    return;
  mState.seconds = mClock.seconds();
  Checkpoint checkpoint{ mState, {} };
  mWeights->save( checkpoint );
  mCheckpoints.write( checkpoint );
}

} // namespace calving
