#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/change/frontchange.h"
#include "model/feedback.h"
#include "model/icemask/fjord.h"
#include "model/icemask/icemasks.h"
#include "model/icemask/movingfront.h"

namespace calving
{

//! A glacier and its fronts on the map of the masks.
struct MappedGlacier
{
  GlacierChange setup;
  //! For each front, its parts.
  std::vector<std::vector<Line>> fronts;
  //! Unit vector towards the ocean.
  Point flow{ 0, 0 };
};

//! The glaciers of \a input: where they are and how they flow, not yet on the map. Of several, one that
//! cannot be used is left out with a warning; throws Error where none can.
std::vector<MappedGlacier> placedGlaciers( const IceMaskInput &input, const IceMaskOptions &options,
                                           const Feedback &feedback );

//! Brings \a glacier to a map in the system \a crs (well-known text).
void mapGlacier( const std::string &crs, MappedGlacier &glacier );

//! All parts of all fronts of \a glacier.
std::vector<Line> partsOf( const MappedGlacier &glacier );

//! A fjord and the fronts that cut it.
struct CutFjords
{
  Fjord fjord;
  std::vector<CutFjord> cuts;
};

/**
 * The fjords of \a glacier between \a walls (lines on the map \a grid), cut by its fronts.
 *
 * Adds what they close to \a closed. Warns of fronts that part no fjord; throws Error, with the reasons,
 * where none does.
 */
std::vector<CutFjords> cutFjords( const MappedGlacier &glacier, const std::vector<Line> &walls,
                                  const RasterGrid &grid, double longestGap, const Feedback &feedback,
                                  std::vector<ClosedFront> &closed );

} // namespace calving
