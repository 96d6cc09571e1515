#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/raster/runlengthimage.h"

namespace calving
{

//! Pixels left <= column < right, top <= row < bottom.
struct PixelBox
{
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};

//! Which front pixels count.
struct FrontRule
{
  //! Fronts (8-connected) of fewer than minimumLengthMetres / pixelSizeMetres pixels, not rounded, are
  //! dropped.
  double minimumLengthMetres = 750;
  //! Side of a pixel. 1 makes the minimum a number of pixels.
  double pixelSizeMetres = 1;
  //! Only pixels inside count. Applied after the length, so that a long front's short piece inside survives.
  std::optional<PixelBox> box;
};

/**
 * Zones without islands: all but the largest non-ocean component become ocean, then all but the largest ocean
 * component become glacier (8 neighbours; among equals the first in raster order is the largest). Unlike in
 * the published rule, a component without glacier is no candidate: missing data around a scene is not its
 * mainland.
 *
 * Classes as in enum Zone: 0 not available, 1 rock, 2 glacier, 3 ocean.
 */
RunLengthImage withoutIslands( const RunLengthImage &zones );

//! 1 at ocean pixels of \a zones of which one of the 4 neighbours is glacier, else 0.
RunLengthImage contactPixels( const RunLengthImage &zones );

//! \a pixels without the components (8 neighbours) of fewer than \a minimumPixels pixels; \a dropped: how
//! many.
RunLengthImage withoutShortFronts( const RunLengthImage &pixels, double minimumPixels,
                                   int *dropped = nullptr );

/**
 * The calving front in \a zones: 255 at front pixels, else 0, row by row.
 *
 * The rule of the CaFFe benchmark (Gourmelon et al. 2022) as Tyrion applies it (2025): the three functions
 * above in turn, then the box and the area. Without ocean or without glacier there is no front, and no error.
 *
 * \a zones: width x height classes 0 to 3, row by row. REQUIRES: that size.
 */
std::vector<std::uint8_t> frontPixels( const std::vector<std::uint8_t> &zones, int width, int height,
                                       const FrontRule &rule );

/**
 * The pixels that the text of a CaFFe bounding_boxes file names in a scene of \a width x \a height pixels.
 *
 * A heading, then "x,y" of the left upper, left lower, right lower and right upper corner; "upper" has the
 * larger row. Rounded half to even and clamped as the benchmark does: beyond the side becomes the last pixel,
 * which is then left out. Throws Error, naming \a name, if the text is something else.
 */
PixelBox boundingBox( const std::string &text, int width, int height, const std::string &name );

} // namespace calving
