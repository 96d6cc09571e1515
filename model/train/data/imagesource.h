#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/raster/tilegrid.h"

namespace calving
{

//! What is known of a SAR scene besides its pixels.
struct SceneInfo
{
  //! Unique within its source; CaFFe's form is Glacier_YYYY-MM-DD_Sensor_Resolution_Quality_Orbit.
  std::string name;
  std::string glacier;
  //! YYYY-MM-DD; empty where unknown.
  std::string date;
  //! Empty where unknown.
  std::string sensor;
  int width = 0;
  int height = 0;
  //! Side lengths of a pixel (x, y) in metres; 0 where unknown.
  std::array<double, 2> pixelSizeMetres{ 0, 0 };
  //! Whether a labelled scene has a reference front; else the front follows from the zones.
  bool hasFront = false;
  //! Whether its data set keeps it for validation.
  bool validates = false;
  //! Where it lies: left, top, right and bottom edge on the map of \a crs, which has north up. All 0 where
  //! that is not known; scenes of one glacier are then taken to show the same place, whatever their sizes.
  std::array<double, 4> box{ 0, 0, 0, 0 };
  //! Coordinate reference system of the box as well-known text; empty where there is none.
  std::string crs = {};

  bool hasBox() const { return box[0] != box[2] && box[1] != box[3]; }
};

/**
 * SAR scenes, read window by window, so that memory does not grow with them.
 *
 * Not shared between threads: every thread reads from its own clone, which SceneSource and PairSource give.
 * Windows lie inside the scene.
 */
class ImageSource
{
public:
  virtual ~ImageSource() = default;

  virtual int count() const = 0;
  //! REQUIRES: 0 <= scene < count(), here and below.
  virtual const SceneInfo &info( int scene ) const = 0;
  //! Grey values 0..255, row by row. Throws Error naming scene or file if it cannot be read.
  virtual std::vector<std::uint8_t> readGrey( int scene, const Window &window ) = 0;
};

//! The window that covers a whole scene.
inline Window wholeScene( const SceneInfo &info )
{
  return { 0, 0, info.width, info.height };
}

//! Median over the scenes of the pixel's side (geometric mean of both sides), in metres. REQUIRES: count() >
//! 0.
double medianPixelSize( const ImageSource &source );

//! The side of crops for these scenes: see automaticCropSide(). REQUIRES: count() > 0.
int automaticCropSide( const ImageSource &source );

//! How many squares of \a side cover these \a scenes.
int cropsToCover( const ImageSource &source, const std::vector<int> &scenes, int side );

//! A number that stands for the names of these \a scenes, in their order.
std::uint64_t hashOfNames( const ImageSource &source, const std::vector<int> &scenes );

} // namespace calving
