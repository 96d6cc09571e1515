#include "model/sar/terrain/stripcache.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

namespace calving
{

namespace
{

using Strip = std::shared_ptr<const std::vector<float>>;

class StripCache : public BlockSource
{
public:
  StripCache( std::shared_ptr<const BlockSource> source, int stripHeight, std::size_t bytes )
    : mSource( std::move( source ) )
    , mStripHeight( stripHeight )
    , mMostStrips( bytes / ( sizeof( float ) * stripHeight * mSource->width() ) )
  {
  }

  using BlockSource::read;
  int width() const override { return mSource->width(); }
  int height() const override { return mSource->height(); }

  void read( const Window &window, float *values ) const override
  {
    const int first = window.y / mStripHeight;
    const int last = ( window.y + window.height - 1 ) / mStripHeight;
    const std::vector<Strip> strips = gather( first, last );
    for ( int y = window.y; y < window.y + window.height; ++y )
    {
      const std::vector<float> &strip = *strips[y / mStripHeight - first];
      const float *row = strip.data() + static_cast<std::size_t>( y % mStripHeight ) * width();
      values = std::copy_n( row + window.x, window.width, values );
    }
  }

private:
  struct Entry
  {
    Strip strip;
    long lastUse = 0;
  };

  //! The strips \a first to \a last: computes those that nobody else computes, waits for the others.
  std::vector<Strip> gather( int first, int last ) const
  {
    std::vector<Strip> strips( last - first + 1 );
    std::unique_lock<std::mutex> lock( mMutex );
    while ( true )
    {
      int mine = -1;
      int missing = 0;
      for ( int index = first; index <= last; ++index )
      {
        if ( strips[index - first] || take( index, strips[index - first] ) )
          continue;
        ++missing;
        if ( mine < 0 && mInWork.count( index ) == 0 )
          mine = index;
      }
      if ( missing == 0 )
        return strips;
      if ( mine < 0 )
        mChanged.wait( lock );
      else
        compute( mine, lock );
    }
  }

  bool take( int index, Strip &strip ) const
  {
    const auto found = mEntries.find( index );
    if ( found == mEntries.end() )
      return false;
    found->second.lastUse = ++mClock;
    strip = found->second.strip;
    return true;
  }

  void compute( int index, std::unique_lock<std::mutex> &lock ) const
  {
    mInWork.insert( index );
    lock.unlock();
    Strip strip;
    try
    {
      strip = std::make_shared<std::vector<float>>( mSource->read( rowsOf( index ) ) );
    }
    catch ( ... )
    {
      lock.lock();
      mInWork.erase( index );
      mChanged.notify_all(); // whoever waits meets the failure itself
      throw;
    }
    lock.lock();
    mInWork.erase( index );
    makeRoom();
    mEntries[index] = { strip, ++mClock };
    mChanged.notify_all();
  }

  void makeRoom() const
  {
    while ( mEntries.size() > mMostStrips )
      mEntries.erase( std::min_element( mEntries.begin(), mEntries.end(),
                                        []( const auto &a, const auto &b )
                                        { return a.second.lastUse < b.second.lastUse; } ) );
  }

  Window rowsOf( int index ) const
  {
    const int y = index * mStripHeight;
    return { 0, y, width(), std::min( mStripHeight, height() - y ) };
  }

  std::shared_ptr<const BlockSource> mSource;
  int mStripHeight;
  std::size_t mMostStrips;
  mutable std::mutex mMutex;
  mutable std::condition_variable mChanged;
  mutable std::map<int, Entry> mEntries;
  mutable std::set<int> mInWork;
  mutable long mClock = 0;
};

} // namespace

std::shared_ptr<const BlockSource> cachedInStrips( std::shared_ptr<const BlockSource> source, int stripHeight,
                                                   std::size_t bytes )
{
  return std::make_shared<StripCache>( std::move( source ), stripHeight, bytes );
}

} // namespace calving
