#pragma once

#include <limits>
#include <vector>

#include "model/check/checkinput.h"
#include "model/check/glacierseries.h"
#include "model/feedback.h"

namespace calving
{

//! How near a front comes to where its scene ends.
struct EdgeDistance
{
  //! NaN: nobody says where it ends.
  double metres = std::numeric_limits<double>::quiet_NaN();
  //! Up to which distance it touches, unless the user says it.
  double touching = 0;
};

/**
 * The distances of all fronts of \a series to the outlines of the footprints of their images, 0 outside.
 *
 * Each front has the footprints of its image, else of its day, else those that belong to no scene; of
 * several, that counts which it lies deepest in. It touches within series.step.
 */
std::vector<EdgeDistance> footprintDistances( const CheckInput &input, const GlacierSeries &series,
                                              const std::string &crs );

/**
 * Their distances to the edge of the scene, or to pixels of it without data, in the rasters of their images,
 * or, where they name none, of their days; 25 pixels at most, as nobody looks farther. They touch within two
 * pixels. Throws Error where a raster cannot be read; Cancelled.
 */
std::vector<EdgeDistance> sceneDistances( const CheckInput &input, const GlacierSeries &series,
                                          const Feedback &feedback );

} // namespace calving
