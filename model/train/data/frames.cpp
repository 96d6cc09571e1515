#include "model/train/data/frames.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "model/error.h"
#include "model/scene/scenesequences.h"
#include "model/train/data/random.h"

namespace calving
{

namespace
{

bool overlap( const SceneInfo &a, const SceneInfo &b )
{
  const auto meet = []( double firstA, double lastA, double firstB, double lastB )
  {
    return std::max( std::min( firstA, lastA ), std::min( firstB, lastB ) ) <
           std::min( std::max( firstA, lastA ), std::max( firstB, lastB ) );
  };
  return meet( a.box[0], a.box[2], b.box[0], b.box[2] ) && meet( a.box[1], a.box[3], b.box[1], b.box[3] );
}

void requireTogether( const SceneInfo &a, const SceneInfo &b )
{
  if ( a.hasBox() == b.hasBox() && ( !a.hasBox() || ( a.crs == b.crs && overlap( a, b ) ) ) )
    return;
  throw Error(
      "The scenes " + a.name + " and " + b.name + " of the glacier " + a.glacier +
      " cannot be laid over each other, as frames of a sequence must: they do not overlap, or have "
      "different coordinate reference systems. Reproject one, leave it out, or train on single scenes "
      "(FRAMES = 1)." );
}

//! One side of a window brought from edges [0, size] to \a edges of \a otherSize pixels.
std::pair<int, int> brought( double begin, double length, const std::array<double, 2> &from, int size,
                             const std::array<double, 2> &to, int otherSize )
{
  const auto place = [&]( double pixel )
  {
    const double map = from[0] + pixel / size * ( from[1] - from[0] );
    return ( map - to[0] ) / ( to[1] - to[0] ) * otherSize;
  };
  const int first = static_cast<int>( std::lround( place( begin ) ) );
  return { first, std::max( 1, static_cast<int>( std::lround( place( begin + length ) ) ) - first ) };
}

} // namespace

GlacierFrames::GlacierFrames( const ImageSource &source, const std::vector<int> &scenes )
  : mSource( source )
{
  for ( const int scene : scenes )
  {
    std::vector<int> &glacier = mScenes[source.info( scene ).glacier];
    if ( !glacier.empty() )
      requireTogether( source.info( glacier.front() ), source.info( scene ) );
    glacier.push_back( scene );
  }
  for ( auto &[glacier, all] : mScenes )
    std::stable_sort( all.begin(), all.end(),
                      [&source]( int a, int b ) { return source.info( a ).date < source.info( b ).date; } );
}

const std::vector<int> &GlacierFrames::like( int scene ) const
{
  return mScenes.at( mSource.info( scene ).glacier );
}

std::vector<int> GlacierFrames::draw( int scene, int frames, CounterRandom &random ) const
{
  const std::vector<int> &all = like( scene );
  // Places in the order of dates; as often as all are drawn, each once more.
  std::vector<std::size_t> drawn;
  std::vector<std::size_t> left;
  const std::size_t own = std::find( all.begin(), all.end(), scene ) - all.begin();
  const auto refill = [&]
  {
    left.clear();
    for ( std::size_t i = 0; i < all.size(); ++i )
      if ( i != own || !drawn.empty() )
        left.push_back( i );
  };
  refill();
  drawn.push_back( own );
  while ( static_cast<int>( drawn.size() ) < frames )
  {
    if ( left.empty() )
      refill();
    const std::size_t chosen = random.below( left.size() );
    drawn.push_back( left[chosen] );
    left.erase( left.begin() + static_cast<std::ptrdiff_t>( chosen ) );
  }
  std::sort( drawn.begin(), drawn.end() );
  std::vector<int> scenes;
  for ( const std::size_t i : drawn )
    scenes.push_back( all[i] );
  return scenes;
}

std::vector<std::vector<int>> GlacierFrames::sequences( int frames ) const
{
  std::vector<std::vector<int>> result;
  for ( const auto &[glacier, all] : mScenes )
  {
    std::map<std::tuple<int, int, std::array<double, 4>>, std::vector<int>> grids;
    for ( const int scene : all )
    {
      const SceneInfo &info = mSource.info( scene );
      grids[{ info.width, info.height, info.box }].push_back( scene );
    }
    for ( const auto &[grid, scenes] : grids )
    {
      std::vector<double> places( scenes.size() ); // which are in the order of the dates
      std::iota( places.begin(), places.end(), 0.0 );
      for ( const std::vector<int> &sequence : sequencesOf( places, frames ) )
      {
        result.emplace_back();
        for ( const int place : sequence )
          result.back().push_back( scenes[place] );
      }
    }
  }
  return result;
}

Window sameWindow( const SceneInfo &scene, const Window &window, const SceneInfo &other )
{
  const bool isKnown = scene.hasBox() && other.hasBox();
  const std::array<double, 4> unit{ 0, 0, 1, 1 };
  const std::array<double, 4> &from = isKnown ? scene.box : unit;
  const std::array<double, 4> &to = isKnown ? other.box : unit;
  const auto [x, width] =
      brought( window.x, window.width, { from[0], from[2] }, scene.width, { to[0], to[2] }, other.width );
  const auto [y, height] =
      brought( window.y, window.height, { from[1], from[3] }, scene.height, { to[1], to[3] }, other.height );
  return { x, y, width, height };
}

} // namespace calving
