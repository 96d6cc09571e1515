#include "model/check/checkoptions.h"

namespace calving
{

Parameters checkParameters( CheckOptions &options )
{
  const Range many{ 1, 1000 };
  return joined(
      { { number(
              "WHISKERS", shown( "Interquartile ranges to an outlier" ), options.whiskers, { 0 },
              shown( "What is usual is learnt from the fronts of each glacier: from the first quartile of "
                     "a measure less so many interquartile ranges to the third one plus as many. Fewer "
                     "flag more." ) ),
          number( "CONFIRM_OPTICAL", shown( "Fronts that may confirm a jump" ), options.confirmOptical, many,
                  shown( "A jump of area is flagged where the next fronts, so many at most, do not stay "
                         "there, two of them at least." ) ),
          number( "CONFIRM_RADAR", shown( "The same for Sentinel-1" ), options.confirmRadar, many,
                  shown( "After a front whose sensor is Sentinel-1." ) ) },
        advanced( Parameters{
            number( "MAX_ROUGHNESS", shown( "Greatest roughness" ), options.roughness, { 0 },
                    shown( "Limit of chk_rough, a multiple of what is usual for the glacier, instead of the "
                           "learnt one." ) ),
            number( "MAX_LENGTH_CHANGE", shown( "Greatest difference in length (%)" ), options.lengthPercent,
                    { 0 },
                    shown( "By how much a front may be longer than the median of those before and after, or "
                           "they longer than it (chk_length), instead of the learnt limits." ) ),
            number( "MAX_JUMP", shown( "Greatest unconfirmed jump (km²)" ), options.jump, { 0 },
                    shown( "Limit of chk_jump, instead of the learnt one." ) ),
            number( "MIN_EDGE", shown( "Least distance to an edge (m)" ), options.edge, { 0 },
                    shown( "Limit of chk_edge, instead of two pixels of a scene, or of twice the median "
                           "spacing of vertices for FOOTPRINTS." ) ),
            number( "MAX_OUTSIDE", shown( "Greatest length outside the fjord (m)" ), options.outside, { 0 },
                    shown( "Limit of chk_out, instead of the learnt one." ) ),
            number( "MAX_SINGLE", shown( "Greatest disagreement with the scene (m)" ), options.single, { 0 },
                    shown( "Limit of chk_single, instead of the learnt one." ) ) } ) } );
}

} // namespace calving
