#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/icemask/movingfront.h"

namespace calving
{

//! What stays on the map while fronts move.
struct MaskGround
{
  //! The points of pixels in fjords that are no rock: where water may be.
  std::vector<PixelPoints> water;
  //! How many of the points of each pixel are rock.
  std::vector<std::uint8_t> rock;
  //! Metres from the centres of pixels to the edge of where water may be, positive inside.
  std::vector<float> fromLand;

  //! Whether at least half of the pixel is rock.
  bool isRock( std::size_t pixel ) const { return 2 * rock[pixel] >= pointsPerPixel; }
};

//! The masks of one time, row by row.
struct MaskSlice
{
  //! 1 where the pixel is no rock, and ice covers at least half of what is none.
  std::vector<std::uint8_t> ice;
  //! The share of the pixel that may be ice: all but the ocean.
  std::vector<float> fraction;
  //! Metres to the edge of the ocean: negative on ice and land.
  std::vector<float> levelSet;
  //! In pixels.
  double iceArea = 0;
};

/**
 * The masks of what \a fronts (at least one), which were moved to one time, are then.
 *
 * Where fjords of several fronts overlap, ocean is what is ocean to all of them. Points of pixels are told
 * ice or ocean by distances that are bilinear between the centres of pixels: a straight front covers a pixel
 * to 1/64 of its area.
 */
MaskSlice maskSlice( const RasterGrid &grid, const MaskGround &ground,
                     const std::vector<std::unique_ptr<MovingFront>> &fronts );

} // namespace calving
