#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <vector>

#include "support/process.h"

//! A port that nobody listens on right now.
inline int freePort()
{
  const int handle = socket( AF_INET, SOCK_STREAM, 0 );
  sockaddr_in address{};
  address.sin_family = AF_INET;
  socklen_t length = sizeof address;
  auto *any = reinterpret_cast<sockaddr *>( &address );
  bind( handle, any, length );
  getsockname( handle, any, &length );
  close( handle );
  return ntohs( address.sin_port );
}

//! Processes that train together over the loopback: each is started with the same program and environment,
//! and its rank.
class RankProcesses
{
public:
  RankProcesses( int count, const QString &program, const QStringList &arguments,
                 const QMap<QString, QString> &environment )
  {
    const QString port = QString::number( freePort() );
    for ( int rank = 0; rank < count; ++rank )
      mProcesses.push_back( std::make_unique<QProcess>() );
    for ( int rank = 0; rank < count; ++rank )
    {
      Start start{ environment, {} };
      start.environment.insert( "RANK", QString::number( rank ) );
      start.environment.insert( "WORLD_SIZE", QString::number( count ) );
      start.environment.insert( "MASTER_ADDR", "127.0.0.1" );
      start.environment.insert( "MASTER_PORT", port );
      prepare( *mProcesses[rank], start );
      mProcesses[rank]->start( program, arguments );
    }
  }

  QProcess &operator[]( int rank ) { return *mProcesses[rank]; }
  void signal( int rank, int number )
  {
    // 0 would be the whole process group.
    if ( const qint64 id = mProcesses[rank]->processId(); id > 0 )
      ::kill( static_cast<pid_t>( id ), number );
  }
  //! What they left, in the order of their ranks.
  std::vector<Ended> ended( int seconds = 120 )
  {
    std::vector<Ended> result;
    for ( const auto &process : mProcesses )
      result.push_back( ::ended( *process, seconds ) );
    return result;
  }

private:
  std::vector<std::unique_ptr<QProcess>> mProcesses;
};
