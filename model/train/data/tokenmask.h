#pragma once

#include <cstdint>
#include <vector>

namespace calving
{

class CounterRandom;

//! Which part of an image is hidden. Defaults: the published OptSimMIM (Gourmelon et al. 2025, released
//! code).
struct TokenMaskOptions
{
  //! Side, in pixels, of the squares that are hidden as a whole: a multiple of 4, the side of a token.
  //! SimMIM (Xie et al. 2022): 32.
  int unit = 4;
  //! Share of the squares. SimMIM: 0.6.
  double ratio = 0.3;
};

//! Throws Error, naming the value, where an image of \a side pixels cannot be masked so.
void requireValid( const TokenMaskOptions &options, int side );

/**
 * Number of tokens that are masked in an image of \a side pixels.
 *
 * Of n squares, n - (floor((n - 1) * (1 - ratio)) + 1), as in lightly 1.5.10 and later: 4915 of 16384 at 0.3.
 */
int maskedTokenCount( int side, const TokenMaskOptions &options );

//! Numbers of the masked tokens, row by row from 0, ascending. The first square is never masked, as
//! published.
std::vector<std::int32_t> drawTokenMask( int side, const TokenMaskOptions &options, CounterRandom &random );

//! Masks of the same number of tokens that together hide every token at least once, but for the first square.
std::vector<std::vector<std::int32_t>> tokenMaskParts( int side, const TokenMaskOptions &options,
                                                       CounterRandom &random );

} // namespace calving
