#include "model/train/ranks/rankconnection.h"

#include "model/error.h"

// Gloo's and NCCL's own headers are not part of LibTorch: on Debian, libgloo-dev has Gloo's.
#if defined( USE_C10D_GLOO ) && __has_include( <gloo/context.h> )
#define CALVING_GLOO 1
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif
#if defined( USE_C10D_NCCL ) && __has_include( <nccl.h> )
#define CALVING_NCCL 1
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#if defined( CALVING_GLOO ) || defined( CALVING_NCCL )

#include <csignal>
#include <cstdlib>

#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "model/train/ranks/rankaddress.h"

namespace calving
{

namespace
{

std::chrono::milliseconds timeoutOf( const Ranks &ranks )
{
  return std::chrono::milliseconds( static_cast<int>( 1000 * ranks.timeout ) );
}

std::string placeOf( const Ranks &ranks )
{
  return ranks.address + ", port " + std::to_string( ranks.port );
}

//! From LibTorch 2.1 on, stores use libuv where they are not told otherwise, which Debian's is built without.
template <typename Options> auto useSockets( Options &options, int ) -> decltype( options.useLibUV, void() )
{
  options.useLibUV = false;
}
template <typename Options> void useSockets( Options &, long ) {}

//! Later ones take a socket that listens at the address of rank 0 alone; that of Debian listens on all
//! interfaces.
template <typename Options>
auto listenThere( Options &options, const Ranks &ranks, int )
    -> decltype( options.masterListenFd = 0, void() )
{
  const int handle = ranks.first() ? listeningSocket( ranks.address, ranks.port ) : -1;
  if ( handle >= 0 )
    options.masterListenFd = handle;
}
template <typename Options> void listenThere( Options &, const Ranks &, long ) {}

//! Without the trace that follows it.
std::string reasonOf( const std::exception &error )
{
  const std::string text = error.what();
  return text.substr( 0, text.find( '\n' ) );
}

c10::intrusive_ptr<c10d::Store> openStore( const Ranks &ranks )
{
  c10d::TCPStoreOptions options;
  options.port = static_cast<std::uint16_t>( ranks.port );
  options.isServer = ranks.first();
  options.waitWorkers = false;
  options.timeout = timeoutOf( ranks );
  useSockets( options, 0 );
  listenThere( options, ranks, 0 );
  try
  {
    return c10::make_intrusive<c10d::TCPStore>( ranks.address, options );
  }
  catch ( const std::exception &error )
  {
    throw Error(
        ranks.first()
            ? "Rank 0 cannot await the other ranks at " + placeOf( ranks ) +
                  ": the port is taken or the address is not its own (" + reasonOf( error ) +
                  "). Set MASTER_PORT or MASTER_ADDR."
            : "Rank " + std::to_string( ranks.rank ) + " could not reach rank 0 at " + placeOf( ranks ) +
                  " within " + std::to_string( std::lround( ranks.timeout ) ) +
                  " s. Start all ranks together, or set MASTER_ADDR and MASTER_PORT to where rank 0 is." );
  }
}

std::string keyOf( int rank )
{
  return "address/" + std::to_string( rank );
}

//! Tells the others the address of this rank; waits for theirs.
std::vector<std::string> exchangeAddresses( c10d::Store &store, const Ranks &ranks, const std::string &own )
{
  store.set( keyOf( ranks.rank ), std::vector<std::uint8_t>( own.begin(), own.end() ) );
  std::vector<std::string> keys;
  for ( int rank = 0; rank < ranks.count; ++rank )
    keys.push_back( keyOf( rank ) );
  try
  {
    store.wait( keys, timeoutOf( ranks ) );
  }
  catch ( const std::exception & )
  {
    std::string missing;
    for ( int rank = 0; rank < ranks.count; ++rank )
      if ( !store.check( { keyOf( rank ) } ) )
        missing += ( missing.empty() ? "" : ", " ) + std::to_string( rank );
    throw Error( "Of the " + std::to_string( ranks.count ) + " ranks, these did not come within " +
                 std::to_string( std::lround( ranks.timeout ) ) + " s: " + missing +
                 ". Start all ranks together." );
  }
  std::vector<std::string> addresses;
  for ( const std::string &key : keys )
  {
    const std::vector<std::uint8_t> address = store.get( key );
    addresses.emplace_back( address.begin(), address.end() );
  }
  return addresses;
}

#ifdef CALVING_GLOO
c10::intrusive_ptr<c10d::ProcessGroupGloo> openGloo( const c10::intrusive_ptr<c10d::Store> &store,
                                                     const Ranks &ranks, const std::string &address )
{
  auto options = c10d::ProcessGroupGloo::Options::create( timeoutOf( ranks ) );
  const char *interface = std::getenv( "GLOO_SOCKET_IFNAME" );
  options->devices.push_back( interface ? c10d::ProcessGroupGloo::createDeviceForInterface( interface )
                                        : c10d::ProcessGroupGloo::createDeviceForHostname( address ) );
  options->threads = 2;
  return c10::make_intrusive<c10d::ProcessGroupGloo>( store, ranks.rank, ranks.count, options );
}
#endif

template <typename Group> std::function<void()> startSumIn( Group &group, const torch::Tensor &tensor )
{
  std::vector<torch::Tensor> tensors{ tensor };
  auto work = group.allreduce( tensors );
  return [work] { work->wait(); };
}

template <typename Group> void broadcastIn( Group &group, const torch::Tensor &tensor )
{
  std::vector<torch::Tensor> tensors{ tensor };
  group.broadcast( tensors )->wait();
}

} // namespace

struct RankConnection::Groups
{
  c10::intrusive_ptr<c10d::Store> store;
  torch::DeviceIndex card = 0;
#ifdef CALVING_GLOO
  c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;
#endif
#ifdef CALVING_NCCL
  c10::intrusive_ptr<c10d::ProcessGroupNCCL> nccl;
#endif
};

RankConnection::RankConnection( const Ranks &ranks )
  : mGroups( std::make_unique<Groups>() )
{
  // Gloo writes to sockets whose other side may be dead: an error then, not the silent end of this process.
  std::signal( SIGPIPE, SIG_IGN );
  mGroups->store = openStore( ranks );
  const std::string own = addressToward( ranks.address, ranks.port );
  const std::vector<std::string> all = exchangeAddresses( *mGroups->store, ranks, own );
  const std::string address = listeningAddress( own, all, ranks.port );
#ifdef CALVING_GLOO
  mGroups->gloo = openGloo( mGroups->store, ranks, address );
#endif
#ifdef CALVING_NCCL
  if ( torch::cuda::is_available() )
  {
    mGroups->card = static_cast<torch::DeviceIndex>( ranks.localRank % torch::cuda::device_count() );
    mGroups->nccl = c10::make_intrusive<c10d::ProcessGroupNCCL>( mGroups->store, ranks.rank, ranks.count );
  }
#endif
}

RankConnection::~RankConnection() = default;

torch::Device RankConnection::carrier( [[maybe_unused]] const torch::Device &device ) const
{
#ifdef CALVING_NCCL
  if ( device.is_cuda() && mGroups->nccl )
    return device;
#endif
#ifdef CALVING_GLOO
  return torch::kCPU;
#else
  return { torch::kCUDA, mGroups->card };
#endif
}

std::function<void()> RankConnection::startSum( const torch::Tensor &tensor )
{
#ifdef CALVING_NCCL
  if ( tensor.is_cuda() )
    return startSumIn( *mGroups->nccl, tensor );
#endif
#ifdef CALVING_GLOO
  return startSumIn( *mGroups->gloo, tensor );
#endif
}

void RankConnection::broadcast( const torch::Tensor &tensor )
{
#ifdef CALVING_NCCL
  if ( tensor.is_cuda() )
    return broadcastIn( *mGroups->nccl, tensor );
#endif
#ifdef CALVING_GLOO
  broadcastIn( *mGroups->gloo, tensor );
#endif
}

} // namespace calving

#else

namespace calving
{

struct RankConnection::Groups
{
};

RankConnection::RankConnection( const Ranks &ranks )
{
  throw Error( "This is rank " + std::to_string( ranks.rank ) + " of " + std::to_string( ranks.count ) +
               ", but the program was built without Gloo or NCCL, so it cannot train with several processes. "
               "Build it with the headers of Gloo (Debian: libgloo-dev), or unset WORLD_SIZE." );
}

RankConnection::~RankConnection() = default;

torch::Device RankConnection::carrier( const torch::Device &device ) const
{
  return device;
}

std::function<void()> RankConnection::startSum( const torch::Tensor & )
{
  return [] {};
}

void RankConnection::broadcast( const torch::Tensor & ) {}

} // namespace calving

#endif
