#include "model/sar/product/productparameter.h"

namespace calving
{

Parameter productParameter( std::string &path )
{
  return requiredFile(
      "INPUT", shown( "Sentinel-1 product" ), path,
      shown( "Sentinel-1 products (*.zip manifest.safe);;All files (*.*)" ),
      shown( "The .zip as downloaded, which is read in place, or the manifest.safe of an unpacked .SAFE "
             "folder (the path of the folder itself will do, too). Where a .zip holds several products, add "
             "the folder of one to its path." ) );
}

} // namespace calving
