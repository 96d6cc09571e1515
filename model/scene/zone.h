#pragma once

#include <cstdint>

namespace calving
{

//! Classes of a zones raster, in the network's order (CaFFe codes 0, 64, 127, 254).
enum class Zone : std::uint8_t
{
  NotAvailable = 0,
  Rock = 1,
  Glacier = 2,
  Ocean = 3
};

} // namespace calving
