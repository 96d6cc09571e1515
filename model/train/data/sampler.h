#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/train/data/augment.h"
#include "model/train/data/crop.h"
#include "model/train/data/samplemaker.h"
#include "model/train/data/sceneorder.h"

namespace calving
{

class SceneSource;

//! What samples are made of.
struct SampleOptions
{
  CropOptions crop;
  AugmentOptions augment;
  std::uint64_t seed = 1;
};

/**
 * Makes samples of labelled scenes, each a function of the seed and its running number alone.
 *
 * Every pass over the scenes shows each of them once, in a new order.
 */
class Sampler : public SampleMaker
{
public:
  //! Draws from the \a scenes of \a source, which is cloned. REQUIRES: scenes is not empty.
  Sampler( const SceneSource &source, std::vector<int> scenes, const SampleOptions &options );
  ~Sampler() override;

  SampleShape shape() const override { return { mOptions.crop.side, true }; }
  Sample sample( std::uint64_t number ) override;
  std::unique_ptr<SampleMaker> clone() const override;

private:
  std::unique_ptr<SceneSource> mSource;
  SceneOrder mOrder;
  SampleOptions mOptions;
};

} // namespace calving
