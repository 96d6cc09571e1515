#pragma once

#include "model/base/parameter.h"
#include "model/dataset/builddataset.h"

namespace calving
{

//! RESOLUTION to SEED: what becomes part of a data set, and what validates.
Parameters datasetParameters( BuildDatasetOptions &options );

} // namespace calving
