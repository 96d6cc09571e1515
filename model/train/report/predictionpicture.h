#pragma once

#include <vector>

#include "model/train/report/trainresult.h"

namespace calving
{

class SceneSource;

/**
 * Three pictures of a scene: grey with the true (green) and the predicted (red) front, true zones, predicted
 * zones.
 *
 * Long sides are reduced to 384 pixels. \a zones: predicted classes of the whole scene.
 */
std::vector<Picture> predictionPictures( SceneSource &source, int scene,
                                         const std::vector<std::uint8_t> &zones );

} // namespace calving
