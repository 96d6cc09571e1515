#pragma once

#include "model/sar/calibration/calibratedpicture.h"
#include "model/sar/geometry/radargeometry.h"

namespace calving
{

/**
 * The metadata of the image of \a polarisation of \a product, calibrated.
 *
 * CALVINGFRONT_SENSOR, _MODE, _POLARISATION, _PASS, _RELATIVE_ORBIT, _ABSOLUTE_ORBIT, _DATETIME,
 * _DATETIME_END, _IMAGE_ID, _QUANTITY, _UNIT and _HISTORY.
 */
SarMetadata sceneMetadata( const Product &product, const std::string &polarisation,
                           const CalibrationOptions &options );

/**
 * The points of the geolocation grids of \a images, as the pixels of the part \a window of the picture of \a
 * geometry.
 *
 * Points up to a sixteenth of the window's side outside it are kept, so that the edges are held, too; where
 * that leaves fewer than four, the corners are computed at the height of the grid's nearest point.
 */
std::vector<GroundControlPoint> controlPoints( const std::vector<const SarImage *> &images,
                                               const RadarGeometry &geometry, const Window &window );

} // namespace calving
