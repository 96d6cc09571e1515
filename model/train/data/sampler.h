#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "model/train/data/augment.h"
#include "model/train/data/crop.h"
#include "model/train/data/frames.h"
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
  //! Scenes of one glacier, in the order of their dates, that make a sample together; 1: single scenes.
  int frames = 1;
};

/**
 * Makes samples of labelled scenes, each a function of the seed and its running number alone.
 *
 * Every pass over the scenes shows each of them once, in a new order. With frames, others of its glacier are
 * drawn beside it, and all show the same place, turned alike, the ocean of all blended with one crop; tones
 * change by themselves.
 */
class Sampler : public SampleMaker
{
public:
  //! Draws from the \a scenes of \a source, which is cloned. Throws Error where frames are wanted of scenes
  //! that GlacierFrames refuses. REQUIRES: scenes is not empty.
  Sampler( const SceneSource &source, std::vector<int> scenes, const SampleOptions &options );
  ~Sampler() override;

  SampleShape shape() const override { return { mOptions.crop.side, true, 0, 0, mOptions.frames }; }
  Sample sample( std::uint64_t number ) override;
  std::unique_ptr<SampleMaker> clone() const override;

private:
  std::unique_ptr<SceneSource> mSource;
  SceneOrder mOrder;
  SampleOptions mOptions;
  //! Where samples have frames.
  std::optional<GlacierFrames> mFrames;
};

} // namespace calving
