#pragma once

#include <memory>

#include "model/train/checkpoint/trainstate.h"
#include "model/train/ranks/rankagreement.h"
#include "model/train/trainedweights.h"
#include "model/train/training.h"

namespace calving
{

//! What a training goes on from, equal on all ranks.
struct TrainingStart
{
  std::unique_ptr<TrainedWeights> weights;
  TrainState state;
};

/**
 * Finds out which weights of the task's network, which is on \a device, are trained, and takes over the
 * checkpoint outputs.resume, where there is one.
 *
 * Throws Error where nothing can be trained or the checkpoint is of another training, and Cancelled.
 */
TrainingStart startTraining( const Training &training, const torch::Device &device,
                             const RankAgreement &agreement );

} // namespace calving
