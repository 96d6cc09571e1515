#include "model/extract/segmentraster.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <future>
#include <locale>
#include <sstream>

#include "model/error.h"
#include "model/extract/tilepipeline.h"

namespace calving
{

namespace
{

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds patience( 100 );
constexpr std::size_t queueLength = 2;

double secondsSince( Clock::time_point start )
{
  return std::chrono::duration<double>( Clock::now() - start ).count();
}

std::string number( double value )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text.precision( 4 );
  text << value;
  return text.str();
}

void checkBand( const RasterReader &scene, int band )
{
  if ( band < 1 || band > scene.bands() )
    throw Error( "Raster " + scene.path() + " has no band " + std::to_string( band ) + ". BAND can be 1 to " +
                 std::to_string( scene.bands() ) + "." );
}

std::string sizeText( const std::array<double, 2> &metres )
{
  const bool square = std::abs( metres[0] - metres[1] ) < 0.01 * metres[0];
  return number( metres[0] ) + ( square ? "" : " x " + number( metres[1] ) ) + " m";
}

void describeSize( const SegmentOptions &options, const WorkingSize &size, const Feedback &feedback )
{
  const std::array<double, 2> &own = options.scene.pixelSizeMetres;
  if ( !size.resampled )
    return feedback.inform( "The scene's pixels of " + sizeText( own ) + " go to the network as they are." );
  feedback.inform( "The scene's pixels of " + sizeText( own ) + " are resampled to the model's " +
                   sizeText( size.pixelSizeMetres ) + " (" + std::to_string( size.width ) + " x " +
                   std::to_string( size.height ) + " pixels); the results come back on the scene's grid." );
  constexpr double muchCoarser = 3;
  if ( std::min( own[0] / size.pixelSizeMetres[0], own[1] / size.pixelSizeMetres[1] ) > muchCoarser )
    feedback.warn(
        "The scene is much coarser than what the model was trained on. The fronts cannot be finer than "
        "the scene's pixels, and the many new pixels take time." );
}

void checkScaling( const ModelCard &card, const Feedback &feedback )
{
  if ( !card.valueScaling.empty() && card.valueScaling.rfind( "byte/255", 0 ) != 0 )
    feedback.warn( "The model was trained on values scaled as “" + card.valueScaling +
                   "”. Set VALUES to scale the scene in the same way." );
}

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
    mSeconds += secondsSince( start );
  }

  Segmenter &mSegmenter;
  const TileAxes &mAxes;
  const Feedback &mFeedback;
  int mDone = 0;
  double mSeconds = 0;
};

} // namespace

SegmentReport segmentRaster( RasterReader scene, Segmenter &segmenter, const SegmentOptions &options,
                             const SegmentOutputs &outputs, const Feedback &feedback )
{
  const Clock::time_point start = Clock::now();
  checkBand( scene, options.band );
  checkTiling( options.tiling );
  checkScaling( segmenter.card(), feedback );

  SegmentReport report;
  report.size = { scene.width(), scene.height(), false, options.scene.pixelSizeMetres };
  if ( options.resample )
    report.size = workingSize( options.scene, segmenter.card().pixelSizeMetres );
  describeSize( options, report.size, feedback );
  report.scaling = chooseScaling( options.values,
                                  { scene.type(), scene.metadata(), sampleValues( scene, options.band ) } );
  feedback.inform( "Pixel values: " + report.scaling.description + "." );

  const TileAxes axes{ { report.size.width, options.tiling }, { report.size.height, options.tiling } };
  const int classes = segmenter.card().size.classes;
  const std::string path = scene.path();
  const ClassRows::Shape shape{ scene.width(), scene.height(), report.size.width, report.size.height,
                                classes };
  MaskQueue masks;
  SceneRows rows( std::move( scene ), { options.band, report.scaling, report.size.width, report.size.height },
                  [&masks]( std::vector<std::uint8_t> row ) { masks.push( std::move( row ) ); } );
  ClassRows writer( shape, outputs, [&masks] { return masks.take(); } );
  const int side = std::max( axes.columns.contextSide(), axes.rows.contextSide() );
  TileCutter cutter( axes, rows, std::max( 1, segmenter.recommendedBatch( side ) ) );
  NetworkStage network( segmenter, axes, feedback );

  TileQueue input( queueLength );
  TileQueue output( queueLength );
  std::future<void> reading = launch( input, output, [&] { cutter.run( input ); } );
  std::future<void> writing = launch( input, output, [&] { blendTiles( output, axes, classes, writer ); } );
  const Abandon abandonOnExit{ input, output };
  network.run( input, output );
  while ( writing.wait_for( patience ) == std::future_status::timeout )
    network.report();
  reading.get();
  writing.get();
  if ( !rows.hasData() )
    throw Error( "Band " + std::to_string( options.band ) + " of raster " + path +
                 " holds nothing but “no data”. Choose another band, or correct its “no data” value." );

  feedback.report( 1.0 );
  report.tiles = axes.count();
  report.emptyTiles = cutter.emptyTiles();
  report.networkSeconds = network.seconds();
  report.totalSeconds = secondsSince( start );
  return report;
}

} // namespace calving
