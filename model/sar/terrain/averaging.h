#pragma once

#include <array>

#include "model/sar/picture/sarpicture.h"

namespace calving
{

//! Pixels of the picture of \a frame in one of \a pixelSize metres, at least 1: across and along the track.
std::array<int, 2> looksFor( const RadarFrame &frame, double pixelSize );

//! Averages \a looks pixels of \a picture across and along the track into one and records it.
void average( SarPicture &picture, const std::array<int, 2> &looks );

} // namespace calving
