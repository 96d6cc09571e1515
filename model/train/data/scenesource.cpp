#include "model/train/data/scenesource.h"

#include <algorithm>
#include <cmath>

#include "model/train/data/pairsource.h"

namespace calving
{

namespace
{

template <typename Source> double medianPixelSizeOf( const Source &source )
{
  std::vector<double> sizes;
  for ( int i = 0; i < source.count(); ++i )
    sizes.push_back( std::sqrt( source.info( i ).pixelSizeMetres[0] * source.info( i ).pixelSizeMetres[1] ) );
  std::sort( sizes.begin(), sizes.end() );
  const std::size_t n = sizes.size();
  return ( sizes[( n - 1 ) / 2] + sizes[n / 2] ) / 2;
}

} // namespace

double medianPixelSize( const SceneSource &source )
{
  return medianPixelSizeOf( source );
}

double medianPixelSize( const PairSource &source )
{
  return medianPixelSizeOf( source );
}

} // namespace calving
