#include "model/train/adapt/adaptparameters.h"

#include "model/base/computeparameters.h"
#include "model/scene/glacierparameter.h"
#include "model/train/trainparameters.h"

namespace calving
{

Parameters adaptParameters( AdaptOptions &options )
{
  Parameters training = mainTrainParameters( options.recipe.training );
  Parameter glacier = glacierParameter( options.glacier );
  glacier.advanced = false;
  glacier.help = shown( "Its name, which the model remembers. Empty: what the names of the rasters tell." );
  Parameter minutes = parameterIn( training, "MINUTES" );
  minutes.help =
      shown( "What all trainings take together. With labels of three dates or more, half of it goes "
             "into finding out what error to expect." );
  std::get<NumberKind>( minutes.kind ).low = 0.05;
  Parameter start = parameterIn( training, "START" );
  start.help =
      shown( "A trained model to start from; the network has its size. Empty: the model in the box." );
  return joined( { { glacier, minutes, advanced( start ), advanced( parameterIn( training, "SEED" ) ) },
                   advanced( computeParameters( options.recipe.training.compute ) ) } );
}

Parameters adaptFileParameters( TrainOutputs &outputs )
{
  Parameters files = without(
      trainFileParameters( outputs, shown( "The adapted model. It remembers the labels and the place of its "
                                           "glacier, and works elsewhere as any other." ) ),
      { "LOG" } );
  Parameter &resume = parameterIn( files, "RESUME" );
  resume.help =
      shown( "Goes on where this checkpoint of an adaptation with the same rasters and labels ends; "
             "raise MINUTES. The error to expect is found out anew." );
  Parameter &checkpoint = parameterIn( files, "CHECKPOINT" );
  checkpoint.advanced = true;
  parameterIn( files, "REPORT" ).help =
      shown( "The error to expect, that of copying the nearest label, pictures of both, and all settings." );
  return files;
}

} // namespace calving
