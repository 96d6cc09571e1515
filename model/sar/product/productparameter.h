#pragma once

#include <string>

#include "model/base/parameter.h"

namespace calving
{

//! INPUT: the \a path of a Sentinel-1 product.
Parameter productParameter( std::string &path );

} // namespace calving
