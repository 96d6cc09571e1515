#include "model/sar/terrain/sampling.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace calving
{

namespace
{

float pixel( const Patch &patch, int x, int y )
{
  const int column = std::clamp( x - patch.window.x, 0, patch.window.width - 1 );
  const int row = std::clamp( y - patch.window.y, 0, patch.window.height - 1 );
  return patch.values[static_cast<std::size_t>( row ) * patch.window.width + column];
}

float bilinear( const Patch &patch, const RadarPosition &position )
{
  const double left = std::floor( position.pixel );
  const double top = std::floor( position.line );
  const int x = static_cast<int>( left );
  const int y = static_cast<int>( top );
  const auto right = static_cast<float>( position.pixel - left );
  const auto down = static_cast<float>( position.line - top );
  const float a = pixel( patch, x, y );
  const float b = pixel( patch, x + 1, y );
  const float c = pixel( patch, x, y + 1 );
  const float d = pixel( patch, x + 1, y + 1 );
  const float whole =
      ( 1 - down ) * ( ( 1 - right ) * a + right * b ) + down * ( ( 1 - right ) * c + right * d );
  if ( whole == whole )
    return whole;
  float sum = 0;
  float weights = 0;
  const auto add = [&sum, &weights]( float value, float weight )
  {
    sum += value == value ? weight * value : 0;
    weights += value == value ? weight : 0;
  };
  add( a, ( 1 - down ) * ( 1 - right ) );
  add( b, ( 1 - down ) * right );
  add( c, down * ( 1 - right ) );
  add( d, down * right );
  return sum / weights;
}

std::array<float, 4> catmullRom( float t )
{
  return { 0.5f * t * ( t * ( 2 - t ) - 1 ), 0.5f * ( t * t * ( 3 * t - 5 ) + 2 ),
           0.5f * t * ( t * ( 4 - 3 * t ) + 1 ), 0.5f * t * t * ( t - 1 ) };
}

float cubic( const Patch &patch, const RadarPosition &position )
{
  const double left = std::floor( position.pixel );
  const double top = std::floor( position.line );
  const std::array<float, 4> across = catmullRom( static_cast<float>( position.pixel - left ) );
  const std::array<float, 4> down = catmullRom( static_cast<float>( position.line - top ) );
  float sum = 0;
  for ( int j = 0; j < 4; ++j )
    for ( int i = 0; i < 4; ++i )
      sum += down[j] * across[i] *
             pixel( patch, static_cast<int>( left ) + i - 1, static_cast<int>( top ) + j - 1 );
  return sum == sum ? sum : bilinear( patch, position );
}

} // namespace

float sample( const Patch &patch, const RadarPosition &position, Sampling sampling )
{
  const float nearest = pixel( patch, static_cast<int>( std::floor( position.pixel + 0.5 ) ),
                               static_cast<int>( std::floor( position.line + 0.5 ) ) );
  if ( nearest != nearest || sampling == Sampling::Nearest )
    return nearest;
  return sampling == Sampling::Bilinear ? bilinear( patch, position ) : cubic( patch, position );
}

} // namespace calving
