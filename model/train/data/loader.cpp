#include "model/train/data/loader.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "model/base/startthread.h"
#include "model/error.h"

namespace calving
{

//! A ring of batches. Sample j of batch b belongs to the thread that claimed number b * batch + j.
struct Loader::Shared
{
  struct Slot
  {
    Batch batch;
    int missing = 0;
    std::exception_ptr error;
  };

  SampleShape shape;
  LoaderOptions options;
  std::uint64_t first = 0;

  std::mutex mutex;
  std::condition_variable roomMade;
  std::condition_variable batchReady;
  std::vector<Slot> ring;
  std::uint64_t claimed = 0;
  std::uint64_t delivered = 0;
  bool stopping = false;
  double waited = 0;
  std::vector<std::unique_ptr<SampleMaker>> makers;
  std::vector<std::thread> threads;

  Slot &slot( std::uint64_t batch ) { return ring[batch % ring.size()]; }

  //! The running number, over all processes, of the sample that this one makes as number \a sample.
  std::uint64_t numberOf( std::uint64_t sample ) const
  {
    const std::uint64_t batch = sample / options.batch * options.ranks + options.rank;
    return first + batch * options.batch + sample % options.batch;
  }

  void empty( std::uint64_t batch )
  {
    Slot &target = slot( batch );
    target.error = nullptr;
    target.missing = options.batch;
    target.batch = emptyBatch( numberOf( batch * options.batch ) );
  }

  Batch emptyBatch( std::uint64_t firstSample ) const
  {
    const std::size_t pixels = static_cast<std::size_t>( shape.side ) * shape.side * options.batch;
    Batch batch;
    batch.first = firstSample;
    batch.count = options.batch;
    batch.side = shape.side;
    batch.frames = shape.frames;
    batch.targetChannels = shape.targetChannels;
    batch.maskedTokens = shape.maskedTokens;
    batch.grey.resize( pixels * shape.frames );
    batch.zones.resize( shape.hasZones ? batch.grey.size() : 0 );
    batch.target.resize( pixels * shape.targetChannels );
    batch.mask.resize( static_cast<std::size_t>( shape.maskedTokens ) * options.batch );
    return batch;
  }

  //! Claims the next sample, waiting for room. Returns false when there is nothing more to do.
  bool claim( std::uint64_t &sample )
  {
    std::unique_lock<std::mutex> lock( mutex );
    roomMade.wait( lock, [this] { return stopping || claimed / options.batch < delivered + ring.size(); } );
    sample = claimed++;
    return !stopping;
  }

  void make( SampleMaker &maker, std::uint64_t sample )
  {
    Slot &target = slot( sample / options.batch );
    std::exception_ptr error;
    try
    {
      const Sample made = maker.sample( numberOf( sample ) );
      const auto put = [place = sample % options.batch]( const auto &values, auto &all )
      { std::copy( values.begin(), values.end(), all.begin() + values.size() * place ); };
      put( made.grey, target.batch.grey );
      put( made.zones, target.batch.zones );
      put( made.target, target.batch.target );
      put( made.mask, target.batch.mask );
    }
    catch ( ... )
    {
      error = std::current_exception();
    }
    const std::lock_guard<std::mutex> lock( mutex );
    if ( error )
      target.error = error;
    if ( --target.missing == 0 )
      batchReady.notify_one();
  }

  void work( SampleMaker &maker )
  {
    for ( std::uint64_t sample = 0; claim( sample ); )
      make( maker, sample );
  }
};

Loader::Loader( const SampleMaker &maker, const LoaderOptions &options, std::uint64_t first )
  : mShared( std::make_unique<Shared>() )
{
  mShared->shape = maker.shape();
  mShared->options = options;
  mShared->first = first;
  mShared->ring.resize( std::max( 1, options.ahead ) );
  for ( std::uint64_t i = 0; i < mShared->ring.size(); ++i )
    mShared->empty( i );
  const int cores = static_cast<int>( std::thread::hardware_concurrency() );
  const int threads = options.threads > 0 ? options.threads : std::max( 1, cores - 1 );
  for ( int i = 0; i < threads; ++i )
    mShared->makers.push_back( maker.clone() );
  for ( auto &own : mShared->makers )
    if ( !startThread( mShared->threads, [shared = mShared.get(), &own] { shared->work( *own ); } ) )
      break;
  if ( mShared->threads.empty() )
    throw Error( noThread );
}

Loader::~Loader()
{
  {
    const std::lock_guard<std::mutex> lock( mShared->mutex );
    mShared->stopping = true;
  }
  mShared->roomMade.notify_all();
  for ( std::thread &thread : mShared->threads )
    thread.join();
}

Batch Loader::next()
{
  const auto begin = std::chrono::steady_clock::now();
  std::unique_lock<std::mutex> lock( mShared->mutex );
  Shared::Slot &slot = mShared->slot( mShared->delivered );
  mShared->batchReady.wait( lock, [&slot] { return slot.missing == 0; } );
  mShared->waited += std::chrono::duration<double>( std::chrono::steady_clock::now() - begin ).count();
  const std::exception_ptr error = slot.error;
  Batch batch = std::move( slot.batch );
  mShared->empty( mShared->delivered + mShared->ring.size() );
  ++mShared->delivered;
  mShared->roomMade.notify_all();
  lock.unlock();
  if ( error )
    std::rethrow_exception( error );
  return batch;
}

double Loader::secondsWaited() const
{
  const std::lock_guard<std::mutex> lock( mShared->mutex );
  return mShared->waited;
}

} // namespace calving
