#pragma once

#include <vector>

#include "model/feedback.h"
#include "model/raster/raster.h"

namespace calving
{

/**
 * A sample of the values of \a band of \a scene (see sampleValues()), which must be backscatter.
 *
 * Where it shows a value that stands for no data though nothing declares it, the reader takes it for no data
 * from now on, as does whoever opens scene.input(), and \a feedback is warned: -9999 and less; and exactly 0
 * among decibels, as SNAP writes it outside the swath. Also says what the band is read as, where that is not
 * what is stored. Throws as RasterReader does; Cancelled.
 */
std::vector<float> sampleScene( RasterReader &scene, int band, const Feedback &feedback = {} );

} // namespace calving
