#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/modelfile/glaciermemory.h"
#include "model/raster/raster.h"

namespace calving
{

//! The day of \a label as sceneDay() counts; empty where it has no date.
std::optional<double> rememberedDay( const RememberedLabel &label );

//! Where the pixels of \a label lie.
RasterGrid placeOf( const RememberedLabel &label );

//! The zones of \a label at the centres of the pixels of \a grid; 0 where it has none. Throws as PixelPlaces
//! does.
std::vector<std::uint8_t> rememberedZones( const RememberedLabel &label, const RasterGrid &grid );

//! 1 at the pixels of \a grid that the front of \a label passes; empty where none was drawn for itself.
//! Throws as PixelPlaces does.
std::vector<std::uint8_t> rememberedFront( const RememberedLabel &label, const RasterGrid &grid );

} // namespace calving
