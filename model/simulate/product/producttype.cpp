#include "model/simulate/product/producttype.h"

#include "model/error.h"

namespace calving
{

namespace
{

// Where real products go over from one sub-swath to the next, to a tenth of a degree.
const std::vector<SubSwath> interferometricWide{ { "IW1", 36.5 }, { "IW2", 41.7 }, { "IW3" } };
const std::vector<SubSwath> extraWide{
    { "EW1", 28.7 }, { "EW2", 34.2 }, { "EW3", 38.9 }, { "EW4", 43.0 }, { "EW5" } };

} // namespace

const std::vector<ProductType> &productTypes()
{
  static const std::vector<ProductType> types{
      { "IW_GRDH", "IW", 'H', 10, 10, 4.4, 5, 1, interferometricWide, 2.758 },
      { "IW_GRDM", "IW", 'M', 40, 40, 81.8, 22, 5, interferometricWide, 2.758 },
      { "EW_GRDH", "EW", 'H', 25, 25, 2.7, 3, 1, extraWide, 3.038 },
      { "EW_GRDM", "EW", 'M', 40, 40, 10.7, 6, 2, extraWide, 3.038 },
      { "SM_GRDH", "S3", 'H', 10, 10, 26.8, 6, 6, { { "S3" } }, 0 } };
  return types;
}

const ProductType &productType( const std::string &name )
{
  std::string known;
  for ( const ProductType &type : productTypes() )
  {
    if ( type.name == name )
      return type;
    known += ( known.empty() ? "" : ", " ) + type.name;
  }
  throw Error( "Products of the type “" + name + "” cannot be simulated. Choose one of " + known + "." );
}

} // namespace calving
