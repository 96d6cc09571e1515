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
  //! Projected; empty: see defaultCrs().
  std::string crs;
  //! In units of the coordinate reference system, nearly always metres.
  double pixelSize = 20;
  //! Longitude and latitude (degrees) of points: the map reaches as far as they do, but not beyond what the
  //! picture shows. Empty: all of it.
  std::vector<std::array<double, 2>> area;
};

//! Polar stereographic EPSG:3413 north of 60 degrees and EPSG:3031 south of -60, UTM on WGS 84 between.
std::string defaultCrs( double longitude, double latitude );

//! Code and name of \a crs, well-known text: “EPSG:3413 (WGS 84 / NSIDC Sea Ice Polar Stereographic North)”.
std::string nameOfCrs( const std::string &crs );

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
