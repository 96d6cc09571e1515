#include "model/train/data/imagesource.h"

#include <algorithm>
#include <cmath>

#include "model/base/mixbits.h"
#include "model/train/data/crop.h"

namespace calving
{

double medianPixelSize( const ImageSource &source )
{
  std::vector<double> sizes;
  for ( int i = 0; i < source.count(); ++i )
    sizes.push_back( std::sqrt( source.info( i ).pixelSizeMetres[0] * source.info( i ).pixelSizeMetres[1] ) );
  std::sort( sizes.begin(), sizes.end() );
  const std::size_t n = sizes.size();
  return ( sizes[( n - 1 ) / 2] + sizes[n / 2] ) / 2;
}

int automaticCropSide( const ImageSource &source )
{
  std::vector<int> sides;
  for ( int i = 0; i < source.count(); ++i )
    sides.push_back( std::min( source.info( i ).width, source.info( i ).height ) );
  return automaticCropSide( std::move( sides ) );
}

int cropsToCover( const ImageSource &source, const std::vector<int> &scenes, int side )
{
  int crops = 0;
  for ( int scene : scenes )
    crops += cropsToCover( source.info( scene ).width, source.info( scene ).height, side );
  return crops;
}

std::uint64_t hashOfNames( const ImageSource &source, const std::vector<int> &scenes )
{
  std::uint64_t hash = 0;
  for ( int scene : scenes )
    for ( char c : source.info( scene ).name )
      hash = mixBits( hash + static_cast<unsigned char>( c ) );
  return hash;
}

} // namespace calving
