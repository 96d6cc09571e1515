#include "model/train/zonepredictor.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <set>

#include "model/nn/autocast.h"
#include "model/train/data/batchtensors.h"
#include "model/train/data/frames.h"
#include "model/train/data/scenesource.h"

namespace calving
{

namespace
{

//! Scenes that are seen together, and which of them counts: one may have been in another sequence before.
struct Together
{
  std::vector<int> scenes;
  std::vector<bool> counts;
};

//! One input of the network.
struct Tile
{
  //! Number of the scenes.
  std::size_t together;
  //! What the network sees; may reach beyond the scene.
  Window seen;
  //! What counts of it, inside the scene.
  Window counts;
};

void addTiles( std::vector<Tile> &tiles, std::size_t together, const SceneInfo &info, int side )
{
  if ( info.width <= side && info.height <= side )
  {
    tiles.push_back( { together,
                       { -( side - info.width ) / 2, -( side - info.height ) / 2, side, side },
                       wholeScene( info ) } );
    return;
  }
  const TileGrid grid( info.width, info.height, side / 2 );
  for ( int i = 0; i < grid.count(); ++i )
  {
    const Window window = grid.window( i );
    tiles.push_back( { together, { window.x - side / 4, window.y - side / 4, side, side }, window } );
  }
}

std::vector<Together> togetherOf( const SceneSource &source, const std::vector<int> &scenes, int frames )
{
  std::vector<Together> all;
  if ( frames == 1 )
  {
    for ( const int scene : scenes )
      all.push_back( { { scene }, { true } } );
    return all;
  }
  std::set<int> seen;
  for ( std::vector<int> &sequence : GlacierFrames( source, scenes ).sequences( frames ) )
  {
    std::vector<bool> counts;
    for ( const int scene : sequence )
      counts.push_back( seen.insert( scene ).second );
    all.push_back( { std::move( sequence ), std::move( counts ) } );
  }
  return all;
}

void paste( const torch::Tensor &classes, const Tile &tile, const SceneInfo &info,
            std::vector<std::uint8_t> &zones )
{
  const std::int64_t side = classes.size( 1 );
  const std::uint8_t *values = classes.data_ptr<std::uint8_t>();
  for ( int row = 0; row < tile.counts.height; ++row )
  {
    const std::int64_t y = tile.counts.y + row - tile.seen.y;
    std::memcpy( zones.data() + static_cast<std::size_t>( tile.counts.y + row ) * info.width + tile.counts.x,
                 values + y * side + tile.counts.x - tile.seen.x, tile.counts.width );
  }
}

//! What the network sees in some tiles: of each, all frames.
struct TileBatch
{
  int images = 0;
  std::vector<std::uint8_t> grey;
  std::vector<std::uint8_t> zones;

  void add( SceneSource &source, const Together &together, const Tile &tile, int side )
  {
    for ( const int scene : together.scenes )
    {
      const Crop crop = cutCrop( source, scene, tile.seen, side );
      grey.insert( grey.end(), crop.grey.begin(), crop.grey.end() );
      zones.insert( zones.end(), crop.zones.begin(), crop.zones.end() );
      ++images;
    }
  }
};

//! Collects the tiles of the scenes that are seen together, and gives these away when others follow.
class TogetherZones
{
public:
  TogetherZones( const SceneSource &source, const std::vector<Together> &all,
                 const std::function<void( PredictedZones )> &take )
    : mSource( source )
    , mAll( all )
    , mTake( take )
  {
  }

  //! \a classes: of all frames of \a tile.
  void add( const Tile &tile, const torch::Tensor &classes )
  {
    if ( tile.together != mCurrent )
      begin( tile.together );
    const std::vector<int> &scenes = mAll[mCurrent].scenes;
    for ( std::size_t i = 0; i < scenes.size(); ++i )
      paste( classes[static_cast<std::int64_t>( i )].unsqueeze( 0 ), tile, mSource.info( scenes[i] ),
             mZones[i] );
  }

  void finish()
  {
    if ( mCurrent == none )
      return;
    for ( std::size_t i = 0; i < mZones.size(); ++i )
      if ( mAll[mCurrent].counts[i] )
        mTake( { mAll[mCurrent].scenes[i], std::move( mZones[i] ) } );
    mZones.clear();
    mCurrent = none;
  }

private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  void begin( std::size_t together )
  {
    finish();
    mCurrent = together;
    for ( const int scene : mAll[together].scenes )
      mZones.emplace_back( static_cast<std::size_t>( mSource.info( scene ).width ) *
                           mSource.info( scene ).height );
  }

  const SceneSource &mSource;
  const std::vector<Together> &mAll;
  const std::function<void( PredictedZones )> &mTake;
  std::size_t mCurrent = none;
  std::vector<std::vector<std::uint8_t>> mZones;
};

} // namespace

void predictZones( SceneSource &source, const std::vector<int> &scenes, const ZoneNetwork &network,
                   const PredictorOptions &options, const std::function<void( PredictedZones )> &take,
                   const std::function<void( const torch::Tensor &, const torch::Tensor & )> &labels )
{
  const torch::NoGradGuard noGradient;
  const std::vector<Together> all = togetherOf( source, scenes, options.frames );
  std::vector<Tile> tiles;
  for ( std::size_t i = 0; i < all.size(); ++i )
    addTiles( tiles, i, source.info( all[i].scenes.front() ), options.side );

  TogetherZones zones( source, all, take );
  for ( std::size_t begin = 0, end = 0; begin < tiles.size(); begin = end )
  {
    const std::size_t frames = all[tiles[begin].together].scenes.size();
    TileBatch batch;
    for ( ; end < tiles.size() && end < begin + options.batch &&
            all[tiles[end].together].scenes.size() == frames;
          ++end )
      batch.add( source, all[tiles[end].together], tiles[end], options.side );
    torch::Tensor logits;
    {
      const Autocast autocast( options.device, options.bfloat16 );
      logits = network( greyTensor( batch.grey, batch.images, options.side, options.device ),
                        static_cast<int>( frames ) )
                   .to( torch::kFloat32 );
    }
    if ( labels )
      labels( logits, labelTensor( batch.zones, batch.images, options.side, options.device ) );
    const torch::Tensor classes = logits.argmax( 1 ).to( torch::kUInt8 ).cpu().contiguous();
    for ( std::size_t i = begin; i < end; ++i )
      zones.add( tiles[i], classes.narrow( 0, static_cast<std::int64_t>( ( i - begin ) * frames ),
                                           static_cast<std::int64_t>( frames ) ) );
  }
  zones.finish();
}

} // namespace calving
