#include "model/base/keptmemory.h"

#include <mutex>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace calving
{

namespace
{

std::mutex &mutex()
{
  static std::mutex one;
  return one;
}

int users = 0;

//! Blocks of their own for large requests, bytes at its end that a heap may keep (-1: all), and bytes by
//! which it grows: large pages need room that lies together.
void setLimits( int blocks, int freeBytes, int growth )
{
#ifdef __GLIBC__
  mallopt( M_MMAP_MAX, blocks );
  mallopt( M_TRIM_THRESHOLD, freeBytes );
  mallopt( M_TOP_PAD, growth );
#else
  static_cast<void>( blocks );
  static_cast<void>( freeBytes );
  static_cast<void>( growth );
#endif
}

} // namespace

KeptMemory::KeptMemory()
{
  const std::lock_guard<std::mutex> lock( mutex() );
  if ( ++users == 1 )
    setLimits( 0, -1, 64 << 20 );
}

KeptMemory::~KeptMemory()
{
  const std::lock_guard<std::mutex> lock( mutex() );
  if ( --users > 0 )
    return;
  setLimits( 65536, 32 << 20, 128 << 10 ); // about what glibc comes to by itself
#ifdef __GLIBC__
  malloc_trim( 0 );
#endif
}

} // namespace calving
