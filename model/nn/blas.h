#pragma once

#include <string>

namespace calving
{

//! Speed of single-precision matrix products, in billions of operations per second.
struct BlasSpeed
{
  //! What torch reaches with the library it found.
  double library;
  //! What a plain loop compiled here reaches: about the reference library's level.
  double loop;
};

/**
 * The best of a few products of 192 x 192 matrices on one thread; measured once per process, in milliseconds.
 *
 * The time is that of the processor, so that a busy machine does not make a library look slow.
 */
const BlasSpeed &blasSpeed();

//! The library behind torch's matrix products: "OpenBLAS", "reference BLAS", ...; "BLAS" where unknown.
std::string blasName();

//! How to mend \a library of that \a speed; empty where it is an optimised one, or as fast as one.
std::string blasWarning( const std::string &library, const BlasSpeed &speed );

} // namespace calving
