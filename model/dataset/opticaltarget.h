#pragma once

#include <map>
#include <optional>
#include <string>

#include "model/dataset/opticalimage.h"
#include "model/feedback.h"
#include "model/geometry/areamask.h"

namespace calving
{

//! What an optical image shows of an area.
struct OpticalView
{
  //! Share of the area that has data.
  double coverage = 0;
  //! Share of that under clouds or their shadows; empty where the image has no scene classification.
  std::optional<double> cloudShare;
};

//! Whether a class of the Level-2A scene classification hides the ground: cloud shadow, cloud, cirrus.
bool isCloud( float sceneClass );

/**
 * Looks at \a image in the pixels \a area of \a grid: its red band for data, its classes for clouds.
 *
 * Throws Error if it cannot be read; Cancelled.
 */
OpticalView viewOf( const OpticalImage &image, const RasterGrid &grid, const AreaMask &area,
                    const Feedback &feedback );

/**
 * Writes the 14 channels of \a image on \a grid to the GeoTIFF \a path, strip by strip.
 *
 * Reflectances are interpolated (averaged towards larger pixels), classes taken from the nearest pixel;
 * values keep their scale, as published: readers divide each band by its maximum. 0 is “no data”, and what
 * fills a channel that the image lacks. Throws Error, naming the file; Cancelled.
 */
void writeOptical( const OpticalImage &image, const RasterGrid &grid, const std::string &path,
                   const std::map<std::string, std::string> &metadata, const Feedback &feedback );

} // namespace calving
