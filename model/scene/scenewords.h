#pragma once

#include <string>

#include "model/scene/scenename.h"

namespace calving
{

/**
 * Takes what \a word, a part of a file's name, says of a scene: sensor, mode, polarisation, direction of
 * flight.
 *
 * Returns false if it says nothing and names no step or product either: then it may be a glacier.
 */
bool readWord( const std::string &word, SceneFacts &facts );

} // namespace calving
