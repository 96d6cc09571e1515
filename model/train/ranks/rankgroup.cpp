#include "model/train/ranks/rankgroup.h"

#include <chrono>

#include "model/nn/device.h"
#include "model/train/ranks/rankconnection.h"
#include "model/train/ranks/workonfirstrank.h"

namespace calving
{

namespace
{

using Clock = std::chrono::steady_clock;

//! The first line of what a library says, without the place in its source.
std::string reasonOf( const std::exception &problem )
{
  const auto *torchError = dynamic_cast<const c10::Error *>( &problem );
  std::string text = torchError ? torchError->what_without_backtrace() : problem.what();
  if ( const std::size_t place = text.find( "] " ); text[0] == '[' && place != std::string::npos )
    text = text.substr( place + 2 );
  return text.substr( 0, text.find( '\n' ) );
}

//! Adds over the ranks. Its gradient is that of this rank's part times the ranks, as they will be averaged.
torch::Tensor withGradient( const torch::Tensor &sum, const torch::Tensor &part, int count )
{
  return sum + count * ( part - part.detach() );
}

} // namespace

RankGroup::RankGroup( const Ranks &ranks )
  : mRanks( ranks )
{
  if ( !several() )
    return;
  try
  {
    mConnection = std::make_unique<RankConnection>( ranks );
  }
  catch ( const Error & )
  {
    throw;
  }
  catch ( const std::exception &problem )
  {
    lost( problem );
  }
}

RankGroup::~RankGroup() = default;

void RankGroup::lost( const std::exception &problem ) const
{
  throw RankLost( "Another rank of the training has ended or does not answer any more (this is rank " +
                  std::to_string( mRanks.rank ) + " of " + std::to_string( mRanks.count ) + "; " +
                  reasonOf( problem ) + ")." );
}

void RankGroup::wait( const std::function<void()> &work )
{
  const auto begin = Clock::now();
  try
  {
    work();
  }
  catch ( const std::exception &problem )
  {
    lost( problem );
  }
  mWaited += std::chrono::duration<double>( Clock::now() - begin ).count();
}

std::function<void()> RankGroup::startSum( torch::Tensor tensor )
{
  if ( !several() )
    return [] {};
  const torch::Tensor carried = tensor.to( mConnection->carrier( tensor.device() ) );
  std::function<void()> end;
  try
  {
    end = mConnection->startSum( carried );
  }
  catch ( const std::exception &problem )
  {
    lost( problem );
  }
  return [this, tensor, carried, end]() mutable
  {
    wait( end );
    if ( !carried.is_same( tensor ) )
      tensor.copy_( carried );
  };
}

void RankGroup::sum( torch::Tensor tensor )
{
  const torch::NoGradGuard noGradient;
  startSum( std::move( tensor ) )();
}

torch::Tensor RankGroup::summed( const torch::Tensor &tensor )
{
  if ( !several() )
    return tensor;
  const torch::Tensor total = tensor.detach().clone();
  sum( total );
  return withGradient( total, tensor, mRanks.count );
}

void RankGroup::broadcast( torch::Tensor tensor )
{
  if ( !several() )
    return;
  const torch::NoGradGuard noGradient;
  const torch::Tensor carried = tensor.to( mConnection->carrier( tensor.device() ) );
  wait( [&] { mConnection->broadcast( carried ); } );
  if ( !carried.is_same( tensor ) )
    tensor.copy_( carried );
}

std::vector<double> RankGroup::onFirst( std::size_t count, const std::function<std::vector<double>()> &work )
{
  if ( !several() )
    return work();
  const double before = mWaited;
  const std::vector<double> values =
      mRanks.first() ? workForOthers( *this, count, work ) : awaitFirst( *this, count );
  mWaited = before;
  return values;
}

torch::Device chooseDevice( const std::string &name, const Ranks &ranks )
{
  const torch::Device device = chooseDevice( name );
  const bool any = name == "auto" || name == "cuda";
  if ( !ranks.several() || !device.is_cuda() || !any )
    return device;
  return { torch::kCUDA, static_cast<torch::DeviceIndex>( ranks.localRank % torch::cuda::device_count() ) };
}

} // namespace calving
