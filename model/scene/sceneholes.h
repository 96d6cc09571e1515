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
 * from now on, as does whoever opens scene.input(), and \a feedback is warned, by the number that is stored:
 * what the reader rules out (-9999 and less, 1e20); -99, -999 and others that programs put there, also under
 * a scale, and 65535 or 32767 beyond all other numbers, where hardly a number lies near; exactly 0 among
 * decibels, as SNAP writes it outside the swath; areas of 0 in other units (see RasterReader::addZeroAreas())
 * where nothing is declared, unless they look like dark water that was cut to 0: in pictures, and
 * where single zeros fray their edges. Bytes are left alone. Also says what the band is read as, where that
 * is not what is stored. Throws as RasterReader does; Cancelled.
 */
std::vector<float> sampleScene( RasterReader &scene, int band, const Feedback &feedback = {} );

} // namespace calving
