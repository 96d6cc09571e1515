#include "model/sar/stream/streamblocks.h"

#include <algorithm>
#include <utility>

#include "model/base/parallelrows.h"

namespace calving
{

namespace
{

//! The windows of a picture, row by row of blocks.
std::vector<Window> rowsOfBlocks( const BlockSource &source, const StreamOptions &options )
{
  const int blockWidth = options.blockWidth > 0 ? options.blockWidth : source.width();
  const int blockHeight = std::max( 1, options.blockHeight );
  std::vector<Window> windows;
  for ( int y = 0; y < source.height(); y += blockHeight )
    for ( int x = 0; x < source.width(); x += blockWidth )
      windows.push_back( { x, y, std::min( blockWidth, source.width() - x ),
                           std::min( blockHeight, source.height() - y ) } );
  return windows;
}

} // namespace

void streamBlocks( const BlockSource &source, const StreamOptions &options, const BlockSink &sink,
                   const Feedback &feedback )
{
  streamBlocks( source, rowsOfBlocks( source, options ), options.threads, sink, feedback );
}

void streamBlocks( const BlockSource &source, const std::vector<Window> &windows, int threads,
                   const BlockSink &sink, const Feedback &feedback )
{
  const int count = static_cast<int>( windows.size() );
  std::vector<std::vector<float>> blocks( windows.size() );
  int delivered = 0;
  const auto report = [&] { feedback.report( static_cast<double>( delivered ) / count ); };
  parallelRowsInOrder(
      0, count, { threads, report }, [&]( int i ) { blocks[i] = source.read( windows[i] ); },
      [&]( int i )
      {
        sink( windows[i], std::exchange( blocks[i], {} ) );
        ++delivered;
      } );
  feedback.report( 1.0 );
}

} // namespace calving
