#pragma once

#include <array>

#include "model/sar/terrain/terraincorrection.h"

namespace calving
{

//! Pixels of the picture of \a frame in one of \a pixelSize metres, at least 1: across and along the track.
std::array<int, 2> looksFor( const RadarFrame &frame, double pixelSize );

//! \a picture averaged to pixels of nearly \a pixelSize metres, so that none goes unused in a coarser map.
RadarPicture averaged( const RadarPicture &picture, double pixelSize );

} // namespace calving
