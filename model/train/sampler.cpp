#include "model/train/sampler.h"

#include <utility>

#include "model/train/random.h"
#include "model/train/scenesource.h"

namespace calving
{

namespace
{

constexpr std::uint64_t orderStream = 1;
constexpr std::uint64_t sampleStream = 2;
constexpr std::uint64_t noPass = ~0ULL;

} // namespace

Sampler::Sampler( SceneSource &source, std::vector<int> scenes, const SampleOptions &options )
  : mSource( source )
  , mScenes( std::move( scenes ) )
  , mOptions( options )
  , mPass( noPass )
{
}

int Sampler::sceneOf( std::uint64_t number )
{
  const std::uint64_t pass = number / mScenes.size();
  if ( pass != mPass )
  {
    mPass = pass;
    mOrder = mScenes;
    CounterRandom random( mOptions.seed, orderStream, pass );
    for ( std::size_t i = mOrder.size(); i > 1; --i )
      std::swap( mOrder[i - 1], mOrder[random.below( i )] );
  }
  return mOrder[number % mScenes.size()];
}

Crop Sampler::sample( std::uint64_t number )
{
  CounterRandom random( mOptions.seed, sampleStream, number );
  const int side = mOptions.crop.side;
  const int scene = sceneOf( number );
  const SceneInfo &info = mSource.info( scene );
  Crop crop = cutCrop( mSource, scene, drawCrop( info.width, info.height, mOptions.crop, random ), side );
  if ( random.chance( mOptions.augment.mixProbability ) )
  {
    const double weight = random.uniform( mOptions.augment.mixLow, mOptions.augment.mixHigh );
    const int other = mScenes[random.below( mScenes.size() )];
    const SceneInfo &second = mSource.info( other );
    const Window window = drawCrop( second.width, second.height, mOptions.crop, random );
    mixOcean( crop, cutGrey( mSource, other, window, side ), weight );
  }
  augment( crop, mOptions.augment, random );
  return crop;
}

} // namespace calving
