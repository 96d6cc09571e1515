#pragma once

#include <cstdint>
#include <vector>

#include "model/raster/tilegrid.h"

namespace calving
{

class CounterRandom;
class SceneSource;

//! How crops are cut. Defaults: the published training of Tyrion (Gourmelon et al. 2025).
struct CropOptions
{
  //! Side of a crop in pixels. REQUIRES: a multiple of 32.
  int side = 512;
  //! How much of the mirrored border crops may show: 1 as published (the scene is padded to
  //! (floor(size/side)+2)*side, centred), 0 keeps crops inside the scene where it is large enough.
  double mirror = 1.0;
  //! Probability of cutting a smaller or larger square and resampling it to the crop's side.
  double rezoomProbability = 0.5;
  //! Range of that square's side, in units of the crop's side.
  double rezoomLow = 0.33;
  double rezoomHigh = 2.83;
};

//! Pixels of a scene and their classes (0..3), both side x side, row by row.
struct Crop
{
  int side = 0;
  std::vector<std::uint8_t> grey;
  std::vector<std::uint8_t> zones;
};

//! Where the next crop lies. May reach beyond the scene (mirrored there) and may not be square.
Window drawCrop( int width, int height, const CropOptions &options, CounterRandom &random );

//! The crop's side for scenes of these (shorter) sides: 512 as published, but no more than their median has
//! whole multiples of 32. REQUIRES: there are scenes.
int automaticCropSide( std::vector<int> sceneSides );

//! How many squares of \a side cover a scene.
int cropsToCover( int width, int height, int side );

//! Cuts \a window from \a scene, mirrored outside, resampled to \a side: grey by area or linearly, zones to
//! the nearest.
Crop cutCrop( SceneSource &source, int scene, const Window &window, int side );

/**
 * What \a window of \a scene shows, in another scene, \a frame, of the same place: as far as that reaches,
 * black and not available beyond. Where both have one border, it is mirrored in both.
 */
Crop cutFrame( SceneSource &source, int scene, const Window &window, int frame, int side );

//! The grey values alone.
std::vector<std::uint8_t> cutGrey( SceneSource &source, int scene, const Window &window, int side );

} // namespace calving
