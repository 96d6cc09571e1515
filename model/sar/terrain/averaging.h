#pragma once

#include <array>

#include "model/sar/terrain/terraincorrection.h"

namespace calving
{

//! Pixels of the picture of \a frame in one of \a pixelSize metres, at least 1: across and along the track.
std::array<int, 2> looksFor( const RadarFrame &frame, double pixelSize );

//! \a picture with \a looks pixels across and along the track averaged into one.
RadarPicture averaged( const RadarPicture &picture, const std::array<int, 2> &looks );

} // namespace calving
