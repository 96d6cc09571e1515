#pragma once

namespace calving
{

//! Range of speckle around a mean of 1 that Lee sigma trusts, and what is left of the speckle inside it.
struct SigmaRange
{
  double lower = 0.0;
  double upper = 0.0;
  //! Standard deviation of speckle inside the range.
  double deviation = 0.0;
};

/**
 * The range that holds the share \a probability of fully developed speckle and whose mean is 1 (Lee et al.
 * 2009).
 *
 * Intensity speckle of L looks is gamma distributed, amplitude speckle is its root, scaled to mean 1. Solved
 * numerically, so that looks need not be whole. REQUIRES: looks > 0, 0 < probability < 1.
 */
SigmaRange sigmaRange( double looks, double probability, bool amplitude );

} // namespace calving
