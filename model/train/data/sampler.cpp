#include "model/train/data/sampler.h"

#include <utility>

#include "model/train/data/random.h"
#include "model/train/data/scenesource.h"

namespace calving
{

namespace
{

constexpr std::uint64_t sampleStream = 2;

} // namespace

Sampler::Sampler( const SceneSource &source, std::vector<int> scenes, const SampleOptions &options )
  : mSource( source.clone() )
  , mOrder( std::move( scenes ), options.seed )
  , mOptions( options )
{
  if ( mOptions.frames > 1 )
    mFrames.emplace( *mSource, mOrder.scenes() );
}

Sampler::~Sampler() = default;

std::unique_ptr<SampleMaker> Sampler::clone() const
{
  return std::make_unique<Sampler>( *mSource, mOrder.scenes(), mOptions );
}

Sample Sampler::sample( std::uint64_t number )
{
  CounterRandom random( mOptions.seed, sampleStream, number );
  const int side = mOptions.crop.side;
  const int scene = mOrder[number];
  const SceneInfo &info = mSource->info( scene );
  const Window window = drawCrop( info.width, info.height, mOptions.crop, random );
  std::vector<Crop> crops;
  for ( const int frame :
        mFrames ? mFrames->draw( scene, mOptions.frames, random ) : std::vector<int>{ scene } )
    crops.push_back( cutFrame( *mSource, scene, window, frame, side ) );
  if ( random.chance( mOptions.augment.mixProbability ) )
  {
    const double weight = random.uniform( mOptions.augment.mixLow, mOptions.augment.mixHigh );
    const int other = mOrder.scenes()[random.below( mOrder.scenes().size() )];
    const SceneInfo &second = mSource->info( other );
    const std::vector<std::uint8_t> grey =
        cutGrey( *mSource, other, drawCrop( second.width, second.height, mOptions.crop, random ), side );
    for ( Crop &crop : crops )
      mixOcean( crop, grey, weight );
  }
  for ( Crop &crop : crops )
    changeTones( crop.grey, mOptions.augment, random );
  const Turn same = drawTurn( mOptions.augment, random );
  Sample sample;
  for ( Crop &crop : crops )
  {
    turn( crop, same );
    sample.grey.insert( sample.grey.end(), crop.grey.begin(), crop.grey.end() );
    sample.zones.insert( sample.zones.end(), crop.zones.begin(), crop.zones.end() );
  }
  return sample;
}

} // namespace calving
