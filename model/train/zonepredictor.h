#pragma once

#include <functional>
#include <vector>

#include <torch/torch.h>

#include "model/train/data/crop.h"

namespace calving
{

class SceneSource;

//! How scenes are cut for the network.
struct PredictorOptions
{
  //! Side of the network's input.
  int side = 512;
  //! Images, or sequences of them, per forward pass.
  int batch = 16;
  torch::Device device = torch::kCPU;
  bool bfloat16 = false;
  //! Scenes that the network sees together; 1: each by itself.
  int frames = 1;
};

//! Predicted classes of one scene.
struct PredictedZones
{
  int scene = 0;
  //! Classes 0..3 of the whole scene, row by row.
  std::vector<std::uint8_t> zones;
};

//! (N, 1, side, side) values in [0, 1] -> (N, classes, side, side); \a frames of the images are one sequence.
using ZoneNetwork = std::function<torch::Tensor( const torch::Tensor &grey, int frames )>;

/**
 * Runs \a network over \a scenes of \a source.
 *
 * Scenes that fit into one input are seen whole; others in inputs of which the central half counts, side by
 * side, as the published validation does. The border is mirrored. With frames, those of
 * GlacierFrames::sequences() are seen together, the same tile of all. \a take gets each scene once, single
 * ones in their order, \a labels (optional) the logits of every batch with the labels (N, side, side) under
 * them.
 */
void predictZones(
    SceneSource &source, const std::vector<int> &scenes, const ZoneNetwork &network,
    const PredictorOptions &options, const std::function<void( PredictedZones )> &take,
    const std::function<void( const torch::Tensor &logits, const torch::Tensor &labels )> &labels = {} );

} // namespace calving
