#pragma once

#include "model/base/parameter.h"
#include "model/train/adapt/adaptmodel.h"

namespace calving
{

//! GLACIER, MINUTES, START and, advanced, SEED and where and how the network runs.
Parameters adaptParameters( AdaptOptions &options );

//! MODEL and REPORT and, advanced, RESUME and CHECKPOINT: the files of an adaptation.
Parameters adaptFileParameters( TrainOutputs &outputs );

} // namespace calving
