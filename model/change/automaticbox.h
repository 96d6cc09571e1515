#pragma once

#include <string>

#include "model/change/measuringbox.h"

namespace calving
{

/**
 * A rectangle along \a flow that holds what \a fronts have in common.
 *
 * Across: between the sides that nine in ten of the fronts reach, and no wider. Along: from behind the
 * backmost to before the foremost front, by a tenth of the width. Throws Error where fronts overlap so little
 * that no box of half their median width fits. \a description says how large it became.
 */
MeasuringBox automaticBox( const std::vector<std::vector<Line>> &fronts, const Point &flow,
                           std::string &description );

} // namespace calving
