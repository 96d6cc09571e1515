#include "model/train/endingtext.h"

namespace calving
{

std::string allEpochsDone( int epochs )
{
  return epochs == 1 ? "The epoch is done." : "All " + std::to_string( epochs ) + " epochs are done.";
}

std::string nothingImproved( int epochs )
{
  return "The validation has not become better for " +
         ( epochs == 1 ? std::string( "an epoch." ) : std::to_string( epochs ) + " epochs." );
}

std::string lossIsNoNumber( const TrainState &state, std::uint64_t bad, std::uint64_t samplesPerStep )
{
  return "The loss of step " + std::to_string( bad + 1 ) + " (epoch " + std::to_string( state.epoch + 1 ) +
         ", samples " + std::to_string( bad * samplesPerStep ) + " to " +
         std::to_string( ( bad + 1 ) * samplesPerStep - 1 ) +
         ") is not a number, or the weights before it grew beyond all bounds. Training stopped" +
         ( state.epoch > 0 ? "; the model has the last good weights."
                           : " before its first epoch had ended, so no model was written." ) +
         " Lower the learning rate.";
}

std::string endedEarly( const std::string &what, const TrainState &state, int epochs )
{
  std::string text = what + " after epoch " + std::to_string( state.epoch );
  if ( epochs > 0 )
    text += " of " + std::to_string( epochs );
  if ( !state.hasBest )
    return text + ". The model has the last weights, since nothing was validated.";
  return state.bestEpoch == 0 ? text + '.'
                              : text + ". The model is the best so far, that of epoch " +
                                    std::to_string( state.bestEpoch ) + '.';
}

std::string howToGoOn( const std::string &checkpoint )
{
  return checkpoint.empty()
             ? "There is no checkpoint to continue from: name a CHECKPOINT next time, or let a training "
               "begin with "
               "this model (START)."
             : "Continue from the checkpoint " + checkpoint + " (RESUME), with the same scenes and options.";
}

} // namespace calving
