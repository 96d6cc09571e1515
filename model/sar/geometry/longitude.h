#pragma once

#include <cmath>

namespace calving
{

//! \a longitude (degrees), whole turns away, within half a turn of \a reference: what lies on both sides of
//! the date line keeps together.
inline double beside( double longitude, double reference )
{
  return reference + std::remainder( longitude - reference, 360.0 );
}

} // namespace calving
