#pragma once

#include "model/train/data/pairsource.h"
#include "model/train/data/samplemaker.h"
#include "model/train/data/sceneorder.h"
#include "model/train/data/tokenmask.h"

namespace calving
{

//! How pairs become samples. Defaults: the published pre-training (Gourmelon et al. 2025, released code).
struct PairSampleOptions
{
  //! Side of a crop in pixels. REQUIRES: a multiple of 32.
  int side = 512;
  //! How much of the mirrored border crops may show: see CropOptions.
  double mirror = 1.0;
  //! Of each crop a square of this range of sides, in units of the crop's, is enlarged to the whole.
  double zoomLow = 0.7;
  double zoomHigh = 1.0;
  //! Probability of turning a sample upside down.
  double flipProbability = 0.5;
  //! Whether the optical image is read.
  bool readsTarget = true;
  //! Whether tokens are masked, and which.
  bool masks = true;
  TokenMaskOptions mask;
  std::uint64_t seed = 1;
};

//! The same crops without zoom and flip.
PairSampleOptions withoutChanges( PairSampleOptions options );

/**
 * Makes samples of unlabelled scenes: a square of the SAR image, the same of the optical one, tokens to mask.
 *
 * Only the pixels of the square are read.
 */
class PairSampler : public SampleMaker
{
public:
  //! Draws from the \a pairs of \a source, which is cloned. REQUIRES: pairs is not empty.
  PairSampler( const PairSource &source, std::vector<int> pairs, const PairSampleOptions &options );

  SampleShape shape() const override;
  Sample sample( std::uint64_t number ) override;
  std::unique_ptr<SampleMaker> clone() const override;

private:
  std::vector<std::uint8_t> cut( int pair, const Window &window, int channels );

  std::unique_ptr<PairSource> mSource;
  SceneOrder mOrder;
  PairSampleOptions mOptions;
};

} // namespace calving
