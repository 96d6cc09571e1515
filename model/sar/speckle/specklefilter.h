#pragma once

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/sar/stream/blocksource.h"

namespace calving
{

//! The speckle filters, by their usual names.
enum class SpeckleMethod
{
  None,
  Boxcar,
  Median,
  Lee,        //!< Lee 1980
  Kuan,       //!< Kuan et al. 1985
  RefinedLee, //!< Lee 1981: edge-aligned half windows, always 7x7
  LeeSigma,   //!< Lee et al. 2009
  GammaMap,   //!< Lopes et al. 1993
  Frost       //!< Frost et al. 1982
};

//! How the Frost filter measures the distance to the centre of its window.
enum class FrostDistance
{
  Chebyshev, //!< as SNAP
  Euclidean  //!< as Orfeo ToolBox
};

//! Parameters of all filters; each uses its own.
struct SpeckleOptions
{
  SpeckleMethod method = SpeckleMethod::Lee;
  //! Side of the window in pixels: odd, 3 to 31. Refined Lee always takes 7.
  int window = 7;
  //! Equivalent number of looks of the scene: Cu^2 = 1 / looks. Positive.
  double looks = 4.4;
  //! True where the values are amplitudes, false where they are intensities (matters to Lee sigma).
  bool amplitude = false;
  //! Damping factor k of Frost. Positive.
  double damping = 2.0;
  FrostDistance distance = FrostDistance::Chebyshev;
  //! Share of the speckle that Lee sigma's range holds, between 0 and 1.
  double sigma = 0.9;
  //! Values above this may be point targets, which Lee sigma keeps: the scene's 98th percentile, as
  //! brightness() finds it. Infinite: no point targets.
  double brightness = std::numeric_limits<double>::infinity();
};

/**
 * \a source, filtered pixel by pixel.
 *
 * Windows are clipped at the border of the picture and leave out NaN (as SNAP does at borders); variances
 * divide by n - 1. A pixel that is NaN stays NaN. Throws Error where an option is out of range. By hand,
 * because what has such filters (SNAP, Orfeo ToolBox) is no library that QGIS brings, and none has all of
 * them.
 */
std::shared_ptr<const BlockSource> despeckled( std::shared_ptr<const BlockSource> source,
                                               const SpeckleOptions &options );

/**
 * The value below which the share \a fraction of the positive pixels of \a source lies, to 0.1 %.
 *
 * Reads all of it once. Found by counting, so it does not depend on blocks or threads.
 */
double brightness( const BlockSource &source, double fraction, const Feedback &feedback );

/**
 * Equivalent number of looks of \a values by moments: mean^2 / variance of intensities; of amplitudes
 * m2^2 / (m4 - m2^2), where mN is the mean of the N-th powers. NaN left out. Meant for a homogeneous area.
 */
double equivalentLooks( const std::vector<float> &values, bool amplitude );

} // namespace calving
