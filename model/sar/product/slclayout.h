#pragma once

#include <vector>

#include "model/sar/geometry/radarframe.h"
#include "model/sar/product/product.h"

namespace calving
{

//! Where one sub-swath of an SLC goes in the merged picture.
struct SwathPlacement
{
  //! Column of the merged picture at which the sub-swath's sample 0 lies.
  int column = 0;
  //! Columns of the merged picture that are taken from this sub-swath: from first to before end.
  int firstColumn = 0;
  int endColumn = 0;

  //! For a row of the merged picture: the line of the measurement (-1: none) and its valid samples.
  struct Row
  {
    int line = -1;
    int firstSample = 0;
    int endSample = 0;
  };
  std::vector<Row> rows;
};

/**
 * How the bursts and sub-swaths of an SLC make one picture in slant range.
 *
 * All bursts of a data take lie on one grid of lines and samples, so each pixel is taken from one burst
 * without resampling. Where two bursts of a sub-swath, or two sub-swaths, overlap, the seam runs through the
 * middle of what is valid in both.
 */
struct SlcLayout
{
  //! The frame of the merged picture, with the orbit of the first sub-swath's annotation.
  RadarFrame frame;
  //! In the order of the sub-swaths given.
  std::vector<SwathPlacement> swaths;
};

//! The layout of the sub-swaths \a images (in order of range; one without bursts for stripmap mode).
SlcLayout slcLayout( const std::vector<const SarImage *> &images );

} // namespace calving
