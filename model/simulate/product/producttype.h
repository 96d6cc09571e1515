#pragma once

#include <string>
#include <vector>

namespace calving
{

//! One sub-swath of a mode.
struct SubSwath
{
  std::string name;
  //! Degrees of incidence where the processor goes over to the next.
  double lastIncidence = 90;
};

//! A kind of Level-1 product that is made regularly.
struct ProductType
{
  //! "IW_GRDH".
  std::string name;
  //! "IW", "EW" or, for stripmap, the beam: "S3".
  std::string mode;
  //! 'F', 'H' or 'M'.
  char resolution = 'H';
  //! Metres on the ground.
  double rangeSpacing = 10;
  double azimuthSpacing = 10;
  //! Equivalent number of looks.
  double looks = 4.4;
  int rangeLooks = 5;
  int azimuthLooks = 1;
  //! From near to far range.
  std::vector<SubSwath> swaths;
  //! Seconds from one burst to the next; 0 for stripmap.
  double burstPeriod = 0;
};

//! IW_GRDH, IW_GRDM, EW_GRDH, EW_GRDM and SM_GRDH.
const std::vector<ProductType> &productTypes();

//! The type named \a name. Throws Error, naming those that there are.
const ProductType &productType( const std::string &name );

} // namespace calving
