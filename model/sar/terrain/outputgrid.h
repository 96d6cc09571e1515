#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/raster/raster.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/sar/terrain/terrain.h"

namespace calving
{

//! The map that a picture is brought to.
struct MapOptions
{
  //! Projected; empty: see defaultCrs() in model/geometry/defaultcrs.h.
  std::string crs;
  //! In units of the coordinate reference system, nearly always metres.
  double pixelSize = 20;
  //! Longitude and latitude (degrees) of points: the map reaches as far as they do, but not beyond what the
  //! picture shows. Empty: all of it.
  std::vector<std::array<double, 2>> area;
};

/**
 * The grid that holds what the picture of \a radar shows of ground at the heights of \a survey.
 *
 * Its borders are multiples of the pixel size, so the grids of a time series lie on one another. Throws Error
 * if the coordinate reference system is unknown, geographic or made for another part of the Earth, the pixel
 * size is not positive or gives more than 200000 pixels a side, or the area lies outside the scene.
 */
RasterGrid outputGrid( const RadarGeometry &radar, const MapOptions &options, const TerrainSurvey &survey );

//! Longitude and latitude (degrees) of \a count x \a count places spread over the picture, as seen at \a
//! height (m above the ellipsoid).
std::vector<std::array<double, 2>> placesIn( const RadarGeometry &radar, int count, double height );

} // namespace calving
