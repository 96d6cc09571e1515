#include "model/icemask/icemaskoptions.h"

namespace calving
{

Parameters iceMaskParameters( IceMaskOptions &options )
{
  return {
      number( "RESOLUTION", shown( "Pixel size (m)" ), options.resolution, { 0.01 },
              shown( "Of the map, whose borders are multiples of it. NSIDC-0793 has 120 m." ) ),
      optional(
          text( "TIMES", shown( "Times" ), options.times,
                shown( "monthly: the middle of each month, with the month as its bounds. fronts: the times "
                       "of the fronts themselves. Or times of your own, as 2018-06-15, 2018-07-15, with "
                       "bounds midway between them. Between two fronts masks are interpolated; before the "
                       "first and after the last front, they show that front, and the log says so." ) ) ),
      optional( text( "START", shown( "First day" ), options.start,
                      shown( "Of monthly masks: the first month is the one that holds it, as 2015-01-01. "
                             "Without it, the first month in whose middle there are fronts before and "
                             "after." ) ) ),
      optional( text( "END", shown( "Last day" ), options.end,
                      shown( "Of monthly masks: the last month is the one that holds it." ) ) ),
      toggle( "CUMULATIVE", shown( "Only retreat" ), options.isCumulative,
              shown( "land_ice_area_fraction_retreat never grows: ocean is what was ocean at this or any "
                     "time before, in all fronts up to then, as PISM's forced retreat is often set up. "
                     "ice_mask and ice_levelset still show the front as it was." ) ),
      optional(
          number( "DIRECTION", shown( "Direction of flow (°)" ), options.azimuth, { 0, 360 },
                  shown( "Degrees clockwise from north at the glacier, towards which the ice flows. Without "
                         "it, OCEAN tells where the ocean is, else fronts of this program, which have the "
                         "ocean on their left." ) ) ),
      advanced(
          percent( "LONGEST_GAP", shown( "Longest gap (% of the fjord's width)" ), options.longestGap,
                   shown( "An end of a front in the fjord is joined straight with the nearest wall, or with "
                          "the next part of the front, if it is no farther. A front that does not part ice "
                          "from ocean even so is left out." ) ) ) };
}

} // namespace calving
