#pragma once

#include <array>
#include <string>

#include "model/raster/raster.h"

namespace calving
{

//! Channels of an optical target: twelve spectral bands, water vapour, scene classification.
constexpr int targetBandCount = 14;
constexpr int spectralBandCount = 12;
//! Position of the scene classification among the channels.
constexpr int sclChannel = 13;

//! Names of the channels in the published order: B1 to B8, B8A, B9, B11, B12, WVP, SCL.
extern const std::array<const char *, targetBandCount> targetBandNames;

//! Numbers (from 1) of a raster's bands that hold the channels; 0 for a channel that it lacks.
using TargetBands = std::array<int, targetBandCount>;

/**
 * Finds the channels of an optical \a image.
 *
 * By the names of the bands where they have some (B1 or B01, ..., also followed by more words); else by their
 * number: 14 bands are the channels as they are, 15 or more the order of Google Earth Engine's Sentinel-2
 * surface reflectance (SSL4SAR's files: the 13th, aerosol, is skipped), 12 bands the spectral channels alone.
 * Water vapour and scene classification may be absent.
 *
 * Throws Error, naming the image and the bands, where a spectral channel is missing.
 */
TargetBands findTargetBands( const RasterReader &image );

//! The channel (from 0) that the name or description of a band says; -1 for another band.
int channelNamed( const std::string &description );

//! Throws Error, naming \a image and what is missing, where \a bands lack a spectral channel.
void requireSpectralBands( const std::string &image, const TargetBands &bands );

} // namespace calving
