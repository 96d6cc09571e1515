#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/sar/product/product.h"

namespace calving
{

//! What a product shows, in numbers.
struct ProductSummary
{
  //! Smallest and largest incidence angle of the geolocation grids, degrees.
  double nearIncidence = 0;
  double farIncidence = 0;
  //! Smallest and largest height of the terrain model that the grids follow, m above the ellipsoid.
  double lowestHeight = 0;
  double highestHeight = 0;
  //! The manifest's footprint as POLYGON in longitude, latitude; beyond 180 where it lies on the date line.
  std::string footprint;
};

ProductSummary summaryOf( const Product &product );

//! Names and values for the log and the report.
std::vector<std::pair<std::string, std::string>> describe( const Product &product );

//! Writes a report of \a product in HTML, whole or not at all. Throws Error if \a path cannot be written.
void writeProductReport( const Product &product, const std::string &path );

} // namespace calving
