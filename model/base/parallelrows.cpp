#include "model/base/parallelrows.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "model/base/startthread.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! Rows handed out in order to whoever asks, at most so many ahead of the one that is waited for.
class RowQueue
{
public:
  RowQueue( int begin, int end, int ahead, const std::function<void( int row )> &work )
    : mNext( begin )
    , mEnd( end )
    , mAwaited( begin )
    , mAhead( ahead )
    , mWork( work )
  {
  }

  //! Does the work of the next row; false where there is none left. A row whose work throws ends it for the
  //! rows after it.
  bool workOnce()
  {
    const std::optional<int> row = take();
    if ( !row )
      return false;
    std::exception_ptr failure;
    try
    {
      mWork( *row );
    }
    catch ( ... )
    {
      failure = std::current_exception();
    }
    const std::lock_guard<std::mutex> lock( mMutex );
    mDone[*row] = failure;
    if ( failure )
      mEnd = std::min( mEnd, *row + 1 );
    mChanged.notify_all();
    return true;
  }

  //! Waits for \a row, the one after the last that was waited for; throws what its work threw.
  void await( int row )
  {
    std::unique_lock<std::mutex> lock( mMutex );
    mChanged.wait( lock, [&] { return mDone.count( row ) > 0; } );
    const std::exception_ptr failure = mDone.extract( row ).mapped();
    mAwaited = row + 1;
    mChanged.notify_all();
    if ( failure )
      std::rethrow_exception( failure );
  }

  //! Throws what the first of the rows that failed threw. REQUIRES: nobody works.
  void rethrowFailure() const
  {
    for ( const auto &[row, failure] : mDone )
      if ( failure )
        std::rethrow_exception( failure );
  }

  //! Whoever works finishes his row and takes no other.
  void stop()
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mEnd = mNext;
    mChanged.notify_all();
  }

private:
  //! Nothing where there is none left; the margin of a picture begins with rows below 0.
  std::optional<int> take()
  {
    std::unique_lock<std::mutex> lock( mMutex );
    mChanged.wait( lock, [this] { return mNext >= mEnd || mNext - mAwaited < mAhead; } );
    return mNext >= mEnd ? std::nullopt : std::optional<int>( mNext++ );
  }

  std::mutex mMutex;
  std::condition_variable mChanged;
  std::map<int, std::exception_ptr> mDone;
  int mNext;
  int mEnd;
  int mAwaited;
  int mAhead;
  const std::function<void( int row )> &mWork;
};

//! Threads that work, as many as there are to be had; they are stopped and joined however the block is left.
class Crew
{
public:
  Crew( RowQueue &rows, int threads )
    : mRows( rows )
  {
    const auto workAll = [&rows]
    {
      while ( rows.workOnce() )
        continue;
    };
    while ( size() < threads && startThread( mThreads, workAll ) )
      continue;
  }
  ~Crew()
  {
    mRows.stop();
    join();
  }
  Crew( const Crew & ) = delete;

  int size() const { return static_cast<int>( mThreads.size() ); }
  //! Waits until all work is done.
  void join()
  {
    for ( std::thread &thread : mThreads )
      thread.join();
    mThreads.clear();
  }

private:
  RowQueue &mRows;
  std::vector<std::thread> mThreads;
};

} // namespace

int Workers::count() const
{
  return threads > 0 ? threads : std::max( 1, static_cast<int>( std::thread::hardware_concurrency() ) );
}

void parallelRows( int begin, int end, const Workers &workers, const std::function<void( int row )> &work )
{
  RowQueue rows( begin, end, std::numeric_limits<int>::max(), work );
  // The calling thread works, too.
  Crew crew( rows, std::min( workers.count(), end - begin ) - 1 );
  while ( rows.workOnce() )
    if ( workers.poll )
      workers.poll();
  crew.join();
  rows.rethrowFailure();
}

void parallelRowsInOrder( int begin, int end, const Workers &workers,
                          const std::function<void( int row )> &work,
                          const std::function<void( int row )> &deliver )
{
  const int threads = std::min( workers.count(), end - begin );
  RowQueue rows( begin, end, 2 * threads, work );
  const Crew crew( rows, threads );
  if ( crew.size() == 0 && threads > 0 )
    throw Error( noThread );
  for ( int row = begin; row < end; ++row )
  {
    if ( workers.poll )
      workers.poll();
    rows.await( row );
    deliver( row );
  }
}

} // namespace calving
