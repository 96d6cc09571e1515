/**
 * The network's speed as a share of what a plain convolution reaches on the same machine in the same run.
 *
 * The peak is a 3x3 channels-last convolution of 96 channels on 256 x 256 pixels, the decoder's costliest
 * shape. Peak and network alternate, and medians are reported, so that noise meets both. Two clocks: the
 * wall's, and the processor time of all threads, which other processes disturb less. "published" counts
 * the 81.4 G multiply-adds of the published structure, "executed" those that are really done.
 *
 * On a shared machine set OMP_WAIT_POLICY=PASSIVE: waiting threads then leave the cores to others.
 * Usage: benchmarknetwork [size] [repeats]   (tyrion, small or tiny; without: tyrion and tiny)
 */
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include <sys/resource.h>

#include "benchmarks/stopwatch.h"
#include "model/compute.h"
#include "model/nn/autocast.h"
#include "model/nn/device.h"
#include "model/nn/loss.h"
#include "model/nn/tyrion.h"
#include "support/maccounter.h"

using namespace calving;

namespace
{

constexpr int side = 512;

//! Operations per second by both clocks.
struct Speed
{
  double wall;
  double processor;
};

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

  double wall() const { return median( mWall ); }
  Speed speed( double operations ) const
  {
    return { operations / wall(), operations / median( mProcessor ) };
  }

private:
  std::vector<double> mWall;
  std::vector<double> mProcessor;
};

//! The convolution that everything is compared with.
struct Peak
{
  explicit Peak( torch::ScalarType format )
    : image( torch::randn( { 1, 96, side / 2, side / 2 } )
                 .to( format )
                 .contiguous( torch::MemoryFormat::ChannelsLast ) )
    , weight( torch::randn( { 96, 96, 3, 3 } ).to( format ).contiguous( torch::MemoryFormat::ChannelsLast ) )
    , bias( torch::randn( { 96 } ).to( format ) )
  {
  }

  void operator()() const { torch::conv2d( image, weight, bias, 1, 1 ); }
  static double operations() { return 2.0 * 96 * 96 * 9 * side * side / 4; }

  torch::Tensor image;
  torch::Tensor weight;
  torch::Tensor bias;
};

//! Multiply-adds of one forward pass.
double macsOf( Tyrion &network )
{
  const torch::NoGradGuard noGradient;
  const MacCounter counter;
  network( torch::rand( { 1, 1, side, side } ) );
  return MacCounter::total();
}

void print( const char *what, const Runs &runs, const Runs &peak, double operations, const char *counted )
{
  const Speed speed = runs.speed( operations );
  const Speed best = peak.speed( Peak::operations() );
  std::printf(
      "%-28s %8.0f ms  %6.1f GFLOP/s %-9s  %.2f of peak (wall), %.2f (processor time); peak %.1f GFLOP/s\n",
      what, 1e3 * runs.wall(), speed.wall / 1e9, counted, speed.wall / best.wall,
      speed.processor / best.processor, best.wall / 1e9 );
}

void measureForward( const std::string &size, torch::ScalarType format, int repeats )
{
  Tyrion network( TyrionOptions( tyrionSize( size ) ) );
  Tyrion literal( TyrionOptions( tyrionSize( size ) ).literal( true ) );
  network->eval();
  literal->eval();
  const double executed = 2 * macsOf( network );
  const double published = 2 * macsOf( literal );
  const torch::InferenceMode inference;
  const Peak peak( format );
  const torch::Tensor image = torch::rand( { 1, 1, side, side } );
  Runs forward;
  Runs peaks;
  const auto run = [&]
  {
    const Autocast autocast( torch::kCPU, format == torch::kBFloat16 );
    network( image );
  };
  run();
  peak();
  for ( int i = 0; i < repeats; ++i )
  {
    peaks.add( peak );
    forward.add( run );
  }
  const std::string name = size + " forward " + ( format == torch::kBFloat16 ? "bfloat16" : "float32" );
  print( name.c_str(), forward, peaks, published, "published" );
  print( name.c_str(), forward, peaks, executed, "executed" );
}

void measureTraining( const std::string &size, int repeats )
{
  Tyrion network( TyrionOptions( tyrionSize( size ) ) );
  Tyrion literal( TyrionOptions( tyrionSize( size ) ).literal( true ) );
  const double executed = 6 * macsOf( network );
  const double published = 6 * macsOf( literal );
  const Peak peak( torch::kFloat32 );
  const torch::Tensor image = torch::rand( { 1, 1, side, side } );
  const torch::Tensor labels = torch::randint( 4, { 1, side, side }, torch::kInt64 );
  Runs step;
  Runs peaks;
  const auto run = [&]
  {
    network->zero_grad();
    zoneLoss( network( image ), labels ).total.backward();
  };
  run();
  for ( int i = 0; i < repeats; ++i )
  {
    peaks.add( peak );
    step.add( run );
  }
  const std::string name = size + " forward+backward float32";
  print( name.c_str(), step, peaks, published, "published" );
  print( name.c_str(), step, peaks, executed, "executed" );
}

//! The most memory this process ever held.
double residentMegabytes()
{
  rusage usage{};
  getrusage( RUSAGE_SELF, &usage );
  return static_cast<double>( usage.ru_maxrss ) / 1024;
}

} // namespace

int main( int argc, char **argv )
{
  const std::vector<std::string> sizes =
      argc > 1 ? std::vector<std::string>{ argv[1] } : std::vector<std::string>{ "tyrion", "tiny" };
  const int repeats = argc > 2 ? std::atoi( argv[2] ) : 5;
  useThreads( 0 );
  std::setvbuf( stdout, nullptr, _IOLBF, 0 );
  std::printf( "%s\n", describeCompute( {} ).c_str() );
  if ( !hasNativeBFloat16() )
    std::printf( "This processor has no bfloat16 arithmetic: bfloat16 is not measured.\n" );
  for ( const std::string &size : sizes )
  {
    measureForward( size, torch::kFloat32, repeats );
    std::printf( "%-28s %8.0f MB at most so far\n", "memory", residentMegabytes() );
    if ( hasNativeBFloat16() )
      measureForward( size, torch::kBFloat16, repeats );
    measureTraining( size, repeats );
    std::printf( "%-28s %8.0f MB at most so far\n", "memory", residentMegabytes() );
  }
  return 0;
}
