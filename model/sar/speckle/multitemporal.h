#pragma once

#include <memory>
#include <vector>

#include "model/sar/picture/sarpicture.h"

namespace calving
{

/**
 * The multitemporal filter of Quegan and Yu (IEEE TGRS 39, 2001) for uncorrelated images of one place.
 *
 * J_k = m_k / N * sum over i of I_i / m_i, where m_i is the mean of image i in a window of \a window pixels
 * around the pixel. An image without data, or with a mean of zero there, is left out of the sum and of N.
 *
 * \a stack: intensities on the same grid. Returns image \a index (from 0) of the filtered stack. Throws Error
 * where sizes differ or the window is not odd and from 3 to 31.
 */
std::shared_ptr<const BlockSource>
multitemporalFiltered( std::vector<std::shared_ptr<const BlockSource>> stack, std::size_t index, int window );

/**
 * Filters \a picture so by the others of the time series \a stack and records it.
 *
 * Throws Error also if there is no other.
 */
void filterInTime( SarPicture &picture, const std::vector<SarPicture> &stack, int window );

} // namespace calving
