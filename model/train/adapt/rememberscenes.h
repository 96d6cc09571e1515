#pragma once

#include <string>

#include "model/geometry/zonepolygons.h"
#include "model/modelfile/glaciermemory.h"

namespace calving
{

class PolygonScenes;

/**
 * What a model that learned \a scenes remembers of their \a glacier: the zones of all of them, by date, each
 * cut to what is labelled, on the pixels that the network sees; and the box around them all, in the
 * coordinate reference system of the first. Fronts are those of \a drawn.
 *
 * REQUIRES: scenes that requireAdaptable() lets pass.
 */
GlacierMemory rememberScenes( PolygonScenes &scenes, const ZonePolygons &drawn, const std::string &glacier );

} // namespace calving
