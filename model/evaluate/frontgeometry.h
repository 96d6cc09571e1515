#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "model/geometry/nearestsegment.h"
#include "model/raster/raster.h"
#include "model/scene/frontattributes.h"
#include "model/scene/scenename.h"

namespace calving
{

//! Fronts of one scene as someone stored them: lines, or a raster where they are not 0.
struct FrontGeometry
{
  //! For messages: the file or layer.
  std::string source;
  //! Lines in map coordinates (x or longitude first). Empty for a raster.
  std::vector<std::vector<Point>> lines;
  //! Well-known text; empty where unknown.
  std::string crs;
  //! Column and row of the pixels of the front in a raster, row by row. Empty for lines.
  std::vector<std::array<int, 2>> pixels;
  RasterGrid grid;
  //! What the attributes of lines, or the metadata of a raster, say of the scene; empty where nothing.
  SceneFacts facts;
  //! Features that have no shape: they are passed over.
  std::size_t withoutShape = 0;
  //! Of the lines that tell theirs: more than one are of several scenes.
  std::set<std::string> dates;

  bool isRaster() const { return grid.width > 0; }
};

/**
 * Reads the raster (band 1, front where it is neither 0 nor "no data") or vector file \a input: all lines of
 * all its layers, in the system of the first that holds some.
 *
 * GMT and text files without a header line are read as longitude latitude, as published fronts come.
 * Throws Error if it is neither, or holds polygons: their outlines are more than fronts.
 */
FrontGeometry readFrontGeometry( const RasterInput &input );

//! Adds the lines of a geometry, as well-known binary, to \a front. Throws Error for polygons.
void addFrontLines( const std::vector<std::uint8_t> &wkb, FrontGeometry &front );

//! Adds what the attributes of a line say to \a front.
void addAttributes( const AttributeText &attribute, FrontGeometry &front );

//! Why the layer \a source, of which no feature is a line, is refused, and what to do.
std::string holdsNoLines( const std::string &source );

//! A plane in metres that two geometries can be compared on.
class MetricPlane
{
public:
  /**
   * The system of \a crs itself if it is projected in metres that are some on the ground (isStretched()),
   * else an azimuthal equidistant projection round \a centre, which is in the system of \a crs. Throws Error
   * if \a crs is empty or cannot be understood.
   */
  MetricPlane( const std::string &crs, const Point &centre );

  const std::string &crs() const { return mCrs; }
  //! \a points, in the system \a crs, on the plane. Throws Error, naming \a source, for points outside the
  //! projection.
  std::vector<Point> project( const std::vector<Point> &points, const std::string &crs,
                              const std::string &source ) const;

private:
  std::string mCrs;
};

//! Longitude and latitude (WGS 84) of \a point in the system \a crs; NaN where that is not possible.
Point toLongitudeLatitude( const Point &point, const std::string &crs );

} // namespace calving
