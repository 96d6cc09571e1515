#pragma once

#include <torch/torch.h>

namespace calving
{

/**
 * How a grid of tokens is cut into square windows (Liu et al. 2022, Swin Transformer V2).
 *
 * A grid whose shorter side is no longer than the window gets windows of that side and no shift, as in the
 * reference. A grid that is no multiple of the window is padded below and to the right; padding never takes
 * part in the attention of real tokens.
 */
struct WindowGrid
{
  WindowGrid( int64_t gridHeight, int64_t gridWidth, int64_t windowSize, int64_t shiftSize );

  int64_t height;
  int64_t width;
  int64_t window;
  int64_t shift;

  int64_t paddedHeight() const { return ( height + window - 1 ) / window * window; }
  int64_t paddedWidth() const { return ( width + window - 1 ) / window * window; }
  bool isPadded() const { return paddedHeight() != height || paddedWidth() != width; }
  int64_t windows() const { return paddedHeight() / window * ( paddedWidth() / window ); }
};

bool operator<( const WindowGrid &a, const WindowGrid &b );

//! Log-spaced relative coordinates in [-1.06, 1.06]: (1, 2W-1, 2W-1, 2), row offset first. Zero where W is 1.
torch::Tensor relativeCoordsTable( int64_t window );

//! Row of the flattened coordinates table for each pair of tokens of a window: (W*W, W*W), int64.
torch::Tensor relativePositionIndex( int64_t window );

/**
 * What is added to the attention of each window: (windows, W*W, W*W).
 *
 * -100 between parts that only the cyclic shift brought together (finite, as in the reference: a strong head
 * leaks), -1e9 between real tokens and padding. Undefined where nothing is to be masked.
 */
torch::Tensor attentionMask( const WindowGrid &grid );

//! (N, H, W, C) -> (N * windows, window * window, C), padded and cyclically shifted as \a grid says.
torch::Tensor partitionWindows( torch::Tensor x, const WindowGrid &grid );

//! The inverse of partitionWindows().
torch::Tensor mergeWindows( const torch::Tensor &windows, const WindowGrid &grid );

} // namespace calving
