#pragma once

#include <functional>
#include <string>

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

//! Runs \a work in a process of its own, where \a folder is an empty disk of so many megabytes, and returns
//! what it returns; 77 where this machine lets nobody have such a disk.
inline int onSmallDisk( const std::string &folder, int megabytes, const std::function<int()> &work )
{
  const pid_t child = fork();
  if ( child == 0 )
  {
    const std::string size = "size=" + std::to_string( megabytes ) + "m";
    const bool apart = unshare( CLONE_NEWNS ) == 0 || unshare( CLONE_NEWUSER | CLONE_NEWNS ) == 0;
    const bool mounted = apart && mount( "none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr ) == 0 &&
                         mount( "tmpfs", folder.c_str(), "tmpfs", 0, size.c_str() ) == 0;
    _exit( mounted ? work() : 77 );
  }
  int status = 0;
  waitpid( child, &status, 0 );
  return WIFEXITED( status ) ? WEXITSTATUS( status ) : -1;
}
