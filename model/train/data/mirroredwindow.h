#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "model/raster/tilegrid.h"

namespace calving
{

/**
 * Reads a window that may reach beyond an image of \a width x \a height, which goes on mirrored there.
 *
 * \a read gets the pixels of a window inside the image, \a channels one after the other; it is called once,
 * for no more pixels than the window has.
 */
std::vector<std::uint8_t>
readMirrored( int width, int height, const Window &window, int channels,
              const std::function<std::vector<std::uint8_t>( const Window & )> &read );

} // namespace calving
