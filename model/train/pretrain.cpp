#include "model/train/pretrain.h"

#include <algorithm>

#include "model/error.h"
#include "model/train/data/pairsource.h"
#include "model/train/pretraintask.h"
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

int automaticSide( const PairSource &source )
{
  std::vector<int> sides;
  for ( int i = 0; i < source.count(); ++i )
    sides.push_back( std::min( source.info( i ).width, source.info( i ).height ) );
  return automaticCropSide( std::move( sides ) );
}

//! \a options with everything that follows from others.
PretrainOptions completed( PretrainOptions options, const PairSource &source, bool resumes )
{
  SampleOptions &samples = options.training.samples;
  if ( samples.crop.side == 0 )
    samples.crop.side = automaticSide( source );
  options.split.seed = samples.seed;
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
  if ( source.count() == 0 )
    throw Error( "There are no SAR scenes to train on." );
  requireOptical( source, options.method );
  const PretrainOptions complete = completed( options, source, !outputs.resume.empty() );
  requireValid( complete );
  const Split split = splitPairs( source, complete.split );
  feedback.inform( "Scenes: " + split.description + "." );
  PretrainTask task( source, split, complete, feedback );
  return trainNetwork( task, complete.training, outputs, feedback );
}

} // namespace calving
