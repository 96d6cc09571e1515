#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>

namespace calving
{

//! Passes items from one thread to another; a full queue makes the giver wait, so memory stays bounded.
template <typename Item> class BoundedQueue
{
public:
  enum class Result
  {
    Done,
    TimedOut,
    Closed
  };

  explicit BoundedQueue( std::size_t capacity )
    : mCapacity( capacity )
  {
  }

  //! Gives \a item, which stays untouched unless the result is Done.
  Result push( Item &item, std::chrono::milliseconds patience )
  {
    std::unique_lock<std::mutex> lock( mMutex );
    if ( !mChanged.wait_for( lock, patience, [this] { return mClosed || mItems.size() < mCapacity; } ) )
      return Result::TimedOut;
    if ( mClosed )
      return Result::Closed;
    mItems.push_back( std::move( item ) );
    mChanged.notify_all();
    return Result::Done;
  }

  //! Takes the oldest item. Closed once the queue is closed and empty.
  Result pop( Item &item, std::chrono::milliseconds patience )
  {
    std::unique_lock<std::mutex> lock( mMutex );
    if ( !mChanged.wait_for( lock, patience, [this] { return mClosed || !mItems.empty(); } ) )
      return Result::TimedOut;
    if ( mItems.empty() )
      return Result::Closed;
    item = std::move( mItems.front() );
    mItems.pop_front();
    mChanged.notify_all();
    return Result::Done;
  }

  //! No more items will be given; those inside can still be taken.
  void close()
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mClosed = true;
    mChanged.notify_all();
  }

  //! Both ends stop at once.
  void abandon()
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mClosed = true;
    mAbandoned = true;
    mItems.clear();
    mChanged.notify_all();
  }

  bool abandoned()
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    return mAbandoned;
  }

private:
  std::mutex mMutex;
  std::condition_variable mChanged;
  std::deque<Item> mItems;
  std::size_t mCapacity;
  bool mClosed = false;
  bool mAbandoned = false;
};

} // namespace calving
