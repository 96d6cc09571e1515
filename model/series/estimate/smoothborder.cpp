#include "model/series/estimate/smoothborder.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "model/scene/zone.h"

namespace calving
{

namespace
{

//! By its probability.
bool isOcean( std::uint8_t probability )
{
  return probability > 127;
}

//! One side of a Gauss, from its middle; the middle alone where it is narrower than that matters.
std::vector<float> gauss( double sigmaPixels )
{
  std::vector<float> weights{ 1 };
  constexpr int sigmas = 3;
  for ( int i = 1; i <= std::ceil( sigmas * sigmaPixels ); ++i )
    weights.push_back( static_cast<float>( std::exp( -0.5 * i * i / ( sigmaPixels * sigmaPixels ) ) ) );
  return weights;
}

//! Adds up \a count values that lie \a step apart, weighted by \a weights; nothing lies beyond the ends.
void convolve( std::vector<float> &values, std::size_t begin, int count, std::size_t step,
               const std::vector<float> &weights, std::vector<float> &line )
{
  line.resize( count );
  for ( int i = 0; i < count; ++i )
    line[i] = values[begin + i * step];
  const int reach = static_cast<int>( weights.size() ) - 1;
  for ( int i = 0; i < count; ++i )
  {
    float sum = 0;
    for ( int j = std::max( 0, i - reach ); j <= std::min( count - 1, i + reach ); ++j )
      sum += weights[std::abs( i - j )] * line[j];
    values[begin + i * step] = sum;
  }
}

void convolve( std::vector<float> &values, int width, int height, const std::vector<float> &across,
               const std::vector<float> &down )
{
  std::vector<float> line;
  for ( int y = 0; y < height; ++y )
    convolve( values, static_cast<std::size_t>( y ) * width, width, 1, across, line );
  for ( int x = 0; x < width; ++x )
    convolve( values, x, height, width, down, line );
}

} // namespace

void smoothBorder( std::uint8_t *zones, std::uint8_t *confidence, int width, int height,
                   const std::array<double, 2> &pixelMetres, double smoothMetres )
{
  constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
  constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );
  const std::size_t pixels = static_cast<std::size_t>( width ) * height;
  std::vector<float> sum( pixels );
  std::vector<float> weight( pixels );
  for ( std::size_t i = 0; i < pixels; ++i )
    if ( zones[i] == glacier )
    {
      sum[i] = isOcean( confidence[i] );
      weight[i] = 1;
    }
  if ( smoothMetres > 0 )
  {
    const std::vector<float> across = gauss( smoothMetres / pixelMetres[0] );
    const std::vector<float> down = gauss( smoothMetres / pixelMetres[1] );
    convolve( sum, width, height, across, down );
    convolve( weight, width, height, across, down );
  }
  for ( std::size_t i = 0; i < pixels; ++i )
    if ( zones[i] == glacier )
    {
      zones[i] = 2 * sum[i] > weight[i] ? ocean : glacier;
      if ( zones[i] == glacier )
        confidence[i] = 255 - confidence[i];
    }
}

} // namespace calving
