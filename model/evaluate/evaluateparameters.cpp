#include "model/evaluate/evaluateparameters.h"

namespace calving
{

Parameters evaluateParameters( EvaluationOptions &options )
{
  return {
      file( "MANIFEST", shown( "Manifest" ), options.manifest, shown( "Tables (*.csv)" ),
            shown( "A table with a column stem and any of glacier, date, sensor, nominal_res_m, eff_px_x_m "
                   "and eff_px_y_m (sides of the pixels in metres). Without it, these come from the "
                   "attributes of the lines, the rasters and their names." ) ),
      advanced( number( "STEP", shown( "Step along lines (m)" ), options.stepMetres, { 0.01 },
                        shown( "Lines are compared by points this far apart at most." ) ) ),
      advanced( number( "RESAMPLES", shown( "Bootstrap resamples" ), options.bootstrap.resamples, { 10 },
                        shown( "How often scenes are drawn with replacement for the intervals." ) ) ),
      advanced( number( "SEED", shown( "Seed" ), options.bootstrap.seed, { 0 },
                        shown( "Equal seeds give equal intervals." ) ) ),
  };
}

} // namespace calving
