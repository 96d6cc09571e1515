/**
 * The network's speed as a share of what a plain convolution reaches on the same machine in the same run.
 *
 * The peak is a 3x3 channels-last convolution of 96 channels on 256 x 256 pixels, the decoder's costliest
 * shape, in the format of the network. Peak and network alternate, so that noise meets both. Two clocks: the
 * wall's, of which the best run counts (others take cores away at times), and the processor time of all
 * threads, of which the median counts (others disturb it less). Only multiply-adds that are really done
 * count: 54.7 G for a forward pass of `tyrion` on 512 x 512, where the published structure has 81.4 G.
 *
 * On a shared machine set OMP_WAIT_POLICY=PASSIVE: waiting threads then leave the cores to others.
 * Usage: benchmarknetwork key=value ...   mode=forward|training|both size=tyrion|small|tiny side=512 batch=1
 *        format=bfloat16|float32 repeats=5 plain=0|1 recompute=0|1 operations=0|1 (prints the costliest
 * operations) frames=1 (images of a sequence; batch is a multiple)
 */
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "benchmarks/stopwatch.h"
#include "model/base/keptmemory.h"
#include "model/compute.h"
#include "model/nn/autocast.h"
#include "model/nn/device.h"
#include "model/nn/fused.h"
#include "model/nn/loss.h"
#include "model/nn/maccounter.h"
#include "model/nn/operationtimes.h"
#include "model/nn/tyrion.h"

using namespace calving;

namespace
{

double processorSeconds()
{
  timespec time{};
  clock_gettime( CLOCK_PROCESS_CPUTIME_ID, &time );
  return static_cast<double>( time.tv_sec ) + 1e-9 * static_cast<double>( time.tv_nsec );
}

//! Collects runs of one piece of work.
class Runs
{
public:
  template <typename Work> void add( const Work &work )
  {
    const double start = processorSeconds();
    mWall.push_back( seconds( work ) );
    mProcessor.push_back( processorSeconds() - start );
  }

  double best() const { return *std::min_element( mWall.begin(), mWall.end() ); }
  double wall() const { return median( mWall ); }
  //! Processor time on one core.
  double processor() const { return median( mProcessor ); }

private:
  std::vector<double> mWall;
  std::vector<double> mProcessor;
};

//! The convolution that everything is compared with.
struct Peak
{
  explicit Peak( torch::ScalarType format )
    : image(
          torch::randn( { 1, 96, 256, 256 } ).to( format ).contiguous( torch::MemoryFormat::ChannelsLast ) )
    , weight( torch::randn( { 96, 96, 3, 3 } ).to( format ).contiguous( torch::MemoryFormat::ChannelsLast ) )
    , bias( torch::randn( { 96 } ).to( format ) )
  {
  }

  void operator()() const
  {
    const torch::NoGradGuard noGradient;
    torch::conv2d( image, weight, bias, 1, 1 );
  }
  static double operations() { return 2.0 * 96 * 96 * 9 * 256 * 256; }

  torch::Tensor image;
  torch::Tensor weight;
  torch::Tensor bias;
};

struct Settings
{
  std::map<std::string, std::string> values{
      { "mode", "both" },    { "size", "tyrion" }, { "side", "512" },        { "batch", "1" },
      { "repeats", "5" },    { "plain", "0" },     { "format", "bfloat16" }, { "recompute", "0" },
      { "operations", "0" }, { "frames", "1" } };

