#include "model/train/finetuneparameters.h"

#include "model/train/trainparameters.h"

namespace calving
{

FinetuneOptions finetuneDefaults()
{
  FinetuneOptions options;
  options.training.samples.crop.side = 0;
  return options;
}

Parameters mainFinetuneParameters( FinetuneOptions &options )
{
  return joined( { { names( "HOLDOUT", shown( "Glaciers held out" ), options.split.holdout,
                            shown( "Names, separated by commas, of glaciers that validate instead of "
                                   "training. Empty: a random share of the scenes, scenes of one glacier and "
                                   "date together." ) ) },
                   mainTrainParameters( options.training ) } );
}

Parameters rareFinetuneParameters( FinetuneOptions &options )
{
  const Parameters shares{
      number( "VALIDATION_SHARE", shown( "Share for validation" ), options.split.fraction, { 0, 0.9 },
              shown( "Share of the scenes that validate where no glacier is held out. 0: no validation; the "
                     "last network is kept. Published: 0.1." ) ),
      number( "TRAINING_SHARE", shown( "Share of the labels to use" ), options.split.trainingShare,
              { 0.001, 1 },
              shown( "Trains on this share of the other scenes alone: shows what fewer labels would "
                     "give." ) ) };
  return joined( { advanced( shares ), rareTrainParameters( options.training ),
                   zoneTrainParameters( options.training ) } );
}

} // namespace calving
