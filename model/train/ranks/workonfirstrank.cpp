#include "model/train/ranks/workonfirstrank.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace calving
{

namespace
{

//! The first value of a message. The others follow it.
enum Message
{
  Busy,
  Done,
  Stopped,
  Failed
};

void send( RankGroup &group, Message message, std::vector<double> values )
{
  values.insert( values.begin(), message );
  group.broadcast( torch::tensor( values, torch::kFloat64 ) );
}

//! Says in a thread of its own that rank 0 is busy, several times before the others would give it up.
class SignOfLife
{
public:
  SignOfLife( RankGroup &group, std::size_t values )
    : mThread( [this, &group, values] { run( group, values ); } )
  {
  }

  //! Ends the thread. Throws RankLost if it met that.
  void end()
  {
    {
      const std::lock_guard<std::mutex> lock( mMutex );
      mEnding = true;
    }
    mChanged.notify_one();
    mThread.join();
    if ( mProblem )
      std::rethrow_exception( mProblem );
  }

private:
  void run( RankGroup &group, std::size_t values )
  {
    const std::chrono::duration<double> pause( group.ranks().timeout / 5 );
    std::unique_lock<std::mutex> lock( mMutex );
    while ( !mChanged.wait_for( lock, pause, [this] { return mEnding; } ) )
      try
      {
        send( group, Busy, std::vector<double>( values ) );
      }
      catch ( ... )
      {
        mProblem = std::current_exception();
        return;
      }
  }

  std::mutex mMutex;
  std::condition_variable mChanged;
  bool mEnding = false;
  std::exception_ptr mProblem;
  // Last: it uses the others from its first moment on.
  std::thread mThread;
};

} // namespace

std::vector<double> workForOthers( RankGroup &group, std::size_t count,
                                   const std::function<std::vector<double>()> &work )
{
  SignOfLife life( group, count );
  std::vector<double> values( count );
  Message message = Done;
  std::exception_ptr problem;
  try
  {
    values = work();
  }
  catch ( const Cancelled & )
  {
    message = Stopped;
    problem = std::current_exception();
  }
  catch ( ... )
  {
    message = Failed;
    problem = std::current_exception();
  }
  try
  {
    life.end();
    send( group, message, values );
  }
  catch ( const RankLost & )
  {
    // What rank 0 itself met says more.
    if ( !problem )
      throw;
  }
  if ( problem )
    std::rethrow_exception( problem );
  return values;
}

std::vector<double> awaitFirst( RankGroup &group, std::size_t count )
{
  torch::Tensor values = torch::zeros( { static_cast<std::int64_t>( count ) + 1 }, torch::kFloat64 );
  do
    group.broadcast( values );
  while ( values[0].item<double>() == Busy );
  if ( values[0].item<double>() == Stopped )
    throw Cancelled();
  if ( values[0].item<double>() == Failed )
    throw RankLost( "Rank 0 of the training has ended with an error, which it reports itself (this is rank " +
                    std::to_string( group.ranks().rank ) + ")." );
  const double *first = values.data_ptr<double>() + 1;
  return { first, first + count };
}

} // namespace calving
