#pragma once

#include <string>
#include <vector>

#include <gdal_priv.h>

namespace calving
{

//! Grey of each of \a count numbers by \a palette; not-a-number for those that it lacks or shows as nothing.
//! Throws Error, saying that the band \a name holds colours, where one of its entries is no grey.
std::vector<float> greysOf( const GDALColorTable &palette, std::size_t count, const std::string &name );

} // namespace calving
