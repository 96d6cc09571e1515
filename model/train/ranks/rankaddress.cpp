#include "model/train/ranks/rankaddress.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace calving
{

namespace
{

bool isLoopback( const std::string &address )
{
  return address == "::1" || address.rfind( "127.", 0 ) == 0;
}

//! Connecting a datagram socket sends nothing, but chooses the way and with it the own address.
std::string localAddress( const addrinfo &target )
{
  const int handle = socket( target.ai_family, SOCK_DGRAM, 0 );
  if ( handle < 0 )
    return {};
  std::string result;
  sockaddr_storage own{};
  socklen_t length = sizeof own;
  char text[NI_MAXHOST] = {};
  auto *address = reinterpret_cast<sockaddr *>( &own );
  if ( connect( handle, target.ai_addr, target.ai_addrlen ) == 0 &&
       getsockname( handle, address, &length ) == 0 &&
       getnameinfo( address, length, text, sizeof text, nullptr, 0, NI_NUMERICHOST ) == 0 )
    result = text;
  close( handle );
  return result;
}

} // namespace

std::string addressToward( const std::string &host, int port )
{
  addrinfo hints{};
  hints.ai_socktype = SOCK_DGRAM;
  addrinfo *found = nullptr;
  if ( getaddrinfo( host.c_str(), std::to_string( port ).c_str(), &hints, &found ) != 0 )
    return {};
  std::string result;
  for ( const addrinfo *target = found; target && result.empty(); target = target->ai_next )
    result = localAddress( *target );
  freeaddrinfo( found );
  return result;
}

int listeningSocket( const std::string &host, int port )
{
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | ( host == "localhost" ? 0 : AI_NUMERICHOST );
  addrinfo *found = nullptr;
  if ( getaddrinfo( host.c_str(), std::to_string( port ).c_str(), &hints, &found ) != 0 )
    return -1;
  const int handle = socket( found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0 );
  // As the store does: a port is free again as soon as the training before has ended.
  const int yes = 1;
  const bool listens = handle >= 0 && setsockopt( handle, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes ) == 0 &&
                       bind( handle, found->ai_addr, found->ai_addrlen ) == 0 &&
                       listen( handle, SOMAXCONN ) == 0;
  freeaddrinfo( found );
  if ( listens )
    return handle;
  if ( handle >= 0 )
    close( handle );
  return -1;
}

std::string listeningAddress( const std::string &own, const std::vector<std::string> &all, int port )
{
  if ( !isLoopback( own ) )
    return own;
  for ( const std::string &other : all )
    if ( !isLoopback( other ) )
      return addressToward( other, port );
  return own;
}

} // namespace calving
