#pragma once

#include <string>
#include <vector>

#include "model/sar/product/annotation.h"
#include "model/sar/product/safemanifest.h"

namespace calving
{

//! One image of a product: a polarisation of a GRD, or of one sub-swath of an SLC.
struct SarImage
{
  Annotation annotation;
  //! Files as GDAL opens them, in archives too; empty where the product lacks them.
  std::string annotationPath;
  std::string calibrationPath;
  std::string noisePath;
  std::string measurementPath;
};

/**
 * A Sentinel-1 Level-1 product (GRD or SLC; IW, EW or SM; every IPF since 2.36), opened for its metadata.
 *
 * Nothing is read of the measurement, which may be absent.
 */
struct Product
{
  //! Name without folder and ".SAFE".
  std::string name;
  //! The folder that holds manifest.safe; in an archive "/vsizip/...".
  std::string path;
  SafeManifest manifest;
  //! In the order of file names: for an SLC IW1, IW2, IW3 of one polarisation, then of the next.
  std::vector<SarImage> images;

  //! Polarisations whose images are there, in the order of the manifest.
  std::vector<std::string> polarisations() const;
  //! "F", "H" or "M" for a GRD of full, high or medium resolution; empty for an SLC.
  std::string resolution() const;
  /**
   * The images of \a polarisation: one for a GRD, the sub-swaths in order of range for an SLC.
   *
   * Throws Error, naming those that there are, if the product has none.
   */
  std::vector<const SarImage *> imagesOf( const std::string &polarisation ) const;
};

/**
 * Opens the product at \a path: a .SAFE folder, its manifest.safe, a .zip of it, or a folder around one; see
 * productFolder().
 *
 * A .zip is read in place. Throws Error if \a path is none of these, holds several products (naming them), or
 * a file of the product is damaged.
 */
Product openProduct( const std::string &path );

//! Whether \a path, as openProduct() takes it, is a Sentinel-1 product of any kind, or what GDAL calls a part
//! of one.
bool isSentinel1Product( const std::string &path );

} // namespace calving
