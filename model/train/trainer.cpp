#include "model/train/trainer.h"

#include "model/error.h"
#include "model/train/training.h"
#include "model/train/trainingending.h"
#include "model/train/trainingloop.h"
#include "model/train/trainoutput.h"

namespace calving
{

namespace
{

TrainResult train( const Training &training )
{
  TrainingLoop loop( training );
  TrainingEnding ending( training, loop );
  try
  {
    loop.run();
  }
  catch ( const Cancelled & )
  {
    ending.cancelled();
  }
  catch ( const RankLost &reason )
  {
    ending.giveUp( reason );
  }
  catch ( const std::exception & )
  {
    ending.rescue();
    throw;
  }
  return ending.deliver();
}

} // namespace

TrainResult trainNetwork( TrainingTask &task, const TrainOptions &options, const TrainOutputs &outputs,
                          const Feedback &feedback )
{
  requireValid( options );
  if ( options.ranks.first() )
    requireWritable( outputs, task.network(), options );
  try
  {
    RankGroup group( options.ranks );
    // Only rank 0 reads the checkpoint, reports and writes.
    const TrainOutputs own = options.ranks.first() ? outputs : TrainOutputs();
    const Feedback ownFeedback = feedbackOf( options.ranks, feedback );
    return train( { task, group, options, own, ownFeedback } );
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
