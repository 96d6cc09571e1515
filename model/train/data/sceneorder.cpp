#include "model/train/data/sceneorder.h"

#include <utility>

#include "model/train/data/random.h"

namespace calving
{

namespace
{

constexpr std::uint64_t orderStream = 1;
constexpr std::uint64_t noPass = ~0ULL;

} // namespace

SceneOrder::SceneOrder( std::vector<int> scenes, std::uint64_t seed )
  : mScenes( std::move( scenes ) )
  , mSeed( seed )
  , mPass( noPass )
{
}

int SceneOrder::operator[]( std::uint64_t number )
{
  const std::uint64_t pass = number / mScenes.size();
  if ( pass != mPass )
  {
    mPass = pass;
    mOrder = mScenes;
    CounterRandom random( mSeed, orderStream, pass );
    for ( std::size_t i = mOrder.size(); i > 1; --i )
      std::swap( mOrder[i - 1], mOrder[random.below( i )] );
  }
  return mOrder[number % mScenes.size()];
}

} // namespace calving
