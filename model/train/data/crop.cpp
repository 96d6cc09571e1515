#include "model/train/data/crop.h"

#include <algorithm>
#include <cmath>

#include "model/scene/zone.h"
#include "model/train/data/frames.h"
#include "model/train/data/mirroredwindow.h"
#include "model/train/data/random.h"
#include "model/train/data/resample.h"
#include "model/train/data/scenesource.h"

namespace calving
{

namespace
{

//! One side of a crop: where it begins and how long it is.
struct Span
{
  int begin;
  int length;
};

Span drawSpan( int size, int length, const CropOptions &options, CounterRandom &random )
{
  const int padded = ( size / options.side + 2 ) * options.side;
  const double border = options.mirror * ( padded - size ) / 2.0;
  const int low = -static_cast<int>( std::floor( border ) );
  const int high = size + static_cast<int>( std::ceil( border ) );
  // A square larger than what there is shrinks to it, as published.
  const int fitted =
      std::max( options.mirror > 0 ? 1 : std::min( length, options.side ), std::min( length, high - low ) );
  const int places = std::max( 1, high - low - fitted + 1 );
  return { low + static_cast<int>( random.below( places ) ), fitted };
}

} // namespace

Window drawCrop( int width, int height, const CropOptions &options, CounterRandom &random )
{
  const bool rezoom = random.chance( options.rezoomProbability );
  const double zoom = rezoom ? random.uniform( options.rezoomLow, options.rezoomHigh ) : 1.0;
  const int length = std::max( 1, static_cast<int>( zoom * options.side ) );
  const Span x = drawSpan( width, length, options, random );
  const Span y = drawSpan( height, length, options, random );
  return { x.begin, y.begin, x.length, y.length };
}

int automaticCropSide( std::vector<int> sceneSides )
{
  constexpr int published = 512;
  const auto middle = sceneSides.begin() + static_cast<std::ptrdiff_t>( sceneSides.size() / 2 );
  std::nth_element( sceneSides.begin(), middle, sceneSides.end() );
  return std::clamp( *middle / 32 * 32, 32, published );
}

int cropsToCover( int width, int height, int side )
{
  return ( ( width + side - 1 ) / side ) * ( ( height + side - 1 ) / side );
}

std::vector<std::uint8_t> cutGrey( SceneSource &source, int scene, const Window &window, int side )
{
  const SceneInfo &info = source.info( scene );
  const auto read = [&]( const Window &inside ) { return source.readGrey( scene, inside ); };
  return resampleGrey( readMirrored( info.width, info.height, window, 1, read ), window.width, window.height,
                       side );
}

Crop cutCrop( SceneSource &source, int scene, const Window &window, int side )
{
  const SceneInfo &info = source.info( scene );
  const auto read = [&]( const Window &inside ) { return source.readZones( scene, inside ); };
  return { side, cutGrey( source, scene, window, side ),
           resampleNearest( readMirrored( info.width, info.height, window, 1, read ), window.width,
                            window.height, side ) };
}

namespace
{

//! Blackens what of a crop of \a window lies outside of its scene.
void blacken( Crop &crop, const Window &window, const SceneInfo &info )
{
  const auto isOutside = [side = crop.side]( int pixel, int begin, int length, int size )
  {
    const double place = begin + ( pixel + 0.5 ) * length / side;
    return place < 0 || place >= size;
  };
  for ( int y = 0; y < crop.side; ++y )
    for ( int x = 0; x < crop.side; ++x )
      if ( isOutside( x, window.x, window.width, info.width ) ||
           isOutside( y, window.y, window.height, info.height ) )
      {
        const std::size_t pixel = static_cast<std::size_t>( y ) * crop.side + x;
        crop.grey[pixel] = 0;
        crop.zones[pixel] = static_cast<std::uint8_t>( Zone::NotAvailable );
      }
}

} // namespace

Crop cutFrame( SceneSource &source, int scene, const Window &window, int frame, int side )
{
  const SceneInfo &info = source.info( frame );
  const Window same = sameWindow( source.info( scene ), window, info );
  Crop crop = cutCrop( source, frame, same, side );
  if ( source.info( scene ).box != info.box )
    blacken( crop, same, info );
  return crop;
}

} // namespace calving
