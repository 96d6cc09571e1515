#pragma once

#include <exception>
#include <thread>
#include <utility>
#include <vector>

namespace calving
{

/**
 * Adds a thread that does \a work to \a threads.
 *
 * False, and \a threads as it was, where the system has no more. An exception instead would end the program:
 * the threads before are not joined yet.
 */
template <typename Work> bool startThread( std::vector<std::thread> &threads, Work work )
{
  try
  {
    threads.emplace_back( std::move( work ) );
    return true;
  }
  catch ( const std::exception & )
  {
    return false;
  }
}

//! The sentence where not one thread can be started.
constexpr const char *noThread = "The system has no thread left for this work. Close other programs.";

} // namespace calving
