#pragma once

#include <string>
#include <vector>

namespace calving
{

/**
 * The Sentinel-1 products that \a path names, as folders and archives: itself, be it a .SAFE folder, its
 * manifest.safe or a .zip, or those that lie directly in it, in the order of their names. Empty for anything
 * else. Of products no more is looked at than their manifests.
 */
std::vector<std::string> productsAt( const std::string &path );

} // namespace calving
