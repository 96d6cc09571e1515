#include "model/train/zonepredictor.h"

#include <algorithm>
#include <cstring>

#include "model/nn/autocast.h"
#include "model/train/data/batchtensors.h"
#include "model/train/data/scenesource.h"

namespace calving
{

namespace
{

//! One input of the network.
struct Tile
{
  int scene;
  //! What the network sees; may reach beyond the scene.
  Window seen;
  //! What counts of it, inside the scene.
  Window counts;
};

std::vector<Tile> tilesOf( const SceneInfo &info, int scene, int side )
{
  if ( info.width <= side && info.height <= side )
    return { { scene,
               { -( side - info.width ) / 2, -( side - info.height ) / 2, side, side },
               wholeScene( info ) } };
  std::vector<Tile> tiles;
  const TileGrid grid( info.width, info.height, side / 2 );
  for ( int i = 0; i < grid.count(); ++i )
  {
    const Window window = grid.window( i );
    tiles.push_back( { scene, { window.x - side / 4, window.y - side / 4, side, side }, window } );
  }
  return tiles;
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

} // namespace

void predictZones( SceneSource &source, const std::vector<int> &scenes, const ZoneNetwork &network,
                   const PredictorOptions &options, const std::function<void( PredictedZones )> &take,
                   const std::function<void( const torch::Tensor &, const torch::Tensor & )> &labels )
{
  const torch::NoGradGuard noGradient;
  std::vector<Tile> tiles;
  for ( int scene : scenes )
    for ( const Tile &tile : tilesOf( source.info( scene ), scene, options.side ) )
      tiles.push_back( tile );

  PredictedZones current{ -1, {} };
  for ( std::size_t begin = 0; begin < tiles.size(); begin += options.batch )
  {
    const int count = static_cast<int>( std::min<std::size_t>( options.batch, tiles.size() - begin ) );
    std::vector<std::uint8_t> grey;
    std::vector<std::uint8_t> zones;
    for ( int i = 0; i < count; ++i )
    {
      const Tile &tile = tiles[begin + i];
      const Crop crop = cutCrop( source, tile.scene, tile.seen, options.side );
      grey.insert( grey.end(), crop.grey.begin(), crop.grey.end() );
      zones.insert( zones.end(), crop.zones.begin(), crop.zones.end() );
    }
    torch::Tensor logits;
    {
      const Autocast autocast( options.device, options.bfloat16 );
      logits = network( greyTensor( grey, count, options.side, options.device ) ).to( torch::kFloat32 );
    }
    if ( labels )
      labels( logits, labelTensor( zones, count, options.side, options.device ) );
    const torch::Tensor classes = logits.argmax( 1 ).to( torch::kUInt8 ).cpu().contiguous();
    for ( int i = 0; i < count; ++i )
    {
      const Tile &tile = tiles[begin + i];
      const SceneInfo &info = source.info( tile.scene );
      if ( tile.scene != current.scene )
      {
        if ( current.scene >= 0 )
          take( std::move( current ) );
        current = { tile.scene,
                    std::vector<std::uint8_t>( static_cast<std::size_t>( info.width ) * info.height ) };
      }
      paste( classes[i].unsqueeze( 0 ).squeeze( 0 ), tile, info, current.zones );
    }
  }
  if ( current.scene >= 0 )
    take( std::move( current ) );
}

} // namespace calving
