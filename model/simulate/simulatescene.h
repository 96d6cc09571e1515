#pragma once

#include <string>

#include "model/feedback.h"
#include "model/simulate/simulatedglacier.h"

namespace calving
{

//! Paths of the rasters to write; an empty path is not written.
struct SceneOutputs
{
  //! One band in the options' unit. Metadata: see sceneMetadata().
  std::string scene;
  //! 0 radar shadow, 64 rock, 127 glacier, 254 ocean.
  std::string zones;
  //! Metres above the sea, float32; of ice where there is ice, 0 on the ocean.
  std::string dem;
  //! 14 bands of 16 bits: see OpticalScene.
  std::string optical;
  //! Ocean pixels beside a glacier pixel: 255, others 0.
  std::string frontPixels;
};

//! The counts of a scene's labels.
struct SceneLabels
{
  //! Pixels by Zone.
  std::array<std::int64_t, 4> zones{};
  std::int64_t frontPixels = 0;
};

/**
 * Renders scene \a index of \a glacier into GeoTIFFs, strip by strip: memory does not grow with the scene's
 * height.
 *
 * All files appear together at the end. Throws Error if one cannot be written, Cancelled if the user stops.
 */
SceneLabels simulateScene( const SimulatedGlacier &glacier, int index, const SceneOutputs &outputs,
                           const Feedback &feedback );

//! What a scene says of itself: unit and dB window, date, sensor, geometry, seed.
std::map<std::string, std::string> sceneMetadata( const SimulatedGlacier &glacier, int index );

//! Whether the file \a path is a raster that simulateScene() wrote.
bool isSimulatedRaster( const std::string &path );

} // namespace calving
