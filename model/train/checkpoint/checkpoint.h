#pragma once

#include <map>
#include <string>

#include <torch/torch.h>

#include "model/train/checkpoint/trainstate.h"

namespace calving
{

/**
 * A training at rest, in one .safetensors file: `model.*` (all parameters by their names), `optimiser.*`,
 * `best`, `average`, and the state as JSON.
 */
struct Checkpoint
{
  TrainState state;
  std::map<std::string, torch::Tensor> tensors;
};

//! Writes \a checkpoint to \a path, whole or not at all: what was there before stays until then.
void writeCheckpoint( const std::string &path, const Checkpoint &checkpoint );
//! Throws Error if \a path is missing, damaged (values that are not finite, too) or no checkpoint.
Checkpoint readCheckpoint( const std::string &path );
//! The same of a training with that \a fingerprint alone: of another, it throws Error and says what differs.
Checkpoint readCheckpoint( const std::string &path, const std::string &fingerprint );

//! The tensors whose names begin with \a prefix, without it.
std::map<std::string, torch::Tensor> tensorsUnder( const Checkpoint &checkpoint, const std::string &prefix );

} // namespace calving
