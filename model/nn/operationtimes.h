#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <ATen/record_function.h>
#include <torch/torch.h>

namespace calving
{

/**
 * Time that each of torch's operations takes itself, without those it calls, on all threads while it lives.
 *
 * Graphics cards work behind the program's back: each operation then waits for the one before it.
 */
class OperationTimes
{
public:
  struct Entry
  {
    std::string name;
    double seconds = 0;
    int calls = 0;
  };

  OperationTimes()
  {
    table().clear();
    mHandle = at::addGlobalCallback( at::RecordFunctionCallback( begin, end ) );
  }
  ~OperationTimes() { at::removeCallback( mHandle ); }

  //! Costliest first.
  static std::vector<Entry> sorted()
  {
    std::vector<Entry> entries;
    for ( const auto &[name, entry] : table() )
      entries.push_back( entry );
    std::sort( entries.begin(), entries.end(),
               []( const Entry &a, const Entry &b ) { return a.seconds > b.seconds; } );
    return entries;
  }

private:
  struct Call : at::ObserverContext
  {
    std::string name;
    std::chrono::steady_clock::time_point start;
    double inner = 0;
    Call *caller = nullptr;
  };

  static std::map<std::string, Entry> &table()
  {
    static std::map<std::string, Entry> entries;
    return entries;
  }
  static Call *&current()
  {
    thread_local Call *call = nullptr;
    return call;
  }
  static std::chrono::steady_clock::time_point now()
  {
    if ( torch::cuda::is_available() )
      torch::cuda::synchronize();
    return std::chrono::steady_clock::now();
  }
  static std::unique_ptr<at::ObserverContext> begin( const at::RecordFunction &function )
  {
    auto call = std::make_unique<Call>();
    call->name = function.name();
    call->caller = current();
    current() = call.get();
    call->start = now();
    return call;
  }
  static void end( const at::RecordFunction &, at::ObserverContext *context )
  {
    auto *call = static_cast<Call *>( context );
    const double seconds = std::chrono::duration<double>( now() - call->start ).count();
    current() = call->caller;
    if ( call->caller )
      call->caller->inner += seconds;
    static std::mutex mutex;
    const std::lock_guard<std::mutex> lock( mutex );
    Entry &entry = table()[call->name];
    entry.name = call->name;
    entry.seconds += seconds - call->inner;
    ++entry.calls;
  }

  at::CallbackHandle mHandle;
};

} // namespace calving
