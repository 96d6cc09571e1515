#pragma once

namespace calving
{

/**
 * While one of these lives, memory that is freed stays with the process instead of going back to the system.
 *
 * A network on the processor takes and frees the same memory again and again; pages that come fresh from the
 * system, which clears them first, can cost a third of its time (tests/benchmarks/README.md) or, where it is
 * small, half. The last of them gives back what is free. Without glibc it does nothing. Used by any thread.
 */
class KeptMemory
{
public:
  KeptMemory();
  ~KeptMemory();
  KeptMemory( const KeptMemory & ) = delete;
  KeptMemory &operator=( const KeptMemory & ) = delete;
};

} // namespace calving
