#pragma once

#include <string>
#include <vector>

#include "model/change/frontchange.h"

namespace calving
{

//! Writes plots, a map and tables of all \a changes as one HTML file, whole or not at all. Throws Error,
//! naming the path.
void writeChangeReport( const std::string &path, const std::vector<GlacierChange> &changes );

} // namespace calving
