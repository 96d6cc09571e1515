#include "model/extract/tilepipeline.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{
constexpr std::chrono::milliseconds patience( 100 );
}

void MaskQueue::push( std::vector<std::uint8_t> row )
{
  const std::lock_guard<std::mutex> lock( mMutex );
  mRows.push_back( std::move( row ) );
}

std::vector<std::uint8_t> MaskQueue::take()
{
  const std::lock_guard<std::mutex> lock( mMutex );
  std::vector<std::uint8_t> row = std::move( mRows.front() );
  mRows.pop_front();
  return row;
}

TileCutter::TileCutter( const TileAxes &axes, SceneRows &rows, int batchSize )
  : mAxes( axes )
  , mRows( rows )
  , mBatchSize( batchSize )
{
}

void TileCutter::run( TileQueue &queue )
{
  for ( int row = 0; row < mAxes.rows.count(); ++row )
  {
    if ( !readRow( row, queue ) || !cutRow( row, queue ) )
      return;
  }
  mRows.finish();
  if ( mBatch.tiles.empty() || give( queue ) )
    queue.close();
}

//! Reads what a row of tiles needs, in parts: of a large scene it takes a while. False if the queue is
//! abandoned.
bool TileCutter::readRow( int row, TileQueue &queue )
{
  constexpr int part = 32;
  const int first = mAxes.rows.firstNeeded( row );
  const int last = mAxes.rows.lastNeeded( row );
  for ( int end = first; end <= last && !queue.abandoned(); end += part )
    mRows.advance( first, end );
  if ( queue.abandoned() )
    return false;
  mRows.advance( first, last );
  return true;
}

bool TileCutter::cutRow( int row, TileQueue &queue )
{
  const std::int64_t emptyBefore = mEmpty;
  for ( int column = 0; column < mAxes.columns.count(); ++column )
  {
    const TilePlace place{ column, row };
    if ( hasData( place ) )
      append( place );
    else
      ++mEmpty;
    mBatch.row = row;
    mBatch.done = static_cast<std::int64_t>( row ) * mAxes.columns.count() + column + 1;
    if ( static_cast<int>( mBatch.tiles.size() ) == mBatchSize && !give( queue ) )
      return false;
  }
  // A row without data still goes on, so that the writer keeps up and masks do not pile up before it.
  return mEmpty - emptyBefore < mAxes.columns.count() || give( queue );
}

bool TileCutter::hasData( const TilePlace &place ) const
{
  for ( int y = mAxes.rows.partStart( place.row ); y < mAxes.rows.partEnd( place.row ); ++y )
  {
    const auto row = mRows.row( y ).begin();
    if ( std::any_of( row + mAxes.columns.partStart( place.column ),
                      row + mAxes.columns.partEnd( place.column ),
                      []( float value ) { return !std::isnan( value ); } ) )
      return true;
  }
  return false;
}

void TileCutter::append( const TilePlace &place )
{
  const TileAxis &columns = mAxes.columns;
  const TileAxis &rows = mAxes.rows;
  std::vector<int> sources( columns.contextSide() );
  for ( int i = 0; i < columns.contextSide(); ++i )
    sources[i] = columns.source( columns.contextStart( place.column ) + i );
  mBatch.values.reserve( static_cast<std::size_t>( mBatchSize ) * columns.contextSide() *
                         rows.contextSide() );
  for ( int i = 0; i < rows.contextSide(); ++i )
  {
    const std::vector<float> &row = mRows.row( rows.source( rows.contextStart( place.row ) + i ) );
    for ( const int source : sources )
      mBatch.values.push_back( std::isnan( row[source] ) ? 0.0f : row[source] );
  }
  mBatch.tiles.push_back( place );
}

bool TileCutter::give( TileQueue &queue )
{
  TileQueue::Result result = TileQueue::Result::TimedOut;
  while ( result == TileQueue::Result::TimedOut )
    result = queue.push( mBatch, patience );
  mBatch = TileBatch();
  return result == TileQueue::Result::Done;
}

void blendTiles( TileQueue &queue, const TileAxes &axes, int classes, ProbabilityReceiver &output )
{
  BlendRows blend( axes.columns, axes.rows, classes );
  const auto receive = [&output]( const ProbabilityRow &row ) { output.receive( row ); };
  const std::size_t tileValues =
      static_cast<std::size_t>( classes ) * axes.columns.contextSide() * axes.rows.contextSide();
  TileBatch batch;
  TileQueue::Result result;
  while ( ( result = queue.pop( batch, patience ) ) != TileQueue::Result::Closed )
  {
    if ( result == TileQueue::Result::TimedOut )
      continue;
    for ( std::size_t i = 0; i < batch.tiles.size(); ++i )
    {
      blend.finish( axes.rows.partStart( batch.tiles[i].row ), receive );
      blend.add( batch.tiles[i].column, batch.tiles[i].row, batch.values.data() + i * tileValues );
    }
    blend.finish( axes.rows.partStart( batch.row ), receive );
  }
  if ( queue.abandoned() )
    return; // the reader stopped early, so the rest of the mask is missing
  blend.finish( axes.rows.side(), receive );
  output.finish();
}

} // namespace calving
