#pragma once

#include <mutex>

#include <torch/torch.h>

#include "model/feedback.h"
#include "model/train/data/random.h"
#include "model/train/trainoptions.h"

namespace calving
{

/**
 * While it lives, torch's global generators start from \a seed and no other TorchSeed exists.
 *
 * Weight initialisation and dropout draw from these generators; two trainings in one process would disturb
 * each other.
 */
class TorchSeed
{
public:
  explicit TorchSeed( std::uint64_t seed );

private:
  std::lock_guard<std::mutex> mLock;
};

/**
 * Where \a options name starting weights, the network has their size, whatever was asked for: says so. So it
 * reads sequences where they do, unless it does anyway.
 *
 * Throws Error if the file cannot be read or is of none of the sizes.
 */
void takeSizeOfStart( TrainOptions &options, const Feedback &feedback );

//! Where samples of \a options are sequences, each counts for as many crops as it has frames.
void countSequences( TrainOptions &options );

/**
 * Copies the weights of options.startPath into \a network, all or the encoder's alone, which is all that
 * networks of scenes and of sequences have in common, and reports what was taken. Returns whether it all
 * comes from a network that was trained to find zones.
 *
 * REQUIRES: the network has the size of the weights (see takeSizeOfStart()). Throws Error if the file cannot
 * be read, has not a single weight that fits, or one that is no finite number.
 */
bool loadStartWeights( torch::nn::Module &network, const TrainOptions &options, const Feedback &feedback );

} // namespace calving
