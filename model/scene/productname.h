#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/scene/pixelvalues.h"
#include "model/scene/scenename.h"

namespace calving
{

//! What the name of a product that many people use says of it.
struct ProductName
{
  //! Who made it, for sentences.
  std::string producer;
  //! Never a glacier; no imageId.
  SceneFacts facts;
  //! What its values are, where the name tells.
  std::optional<ValueKind> values;
  //! Whether water was masked: no ocean is left in it.
  bool waterMasked = false;
  //! What it shows where that is no backscatter: "a mask"; empty for backscatter.
  std::string shows;
  //! Of productOfPath(): the names of the folders that told date and orbit, joined by "_".
  std::string folders;
};

/**
 * What \a name, a file's or folder's name without its extension, says if it is that of a known product.
 *
 * Known are products and measurement files of Sentinel-1, also inside of longer names (SNAP's chains of
 * steps, exports of Google Earth Engine), HyP3, OPERA RTC-S1, the RTC of the Planetary Computer and of AWS,
 * Digital Earth's NRB, and pyroSAR.
 */
std::optional<ProductName> productNamed( const std::string &name );

/**
 * The same of the file \a path: what its name leaves open, its folders may say, the nearest first.
 *
 * Empty where neither the file nor a folder has the name of a known product.
 */
std::optional<ProductName> productOfPath( const std::string &path );

//! Throws Error where the name of \a path says that no scene can be in it: a mask, angles, or backscatter
//! whose water was masked, so that no ocean is left.
void requireScene( const std::string &path );

//! What the words of \a text say that values are: "Sigma0_VV_db", "amplitude"; empty where they say nothing.
std::optional<ValueKind> valuesNamed( const std::string &text );

//! The words of \a text: its letters and digits, in lower case, wherever something else parts them.
std::vector<std::string> wordsOf( const std::string &text );

} // namespace calving
