#pragma once

#include <cmath>

//! The larger number; not-a-number where one of them is that, which std::max() may lose.
inline double largerOf( double a, double b )
{
  return std::isnan( a ) || a > b ? a : b;
}
