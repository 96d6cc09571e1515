#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <ogr_geometry.h>

namespace calving
{

//! The geometry that the well-known binary \a wkb holds; null where it is damaged.
std::unique_ptr<OGRGeometry> geometryOf( const std::vector<std::uint8_t> &wkb );

} // namespace calving
