#pragma once

#include "model/base/parameter.h"

namespace calving
{

//! GLACIER: the name of the glacier that fronts get; empty where it has none.
Parameter glacierParameter( std::string &glacier );

} // namespace calving
