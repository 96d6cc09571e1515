#pragma once

#include "model/base/parameter.h"
#include "model/train/pretrainoptions.h"

namespace calving
{

//! The published pre-training, with crops of automatic size; its LEARNING_RATE and PATIENCE stand for those
//! published for the method: see takePublished().
PretrainOptions pretrainDefaults();

//! All parameters of a pre-training.
Parameters pretrainParameters( PretrainOptions &options );

//! Puts what is published for the method of \a options where its numbers stand for that.
void takePublished( PretrainOptions &options );

} // namespace calving
