#include "model/train/report/trainresult.h"

#include <limits>

namespace calving
{

double Scores::figure( const std::string &name ) const
{
  for ( const auto &[key, value] : figures )
    if ( key == name )
      return value;
  return std::numeric_limits<double>::quiet_NaN();
}

} // namespace calving
