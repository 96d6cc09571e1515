#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/dataset/opticalbands.h"

namespace calving
{

//! What the numbers of an optical raster are, where its metadata leave it open.
struct OpticalUnits
{
  //! What brings spectral values without a scale to the digital numbers of a product, 10000 a reflectance of
  //! 1, and what is added then.
  double factor = 1;
  double offset = 0;
  //! The same factor of water vapour, of which products store thousandths of a centimetre.
  double waterFactor = 1;
  //! By channel: whether the greatest number of 16 bits stands for no data in it.
  std::array<bool, spectralBandCount> greatestIsNothing{};
  //! What was guessed, for the user to check.
  std::vector<std::string> warnings;
};

/**
 * Looks at samples of the spectral \a bands of \a image.
 *
 * Without a scale, values up to 2 are reflectances, those up to 150, unless they are bytes, per cent; where
 * none is darker than 900 in any band, and short-wave infrared, in which water and ice are black, begins
 * there, 1000 was added as in products of processing baseline 04.00 and later. 65535 beyond all other numbers
 * is no data.
 */
OpticalUnits opticalUnits( const RasterReader &image, const TargetBands &bands );

} // namespace calving
