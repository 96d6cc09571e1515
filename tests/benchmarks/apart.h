#pragma once

#include <cstdio>
#include <exception>

#include <sys/wait.h>
#include <unistd.h>

//! Runs \a work in a process of its own, whose peak of memory is its own. Returns whether it succeeded.
template <typename Work> bool apart( const Work &work )
{
  std::fflush( stdout );
  const pid_t child = fork();
  if ( child == 0 )
  {
    int failed = 0;
    try
    {
      work();
    }
    catch ( const std::exception &e )
    {
      std::fprintf( stderr, "%s\n", e.what() );
      failed = 1;
    }
    std::fflush( stdout );
    _exit( failed );
  }
  int status = 0;
  waitpid( child, &status, 0 );
  return status == 0;
}
