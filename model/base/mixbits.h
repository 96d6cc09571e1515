#pragma once

#include <cstdint>

namespace calving
{

//! Mixes the bits of \a x so that neighbouring numbers become unrelated (finaliser of SplitMix64, Steele, Lea
//! and Flood, OOPSLA 2014).
inline std::uint64_t mixBits( std::uint64_t x )
{
  x = ( x ^ ( x >> 30 ) ) * 0xbf58476d1ce4e5b9ULL;
  x = ( x ^ ( x >> 27 ) ) * 0x94d049bb133111ebULL;
  return x ^ ( x >> 31 );
}

} // namespace calving
