#include "model/sar/stream/readerpool.h"

#include <algorithm>
#include <thread>

namespace calving
{

ReaderPool::ReaderPool( const RasterInput &input, RasterContent content )
  : mInput( input )
  , mContent( content )
  // GDAL's own names may begin with a driver's prefix.
  , mIsCompressed( input.path.find( "/vsizip/" ) != std::string::npos ||
                   input.path.find( "/vsigzip/" ) != std::string::npos )
{
  mLimit = mIsCompressed ? 1 : std::max( 1, static_cast<int>( std::thread::hardware_concurrency() ) );
  giveBack( borrow() );
}

std::unique_ptr<RasterReader> ReaderPool::borrow()
{
  std::unique_lock<std::mutex> lock( mMutex );
  mReturned.wait( lock, [this] { return !mIdle.empty() || mOpened < mLimit; } );
  if ( mIdle.empty() )
  {
    auto reader = std::make_unique<RasterReader>( mInput, mContent );
    ++mOpened;
    return reader;
  }
  std::unique_ptr<RasterReader> reader = std::move( mIdle.back() );
  mIdle.pop_back();
  return reader;
}

void ReaderPool::giveBack( std::unique_ptr<RasterReader> reader )
{
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mIdle.push_back( std::move( reader ) );
  }
  mReturned.notify_one();
}

} // namespace calving
