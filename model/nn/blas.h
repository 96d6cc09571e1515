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

//! The best of a few products of 192 x 192 matrices on the calling thread; measured once per process, in
//! milliseconds.
const BlasSpeed &blasSpeed();

//! The library behind torch's matrix products: "OpenBLAS", "reference BLAS", ...; "BLAS" where unknown.
std::string blasName();

} // namespace calving
