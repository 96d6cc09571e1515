#pragma once

#include "model/feedback.h"
#include "model/train/data/split.h"
#include "model/train/report/trainresult.h"
#include "model/train/trainoptions.h"

namespace calving
{

class SceneSource;

//! What is trained on which scenes.
struct FinetuneOptions
{
  TrainOptions training;
  SplitOptions split;
};

/**
 * Trains Tyrion on the labelled scenes of \a source: see trainNetwork() for how it ends and what it delivers.
 *
 * The seed of the training also splits the scenes. A crop side of 0 becomes 512, or less for smaller scenes.
 * Throws Error for options out of range, scenes that cannot be read or split, and outputs that cannot be
 * written.
 */
TrainResult finetune( SceneSource &source, const FinetuneOptions &options, const TrainOutputs &outputs,
                      const Feedback &feedback );

} // namespace calving
