#pragma once

#include <map>
#include <string>

namespace calving
{

//! What is known of a picture of backscatter, as files have it: CALVINGFRONT_SENSOR and so on.
using SarMetadata = std::map<std::string, std::string>;

/**
 * Adds one more step, "name(parameters), software version", to CALVINGFRONT_HISTORY; steps are set apart by
 * "; ". Nothing where \a step is empty.
 *
 * Every algorithm that makes a raster from a raster records itself.
 */
void recordStep( SarMetadata &metadata, const std::string &step );

//! The name of a band with these metadata, such as "sigma0 HH"; empty where they do not say what it shows.
std::string bandName( const SarMetadata &metadata );

//! The last part of \a path, as histories name files: folders are the user's own.
std::string fileName( const std::string &path );

} // namespace calving
