#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/train/report/trainresult.h"

namespace calving
{

//! One example of a pre-training; images of side x side, row by row, bands one after the other.
struct Reconstruction
{
  int side = 0;
  std::vector<std::uint8_t> grey;
  //! Numbers of masked tokens; may be empty.
  std::vector<std::int32_t> mask;
  int bands = 0;
  std::vector<std::uint8_t> predicted;
  std::vector<std::uint8_t> truth;
};

/**
 * The SAR image, the same with the masked tokens out (where there are such), and what was predicted beside
 * what is true.
 *
 * Eleven bands and more in the false colours B11, B8, B4 (of the published order), which part ice from cloud
 * and rock; fewer in grey, the first alone. Stretched from the 2nd to the 98th percentile of the truth.
 */
std::vector<Picture> reconstructionPictures( const Reconstruction &example, const std::string &name );

} // namespace calving
