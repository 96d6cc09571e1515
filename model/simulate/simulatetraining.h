#pragma once

#include <string>

#include "model/feedback.h"
#include "model/simulate/sceneoptions.h"

namespace calving
{

/**
 * Writes a labelled training set: \a glaciers glaciers, each on all dates of \a options.
 *
 * CaFFe's layout: sar_images/NAME.tif, zones/NAME_zones.tif, fronts/NAME_front.tif with NAME =
 * Glacier_YYYY-MM-DD_Sensor_Resolution_Quality_Orbit, and manifest.csv; besides dem/ and optical/ with one
 * file per glacier (the optical one of its brightest date), and fronts.gpkg with the true lines of all
 * scenes.
 *
 * The set appears as a whole at the end. A set that this software wrote before is replaced; a folder that
 * holds anything else, be it scenes in the same layout, is left alone. Throws Error, also for a unit other
 * than Byte, and Cancelled.
 */
void simulateTraining( const SceneOptions &options, int glaciers, const std::string &folder,
                       const Feedback &feedback );

} // namespace calving
