#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/raster/tilegrid.h"

namespace calving
{

//! What is known of a labelled scene besides its pixels.
struct SceneInfo
{
  //! Unique within its source; CaFFe's form is Glacier_YYYY-MM-DD_Sensor_Resolution_Quality_Orbit.
  std::string name;
  std::string glacier;
  //! YYYY-MM-DD; empty where unknown.
  std::string date;
  std::string sensor;
  int width = 0;
  int height = 0;
  //! Side lengths of a pixel (x, y) in metres.
  std::array<double, 2> pixelSizeMetres{ 0, 0 };
  //! Whether readFront() has a reference front; else the front follows from the zones.
  bool hasFront = false;
};

/**
 * Labelled scenes, read window by window, so that memory does not grow with the scenes.
 *
 * Not shared between threads: every thread reads from its own clone(). Windows lie inside the scene.
 */
class SceneSource
{
public:
  virtual ~SceneSource() = default;

  virtual int count() const = 0;
  //! REQUIRES: 0 <= scene < count(), here and below.
  virtual const SceneInfo &info( int scene ) const = 0;
  //! Grey values 0..255, row by row. Throws Error naming the scene if its file cannot be read.
  virtual std::vector<std::uint8_t> readGrey( int scene, const Window &window ) = 0;
  //! Classes 0..3 (see Zone), row by row. Throws Error for a code that stands for no class, naming scene and
  //! code.
  virtual std::vector<std::uint8_t> readZones( int scene, const Window &window ) = 0;
  //! Front pixels (0 or 1) of the whole scene. REQUIRES: info( scene ).hasFront.
  virtual std::vector<std::uint8_t> readFront( int scene ) = 0;
  //! Pixel size in metres that scenes were prepared for, as extraction with the trained network will be; 0:
  //! they were taken as they are.
  virtual double networkPixelMetres() const { return 0; }
  //! What extraction must be told to scale values as these were; empty where it does so by itself.
  virtual std::string valueScaling() const { return {}; }
  //! An independent reader of the same scenes for another thread.
  virtual std::unique_ptr<SceneSource> clone() const = 0;
};

//! The window that covers a whole scene.
inline Window wholeScene( const SceneInfo &info )
{
  return { 0, 0, info.width, info.height };
}

//! Median over the scenes of the pixel's side (geometric mean of both sides), in metres. REQUIRES: count() >
//! 0.
double medianPixelSize( const SceneSource &source );

} // namespace calving
