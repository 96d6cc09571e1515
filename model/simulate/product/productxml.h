#pragma once

#include <string>
#include <vector>

#include "model/sar/calibration/radiometry.h"
#include "model/simulate/product/producttype.h"

namespace calving
{

/**
 * The texts of a product's XML files as the specification of Sentinel-1 products (S1-RS-MDA-52-7441) has
 * them.
 *
 * What a simulation does not know, such as quality measures and antenna patterns, is that of a perfect
 * instrument. \a number counts the images of the product from 1.
 */
std::string annotationXml( const Annotation &annotation, int number );
std::string calibrationXml( const CalibrationData &data, int number );
std::string noiseXml( const NoiseData &data, int number );

//! One file of a product.
struct ProductFile
{
  //! Relative to the product's folder: "annotation/....xml".
  std::string path;
  //! "s1Level1ProductSchema", ...Noise..., ...Calibration..., ...Measurement... or ...QuickLook...
  std::string schema;
  std::int64_t bytes = 0;
  std::string md5;
};

//! What the manifest says besides the annotation of the first image.
struct ManifestFacts
{
  ProductType type;
  std::vector<std::string> polarisations;
  //! In the order: noise, calibration, annotation, measurement of one image, then of the next; the
  //! quick-look.
  std::vector<ProductFile> files;
  std::string software;
};

std::string manifestXml( const Annotation &annotation, const ManifestFacts &facts );

//! Whether \a manifest, the text of a manifest, is one that manifestXml() made.
bool isSimulatedManifest( const std::string &manifest );

} // namespace calving
