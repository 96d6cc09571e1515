#pragma once

#include <string>

#include "model/feedback.h"

namespace calving
{

class PolygonScenes;

/**
 * Looks at the labels before time is spent on them.
 *
 * Throws Error, a sentence that names the scene and says what to do, where its date is not known, its zones
 * are of one class, hold no ocean or no glacier, or it does not overlap the others; and where the names of
 * the scenes tell several glaciers, unless a name for all of them, \a glacier, was given. Warns of labels
 * whose front is too short to count.
 */
void requireAdaptable( PolygonScenes &scenes, const std::string &glacier, const Feedback &feedback );

//! The name of the glacier that \a scenes show: \a glacier, else what their names tell; empty where they do
//! not.
std::string glacierOf( const PolygonScenes &scenes, const std::string &glacier );

} // namespace calving
