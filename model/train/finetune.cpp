#include "model/train/finetune.h"

#include "model/train/trainer.h"
#include "model/train/zonetask.h"

namespace calving
{

TrainResult finetune( SceneSource &source, const FinetuneOptions &options, const TrainOutputs &outputs,
                      const Feedback &feedback )
{
  requireValid( options.training );
  SplitOptions splitOptions = options.split;
  splitOptions.seed = options.training.samples.seed;
  const Split split = splitScenes( source, splitOptions );
  feedback.inform( "Scenes: " + split.description + "." );
  TrainOptions training = options.training;
  if ( !outputs.resume.empty() )
    training.startPath.clear(); // the checkpoint holds all weights
  ZoneTask task( source, split, training, feedback );
  return trainNetwork( task, training, outputs, feedback );
}

} // namespace calving
