#pragma once

#include <vector>

namespace calving
{

/**
 * Resampling along one axis: each new pixel is a weighted sum of neighbouring old ones.
 *
 * Towards larger pixels: the mean over the new pixel's area (partly covered old pixels count in part), so
 * that no old pixel is left out however large the step. Towards smaller ones: linear between the centres.
 * Same number: each pixel is itself. Both axes share their outer edges.
 */
struct AxisWeights
{
  struct Pixel
  {
    //! First old pixel that counts.
    int first = 0;
    //! Weights of the old pixels from there on; their sum is 1.
    std::vector<float> weights;

    int last() const { return first + static_cast<int>( weights.size() ) - 1; }
  };

  //! One entry for each new pixel.
  std::vector<Pixel> pixels;
};

//! REQUIRES: both numbers of pixels are at least 1.
AxisWeights resamplingWeights( int oldPixels, int newPixels );

} // namespace calving
