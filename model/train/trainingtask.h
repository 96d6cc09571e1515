#pragma once

#include <memory>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "model/feedback.h"
#include "model/modelfile/modelcard.h"
#include "model/train/data/loader.h"
#include "model/train/ranks/rankgroup.h"
#include "model/train/report/trainresult.h"

namespace calving
{

/**
 * What is trained: a network, its loss, and how well it does.
 *
 * The trainer knows nothing else of it. Called on one thread.
 */
class TrainingTask
{
public:
  virtual ~TrainingTask() = default;

  virtual torch::nn::Module &network() = 0;
  //! Tells, before the first loss, which processes train together. \a group outlives the training. A loss
  //! that is no mean over samples must exchange with it what it sums.
  virtual void join( RankGroup & ) {}
  //! Batches of this process from sample \a first on.
  virtual std::unique_ptr<Loader> loader( std::uint64_t first ) = 0;
  //! Samples that an epoch has where the options do not say.
  virtual int samplesPerEpoch() const = 0;
  //! The mean loss of \a batch as a scalar with a gradient, computed on \a device.
  virtual torch::Tensor loss( const Batch &batch, const torch::Device &device ) = 0;
  //! Judges the network as it is. REQUIRES: canValidate().
  virtual Scores validate( const torch::Device &device, const Feedback &feedback ) = 0;
  virtual bool canValidate() const = 0;
  //! Whether the network, before its first step, is one that was trained for this: worth judging, then.
  virtual bool startsTrained() const { return false; }
  //! Examples of what the network makes of held-out data.
  virtual std::vector<Picture> pictures( const torch::Device &device ) = 0;
  //! Network and data as far as the task knows them; the trainer adds seed, metrics and options.
  virtual ModelCard card() const = 0;
  //! What must be equal for a checkpoint to fit, besides the options: data and architecture.
  virtual std::string fingerprint() const = 0;
  //! Names and values of the task's own options, for reports and model cards.
  virtual std::vector<std::pair<std::string, std::string>> settings() const = 0;
  //! 1 for weights that learn at full rate, else the depth-wise factor; 0 for frozen ones.
  virtual double rateFactor( const std::string &parameter ) const = 0;
};

} // namespace calving
