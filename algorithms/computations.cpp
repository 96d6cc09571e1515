#include "algorithms/computations.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "model/error.h"

namespace calving
{

namespace
{

struct Running
{
  std::mutex mutex;
  std::condition_variable ended;
  int count = 0;
  std::atomic<bool> mustEnd = false;
};

//! Never destroyed: a computation that did not stop in time may outlive the static objects.
Running &running()
{
  static auto *const all = new Running;
  return *all;
}

//! Of this thread, which cannot wait for itself.
thread_local int tOwn = 0;

} // namespace

Computation::Computation()
{
  const std::lock_guard lock( running().mutex );
  if ( running().mustEnd )
    throw Cancelled();
  ++running().count;
  ++tOwn;
}

Computation::~Computation()
{
  const std::lock_guard lock( running().mutex );
  --running().count;
  --tOwn;
  running().ended.notify_all();
}

bool endComputations( std::chrono::milliseconds patience )
{
  std::unique_lock lock( running().mutex );
  running().mustEnd = true;
  return running().ended.wait_for( lock, patience, [] { return running().count == tOwn; } );
}

void allowComputations()
{
  const std::lock_guard lock( running().mutex );
  running().mustEnd = false;
}

bool computationsMustEnd()
{
  return running().mustEnd;
}

} // namespace calving
