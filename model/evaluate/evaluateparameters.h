#pragma once

#include <string>

#include "model/base/parameter.h"
#include "model/evaluate/evaluation.h"

namespace calving
{

//! How fronts are compared, and what is known of their scenes.
struct EvaluationOptions
{
  //! A table of scenes (readManifest()); empty: none.
  std::string manifest;
  //! Lines are compared by points this far apart at most.
  double stepMetres = 10;
  BootstrapOptions bootstrap;
};

//! MANIFEST, STEP, RESAMPLES and SEED.
Parameters evaluateParameters( EvaluationOptions &options );

} // namespace calving
