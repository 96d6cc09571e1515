#pragma once

#include "model/sar/calibration/calibratedscene.h"
#include "model/sar/geometry/radargeometry.h"

namespace calving
{

//! The metadata of CalibratedScene for the image of \a polarisation of \a product.
std::map<std::string, std::string> sceneMetadata( const Product &product, const std::string &polarisation,
                                                  const CalibrationOptions &options );

//! The name of a band with these metadata, such as "sigma0 HH"; empty where they do not say what it shows.
std::string bandName( const std::map<std::string, std::string> &metadata );

//! The last part of \a path, as histories name files: folders are the user's own.
std::string fileName( const std::string &path );

/**
 * \a history with one more step, "name(parameters), software version"; steps are set apart by "; ".
 *
 * Every algorithm that makes a raster from a raster appends itself to CALVINGFRONT_HISTORY.
 */
std::string withStep( const std::string &history, const std::string &step );

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
