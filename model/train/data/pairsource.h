#pragma once

#include <memory>

#include "model/train/data/imagesource.h"

namespace calving
{

//! Unlabelled SAR scenes, each with the optical image of its glacier on the same pixels (SSL4SAR, Gourmelon
//! et al. 2025).
class PairSource : public ImageSource
{
public:
  //! Channels of the optical images: 14 as published; 0 where there are only SAR scenes.
  virtual int targetChannels() const = 0;
  /**
   * The optical image, channel after channel, each row by row: 0..255, the band divided by its maximum over
   * the image, not-a-number as 0 (published scaling). REQUIRES: targetChannels() > 0. Throws as readGrey().
   */
  virtual std::vector<std::uint8_t> readTarget( int pair, const Window &window ) = 0;
  //! An independent reader of the same pairs for another thread.
  virtual std::unique_ptr<PairSource> clone() const = 0;
};

} // namespace calving
