#pragma once

#include <string>

#include "model/modelfile/modelcard.h"
#include "model/train/adapt/adaptmodel.h"

namespace calving
{

//! Writes the report of \a result, in one HTML file that begins with the verdict, to \a path, whole or not at
//! all; \a card is the model's.
void writeAdaptReport( const std::string &path, const AdaptResult &result, const ModelCard &card );

} // namespace calving
