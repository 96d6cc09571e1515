#pragma once

#include <csignal>

#include <sys/resource.h>

//! While it lives, no file of this process may grow beyond some bytes: what a full disk does to writers.
class FullDisk
{
public:
  explicit FullDisk( rlim_t bytes )
  {
    std::signal( SIGXFSZ, SIG_IGN );
    getrlimit( RLIMIT_FSIZE, &mBefore );
    const rlimit limit{ bytes, mBefore.rlim_max };
    setrlimit( RLIMIT_FSIZE, &limit );
  }
  ~FullDisk() { setrlimit( RLIMIT_FSIZE, &mBefore ); }

  FullDisk( const FullDisk & ) = delete;
  FullDisk &operator=( const FullDisk & ) = delete;

private:
  rlimit mBefore{};
};
