#include "model/scene/glacierparameter.h"

namespace calving
{

Parameter glacierParameter( std::string &glacier )
{
  return advanced( optional(
      text( "GLACIER", shown( "Glacier" ), glacier,
            shown( "Its name, for the attribute glacier_name. Empty: what the raster's metadata say, or a "
                   "name that you gave the file; names of products hold none." ) ) ) );
}

} // namespace calving
