#pragma once

#include <cmath>

namespace calving
{

/**
 * A root of \a f by the secant method from the points \a previous and \a current.
 *
 * Returns the first point where |f| < \a tolerance; where the slope vanishes or after 50 steps, the last
 * point.
 */
template <typename Function>
double secantRoot( const Function &f, double previous, double current, double tolerance )
{
  double before = f( previous );
  for ( int step = 0; step < 50; ++step )
  {
    const double here = f( current );
    if ( std::abs( here ) < tolerance || here == before )
      break;
    const double next = current - here * ( current - previous ) / ( here - before );
    previous = current;
    before = here;
    current = next;
  }
  return current;
}

} // namespace calving
