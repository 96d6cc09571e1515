#pragma once

#include "model/raster/raster.h"
#include "model/simulate/sceneoptions.h"

namespace calving
{

//! Where on Earth a simulated scene lies.
struct Placement
{
  RasterGrid grid;
  //! "EPSG:3413", or the system's name where it has no such code.
  std::string crsName;
  //! Degrees, of the scene's middle.
  double latitude = 70;
  double longitude = -50;
  //! Direction of true north there, in degrees clockwise from the top of the map.
  double north = 0;
};

/**
 * The grid of a scene, its corners on multiples of the pixel size.
 *
 * \a glacier: glaciers of one set lie side by side, so that none covers another.
 * Throws Error if the coordinate reference system is unknown or not projected, or the place is not on its
 * map.
 */
Placement placeScene( const SceneOptions &options, int glacier = 0 );

} // namespace calving
