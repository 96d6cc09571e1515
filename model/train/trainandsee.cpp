#include "model/train/trainandsee.h"

#include "model/train/data/scenesource.h"
#include "model/train/ranks/rankgroup.h"
#include "model/train/startweights.h"
#include "model/train/trainer.h"
#include "model/train/zonetask.h"

namespace calving
{

TrainedZones trainAndSee( SceneSource &source, const Split &split, const std::vector<int> &scenes,
                          const TrainOptions &options, const TrainOutputs &outputs, const Feedback &feedback )
{
  TrainOptions training = options;
  training.resumes = !outputs.resume.empty();
  takeSizeOfStart( training, {} ); // nobody asked for another
  requireValid( training );
  countSequences( training );
  ZoneTask task( source, split, training, feedback );
  TrainedZones trained;
  trained.result = trainNetwork( task, training, outputs, feedback );
  if ( trained.result.cancelled )
    return trained;
  for ( PredictedZones &predicted :
        task.predict( scenes, chooseDevice( training.compute.device, training.ranks ) ) )
    trained.zones.push_back( std::move( predicted.zones ) );
  return trained;
}

} // namespace calving
