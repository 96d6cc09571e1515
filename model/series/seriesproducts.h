#pragma once

#include <string>

#include "model/sar/preprocess.h"
#include "model/scene/scenename.h"

namespace calving
{

//! How the Sentinel-1 products of a series become scenes.
struct SeriesProducts
{
  //! As “Preprocess a Sentinel-1 product” has it, where nothing else is said.
  SeriesProducts();

  //! Map and area are those of the series: leave them out.
  PreprocessOptions preprocess;
  //! Orbit files, of which each product takes its own; empty: the orbits in the products.
  std::string orbitFolder;
};

//! All that a map depends on besides the product and the series: a text that is the same on every machine.
std::string settingsOf( const SeriesProducts &products );

//! What is known of the product \a path before it is a map: by its name, where that is by the rules, without
//! opening it. Else throws Error where it is none, or has no image of the polarisation.
SceneFacts productFacts( const std::string &path, const SeriesProducts &products );

/**
 * A product as a map of the part that a series needs, in a file that goes with this object.
 */
class ProductMap
{
public:
  /**
   * Brings the product \a path to the coordinate reference system and the pixels of \a box (where that is
   * geographic, to a projected one), as far as it and \a margin pixels around it reach.
   *
   * \a file: where the map goes. Throws Error as preprocess() does; Cancelled. Warns where no orbit file of
   * the folder fits. REQUIRES: \a box has a coordinate reference system.
   */
  ProductMap( const std::string &path, const SeriesProducts &products, const RasterGrid &box, int margin,
              std::string file, const Feedback &feedback );
  ~ProductMap();
  ProductMap( const ProductMap & ) = delete;
  ProductMap &operator=( const ProductMap & ) = delete;

  const std::string &path() const { return mFile; }

private:
  std::string mFile;
};

} // namespace calving
