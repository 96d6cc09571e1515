#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/base/utctime.h"

namespace calving
{

//! What the file manifest.safe says of a product as a whole.
struct SafeManifest
{
  //! "S1A" to "S1D".
  std::string mission;
  //! "IW", "EW" or "SM".
  std::string mode;
  //! "GRD" or "SLC".
  std::string productType;
  //! Polarisations, whether or not their images came with the product.
  std::vector<std::string> polarisations;
  //! "ASCENDING" or "DESCENDING".
  std::string pass;
  int absoluteOrbit = 0;
  int relativeOrbit = 0;
  UtcTime start;
  UtcTime stop;
  //! Version of ESA's processor as written, such as "003.31"; empty where the manifest does not say.
  std::string processorVersion;
  //! Corners as longitude, latitude in degrees, in the order of the file.
  std::vector<std::array<double, 2>> footprint;
};

//! Reads the text \a xml of a manifest; \a name is for messages. Throws Error where it is not as it should
//! be.
SafeManifest parseSafeManifest( const std::string &xml, const std::string &name );

/**
 * The processor's version times 100, so 331 for "003.31".
 *
 * Throws Error if \a manifest does not say or says it in an unknown way.
 */
int processorVersion( const SafeManifest &manifest );

//! A sentence on a processor older or newer than those that this software was checked with; empty for those,
//! and where the version cannot be read.
std::string processorWarning( const SafeManifest &manifest );

} // namespace calving
