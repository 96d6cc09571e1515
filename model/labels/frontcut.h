#pragma once

#include <string>
#include <vector>

#include "model/labels/frontbarrier.h"

namespace calving
{

//! The zones of a date, and what could not be done of its front lines.
struct FrontCut
{
  ZoneImage zones;
  //! How many lines parted ocean and glacier.
  int linesUsed = 0;
  //! A sentence for each line that did not; each begins in small letters, to follow the name of a scene.
  std::vector<std::string> problems;
};

struct CutOptions
{
  //! Side of a pixel in metres, for limits and sentences.
  double pixelMetres = 1;
  //! An end of a line goes on to the wall of the fjord, or to another line, where that is no farther than this.
  double farthestEndMetres = 2000;
};

/**
 * The zones of a date from its front \a lines and the zones \a known of another date of the same glacier.
 *
 * The ice and water of \a known are parted along the lines, whose ends go on to the walls of the fjord. The ocean
 * lies on the side that alone was known to hold ocean, or on the one that did not alone hold glacier; where both
 * hold both, as where other fjords and glaciers hang together with these, on the side for which less changes.
 * What lies between the old front and the new one changes its class; all else stays: rock, what is not
 * available, lakes, icebergs, and fronts that no line tells of. Pixels under a line are ocean, as front pixels
 * are.
 *
 * A line that runs to no wall, so that both its sides hang together, changes nothing and is a problem, as is
 * one that crosses neither ice nor water, and one whose sides cannot be told apart.
 */
FrontCut cutByFronts( const ZoneImage &known, const std::vector<PixelPath> &lines, const CutOptions &options );

} // namespace calving
