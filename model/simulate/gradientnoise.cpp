#include "model/simulate/gradientnoise.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/simulate/positionrandom.h"

namespace calving
{

namespace
{

constexpr int directions = 32;

std::array<std::array<float, 2>, directions> unitVectors()
{
  std::array<std::array<float, 2>, directions> vectors;
  for ( int i = 0; i < directions; ++i )
  {
    const double angle = 2 * M_PI * ( i + 0.5 ) / directions;
    vectors[i] = { static_cast<float>( std::cos( angle ) ), static_cast<float>( std::sin( angle ) ) };
  }
  return vectors;
}

const std::array<std::array<float, 2>, directions> gradients = unitVectors();

std::uint32_t hash( std::uint32_t seed, int x, int y )
{
  std::uint32_t h =
      seed ^ static_cast<std::uint32_t>( x ) * 0x8DA6B343U ^ static_cast<std::uint32_t>( y ) * 0xD8163841U;
  h = ( h ^ ( h >> 15 ) ) * 0x2C1B3C6DU;
  h = ( h ^ ( h >> 12 ) ) * 0x297A2D39U;
  return h ^ ( h >> 15 );
}

float corner( std::uint32_t seed, int x, int y, float dx, float dy )
{
  const std::array<float, 2> &gradient = gradients[hash( seed, x, y ) % directions];
  return gradient[0] * dx + gradient[1] * dy;
}

float fade( float t )
{
  return t * t * t * ( t * ( t * 6 - 15 ) + 10 );
}

int floorOf( double value )
{
  const int truncated = static_cast<int>( value );
  return value < truncated ? truncated - 1 : truncated;
}

//! Turns and refines the plane for the next octave, so that lattices of octaves never coincide.
void refine( double &x, double &y )
{
  const double turned = 1.6 * x - 1.2 * y + 17.3;
  y = 1.2 * x + 1.6 * y - 9.7;
  x = turned;
}

} // namespace

GradientNoise::GradientNoise( std::uint64_t seed )
  : mSeed( static_cast<std::uint32_t>( PositionRandom( seed ).bits( 1 ) ) )
{
}

float GradientNoise::at( double x, double y ) const
{
  const int column = floorOf( x );
  const int row = floorOf( y );
  const float dx = static_cast<float>( x - column );
  const float dy = static_cast<float>( y - row );
  const float u = fade( dx );
  const float v = fade( dy );
  const float a = corner( mSeed, column, row, dx, dy );
  const float b = corner( mSeed, column + 1, row, dx - 1, dy );
  const float c = corner( mSeed, column, row + 1, dx, dy - 1 );
  const float d = corner( mSeed, column + 1, row + 1, dx - 1, dy - 1 );
  return 1.41421356F * ( a + u * ( b - a ) + v * ( c - a + u * ( a - b - c + d ) ) );
}

float GradientNoise::fractal( double x, double y, int octaves ) const
{
  float sum = 0;
  float amplitude = 1;
  for ( int i = 0; i < octaves; ++i, amplitude *= 0.5F )
  {
    sum += amplitude * at( x, y );
    refine( x, y );
  }
  return sum;
}

RidgedSum GradientNoise::ridged( double x, double y, int octaves, int coarseOctaves ) const
{
  RidgedSum sum;
  float amplitude = 0.5F;
  float weight = 1;
  for ( int i = 0; i < octaves; ++i, amplitude *= 0.5F )
  {
    const float value = at( x, y );
    if ( i < coarseOctaves )
    {
      const float rounded = 1 - std::sqrt( value * value + 0.012F );
      sum.coarse += amplitude * rounded * rounded;
    }
    float signal = 1 - std::abs( value );
    signal *= signal * weight;
    weight = std::clamp( 1.8F * signal, 0.0F, 1.0F );
    sum.full += amplitude * signal;
    refine( x, y );
  }
  return sum;
}

Cell nearestCell( std::uint64_t seed, double x, double y )
{
  const int column = floorOf( x );
  const int row = floorOf( y );
  Cell cell;
  float nearest = 9;
  float second = 9;
  for ( int j = -1; j <= 1; ++j )
    for ( int i = -1; i <= 1; ++i )
    {
      const std::uint64_t id =
          mixBits( ( seed + static_cast<std::uint32_t>( column + i ) ) * PositionRandom::golden ^
                   static_cast<std::uint64_t>( row + j ) * 0xD6E8FEB86659FD93ULL );
      const float dx = static_cast<float>( column + i + ( id & 0xFFFF ) / 65536.0 - x );
      const float dy = static_cast<float>( row + j + ( ( id >> 16 ) & 0xFFFF ) / 65536.0 - y );
      const float distance = dx * dx + dy * dy;
      second = std::min( second, std::max( distance, nearest ) );
      if ( distance < nearest )
      {
        nearest = distance;
        cell.id = mixBits( id );
      }
    }
  cell.distance = std::sqrt( nearest );
  cell.edge = std::sqrt( second ) - cell.distance;
  return cell;
}

} // namespace calving
