#pragma once

#include <torch/torch.h>

namespace calving
{

struct ZoneLossOptions
{
  //! Share of the target spread evenly over the other classes.
  TORCH_ARG( double, smoothing ) = 0.1;
  //! Added to numerator and denominator of the Dice ratio.
  TORCH_ARG( double, epsilon ) = 1e-5;
  //! Adds the sums of the Dice ratios over the processes that share a batch. Empty: there is but one.
  TORCH_ARG( std::function<torch::Tensor( const torch::Tensor & )>, overRanks );
};

//! The four terms of the loss and their sum; scalars with a gradient.
struct ZoneLoss
{
  //! Cross entropy of the whole image.
  torch::Tensor crossEntropy;
  //! Cross entropy of the centre (half the side).
  torch::Tensor crossEntropyCentre;
  torch::Tensor dice;
  torch::Tensor diceCentre;
  //! Half of each of the four, added.
  torch::Tensor total;
};

/**
 * Cross entropy with smoothed labels, averaged over pixels.
 *
 * The target is 1 - smoothing for the true class and smoothing / (classes - 1) for each other one: not what
 * torch's own label_smoothing means. \a logits: (N, classes, H, W); \a labels: (N, H, W), int64 in [0,
 * classes).
 */
torch::Tensor smoothedCrossEntropy( const torch::Tensor &logits, const torch::Tensor &labels,
                                    double smoothing );

//! Overlap and size of the softmax and the truth, squared, summed per class over the batch: (2, classes).
torch::Tensor diceSums( const torch::Tensor &logits, const torch::Tensor &labels );
//! 1 - Dice, averaged over classes, of diceSums().
torch::Tensor diceLoss( const torch::Tensor &sums, double epsilon );
//! The same of logits and labels.
torch::Tensor diceLoss( const torch::Tensor &logits, const torch::Tensor &labels, double epsilon );

//! The centre of the last two dimensions, half as long on each side.
torch::Tensor centreHalf( const torch::Tensor &x );

//! The loss of fine-tuning (Gourmelon et al. 2025): cross entropy and Dice on the whole image and on its
//! centre.
ZoneLoss zoneLoss( const torch::Tensor &logits, const torch::Tensor &labels,
                   const ZoneLossOptions &options = {} );

} // namespace calving
