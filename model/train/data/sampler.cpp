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
  Crop crop = cutCrop( *mSource, scene, drawCrop( info.width, info.height, mOptions.crop, random ), side );
  if ( random.chance( mOptions.augment.mixProbability ) )
  {
    const double weight = random.uniform( mOptions.augment.mixLow, mOptions.augment.mixHigh );
    const int other = mOrder.scenes()[random.below( mOrder.scenes().size() )];
    const SceneInfo &second = mSource->info( other );
    const Window window = drawCrop( second.width, second.height, mOptions.crop, random );
    mixOcean( crop, cutGrey( *mSource, other, window, side ), weight );
  }
  augment( crop, mOptions.augment, random );
  return { std::move( crop.grey ), std::move( crop.zones ), {}, {} };
}

} // namespace calving
