#pragma once

#include "model/modelfile/modelcard.h"
#include "model/nn/optsimmim.h"
#include "model/nn/opttranslator.h"
#include "model/train/data/split.h"
#include "model/train/pretrainoptions.h"
#include "model/train/trainingtask.h"

namespace calving
{

class PairSource;

/**
 * Pre-training: Tyrion inside the head of a method learns from unlabelled scenes.
 *
 * Validation: the method's loss over crops of the held-out scenes, the same after each epoch, beside that of
 * the bands' means (see BandMeans).
 */
class PretrainTask : public TrainingTask
{
public:
  /**
   * Builds the network: random weights from the seed, then those of training.startPath, without heads.
   *
   * \a source must outlive the task. Throws Error if the starting weights cannot be read or are of another
   * size.
   */
  PretrainTask( PairSource &source, const Split &split, const PretrainOptions &options,
                const Feedback &feedback );

  torch::nn::Module &network() override;
  std::unique_ptr<Loader> loader( std::uint64_t first ) override;
  int samplesPerEpoch() const override;
  torch::Tensor loss( const Batch &batch, const torch::Device &device ) override;
  bool canValidate() const override { return !mSplit.validation.empty(); }
  Scores validate( const torch::Device &device, const Feedback &feedback ) override;
  std::vector<Picture> pictures( const torch::Device &device ) override;
  ModelCard card() const override;
  std::string fingerprint() const override;
  std::vector<std::pair<std::string, std::string>> settings() const override;
  double rateFactor( const std::string &parameter ) const override;

private:
  void build();
  Tyrion &tyrion();
  std::unique_ptr<Loader> fixedLoader( const std::vector<int> &pairs, int batch ) const;
  //! (N, bands, H, W): each token as predicted while it was masked.
  torch::Tensor reconstruct( const torch::Tensor &grey, std::vector<std::int32_t> &mask );

  PairSource &mSource;
  Split mSplit;
  PretrainOptions mOptions;
  //! Tokens are masked: this one is there, else the other.
  OptSimMim mMasked{ nullptr };
  OptTranslator mTranslator{ nullptr };
  double mLossOfMeans = 0;
  bool mKnowsLossOfMeans = false;
};

} // namespace calving
