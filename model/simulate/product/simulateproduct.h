#pragma once

#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/simulate/product/pointtargets.h"
#include "model/simulate/product/producttype.h"
#include "model/simulate/product/rasterground.h"
#include "model/simulate/sceneoptions.h"

namespace calving
{

//! Everything that makes a simulated product. The same options always give the same digital numbers.
struct ProductOptions
{
  /**
   * The landscape and its grid, which the product shows whole; the seed, the date, the incidence angle in its
   * middle and the noise floor. Look direction, looks and unit do not count.
   */
  SceneOptions scene;
  //! Takes the landscape's place where it is given.
  GivenGround ground;
  std::string type = "IW_GRDH";
  //! "HH" or "VV", alone or with the cross-polarised "HV" or "VH" after it.
  std::vector<std::string> polarisations{ "HH" };
  bool ascending = true;
  //! Equivalent number of looks; 0: that of the type.
  double looks = 0;
  //! Longitudes and latitudes (degrees) of points: the product shows what lies between them. Empty: all of
  //! the ground.
  std::vector<std::array<double, 2>> area;
  //! Size of the product in pixels; 0: as large as the scene needs.
  int samples = 0;
  int lines = 0;
  std::vector<PointTarget> targets;
};

struct SimulatedProduct
{
  //! Path of its manifest.safe.
  std::string manifest;
  int samples = 0;
  int lines = 0;
  //! Degrees in the middle.
  double incidence = 0;
  //! Where the point targets show.
  std::vector<RadarPosition> targets;
};

/**
 * Writes a Sentinel-1 GRD as ESA distributes it: what preprocess() undoes.
 *
 * \a folder: the product itself if its name ends in ".SAFE", else the folder in which the product gets its
 * folder with a name by the rules. The product appears whole or not at all; a simulated product
 * that was there is replaced, anything else is left alone. Memory does not grow with the number of lines.
 * Throws Error for options that make no product, rasters that cannot be read, or a disk that does not accept
 * it.
 */
SimulatedProduct simulateProduct( const ProductOptions &options, const std::string &folder,
                                  const Feedback &feedback );

} // namespace calving
