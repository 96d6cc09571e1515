#pragma once

#include <string>

#include "model/geometry/zonepolygons.h"
#include "model/train/adapt/expectederror.h"
#include "model/train/finetune.h"

namespace calving
{

//! What a model is adapted to, and for how long.
struct AdaptOptions
{
  //! Name of the glacier; empty: what the scenes tell.
  std::string glacier;
  //! The recipe Adapt; its minutes are those of all trainings together, and end them where there are no
  //! epochs.
  FinetuneOptions recipe;
  //! The lines that were drawn with the zones: the model remembers them.
  ZonePolygons drawn;
};

//! Its defaults: ten minutes, whatever number of epochs.
AdaptOptions adaptDefaults();

struct AdaptResult
{
  ExpectedError expected;
  //! The training on all labels.
  TrainResult training;
};

/**
 * Adapts the model in options.recipe.training.startPath to the glacier that \a scenes show.
 *
 * With labels of fewestDates or more, half of the time goes into trainings without some of them
 * (leaveOneOut()), whose errors are told before the model is trained on all. The model's card holds them, and
 * its file remembers the labels (GlacierMemory). outputs.report is a report of both.
 *
 * Cancelled before the last training, nothing is written; in it, the model is what it was then. Throws Error
 * as requireAdaptable() and \a train do, and where an output cannot be written.
 */
AdaptResult adaptModel( PolygonScenes &scenes, const AdaptOptions &options, const TrainOutputs &outputs,
                        const SceneTraining &train, const Feedback &feedback );

} // namespace calving
