#include "model/train/calvingtrain/benchmark.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>

#include "model/nn/device.h"
#include "model/nn/fused.h"
#include "model/nn/maccounter.h"
#include "model/nn/operationtimes.h"
#include "model/train/data/packedscenes.h"
#include "model/train/trainedweights.h"
#include "model/train/zonetask.h"

namespace calving
{

namespace
{

void wait( const torch::Device &device )
{
  if ( device.is_cuda() )
    torch::cuda::synchronize();
}

//! Runs \a work until a few seconds are over; returns the median seconds of one run.
template <typename Work> double medianSeconds( const torch::Device &device, const Work &work )
{
  std::vector<double> seconds;
  double sum = 0;
  for ( int i = 0; i < 3; ++i )
    work();
  while ( seconds.size() < 5 || ( sum < 3 && seconds.size() < 200 ) )
  {
    wait( device );
    const auto begin = std::chrono::steady_clock::now();
    work();
    wait( device );
    seconds.push_back( std::chrono::duration<double>( std::chrono::steady_clock::now() - begin ).count() );
    sum += seconds.back();
  }
  std::nth_element( seconds.begin(), seconds.begin() + seconds.size() / 2, seconds.end() );
  return seconds[seconds.size() / 2];
}

//! Rate of a large 3x3 convolution of 256 channels, in FLOP/s: what this device can do at best.
double convolutionPeak( const torch::Device &device, torch::ScalarType type )
{
  const torch::NoGradGuard noGradient;
  const int batch = device.is_cuda() ? 32 : 1;
  const auto options = torch::dtype( type ).device( device );
  const torch::Tensor x =
      torch::randn( { batch, 256, 128, 128 }, options ).contiguous( torch::MemoryFormat::ChannelsLast );
  const torch::Tensor w =
      torch::randn( { 256, 256, 3, 3 }, options ).contiguous( torch::MemoryFormat::ChannelsLast );
  const double flops = 2.0 * batch * 128 * 128 * 256 * 256 * 9;
  return flops / medianSeconds( device, [&] { torch::conv2d( x, w, {}, 1, 1 ); } );
}

//! Multiply-adds of a forward pass of one image that are really done.
double executedMacs( const TyrionOptions &options )
{
  const torch::NoGradGuard noGradient;
  // Torch reports no shapes of fused operations.
  const PlainOperations plain;
  const MacCounter counter;
  const int64_t side = options.image_side();
  Tyrion network( options );
  network( torch::rand( { 1, 1, side, side } ) );
  return MacCounter::total();
}

template <typename Work> void printOperations( const Work &work )
{
  constexpr std::size_t most = 12;
  const OperationTimes times;
  work();
  std::vector<OperationTimes::Entry> entries = OperationTimes::sorted();
  double total = 0;
  for ( const OperationTimes::Entry &entry : entries )
    total += entry.seconds;
  entries.resize( std::min( entries.size(), most ) );
  for ( const OperationTimes::Entry &entry : entries )
    std::printf( "  %8.2f ms %5.1f %% %5d calls  %s\n", 1e3 * entry.seconds, 100 * entry.seconds / total,
                 entry.calls, entry.name.c_str() );
  std::fflush( stdout );
}

torch::Tensor gradientOf( ZoneTask &task, const Batch &batch, const torch::Device &device )
{
  task.network().zero_grad();
  task.loss( batch, device ).backward();
  std::vector<torch::Tensor> gradients;
  for ( const torch::Tensor &parameter : task.network().parameters() )
    if ( parameter.grad().defined() )
      gradients.push_back( parameter.grad().flatten() );
  return torch::cat( gradients );
}

//! |bfloat16's gradient - float32's| / |float32's| for the first samples, without dropout.
double gradientError( SceneSource &scenes, const Split &split, TrainOptions options,
                      const torch::Device &device )
{
  options.batch = std::min( options.batch, 4 );
  options.dropout = 0;
  std::vector<torch::Tensor> gradients;
  for ( Precision precision : { Precision::Float32, Precision::BFloat16 } )
  {
    options.compute.precision = precision;
    ZoneTask task( scenes, split, options, {} );
    task.network().to( device );
    gradients.push_back( gradientOf( task, task.loader( 0 )->next(), device ) );
  }
  return ( ( gradients[1] - gradients[0] ).norm() / gradients[0].norm() ).item<double>();
}

} // namespace

int benchmark( Settings &settings )
{
  PackedScenes scenes( settings.required( "data" ) );
  const FinetuneOptions options = finetuneOptions( settings, scenes, Recipe::Published );
  settings.requireAllUsed();
  const TrainOptions &training = options.training;
  const torch::Device device = chooseDevice( training.compute.device );
  useThreads( training.compute.threads );
  if ( device.is_cuda() )
    at::globalContext().setBenchmarkCuDNN( true );
  const bool narrow = numberFormat( training.compute.precision, device ) == torch::kBFloat16;
  const Split split = splitScenes( scenes, options.split );
  if ( narrow )
    std::cout << "gradient, bfloat16 from float32: " << gradientError( scenes, split, training, device )
              << " of its length" << std::endl;

  ZoneTask task( scenes, split, training, {} );
  task.network().to( device );
  task.network().train();
  const auto loader = task.loader( 0 );
  const double loading = medianSeconds( torch::kCPU, [&] { loader->next(); } );
  const Batch batch = loader->next();
  TrainedWeights weights( task, task.loss( batch, device ), training );
  const auto passes = [&] { task.loss( batch, device ).backward(); };
  const double seconds = medianSeconds( device, passes );
  const double step = medianSeconds( device,
                                     [&]
                                     {
                                       const torch::Tensor loss = task.loss( batch, device );
                                       loss.backward();
                                       weights.step( 1e-6, loss.detach() );
                                     } );
  const double peak = convolutionPeak( device, narrow ? torch::kBFloat16 : torch::kFloat32 );
  const double flops =
      6 * executedMacs( TyrionOptions( tyrionSize( training.size ) ).image_side( batch.side ) );
  const double rate = flops * batch.count / seconds;
  std::cout << training.size << " on " << device.str() << ( narrow ? ", bfloat16" : ", float32" ) << ", "
            << weights.count() << " weights, batch " << batch.count << ", side " << batch.side << '\n'
            << "loader alone: " << batch.count / loading << " samples/s\n"
            << "forward and backward: " << batch.count / seconds << " samples/s\n"
            << "with optimiser: " << batch.count / step << " samples/s\n"
            << "convolution peak: " << peak / 1e12 << " TFLOP/s\n"
            << "executed " << flops / 1e9 << " GFLOP a sample: " << rate / 1e12 << " TFLOP/s, " << rate / peak
            << " of the peak\n"
            << "costliest operations of forward and backward, by themselves:" << std::endl;
  printOperations( passes );
  return 0;
}

} // namespace calving
