#pragma once

#include <map>
#include <string>

#include "model/scene/scenename.h"
#include "model/segmenter.h"

namespace calving
{

/**
 * What the rasters of a result say of themselves: whose scene it is, as sceneFacts() reads it back, and which
 * model and software made them. Keys begin with CALVINGFRONT_.
 */
std::map<std::string, std::string> resultMetadata( const SceneFacts &scene, const Segmenter &segmenter );

} // namespace calving