  int number( const std::string &key ) const { return std::atoi( values.at( key ).c_str() ); }
  bool isFormat( const std::string &name ) const { return values.at( "format" ) == name; }
};

//! Multiply-adds of one forward pass of one image. Counted without fused operations, which torch does not
//! see.
double macsOf( Tyrion &network, int side, int frames )
{
  const torch::NoGradGuard noGradient;
  const PlainOperations plain;
  const MacCounter counter;
  network( torch::rand( { frames, 1, side, side } ), frames );
  return MacCounter::total() / frames;
}

//! A line of /proc/self/status in megabytes.
double statusMegabytes( const std::string &label )
{
  std::ifstream stream( "/proc/self/status" );
  std::string word;
  while ( stream >> word && word != label )
  {
  }
  double kilobytes = 0;
  stream >> kilobytes;
  return kilobytes / 1024;
}

//! Megabytes that \a work needs at most beside what is there already.
template <typename Work> double megabytesOf( const Work &work )
{
  std::ofstream( "/proc/self/clear_refs" ) << "5";
  const double before = statusMegabytes( "VmRSS:" );
  work();
  return statusMegabytes( "VmHWM:" ) - before;
}

template <typename Work> void printOperations( const Work &work, double share )
{
  const OperationTimes times;
  const double total = seconds( work );
  std::printf( "  costliest operations, by themselves (of %.0f ms):\n", 1e3 * total );
  int printed = 0;
  for ( const OperationTimes::Entry &entry : OperationTimes::sorted() )
    if ( entry.seconds > share * total && printed++ < 14 )
      std::printf( "  %8.1f ms %5.1f %% %5d calls  %s\n", 1e3 * entry.seconds, 100 * entry.seconds / total,
                   entry.calls, entry.name.c_str() );
}

template <typename Work>
void measure( const Settings &settings, const std::string &name, double operations, const Work &work )
{
  const Peak peak( settings.isFormat( "bfloat16" ) ? torch::kBFloat16 : torch::kFloat32 );
  const int batch = settings.number( "batch" );
  const double megabytes = megabytesOf( work );
  peak();
  Runs runs;
  Runs peaks;
  for ( int i = 0; i < settings.number( "repeats" ); ++i )
  {
    for ( int j = 0; j < 3; ++j )
      peaks.add( peak );
    runs.add( work );
  }
  const double cores = torch::get_num_threads();
  const int frames = settings.number( "frames" );
  std::printf( "%s %s %s, %d x %d, batch %d%s%s%s\n", settings.values.at( "size" ).c_str(), name.c_str(),
               settings.values.at( "format" ).c_str(), settings.number( "side" ), settings.number( "side" ),
               batch, frames > 1 ? ( ", sequences of " + std::to_string( frames ) ).c_str() : "",
               settings.number( "plain" ) ? ", plain" : "",
               settings.number( "recompute" ) ? ", recomputed" : "" );
  std::printf(
      "  wall: best %.0f ms, median %.0f ms; processor time / threads: median %.0f ms; %.0f MB a sample\n",
      1e3 * runs.best(), 1e3 * runs.wall(), 1e3 * runs.processor() / cores, megabytes / batch );
  std::printf( "  samples/s: %.3f (best), %.3f (median), %.3f (processor time)\n", batch / runs.best(),
               batch / runs.wall(), batch / runs.processor() * cores );
  std::printf( "  peak GFLOP/s: %.1f (best), %.1f (median), %.1f (processor time)\n",
               Peak::operations() / peaks.best() / 1e9, Peak::operations() / peaks.wall() / 1e9,
               Peak::operations() / peaks.processor() * cores / 1e9 );
  const double fraction = operations / Peak::operations();
  std::printf( "  executed %.1f GFLOP a sample: %.3f of the peak (best / best), %.3f (median / median), %.3f "
               "(processor "
               "time)\n",
               operations / batch / 1e9, fraction * peaks.best() / runs.best(),
               fraction * peaks.wall() / runs.wall(), fraction * peaks.processor() / runs.processor() );
  if ( settings.number( "operations" ) )
    printOperations( work, 0.003 );
}

TyrionOptions networkOptions( const Settings &settings )
{
  return TyrionOptions( tyrionSize( settings.values.at( "size" ), settings.number( "frames" ) ) )
      .image_side( settings.number( "side" ) )
      .recompute( settings.number( "recompute" ) != 0 );
}

void measureForward( const Settings &settings )
{
  Tyrion network( networkOptions( settings ) );
  network->eval();
  const int side = settings.number( "side" );
  const bool narrow = settings.isFormat( "bfloat16" );
  const double operations =
      2 * macsOf( network, side, settings.number( "frames" ) ) * settings.number( "batch" );
  network->freeze( narrow ? torch::kBFloat16 : torch::kFloat32 );
  const torch::Tensor images = torch::rand( { settings.number( "batch" ), 1, side, side } );
  measure( settings, "forward", operations,
           [&]
           {
             const torch::InferenceMode inference;
             const Autocast autocast( torch::kCPU, narrow );
             network( images, settings.number( "frames" ) );
           } );
}

void measureTraining( const Settings &settings )
{
  Tyrion network( networkOptions( settings ) );
  const int side = settings.number( "side" );
  const int batch = settings.number( "batch" );
  const double operations = 6 * macsOf( network, side, settings.number( "frames" ) ) * batch;
  const torch::Tensor images = torch::rand( { batch, 1, side, side } );
  const torch::Tensor labels = torch::randint( 4, { batch, side, side }, torch::kInt64 );
  const auto step = [&]
  {
    torch::Tensor logits;
    {
      const Autocast autocast( torch::kCPU, settings.isFormat( "bfloat16" ) );
      logits = network( images, settings.number( "frames" ) );
    }
    zoneLoss( logits.to( torch::kFloat32 ), labels ).total.backward();
  };
  // The first pass makes the gradients, which are no sample's.
  step();
  measure( settings, "forward+backward", operations, step );
}

} // namespace

int main( int argc, char **argv )
{
  Settings settings;
  for ( int i = 1; i < argc; ++i )
  {
    const std::string word = argv[i];
    const std::string key = word.substr( 0, word.find( '=' ) );
    if ( settings.values.count( key ) == 0 || key == word )
    {
      std::fprintf( stderr, "Unknown setting %s.\n", word.c_str() );
      return 1;
    }
    settings.values[key] = word.substr( key.size() + 1 );
  }
  useThreads( 0 );
  const KeptMemory kept; // as in a training
  std::setvbuf( stdout, nullptr, _IOLBF, 0 );
  std::optional<PlainOperations> plain;
  if ( settings.number( "plain" ) )
    plain.emplace();
  if ( settings.isFormat( "bfloat16" ) && !hasNativeBFloat16() )
    std::printf( "This processor has no bfloat16 arithmetic, only an emulation.\n" );
  if ( settings.values["mode"] != "training" )
    measureForward( settings );
  if ( settings.values["mode"] != "forward" )
    measureTraining( settings );
  return 0;
}
