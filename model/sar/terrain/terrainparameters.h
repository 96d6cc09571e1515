#pragma once

#include "model/base/parameter.h"
#include "model/sar/terrain/terraincorrection.h"

namespace calving
{

//! A map in decibels.
TerrainCorrectionOptions mapDefaults();

//! DEM_DATUM: what heights refer to.
Parameter datumParameter( VerticalDatum &datum, const char *help );
//! GEOID: a file of the geoid's heights.
Parameter geoidParameter( std::string &path );

//! DEM_DATUM, GEOID, HEIGHT and FLATTEN: the ground.
Parameters terrainParameters( TerrainCorrectionOptions &options );
//! PIXEL_SIZE of the map.
Parameter pixelSizeParameter( MapOptions &options );
//! SAMPLING of the picture.
Parameter samplingParameter( Sampling &sampling );

} // namespace calving
