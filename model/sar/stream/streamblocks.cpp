#include "model/sar/stream/streamblocks.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

#include "model/base/startthread.h"
#include "model/error.h"

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

//! The windows of the picture in order, handed to workers; their blocks, handed to the sink in the same
//! order.
class Conveyor
{
public:
  Conveyor( const BlockSource &source, const std::vector<Window> &windows, int ahead )
    : mSource( source )
    , mWindows( windows )
    , mCount( static_cast<int>( windows.size() ) )
    , mAhead( ahead )
  {
  }

  //! A worker's life: take the next window that is not too far ahead of the sink, read it, hand it over.
  void work()
  {
    for ( int index = take(); index >= 0; index = take() )
    {
      std::vector<float> block;
      std::exception_ptr failure;
      try
      {
        block = mSource.read( mWindows[index] );
      }
      catch ( ... )
      {
        failure = std::current_exception();
      }
      put( index, std::move( block ), failure );
    }
  }

  //! Waits for block \a index, which must be asked for in order. Rethrows what its worker met.
  std::vector<float> next( int index )
  {
    std::unique_lock<std::mutex> lock( mMutex );
    mChanged.wait( lock, [&] { return mDone.count( index ) > 0; } );
    auto entry = mDone.extract( index );
    mDelivered = index + 1;
    mChanged.notify_all();
    if ( entry.mapped().failure )
      std::rethrow_exception( entry.mapped().failure );
    return std::move( entry.mapped().block );
  }

  //! Workers finish what they hold and take nothing more.
  void stop()
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mStopped = true;
    mChanged.notify_all();
  }

private:
  struct Result
  {
    std::vector<float> block;
    std::exception_ptr failure;
  };

  int take()
  {
    std::unique_lock<std::mutex> lock( mMutex );
    mChanged.wait( lock, [this] { return mStopped || mNext >= mCount || mNext < mDelivered + mAhead; } );
    return mStopped || mNext >= mCount ? -1 : mNext++;
  }

  void put( int index, std::vector<float> block, std::exception_ptr failure )
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mDone[index] = { std::move( block ), failure };
    mChanged.notify_all();
  }

  const BlockSource &mSource;
  const std::vector<Window> &mWindows;
  const int mCount;
  const int mAhead;
  std::mutex mMutex;
  std::condition_variable mChanged;
  std::map<int, Result> mDone;
  int mNext = 0;
  int mDelivered = 0;
  bool mStopped = false;
};

//! Threads, as many as there are to be had, that are stopped and joined however the block is left.
class Crew
{
public:
  Crew( Conveyor &conveyor, int threads )
    : mConveyor( conveyor )
  {
    while ( static_cast<int>( mThreads.size() ) < threads &&
            startThread( mThreads, [&conveyor] { conveyor.work(); } ) )
      continue;
    if ( mThreads.empty() && threads > 0 )
      throw Error( noThread );
  }
  ~Crew()
  {
    mConveyor.stop();
    for ( std::thread &thread : mThreads )
      thread.join();
  }
  Crew( const Crew & ) = delete;

private:
  Conveyor &mConveyor;
  std::vector<std::thread> mThreads;
};

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
  const int cores = std::max( 1, static_cast<int>( std::thread::hardware_concurrency() ) );
  const int workers = std::min( threads > 0 ? threads : cores, count );
  Conveyor conveyor( source, windows, 2 * workers );
  const Crew crew( conveyor, workers );
  for ( int i = 0; i < count; ++i )
  {
    feedback.report( static_cast<double>( i ) / count );
    sink( windows[i], conveyor.next( i ) );
  }
  feedback.report( 1.0 );
}

} // namespace calving
