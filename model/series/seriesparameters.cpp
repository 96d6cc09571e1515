#include "model/series/seriesparameters.h"

namespace calving
{

Parameters seriesParameters( SeriesRequest &request )
{
  SeriesOptions &estimate = request.estimate;
  Parameters fine{
      number(
          "EVIDENCE_WEIGHT", shown( "Weight of the network" ), estimate.evidenceWeight, { 0, 1 },
          shown( "Without labels: how much the network's word on a scene counts against time: the exponent "
                 "of its "
                 "probabilities. 0: not at all. Default: 1. With labels, those that are left out decide." ) ),
      number( "CHANGE_RATE", shown( "Change per day" ), estimate.frontChangesPerDay, { 0, 10 },
              shown( "Without labels: how often a place near the front changes between glacier and ocean: "
                     "0.02 is once in "
                     "fifty days. More lets fronts jump more easily. Default: 0.02." ) ),
      number( "CORRIDOR", shown( "Corridor (m)" ), estimate.corridorMetres, { 0 },
              shown( "With labels: notes say of a front that goes farther than this from every labelled one. "
                     "0: never." ) ),
      number( "SMOOTH_FRONT", shown( "Smoothing of the front (m)" ), estimate.smoothMetres, { 0 },
              shown( "Without labels: standard deviation of the Gauss that smooths the border of ocean and "
                     "glacier. 0: "
                     "not smoothed." ) ),
      number(
          "PART", shown( "Part of the series" ), request.part, { 0 },
          shown( "Several processes can share the scenes: each gets the same parameters and its own PART, "
                 "1 to "
                 "PARTS, reads only its scenes into EVIDENCE, and writes no fronts. Then run it once "
                 "without PART: "
                 "nothing is read again. 0: the whole series." ) ),
      number( "PARTS", shown( "Parts of the series" ), request.parts, { 1 },
              shown( "How many processes share the scenes." ) ) };
  return joined(
      { { choice( "SMOOTHING", shown( "Read dates together" ), request.smoothing,
                  { { SeriesSmoothing::Series, "series" }, { SeriesSmoothing::None, "none" } },
                  shown( "series: glacier and ocean of all dates are estimated together. none: each scene by "
                         "itself, as “Extract calving fronts” does; dates are not needed then." ) ) },
        advanced( std::move( fine ) ) } );
}

} // namespace calving
