#pragma once

#include "model/base/parameter.h"
#include "model/train/finetune.h"

namespace calving
{

//! The published training, with crops of automatic size.
FinetuneOptions finetuneDefaults();

//! HOLDOUT and mainTrainParameters().
Parameters mainFinetuneParameters( FinetuneOptions &options );
//! All others: the advanced ones.
Parameters rareFinetuneParameters( FinetuneOptions &options );

} // namespace calving
