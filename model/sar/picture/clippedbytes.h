#pragma once

#include <string>

#include "model/feedback.h"
#include "model/raster/decibelwindow.h"

namespace calving
{

/**
 * Warns where most of the bytes that were written to \a path over \a window are its ends, 1 and 255: the
 * picture then shows next to nothing, as where power was taken for what is amplitude.
 */
void warnWhereClipped( const std::string &path, const DecibelWindow &window, const Feedback &feedback );

} // namespace calving
