#include "model/base/parallelrows.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "model/base/startthread.h"

namespace calving
{

void parallelRows( int begin, int end, const Workers &workers, const std::function<void( int row )> &work )
{
  std::atomic<int> next( begin );
  std::exception_ptr failure;
  std::mutex failureLock;
  const auto worker = [&]( const std::function<void()> &poll )
  {
    try
    {
      for ( int row = next++; row < end; row = next++ )
      {
        work( row );
        if ( poll )
          poll();
      }
    }
    catch ( ... )
    {
      next = end;
      const std::lock_guard<std::mutex> lock( failureLock );
      failure = std::current_exception();
    }
  };

  const int wanted =
      workers.threads > 0 ? workers.threads : static_cast<int>( std::thread::hardware_concurrency() );
  std::vector<std::thread> others;
  const int helpers = std::min( wanted, end - begin ) - 1;
  while ( static_cast<int>( others.size() ) < helpers && startThread( others, [&worker] { worker( {} ); } ) )
    continue;
  worker( workers.poll );
  for ( std::thread &thread : others )
    thread.join();
  if ( failure )
    std::rethrow_exception( failure );
}

} // namespace calving
