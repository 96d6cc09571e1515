#pragma once

#include <string>

namespace calving
{

//! The projected system of maps of a place in degrees where nobody chose one: polar stereographic EPSG:3413
//! north of 60 degrees and EPSG:3031 south of -60, UTM on WGS 84 between.
std::string defaultCrs( double longitude, double latitude );

} // namespace calving
