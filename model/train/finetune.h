#pragma once

#include "model/feedback.h"
#include "model/train/data/split.h"
#include "model/train/recipe.h"
#include "model/train/report/trainresult.h"
#include "model/train/trainoptions.h"

namespace calving
{

class SceneSource;

//! What is trained on which scenes.
struct FinetuneOptions
{
  //! Which one the other options began with, for the log; Automatic where nobody asked.
  Recipe recipe = Recipe::Automatic;
  TrainOptions training;
  SplitOptions split;
  //! What crops of automatic size (side 0) grow to at most; 512 as published.
  int largestCropSide = 512;
};

/**
 * Trains Tyrion on the labelled scenes of \a source: see trainNetwork() for how it ends and what it delivers.
 *
 * The seed of the training also splits the scenes. A crop side of 0 becomes what setCropSide() finds.
 * Throws Error for options out of range, scenes that cannot be read or split, and outputs that cannot be
 * written.
 */
TrainResult finetune( SceneSource &source, const FinetuneOptions &options, const TrainOutputs &outputs,
                      const Feedback &feedback );

} // namespace calving
