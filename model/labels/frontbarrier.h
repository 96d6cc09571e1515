#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/geometry/nearestsegment.h"
#include "model/labels/zoneimage.h"

namespace calving
{

//! A line in pixels: the centre of the first pixel is (0.5, 0.5).
using PixelPath = std::vector<Point>;

//! \a path with so many points that none is over half a pixel from the next; what lies far off the image is
//! left out.
PixelPath densePath( const PixelPath &path, const ZoneImage &image );

/**
 * Where zones end that a front may part: rock and what is not available, but for specks of it inside glacier
 * and ocean, and all that lies outside the image.
 */
class FjordWalls
{
public:
  //! \a zones must outlive this object.
  explicit FjordWalls( const ZoneImage &zones );

  //! Whether a line ends in this pixel, which may lie outside.
  bool isWall( int column, int row ) const
  {
    return !mZones.holds( column, row ) || mWalls[mZones.index( column, row )];
  }
  bool isWall( std::size_t pixel ) const { return mWalls[pixel]; }

  /**
   * The centre of the pixel nearest to \a end at which a line that arrives there in \a direction can stop: a
   * wall, or a pixel of \a others, which holds other lines. Ahead of the line if there is any, else beside or
   * behind it. Empty where none is nearer than \a farthest pixels.
   */
  std::optional<Point> nearest( const Point &end, const Point &direction, double farthest,
                                const std::vector<bool> &others ) const;

private:
  const ZoneImage &mZones;
  std::vector<bool> mWalls;
};

} // namespace calving
