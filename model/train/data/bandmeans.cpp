#include "model/train/data/bandmeans.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/train/data/loader.h"

namespace calving
{

namespace
{

using Histogram = std::array<std::uint64_t, 256>;

//! Calls \a visit with the place of each pixel of the tokens.
template <typename Visit>
void forTokens( const std::int32_t *tokens, int count, int side, const Visit &visit )
{
  constexpr int tokenSide = 4;
  const int perRow = side / tokenSide;
  for ( int i = 0; i < count; ++i )
    for ( int pixel = 0; pixel < tokenSide * tokenSide; ++pixel )
      visit( static_cast<std::size_t>( tokens[i] / perRow * tokenSide + pixel / tokenSide ) * side +
             tokens[i] % perRow * tokenSide + pixel % tokenSide );
}

//! Sum of the absolute differences to the mean.
double spread( const Histogram &counts )
{
  double sum = 0;
  double number = 0;
  for ( int value = 0; value < 256; ++value )
  {
    sum += static_cast<double>( counts[value] ) * value;
    number += static_cast<double>( counts[value] );
  }
  double differences = 0;
  for ( int value = 0; value < 256; ++value )
    differences += static_cast<double>( counts[value] ) * std::abs( value - sum / number );
  return differences;
}

} // namespace

void BandMeans::add( const Batch &batch )
{
  const std::vector<std::uint8_t> &images = batch.targetChannels > 0 ? batch.target : batch.grey;
  const int bands = std::max( 1, batch.targetChannels );
  const std::size_t pixels = static_cast<std::size_t>( batch.side ) * batch.side;
  mCounts.resize( bands, Histogram{} );
  for ( int sample = 0; sample < batch.count; ++sample )
    for ( int band = 0; band < bands; ++band )
    {
      const std::uint8_t *image =
          images.data() + ( static_cast<std::size_t>( sample ) * bands + band ) * pixels;
      Histogram &counts = mCounts[band];
      if ( batch.maskedTokens > 0 )
        forTokens( batch.mask.data() + static_cast<std::size_t>( sample ) * batch.maskedTokens,
                   batch.maskedTokens, batch.side, [&]( std::size_t place ) { ++counts[image[place]]; } );
      else
        std::for_each( image, image + pixels, [&]( std::uint8_t value ) { ++counts[value]; } );
    }
}

double BandMeans::loss() const
{
  double differences = 0;
  double number = 0;
  for ( const Histogram &counts : mCounts )
  {
    differences += spread( counts );
    for ( std::uint64_t count : counts )
      number += static_cast<double>( count );
  }
  return number > 0 ? differences / number / 255 : std::numeric_limits<double>::quiet_NaN();
}

} // namespace calving
