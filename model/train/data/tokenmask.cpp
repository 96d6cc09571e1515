#include "model/train/data/tokenmask.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "model/error.h"
#include "model/train/data/random.h"

namespace calving
{

namespace
{

constexpr int tokenSide = 4;

int maskedSquares( int squares, double ratio )
{
  // A little more than the product, so that 0.7 of 10 is not 6.999.
  const int kept = static_cast<int>( std::floor( ( squares - 1 ) * ( 1 - ratio ) + 1e-9 ) ) + 1;
  return std::max( 0, squares - std::max( 1, kept ) );
}

//! \a count different numbers of 1 .. \a squares - 1.
std::vector<int> drawSquares( int squares, int count, CounterRandom &random )
{
  std::vector<int> numbers( squares - 1 );
  std::iota( numbers.begin(), numbers.end(), 1 );
  for ( int i = 0; i < count; ++i )
    std::swap( numbers[i], numbers[i + random.below( numbers.size() - i )] );
  numbers.resize( count );
  return numbers;
}

int squaresIn( int side, const TokenMaskOptions &options )
{
  return ( side / options.unit ) * ( side / options.unit );
}

//! The tokens in these squares, ascending.
std::vector<std::int32_t> tokensOf( const std::vector<int> &squares, int side,
                                    const TokenMaskOptions &options )
{
  const int squaresPerRow = side / options.unit;
  const int perSquare = options.unit / tokenSide;
  std::vector<std::int32_t> tokens;
  for ( int square : squares )
    for ( int row = 0; row < perSquare; ++row )
      for ( int column = 0; column < perSquare; ++column )
        tokens.push_back( ( square / squaresPerRow * perSquare + row ) * ( side / tokenSide ) +
                          square % squaresPerRow * perSquare + column );
  std::sort( tokens.begin(), tokens.end() );
  return tokens;
}

} // namespace

void requireValid( const TokenMaskOptions &options, int side )
{
  if ( options.unit < tokenSide || options.unit % tokenSide != 0 || side % options.unit != 0 )
    throw Error( "The side of the masked squares is " + std::to_string( options.unit ) +
                 " pixels; it must be a multiple of 4 that divides the side of the crops, " +
                 std::to_string( side ) + "." );
  if ( !( options.ratio > 0 && options.ratio < 1 ) || maskedTokenCount( side, options ) == 0 )
    throw Error( "With a share of masked squares of " + std::to_string( options.ratio ) +
                 " nothing is left to learn. It must be above 0 and below 1, such as 0.3, and leave at least "
                 "one square masked." );
}

int maskedTokenCount( int side, const TokenMaskOptions &options )
{
  const int tokensPerSquare = ( options.unit / tokenSide ) * ( options.unit / tokenSide );
  return maskedSquares( squaresIn( side, options ), options.ratio ) * tokensPerSquare;
}

std::vector<std::int32_t> drawTokenMask( int side, const TokenMaskOptions &options, CounterRandom &random )
{
  const int squares = squaresIn( side, options );
  return tokensOf( drawSquares( squares, maskedSquares( squares, options.ratio ), random ), side, options );
}

std::vector<std::vector<std::int32_t>> tokenMaskParts( int side, const TokenMaskOptions &options,
                                                       CounterRandom &random )
{
  const int squares = squaresIn( side, options );
  const std::vector<int> order = drawSquares( squares, squares - 1, random );
  const int perPart = maskedSquares( squares, options.ratio );
  std::vector<std::vector<std::int32_t>> parts;
  for ( int begin = 0; begin < squares - 1; begin += perPart )
  {
    // The last part goes back as far as it must to be as long as the others.
    const auto first = order.begin() + std::min( begin, squares - 1 - perPart );
    parts.push_back( tokensOf( { first, first + perPart }, side, options ) );
  }
  return parts;
}

} // namespace calving
