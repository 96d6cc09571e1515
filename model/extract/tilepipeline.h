#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include "model/extract/blendrows.h"
#include "model/extract/boundedqueue.h"
#include "model/scene/scenerows.h"

namespace calving
{

//! Place of a tile, counted in tiles.
struct TilePlace
{
  int column = 0;
  int row = 0;
};

//! Tiles on their way through the network: grey values before it, probabilities after it.
struct TileBatch
{
  std::vector<TilePlace> tiles;
  std::vector<float> values;
  //! Row of tiles that the batch ends in; all rows before are complete with it.
  int row = 0;
  //! Tiles dealt with up to here, empty ones included.
  std::int64_t done = 0;
};

using TileQueue = BoundedQueue<TileBatch>;

//! The scene's mask on its way from the thread that reads to the one that writes.
class MaskQueue
{
public:
  void push( std::vector<std::uint8_t> row );
  //! REQUIRES: a row was pushed that was not taken yet.
  std::vector<std::uint8_t> take();

private:
  std::mutex mMutex;
  std::deque<std::vector<std::uint8_t>> mRows;
};

//! The two axes of tiles over a scene.
struct TileAxes
{
  TileAxis columns;
  TileAxis rows;

  //! A large scene with a small stride has more tiles than fit 32 bits.
  std::int64_t count() const { return static_cast<std::int64_t>( columns.count() ) * rows.count(); }
};

//! Cuts a scene into batches of tiles: the first of the three threads.
class TileCutter
{
public:
  //! \a axes and \a rows must outlive the object.
  TileCutter( const TileAxes &axes, SceneRows &rows, int batchSize );

  //! Gives all batches to \a queue and closes it, or stops when the queue is abandoned.
  void run( TileQueue &queue );

  //! After run(): tiles left out because they hold no data.
  std::int64_t emptyTiles() const { return mEmpty; }

private:
  bool readRow( int row, TileQueue &queue );
  bool cutRow( int row, TileQueue &queue );
  bool hasData( const TilePlace &place ) const;
  void append( const TilePlace &place );
  bool give( TileQueue &queue );

  const TileAxes &mAxes;
  SceneRows &mRows;
  int mBatchSize;
  std::int64_t mEmpty = 0;
  TileBatch mBatch;
};

//! Averages and writes what came out of the network: the last of the three threads.
void blendTiles( TileQueue &queue, const TileAxes &axes, int classes, ProbabilityReceiver &output );

} // namespace calving
