#include "model/train/data/pairsampler.h"

#include <algorithm>
#include <utility>

#include "model/train/data/augment.h"
#include "model/train/data/crop.h"
#include "model/train/data/mirroredwindow.h"
#include "model/train/data/random.h"
#include "model/train/data/resample.h"

namespace calving
{

namespace
{

constexpr std::uint64_t cropStream = 4;
// Apart from the crops, so that methods that mask see the same crops as those that do not.
constexpr std::uint64_t maskStream = 5;

//! A square of the crop's side somewhere on the padded scene, then a smaller square somewhere inside it.
Window drawSquare( const SceneInfo &info, const PairSampleOptions &options, CounterRandom &random )
{
  CropOptions whole;
  whole.side = options.side;
  whole.mirror = options.mirror;
  whole.rezoomProbability = 0;
  const Window crop = drawCrop( info.width, info.height, whole, random );
  const double zoom = random.uniform( options.zoomLow, options.zoomHigh );
  const int side = std::max( 1, static_cast<int>( zoom * options.side ) );
  return { crop.x + static_cast<int>( random.below( options.side - side + 1 ) ),
           crop.y + static_cast<int>( random.below( options.side - side + 1 ) ), side, side };
}

//! Square images, one after the other.
void turnUpsideDown( std::vector<std::uint8_t> &images, int side )
{
  const std::ptrdiff_t row = side;
  for ( auto image = images.begin(); image != images.end(); image += row * row )
    for ( std::ptrdiff_t i = 0; i < row / 2; ++i )
      std::swap_ranges( image + i * row, image + ( i + 1 ) * row, image + ( row - 1 - i ) * row );
}

} // namespace

PairSampleOptions withoutChanges( PairSampleOptions options )
{
  options.zoomLow = options.zoomHigh = 1;
  options.flipProbability = 0;
  return options;
}

PairSampler::PairSampler( const PairSource &source, std::vector<int> pairs, const PairSampleOptions &options )
  : mSource( source.clone() )
  , mOrder( std::move( pairs ), options.seed )
  , mOptions( options )
{
}

std::unique_ptr<SampleMaker> PairSampler::clone() const
{
  return std::make_unique<PairSampler>( *mSource, mOrder.scenes(), mOptions );
}

SampleShape PairSampler::shape() const
{
  return { mOptions.side, false, mOptions.readsTarget ? mSource->targetChannels() : 0,
           mOptions.masks ? maskedTokenCount( mOptions.side, mOptions.mask ) : 0 };
}

//! \a window of the optical image, or of the SAR image where \a channels is 0, at the crop's side.
std::vector<std::uint8_t> PairSampler::cut( int pair, const Window &window, int channels )
{
  const SceneInfo &info = mSource->info( pair );
  const auto read = [&]( const Window &inside )
  { return channels > 0 ? mSource->readTarget( pair, inside ) : mSource->readGrey( pair, inside ); };
  const int images = std::max( 1, channels );
  const std::vector<std::uint8_t> pixels = readMirrored( info.width, info.height, window, images, read );
  const std::size_t perImage = static_cast<std::size_t>( window.width ) * window.height;
  std::vector<std::uint8_t> result;
  result.reserve( static_cast<std::size_t>( images ) * mOptions.side * mOptions.side );
  for ( int image = 0; image < images; ++image )
  {
    const auto begin = pixels.begin() + static_cast<std::ptrdiff_t>( image * perImage );
    const std::vector<std::uint8_t> resampled =
        resampleCubic( { begin, begin + static_cast<std::ptrdiff_t>( perImage ) }, window.width,
                       window.height, mOptions.side );
    result.insert( result.end(), resampled.begin(), resampled.end() );
  }
  return result;
}

Sample PairSampler::sample( std::uint64_t number )
{
  CounterRandom random( mOptions.seed, cropStream, number );
  const int pair = mOrder[number];
  const Window window = drawSquare( mSource->info( pair ), mOptions, random );
  const bool upsideDown = random.chance( mOptions.flipProbability );
  Sample sample;
  sample.grey = cut( pair, window, 0 );
  if ( shape().targetChannels > 0 )
    sample.target = cut( pair, window, mSource->targetChannels() );
  if ( upsideDown )
    for ( std::vector<std::uint8_t> *images : { &sample.grey, &sample.target } )
      turnUpsideDown( *images, mOptions.side );
  if ( mOptions.masks )
  {
    CounterRandom masks( mOptions.seed, maskStream, number );
    sample.mask = drawTokenMask( mOptions.side, mOptions.mask, masks );
  }
  return sample;
}

} // namespace calving
