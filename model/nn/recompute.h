#pragma once

#include <functional>

#include <torch/torch.h>

namespace calving
{

//! A part of a network: one tensor in, one out; parameters are its own.
using NetworkPart = std::function<torch::Tensor( const torch::Tensor & )>;

/**
 * part(x), of which nothing but x is kept for the backward pass, which computes it again (activation
 * checkpointing, Chen et al. 2016).
 *
 * Memory falls, the part's forward pass runs twice; gradients are the same, also with dropout, which draws
 * the same numbers again. REQUIRES: no other part has the same parameters. Where x needs no gradient, part(x)
 * alone.
 */
torch::Tensor recomputed( const NetworkPart &part, const torch::Tensor &x );

} // namespace calving
