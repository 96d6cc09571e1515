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
  //! Images per forward pass.
  int batch = 16;
  torch::Device device = torch::kCPU;
  bool bfloat16 = false;
};

//! Predicted classes of one scene.
struct PredictedZones
{
  int scene = 0;
  //! Classes 0..3 of the whole scene, row by row.
  std::vector<std::uint8_t> zones;
};

using ZoneNetwork = std::function<torch::Tensor( const torch::Tensor &grey )>;

/**
 * Runs \a network, (N, 1, side, side) values in [0, 1] -> (N, classes, side, side), over \a scenes of \a
 * source.
 *
 * Scenes that fit into one input are seen whole; others in inputs of which the central half counts, side by
 * side, as the published validation does. The border is mirrored. \a take gets the scenes in order, \a labels
 * (optional) the logits of every batch with the labels (N, side, side) under them.
 */
void predictZones(
    SceneSource &source, const std::vector<int> &scenes, const ZoneNetwork &network,
    const PredictorOptions &options, const std::function<void( PredictedZones )> &take,
    const std::function<void( const torch::Tensor &logits, const torch::Tensor &labels )> &labels = {} );

} // namespace calving
