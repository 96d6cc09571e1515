#pragma once

#include <vector>

#include "model/raster/tilegrid.h"
#include "model/sar/geometry/coordinateconversion.h"
#include "model/sar/geometry/statevector.h"

namespace calving
{

/**
 * What each line and pixel of a picture in radar geometry means: all that geocoding needs, and no more.
 *
 * It travels with the picture from step to step, in files as the metadata domain xml:CALVINGFRONT_RADAR.
 */
struct RadarFrame
{
  int width = 0;
  int height = 0;
  //! Time that the processor gave to the centre of line 0, and seconds from line to line.
  UtcTime firstLineTime;
  double lineInterval = 0;
  /**
   * Two-way time (s) at which the time of a line is its zero-Doppler time.
   *
   * The processor corrects the flight during the echo's journey for this range only: elsewhere, zero-Doppler
   * time = time of the line + (two-way time - bistaticReference) / 2. The products' geolocation grids include
   * this.
   */
  double bistaticReference = 0;
  //! Range (m) of the centre of pixel 0, and from pixel to pixel: on the ground if there are conversions,
  //! else slant.
  double firstRange = 0;
  double rangeSpacing = 0;
  std::vector<CoordinateConversion> conversions;
  std::vector<StateVector> orbit;
};

//! The frame of the part \a window of \a frame.
RadarFrame subset( const RadarFrame &frame, const Window &window );

//! The frame after averaging \a rangeLooks by \a azimuthLooks pixels into one; what is left over at the end
//! is dropped.
RadarFrame multilooked( const RadarFrame &frame, int rangeLooks, int azimuthLooks );

} // namespace calving
