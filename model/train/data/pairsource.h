#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/raster/tilegrid.h"

namespace calving
{

//! What is known of an unlabelled SAR scene besides its pixels.
struct PairInfo
{
  //! Unique within its source.
  std::string name;
  std::string glacier;
  //! YYYY-MM-DD; empty where unknown.
  std::string date;
  int width = 0;
  int height = 0;
  //! Side lengths of a pixel (x, y) in metres; 0 where unknown.
  std::array<double, 2> pixelSizeMetres{ 0, 0 };
  //! Whether it validates instead of training.
  bool validates = false;
};

/**
 * Unlabelled SAR scenes, each with the optical image of its glacier on the same pixels (SSL4SAR, Gourmelon et
 * al. 2025), read window by window, so that memory does not grow with the scenes.
 *
 * Not shared between threads: every thread reads from its own clone(). Windows lie inside the scene.
 */
class PairSource
{
public:
  virtual ~PairSource() = default;

  virtual int count() const = 0;
  //! REQUIRES: 0 <= pair < count(), here and below.
  virtual const PairInfo &info( int pair ) const = 0;
  //! Channels of the optical images: 14 as published; 0 where there are only SAR scenes.
  virtual int targetChannels() const = 0;
  //! Grey values 0..255, row by row. Throws Error naming the file if it cannot be read.
  virtual std::vector<std::uint8_t> readGrey( int pair, const Window &window ) = 0;
  /**
   * The optical image, channel after channel, each row by row: 0..255, the band divided by its maximum over
   * the image, not-a-number as 0 (published scaling). REQUIRES: targetChannels() > 0. Throws as readGrey().
   */
  virtual std::vector<std::uint8_t> readTarget( int pair, const Window &window ) = 0;
  //! An independent reader of the same pairs for another thread.
  virtual std::unique_ptr<PairSource> clone() const = 0;
};

//! Median over the scenes of the pixel's side (geometric mean of both sides), in metres. REQUIRES: count() >
//! 0.
double medianPixelSize( const PairSource &source );

} // namespace calving
