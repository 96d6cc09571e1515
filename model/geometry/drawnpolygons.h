#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/geometry/mappolygon.h"
#include "model/raster/raster.h"

namespace calving
{

//! A geometry as well-known binary.
using WellKnownBinary = std::vector<std::uint8_t>;

//! Polygons as someone drew them: any kind, in any coordinate reference system.
struct DrawnPolygons
{
  //! For messages, what each is: “A polygon of the area”.
  std::string what;
  std::vector<WellKnownBinary> shapes;
  //! Coordinate reference system (well-known text). Empty: the coordinates are those of the map they come to.
  std::string crs;

  bool isEmpty() const { return shapes.empty(); }
};

/**
 * Brings drawn polygons to a map: the one place that knows what they may be.
 *
 * What comes out has straight edges, heights and measures dropped, collections taken apart, no outline that
 * crosses itself (see straightPolygons()). Edges are straight where they were drawn, with so many corners on
 * the map that they lie within a thousandth of a pixel of where they belong. A polygon across the date line
 * is the same whether it was split there or not, with longitudes to 180 or beyond.
 */
class PolygonPlacer
{
public:
  //! \a crs: of the polygons. Where it or that of \a map is empty, coordinates stay as they are. Throws Error
  //! if there is no way from one to the other.
  PolygonPlacer( const std::string &crs, const RasterGrid &map );
  ~PolygonPlacer();

  /**
   * The polygons of \a shape on the map; none where they lie beyond what the map can show.
   *
   * Throws Error, a sentence about \a what, as straightPolygons() does and where the map shows but a part.
   */
  std::vector<MapPolygon> place( const WellKnownBinary &shape, const std::string &what ) const;

private:
  struct Ways;
  std::unique_ptr<const Ways> mWays;
};

//! Throws Error as straightPolygons() does where one of \a drawn is none, whatever the map.
void requirePolygons( const DrawnPolygons &drawn );

//! All of \a drawn on \a map.
std::vector<MapPolygon> polygonsOn( const DrawnPolygons &drawn, const RasterGrid &map );

/**
 * Longitudes and latitudes (degrees, WGS 84) of points along the outlines of \a drawn, so dense that what
 * covers them all covers what is drawn, too.
 *
 * Throws Error as straightPolygons() does and where there is no way to degrees. REQUIRES: it has a system.
 */
std::vector<std::array<double, 2>> outlineOf( const DrawnPolygons &drawn );

} // namespace calving
