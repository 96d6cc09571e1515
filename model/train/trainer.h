#pragma once

#include "model/train/trainingtask.h"
#include "model/train/trainoptions.h"

namespace calving
{

/**
 * Trains \a task, with the other processes of options.ranks, until the epochs or minutes are over, the
 * validation stops improving, or the user cancels.
 *
 * The best model so far is always delivered, also after a cancellation and after a loss that is not a number
 * (the weights then are those before it, and a warning names the step). Starting weights that were trained
 * before compete as epoch 0. A checkpoint goes to outputs.checkpoint after epochs; a training that goes on
 * from it gives, on the CPU with as many threads, the same bits as one that never stopped. Throws Error where
 * nothing can be trained, where an output cannot be written (before anything is trained), and where the user
 * cancels, or the loss is no number, before an epoch has ended: there is no model then (and after a
 * cancellation a checkpoint).
 */
TrainResult trainNetwork( TrainingTask &task, const TrainOptions &options, const TrainOutputs &outputs,
                          const Feedback &feedback );

} // namespace calving
