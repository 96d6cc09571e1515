#pragma once

#include <cstdint>
#include <vector>

#include "model/train/augment.h"
#include "model/train/crop.h"

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
 * Makes training samples, each a function of the seed and its running number alone.
 *
 * Every pass over the scenes shows each of them once, in a new order. Not shared between threads.
 */
class Sampler
{
public:
  //! Draws from the \a scenes of \a source, which must outlive the sampler. REQUIRES: scenes is not empty.
  Sampler( SceneSource &source, std::vector<int> scenes, const SampleOptions &options );

  //! Sample \a number of the training, counted from its very beginning. Throws what the source throws.
  Crop sample( std::uint64_t number );

private:
  int sceneOf( std::uint64_t number );

  SceneSource &mSource;
  std::vector<int> mScenes;
  SampleOptions mOptions;
  std::vector<int> mOrder;
  std::uint64_t mPass;
};

} // namespace calving
