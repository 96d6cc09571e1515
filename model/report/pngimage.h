#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace calving
{

/**
 * The bytes of a PNG file, for HtmlReport::image().
 *
 * \a values: height x width x channels bytes, pixel by pixel; 1 channel is grey, 3 are red, green, blue.
 * Throws Error if GDAL cannot encode it.
 */
std::string pngImage( const std::vector<std::uint8_t> &values, int width, int height, int channels );

} // namespace calving
