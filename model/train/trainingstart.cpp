#include "model/train/trainingstart.h"

#include "model/error.h"
#include "model/nn/cancelpoint.h"
#include "model/train/ranks/sharedstart.h"
#include "model/train/startweights.h"
#include "model/train/trainoutput.h"

namespace calving
{

namespace
{

//! One forward and backward pass shows which parameters are trained at all.
std::unique_ptr<TrainedWeights> findWeights( const Training &training, const torch::Device &device,
                                             const RankAgreement &agreement )
{
  TrainingTask &task = training.task;
  const Batch first = task.loader( 0 )->next();
  const CancelPoints stopPoints( [&agreement] { agreement.checkWithinStep(); } );
  const TorchSeed seed( 0 );
  return std::make_unique<TrainedWeights>( task, task.loss( first, device ), training.options );
}

void resume( const Training &training, TrainingStart &start )
{
  const std::string &path = training.outputs.resume;
  const Checkpoint checkpoint = readCheckpoint( path, start.state.fingerprint );
  try
  {
    start.weights->restore( checkpoint );
  }
  catch ( const Error &e )
  {
    throw Error( "Cannot continue from " + path + ". " + e.what() );
  }
  if ( !training.options.startPath.empty() )
    training.feedback.warn( "The starting weights " + training.options.startPath +
                            " (START) are not read, because the checkpoint to continue has its own." );
  start.state = checkpoint.state;
  training.feedback.inform( "Continuing after epoch " + std::to_string( start.state.epoch ) + ", step " +
                            std::to_string( start.state.step ) + "." );
}

//! All ranks begin with what rank 0 has, be it new or from a checkpoint.
void share( RankGroup &group, TrainingStart &start )
{
  Checkpoint checkpoint{ start.state, {} };
  start.weights->save( checkpoint );
  shareStart( group, checkpoint );
  start.weights->restore( checkpoint );
  start.state = checkpoint.state;
}

} // namespace

TrainingStart startTraining( const Training &training, const torch::Device &device,
                             const RankAgreement &agreement )
{
  TrainingStart start;
  start.state.fingerprint = training.task.fingerprint() + ", " + trainingFingerprint( training.options );
  start.weights = findWeights( training, device, agreement );
  training.group.onFirst( 0,
                          [&]
                          {
                            if ( !training.outputs.resume.empty() )
                              resume( training, start );
                            return std::vector<double>();
                          } );
  if ( training.group.several() )
    share( training.group, start );
  return start;
}

} // namespace calving
