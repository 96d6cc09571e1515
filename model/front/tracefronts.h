#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/geometry/areamask.h"
#include "model/raster/raster.h"
#include "model/raster/runlengthimage.h"
#include "model/scene/zonecoding.h"

namespace calving
{

//! An unbroken piece of a front.
struct FrontPart
{
  //! Vertices in the coordinates of the zones raster. Walking along them, the ocean is on the left as seen in
  //! the raster (row axis downwards). A closed part repeats its first vertex.
  std::vector<std::array<double, 2>> points;
  bool closed = false;
  //! Confidence at each vertex; empty without a confidence raster.
  std::vector<float> vertexConfidence;
};

//! One calving front: the front pixels that hang together (8 neighbours).
struct FrontLine
{
  //! Nearly always one. More where rock or missing data interrupt the contact of ice and ocean; the longest
  //! first.
  std::vector<FrontPart> parts;
  double lengthMetres = 0;
  //! Front pixels.
  int pixels = 0;
  //! Confidence, 0 to 1, over the front pixels; NaN without a confidence raster.
  double meanConfidence = std::numeric_limits<double>::quiet_NaN();
  double minConfidence = std::numeric_limits<double>::quiet_NaN();
  //! That which a tenth of the front pixels fall short of.
  double lowConfidence = std::numeric_limits<double>::quiet_NaN();

  std::size_t vertices() const;
};

struct TraceOptions
{
  //! Shorter fronts are dropped: (number of pixels) * (pixel size) below this.
  double minimumLengthMetres = 750;
  //! Side of a pixel for that rule; 0 takes it from the raster's transform.
  double pixelSizeMetres = 0;
  //! False keeps a vertex per pixel edge: stairs.
  bool smooth = true;
  ZoneCoding coding = ZoneCoding::Automatic;
};

//! What tracing found.
struct TracedFronts
{
  std::vector<FrontLine> lines;
  //! Front pixels on the grid of the zones: 1 at front pixels.
  RunLengthImage pixels{ 1 };
  //! The zones without islands and lakes, which the fronts bound.
  RunLengthImage zones{ 1 };
  //! Side of a pixel that the length rule took.
  double pixelSizeMetres = 0;
};

//! Metres.
double totalLength( const std::vector<FrontLine> &fronts );

/**
 * The calving fronts in a raster of zones, as lines.
 *
 * Front pixels follow frontPixels() (frontpixels.h), restricted to \a area if given. A line runs along the
 * centres of its front pixels: no point of it is farther than half a pixel from the polyline of the centres,
 * and no centre is farther than half a pixel from the line (distances in pixels). Lines neither cross
 * themselves nor each other. Each unbroken contact of ocean and glacier is one line; it ends where rock,
 * missing data, the raster's edge or the area's edge interrupts it.
 *
 * \a confidence, if given, must have the size of \a zones; 0 to 1, or bytes 0 to 255.
 * Zones may be coded 0 1 2 3, 1 2 3 4 or 0 64 127 254; "no data" counts as not available.
 * Memory grows with the outline of the zones, not with their area.
 *
 * Says in the log how many fronts were too short. Lengths are in metres where the zones have a coordinate
 * reference system or the options a pixel size. Throws Error for another coding or a confidence raster of
 * another size; Cancelled.
 */
TracedFronts traceFronts( const RasterReader &zones, const TraceOptions &options, const AreaMask *area,
                          const RasterReader *confidence, const Feedback &feedback );

/**
 * Front \a pixels as 0 and 255 in a GeoTIFF on \a grid that waits for its commit().
 *
 * Throws Error if it cannot be written.
 */
RasterWriter frontPixelRaster( const std::string &path, const RasterGrid &grid,
                               const RunLengthImage &pixels );

} // namespace calving
