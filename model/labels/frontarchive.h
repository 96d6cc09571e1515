#pragma once

#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/geometry/drawnpolygons.h"
#include "model/labels/frontbarrier.h"
#include "model/scene/scenename.h"

namespace calving
{

//! A front line of a date, as archives have thousands.
struct ArchivedFront
{
  //! Day, as dayNumber() counts.
  int day = 0;
  std::string glacier;
  //! Who drew it; several draw the same front.
  std::string author;
  WellKnownBinary shape;
};

//! Front lines of many dates and places: TermPicks, CALFIN, or one's own.
struct FrontArchive
{
  //! For messages, what it is: "The layer of fronts TermPicks".
  std::string name;
  //! Coordinate reference system as WKT.
  std::string crs;
  std::vector<ArchivedFront> fronts;
};

/**
 * The lines of \a archive, in pixels of \a image, of the date nearest to \a day and at most \a mostDays away.
 *
 * Only lines that meet the image count; of several people's lines of that date, those of the one who drew most
 * there; where some bear the name \a glacier, only these. Says in the log whose lines it took where there was a
 * choice. Empty where there are none.
 */
std::vector<PixelPath> frontsOfDay( const FrontArchive &archive, const ZoneImage &image, int day, int mostDays,
                                    const std::string &glacier, const Feedback &feedback );

} // namespace calving
