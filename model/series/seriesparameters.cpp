#include "model/series/seriesparameters.h"

namespace calving
{

Parameters seriesParameters( SeriesRequest &request )
{
  SeriesOptions &estimate = request.estimate;
  Parameters fine{
      number(
          "EVIDENCE_WEIGHT", shown( "Weight of the network" ), estimate.evidenceWeight, { 0, 1 },
          shown( "How much the network's word on a scene counts against time and labels: the exponent of its "
                 "probabilities. 0: not at all. Default: 0.3 with labels, 1 without." ) ),
      number(
          "CHANGE_RATE", shown( "Change per day" ), estimate.frontChangesPerDay, { 0, 10 },
          shown( "How often a place near the front changes between glacier and ocean: 0.02 is once in fifty "
                 "days. More lets fronts jump more easily. Default: 0.002 with labels, 0.02 without." ) ),
      number(
          "CORRIDOR", shown( "Corridor (m)" ), estimate.corridorMetres, { 0 },
          shown( "With labels: farther than this from every labelled front, only what many images clearly "
                 "show moves a front, and its notes say so. 0: everywhere alike." ) ),
      number( "SMOOTH_FRONT", shown( "Smoothing of the front (m)" ), estimate.smoothMetres, { 0 },
              shown( "Standard deviation of the Gauss that smooths the border of ocean and glacier. 0: not "
                     "smoothed." ) ) };
  return joined(
      { { choice( "SMOOTHING", shown( "Read dates together" ), request.smoothing,
                  { { SeriesSmoothing::Series, "series" }, { SeriesSmoothing::None, "none" } },
                  shown( "series: glacier and ocean of all dates are estimated together. none: each scene by "
                         "itself, as “Extract calving fronts” does; dates are not needed then." ) ) },
        advanced( std::move( fine ) ) } );
}

} // namespace calving
