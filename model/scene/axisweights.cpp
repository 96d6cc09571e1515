#include "model/scene/axisweights.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

AxisWeights::Pixel areaMean( double begin, double end, int oldPixels )
{
  AxisWeights::Pixel pixel;
  pixel.first = std::min( static_cast<int>( begin ), oldPixels - 1 );
  const int last = std::clamp( static_cast<int>( std::ceil( end ) ) - 1, pixel.first, oldPixels - 1 );
  for ( int old = pixel.first; old <= last; ++old )
  {
    const double covered = std::min<double>( end, old + 1 ) - std::max<double>( begin, old );
    pixel.weights.push_back( static_cast<float>( covered / ( end - begin ) ) );
  }
  return pixel;
}

AxisWeights::Pixel linear( double centre, int oldPixels )
{
  AxisWeights::Pixel pixel;
  pixel.first = std::clamp( static_cast<int>( std::floor( centre ) ), 0, oldPixels - 1 );
  const float fraction = static_cast<float>( std::clamp( centre - pixel.first, 0.0, 1.0 ) );
  if ( fraction == 0.0f || pixel.first == oldPixels - 1 )
    pixel.weights = { 1.0f };
  else
    pixel.weights = { 1.0f - fraction, fraction };
  return pixel;
}

} // namespace

AxisWeights resamplingWeights( int oldPixels, int newPixels )
{
  const double scale = static_cast<double>( oldPixels ) / newPixels;
  AxisWeights result;
  result.pixels.reserve( newPixels );
  for ( int i = 0; i < newPixels; ++i )
    result.pixels.push_back( scale > 1.0 ? areaMean( i * scale, ( i + 1 ) * scale, oldPixels )
                                         : linear( ( i + 0.5 ) * scale - 0.5, oldPixels ) );
  return result;
}

} // namespace calving
