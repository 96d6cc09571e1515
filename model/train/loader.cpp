#include "model/train/loader.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "model/train/scenesource.h"

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

  SampleOptions samples;
  LoaderOptions options;
  std::uint64_t first = 0;
  std::vector<int> scenes;

  std::mutex mutex;
  std::condition_variable roomMade;
  std::condition_variable batchReady;
  std::vector<Slot> ring;
  std::uint64_t claimed = 0;
  std::uint64_t delivered = 0;
  bool stopping = false;
  double waited = 0;
  std::vector<std::unique_ptr<SceneSource>> sources;
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
    const std::size_t pixels =
        static_cast<std::size_t>( samples.crop.side ) * samples.crop.side * options.batch;
    Slot &target = slot( batch );
    target.error = nullptr;
    target.missing = options.batch;
    target.batch.first = numberOf( batch * options.batch );
    target.batch.count = options.batch;
    target.batch.side = samples.crop.side;
    target.batch.grey.resize( pixels );
    target.batch.zones.resize( pixels );
  }

  //! Claims the next sample, waiting for room. Returns false when there is nothing more to do.
  bool claim( std::uint64_t &sample )
  {
    std::unique_lock<std::mutex> lock( mutex );
    roomMade.wait( lock, [this] { return stopping || claimed / options.batch < delivered + ring.size(); } );
    sample = claimed++;
    return !stopping;
  }

  void make( Sampler &sampler, std::uint64_t sample )
  {
    Slot &target = slot( sample / options.batch );
    std::exception_ptr error;
    try
    {
      const Crop crop = sampler.sample( numberOf( sample ) );
      const std::size_t offset = crop.grey.size() * ( sample % options.batch );
      std::copy( crop.grey.begin(), crop.grey.end(), target.batch.grey.begin() + offset );
      std::copy( crop.zones.begin(), crop.zones.end(), target.batch.zones.begin() + offset );
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

  void work( SceneSource &source )
  {
    Sampler sampler( source, scenes, samples );
    for ( std::uint64_t sample = 0; claim( sample ); )
      make( sampler, sample );
  }
};

Loader::Loader( const SceneSource &source, const std::vector<int> &scenes, const SampleOptions &samples,
                const LoaderOptions &options, std::uint64_t first )
  : mShared( std::make_unique<Shared>() )
{
  mShared->samples = samples;
  mShared->options = options;
  mShared->scenes = scenes;
  mShared->first = first;
  mShared->ring.resize( std::max( 1, options.ahead ) );
  for ( std::uint64_t i = 0; i < mShared->ring.size(); ++i )
    mShared->empty( i );
  const int cores = static_cast<int>( std::thread::hardware_concurrency() );
  const int threads = options.threads > 0 ? options.threads : std::max( 1, cores - 1 );
  for ( int i = 0; i < threads; ++i )
    mShared->sources.push_back( source.clone() );
  for ( auto &own : mShared->sources )
    mShared->threads.emplace_back( [shared = mShared.get(), &own] { shared->work( *own ); } );
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
  slot.batch = {};
  mShared->empty( mShared->delivered );
  slot.batch.first =
      mShared->numberOf( ( mShared->delivered + mShared->ring.size() ) * mShared->options.batch );
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
