#pragma once

#include <memory>

#include "model/sar/picture/sarpicture.h"

namespace calving
{

/**
 * \a source averaged over \a rangeLooks columns by \a azimuthLooks rows, one value for each such cell.
 *
 * Columns and rows that do not fill a cell at the right and the bottom are left out. NaN is left out of the
 * mean; a cell of NaN only is NaN. Throws Error where a number of looks is smaller than 1 or leaves no cell.
 */
std::shared_ptr<const BlockSource> multilooked( std::shared_ptr<const BlockSource> source, int rangeLooks,
                                                int azimuthLooks );

/**
 * Averages \a picture likewise, \a across by \a along pixels: its grid, radar frame and control points
 * follow.
 */
void multilook( SarPicture &picture, int across, int along );

} // namespace calving
