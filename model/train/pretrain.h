#pragma once

#include "model/feedback.h"
#include "model/train/pretrainoptions.h"
#include "model/train/report/trainresult.h"

namespace calving
{

class PairSource;

/**
 * Pre-trains Tyrion on the unlabelled scenes of \a source: see trainNetwork() for how it ends and what it
 * delivers.
 *
 * The seed of the training also splits the scenes. A crop side of 0 becomes 512, or less for smaller scenes.
 * Throws Error for options out of range, a method that needs optical images where there are none, scenes that
 * cannot be read or split, and outputs that cannot be written.
 */
TrainResult pretrain( PairSource &source, const PretrainOptions &options, const TrainOutputs &outputs,
                      const Feedback &feedback );

} // namespace calving
