#include "model/train/finetune.h"

#include "model/train/data/scenesource.h"
#include "model/train/finetuneparameters.h"
#include "model/train/startweights.h"
#include "model/train/trainer.h"
#include "model/train/zonetask.h"

namespace calving
{

TrainResult finetune( SceneSource &source, const FinetuneOptions &options, const TrainOutputs &outputs,
                      const Feedback &feedback )
{
  FinetuneOptions complete = options;
  setCropSide( complete, source );
  TrainOptions &training = complete.training;
  training.resumes = !outputs.resume.empty();
  takeSizeOfStart( training, feedback );
  requireValid( training );
  countSequences( training );
  SplitOptions splitOptions = options.split;
  splitOptions.seed = options.training.samples.seed;
  const Split split = splitScenes( source, splitOptions );
  feedback.inform( "Scenes: " + split.description + "." );
  ZoneTask task( source, split, training, feedback );
  return trainNetwork( task, training, outputs, feedback );
}

} // namespace calving
