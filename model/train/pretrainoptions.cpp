#include "model/train/pretrainoptions.h"

#include "model/base/lettercase.h"
#include "model/error.h"
#include "model/train/report/frontscores.h"

namespace calving
{

std::string methodName( PretrainMethod method )
{
  return method == PretrainMethod::OptSimMim       ? "OptSimMIM"
         : method == PretrainMethod::OptTranslator ? "OptTranslator"
                                                   : "SimMIM";
}

std::string methodKey( PretrainMethod method )
{
  return lowerCase( methodName( method ) );
}

const char *figureOfMeans( PretrainMethod method )
{
  return readsOptical( method ) ? figure::lossOfMeans : figure::lossOfGreyMean;
}

TrainOptions publishedPretraining( PretrainMethod method )
{
  TrainOptions options;
  options.batch = 4;
  options.accumulate = 8;
  options.epochs = 1000;
  options.optimiser.learningRate = method == PretrainMethod::OptTranslator ? 5e-3 : 1e-3;
  options.schedule.kind = ScheduleKind::Plateau;
  options.patience = method == PretrainMethod::OptTranslator ? 100 : 0;
  return options;
}

void requireValid( const PretrainOptions &options )
{
  requireValid( options.training );
  const PairSampleOptions &samples = options.samples;
  if ( !( samples.zoomLow > 0 && samples.zoomLow <= samples.zoomHigh && samples.zoomHigh <= 1 ) )
    throw Error( "The range of the enlarged square must begin above 0, not end before it begins, and end at "
                 "1 at most." );
  if ( !( samples.flipProbability >= 0 && samples.flipProbability <= 1 ) )
    throw Error( "The probability of flips must be from 0 to 1." );
  if ( options.validationSamples < 0 )
    throw Error( "The number of crops for validation must not be negative." );
  if ( masksTokens( options.method ) )
    requireValid( samples.mask, options.training.samples.crop.side );
}

} // namespace calving
