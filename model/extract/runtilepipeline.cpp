#include "model/extract/runtilepipeline.h"
#include "model/modelfile/modelcard.h"

#include <chrono>
#include <future>

namespace calving
{

namespace
{

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds patience( 100 );
constexpr std::size_t queueLength = 2;

//! Stops the other threads when the calling one leaves early.
struct Abandon
{
  TileQueue &input;
  TileQueue &output;

  ~Abandon()
  {
    input.abandon();
    output.abandon();
  }
};

//! Runs \a work in a thread of its own; whatever it throws stops the other threads and comes out of the
//! future.
template <typename Work> std::future<void> launch( TileQueue &input, TileQueue &output, Work work )
{
  return std::async( std::launch::async,
                     [&input, &output, work]
                     {
                       try
                       {
                         work();
                       }
                       catch ( ... )
                       {
                         input.abandon();
                         output.abandon();
                         throw;
                       }
                     } );
}

//! The middle of the pipeline: batches in, through the network, and on.
class NetworkStage
{
public:
  NetworkStage( Segmenter &segmenter, const TileAxes &axes, const Feedback &feedback )
    : mSegmenter( segmenter )
    , mAxes( axes )
    , mFeedback( feedback )
  {
  }

  double seconds() const { return mSeconds; }

  void run( TileQueue &input, TileQueue &output )
  {
    TileBatch batch;
    TileQueue::Result result;
    while ( ( result = input.pop( batch, patience ) ) != TileQueue::Result::Closed )
    {
      report();
      if ( result == TileQueue::Result::TimedOut )
        continue;
      mDone = batch.done;
      if ( !batch.tiles.empty() )
        segment( batch );
      while ( output.push( batch, patience ) == TileQueue::Result::TimedOut )
        report();
    }
    output.close();
  }

  void report() const { mFeedback.report( static_cast<double>( mDone ) / mAxes.count() ); }

private:
  void segment( TileBatch &batch )
  {
    const Clock::time_point start = Clock::now();
    batch.values = mSegmenter.probabilities( batch.values, static_cast<int>( batch.tiles.size() ),
                                             mAxes.rows.contextSide(), mAxes.columns.contextSide() );
    mSeconds += std::chrono::duration<double>( Clock::now() - start ).count();
  }

  Segmenter &mSegmenter;
  const TileAxes &mAxes;
  const Feedback &mFeedback;
  std::int64_t mDone = 0;
  double mSeconds = 0;
};

} // namespace

double runTilePipeline( TileCutter &cutter, Segmenter &segmenter, const TileAxes &axes,
                        ProbabilityReceiver &receiver, const Feedback &feedback )
{
  const int classes = segmenter.card().size.classes;
  NetworkStage network( segmenter, axes, feedback );
  TileQueue input( queueLength );
  TileQueue output( queueLength );
  std::future<void> reading = launch( input, output, [&] { cutter.run( input ); } );
  std::future<void> writing = launch( input, output, [&] { blendTiles( output, axes, classes, receiver ); } );
  // Declared last, gone first: the futures wait for their threads.
  const Abandon abandonOnExit{ input, output };
  network.run( input, output );
  while ( writing.wait_for( patience ) == std::future_status::timeout )
    network.report();
  reading.get();
  writing.get();
  return network.seconds();
}

} // namespace calving
