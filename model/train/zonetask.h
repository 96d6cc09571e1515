#pragma once

#include "model/modelfile/modelcard.h"
#include "model/nn/tyrion.h"
#include "model/train/data/split.h"
#include "model/train/trainingtask.h"
#include "model/train/trainoptions.h"
#include "model/train/zonepredictor.h"

namespace calving
{

class SceneSource;

/**
 * Fine-tuning: Tyrion learns zones from labelled scenes (Gourmelon et al. 2025, loss and samples as
 * published).
 *
 * Validation: zones of the held-out scenes, their fronts, mean distance error and IoU (see FrontScores).
 */
class ZoneTask : public TrainingTask
{
public:
  /**
   * Builds the network: random weights from the seed, then those of options.startPath.
   *
   * \a source must outlive the task. Throws Error if the starting weights cannot be read or are of another
   * size.
   */
  ZoneTask( SceneSource &source, const Split &split, const TrainOptions &options, const Feedback &feedback );

  torch::nn::Module &network() override { return *mNetwork; }
  void join( RankGroup &group ) override { mGroup = group.several() ? &group : nullptr; }
  std::unique_ptr<Loader> loader( std::uint64_t first ) override;
  int samplesPerEpoch() const override;
  torch::Tensor loss( const Batch &batch, const torch::Device &device ) override;
  bool canValidate() const override { return !mSplit.validation.empty(); }
  bool startsTrained() const override { return mStartsTrained; }
  Scores validate( const torch::Device &device, const Feedback &feedback ) override;
  std::vector<Picture> pictures( const torch::Device &device ) override;
  ModelCard card() const override;
  std::string fingerprint() const override;
  std::vector<std::pair<std::string, std::string>> settings() const override;
  double rateFactor( const std::string &parameter ) const override;

  //! What the network, as it is, sees in \a scenes of the source, in their order.
  std::vector<PredictedZones> predict( const std::vector<int> &scenes, const torch::Device &device );

private:
  PredictorOptions predictorOptions( const torch::Device &device ) const;
  ZoneNetwork seeing();

  SceneSource &mSource;
  Split mSplit;
  TrainOptions mOptions;
  Tyrion mNetwork{ nullptr };
  bool mStartsTrained = false;
  RankGroup *mGroup = nullptr;
};

} // namespace calving
