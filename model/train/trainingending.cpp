#include "model/train/trainingending.h"

#include "model/error.h"
#include "model/train/endingtext.h"
#include "model/train/trainoutput.h"

namespace calving
{

const std::string cancelledUntrained =
    "Cancelled before the first epoch had ended: there is no trained model yet, so none was written.";

TrainingEnding::TrainingEnding( const Training &training, TrainingLoop &loop )
  : mTraining( training )
  , mLoop( loop )
{
}

void TrainingEnding::cancelled()
{
  mCancelled = true;
  mLoop.settle();
  if ( !mLoop.broken() )
    mReason = endedEarly( "Cancelled: the training was stopped", mLoop.state(), mTraining.options.epochs );
}

void TrainingEnding::giveUp( const RankLost &reason )
{
  mLoop.settle();
  mLoop.saveCheckpoint();
  const std::string &checkpoint = mTraining.outputs.checkpoint;
  const std::string kept =
      checkpoint.empty() ? " Write checkpoints to be able to continue." : ' ' + howToGoOn( checkpoint );
  throw Error( reason.what() + ( mTraining.group.ranks().first() ? kept : std::string() ) );
}

void TrainingEnding::rescue()
{
  try
  {
    mLoop.settle();
    if ( mLoop.state().epoch == 0 )
      return mLoop.saveCheckpoint();
    mReason = endedEarly( "An error ended the training", mLoop.state(), mTraining.options.epochs );
    mCancelled = true; // no pictures: the scenes may be what cannot be read
    deliver();
    mTraining.feedback.warn( mReason + ' ' + howToGoOn( mTraining.outputs.checkpoint ) );
  }
  catch ( const std::exception &e )
  {
    mTraining.feedback.warn( std::string( "Not all that was learned could be kept. " ) + e.what() );
  }
}

//! A model of which nobody knows whether it learned anything would pass for a trained one.
void TrainingEnding::requireModel() const
{
  const TrainState &state = mLoop.state();
  if ( state.epoch > 0 || !( mCancelled || mLoop.broken() ) )
    return;
  if ( mLoop.broken() )
    throw Error( mLoop.reason() );
  const std::string &checkpoint = mTraining.outputs.checkpoint;
  const bool canGoOn = !checkpoint.empty() && state.step > 0;
  throw Error( cancelledUntrained + ( canGoOn ? ' ' + howToGoOn( checkpoint ) : std::string() ) );
}

TrainResult TrainingEnding::deliver()
{
  mLoop.saveCheckpoint();
  requireModel();
  if ( mReason.empty() )
    mReason = mLoop.reason();
  const TrainState &state = mLoop.state();
  if ( state.hasBest && state.bestEpoch == 0 )
    mReason += " No epoch was better than the starting weights, so the model holds these.";
  mLoop.weights().useBest();
  TrainResult result;
  result.best = state.best;
  result.bestEpoch = state.hasBest ? state.bestEpoch : state.epoch;
  result.epochs = state.epoch;
  result.steps = state.step;
  result.cancelled = mCancelled;
  result.reason = mReason;
  result.history = state.history;
  writeTrainOutputs( mTraining.task, mLoop.device(), mTraining.options, mTraining.outputs, result );
  return result;
}

} // namespace calving
