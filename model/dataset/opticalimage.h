#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/dataset/opticalbands.h"
#include "model/dataset/warpedband.h"
#include "model/raster/raster.h"

namespace calving
{

//! A Sentinel-2 image and where its channels are.
struct OpticalImage
{
  std::string path;
  //! YYYY-MM-DD; empty where neither name nor metadata tell.
  std::string date;
  //! Of the channel with the smallest pixels.
  RasterGrid grid;
  //! band is 0 where the channel is absent.
  std::array<BandSource, targetBandCount> channels;
  //! What brings the values of the channels to those of a product: 1 where they are stored like these.
  std::array<double, targetBandCount> factors{ 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  //! Whether all values, as in a product, are whole numbers.
  bool wholeNumbers = true;
  //! Added to positive reflectances: products of processing baseline 04.00 and later are stored 1000 too
  //! high.
  double offset = 0;
  //! What was guessed of its values; to be said where the image is used.
  std::vector<std::string> warnings;

  bool hasClasses() const { return channels[sclChannel].band != 0; }
};

/**
 * Opens a multi-band raster, the .SAFE folder of a Level-2A product, its metadata file MTD_MSIL2A.xml, or the
 * .zip of one.
 *
 * What the metadata of a raster leave open of its values, opticalUnits() decides. Throws Error, naming it, if
 * it cannot be read, lacks a spectral channel (see findTargetBands()) or has no coordinate reference system.
 */
OpticalImage openOpticalImage( const RasterInput &input );

//! Paths of the optical images in \a folder: .SAFE folders, .zip and raster files. The folder of a product is
//! the product.
std::vector<std::string> opticalImagesIn( const std::string &folder );

} // namespace calving
