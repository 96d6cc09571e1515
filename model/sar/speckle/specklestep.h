#pragma once

#include <string>

#include "model/feedback.h"
#include "model/sar/picture/sarpicture.h"
#include "model/sar/speckle/specklefilter.h"

namespace calving
{

//! What is done against speckle.
struct SpeckleStep
{
  //! SpeckleMethod::None: no filter. Lee sigma's brightness is measured, amplitude that of the picture.
  SpeckleOptions filter;
  //! Pixels a side that are averaged into one before the filter; 1: none.
  int multilook = 1;
};

/**
 * Applies \a step to \a picture and records it. Throws Error where an option is out of range.
 *
 * Reads all of it for Lee sigma, which keeps targets brighter than the 98th percentile.
 */
void despeckle( SarPicture &picture, const SpeckleStep &step, const Feedback &feedback );

//! The step as rasters record it, such as "despeckle(Lee, window 7, looks 4.4)"; empty if it does nothing.
std::string describe( const SpeckleStep &step );

} // namespace calving
