#include "model/sar/streamblocks.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

namespace calving
{

namespace
{

//! The windows of a picture, row by row of blocks.
struct Blocks
{
  Blocks( const BlockSource &source, const StreamOptions &options )
    : pictureWidth( source.width() )
    , pictureHeight( source.height() )
    , width( options.blockWidth > 0 ? options.blockWidth : source.width() )
    , height( std::max( 1, options.blockHeight ) )
    , columns( ( pictureWidth + width - 1 ) / width )
    , count( columns * ( ( pictureHeight + height - 1 ) / height ) )
  {
  }

  Window window( int index ) const
  {
    const int x = index % columns * width;
    const int y = index / columns * height;
    return { x, y, std::min( width, pictureWidth - x ), std::min( height, pictureHeight - y ) };
  }

  int pictureWidth;
  int pictureHeight;
  int width;
  int height;
  int columns;
  int count;
};

//! The windows of the picture in order, handed to workers; their blocks, handed to the sink in the same
//! order.
class Conveyor
{
public:
  Conveyor( const BlockSource &source, const Blocks &blocks, int ahead )
    : mSource( source )
    , mBlocks( blocks )
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
        block = mSource.read( mBlocks.window( index ) );
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
    mChanged.wait( lock,
                   [this] { return mStopped || mNext >= mBlocks.count || mNext < mDelivered + mAhead; } );
    return mStopped || mNext >= mBlocks.count ? -1 : mNext++;
  }

  void put( int index, std::vector<float> block, std::exception_ptr failure )
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mDone[index] = { std::move( block ), failure };
    mChanged.notify_all();
  }

  const BlockSource &mSource;
  const Blocks &mBlocks;
  const int mAhead;
  std::mutex mMutex;
  std::condition_variable mChanged;
  std::map<int, Result> mDone;
  int mNext = 0;
  int mDelivered = 0;
  bool mStopped = false;
};

//! Threads that are stopped and joined however the block is left.
class Crew
{
public:
  Crew( Conveyor &conveyor, int threads )
    : mConveyor( conveyor )
  {
    for ( int i = 0; i < threads; ++i )
      mThreads.emplace_back( [&conveyor] { conveyor.work(); } );
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
  const Blocks blocks( source, options );
  const int cores = std::max( 1, static_cast<int>( std::thread::hardware_concurrency() ) );
  const int threads = std::min( options.threads > 0 ? options.threads : cores, blocks.count );
  Conveyor conveyor( source, blocks, 2 * threads );
  const Crew crew( conveyor, threads );
  for ( int i = 0; i < blocks.count; ++i )
  {
    feedback.report( static_cast<double>( i ) / blocks.count );
    sink( blocks.window( i ), conveyor.next( i ) );
  }
  feedback.report( 1.0 );
}

} // namespace calving
