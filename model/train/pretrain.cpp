#include "model/train/pretrain.h"

#include "model/error.h"
#include "model/train/data/pairsource.h"
#include "model/train/pretraintask.h"
#include "model/train/startweights.h"
#include "model/train/trainer.h"

namespace calving
{

namespace
{

void requireOptical( const PairSource &source, PretrainMethod method )
{
  if ( !readsOptical( method ) || source.targetChannels() > 0 )
    return;
  throw Error(
      "The data set holds SAR scenes alone, but " + methodName( method ) +
      " learns from optical images. Add the optical image of each glacier (calvingfront:builddataset), "
      "or choose SimMIM, which needs none." );
}

//! \a options with everything that follows from others.
PretrainOptions completed( PretrainOptions options, const PairSource &source, bool resumes )
{
  SampleOptions &samples = options.training.samples;
  if ( samples.crop.side == 0 )
    samples.crop.side = automaticCropSide( source );
  options.samples.side = samples.crop.side;
  options.samples.mirror = samples.crop.mirror;
  options.samples.seed = samples.seed;
  options.samples.readsTarget = readsOptical( options.method );
  options.samples.masks = masksTokens( options.method );
  options.training.resumes = resumes;
  return options;
}

} // namespace

TrainResult pretrain( PairSource &source, const PretrainOptions &options, const TrainOutputs &outputs,
                      const Feedback &feedback )
{
  SplitOptions splitOptions = options.split;
  splitOptions.seed = options.training.samples.seed;
  const Split split = splitScenes( source, splitOptions );
  requireOptical( source, options.method );
  PretrainOptions complete = completed( options, source, !outputs.resume.empty() );
  takeSizeOfStart( complete.training, feedback );
  complete.training.samples.frames = 1; // pre-training sees single scenes
  requireValid( complete );
  feedback.inform( "Scenes: " + split.description + "." );
  PretrainTask task( source, split, complete, feedback );
  return trainNetwork( task, complete.training, outputs, feedback );
}

} // namespace calving
