#include "model/front/frontwander.h"

#include <cmath>

namespace calving
{

double frontWander( double days )
{
  constexpr double drawnMetres = 80;
  constexpr double yearMetres = 400;
  return drawnMetres + yearMetres * std::pow( std::abs( days ) / 365.25, 0.6 );
}

} // namespace calving
