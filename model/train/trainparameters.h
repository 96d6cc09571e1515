#pragma once

#include "model/base/parameter.h"
#include "model/train/report/trainresult.h"
#include "model/train/trainoptions.h"

namespace calving
{

//! SIZE, START, EPOCHS, MINUTES and SEED, and where and how the network runs.
Parameters mainTrainParameters( TrainOptions &options );
//! OPTIMISER to MIRROR: everything that shapes a sample or a step of any training, for those who know.
Parameters rareTrainParameters( TrainOptions &options );
//! VALIDATION_SIDE to ROTATE: the same of trainings on labelled scenes alone.
Parameters zoneTrainParameters( TrainOptions &options );

//! RESUME, MODEL, CHECKPOINT, REPORT and LOG: the files of a training. \a modelHelp says what MODEL holds.
Parameters trainFileParameters( TrainOutputs &outputs, const char *modelHelp );

} // namespace calving
