#pragma once

#include <string>
#include <vector>

#include <torch/torch.h>

#include "model/train/trainingtask.h"
#include "model/train/trainoptions.h"

namespace calving
{

//! The options that a checkpoint must have been made with to be continued, as text.
std::string trainingFingerprint( const TrainOptions &options );

//! Names and values of all options that shape the result, for reports and model cards.
std::vector<std::pair<std::string, std::string>> describeOptions( const TrainOptions &options );

//! Throws Error, naming it, if one of the files could not be written, or the disk has no room for all of them
//! when \a network is trained: before hours of training, not after.
void requireWritable( const TrainOutputs &outputs, const torch::nn::Module &network,
                      const TrainOptions &options );

//! Writes the CSV log, whole or not at all.
void writeTrainingLog( const std::string &path, const std::vector<EpochRecord> &history );

//! Writes model, log and report of \a task, whose network holds the weights to keep. Throws Error, which says
//! whether the model was saved, where one cannot be written.
void writeTrainOutputs( TrainingTask &task, const torch::Device &device, const TrainOptions &options,
                        const TrainOutputs &outputs, const TrainResult &result );

} // namespace calving
