// Trains, evaluates and measures with LibTorch alone: see README.md.

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <memory>

#include "model/modelfile.h"
#include "model/nn/device.h"
#include "model/nn/weights.h"
#include "model/train/finetune.h"
#include "model/train/frontscores.h"
#include "model/train/packedpairs.h"
#include "model/train/packedscenes.h"
#include "model/train/trainedweights.h"
#include "model/train/zonepredictor.h"
#include "model/train/zonetask.h"
#include "settings.h"

using namespace calving;

namespace
{

volatile std::sig_atomic_t stopping = 0;

void stop( int )
{
  stopping = 1;
}

Feedback console()
{
  Feedback feedback;
  feedback.progress = []( double ) { return stopping == 0; };
  feedback.info = []( const std::string &sentence ) { std::cout << sentence << std::endl; };
  feedback.warning = []( const std::string &sentence ) { std::cout << "WARNING: " << sentence << std::endl; };
  return feedback;
}

void print( const Scores &scores )
{
  for ( const auto &[name, value] : scores.figures )
    std::cout << name << ": " << value << '\n';
  std::cout << std::flush;
}

TrainOutputs trainOutputs( Settings &settings )
{
  TrainOutputs outputs;
  outputs.model = settings.text( "model", "" );
  outputs.checkpoint = settings.text( "checkpoint", "" );
  outputs.resume = settings.text( "resume", "" );
  outputs.log = settings.text( "log", "" );
  outputs.report = settings.text( "report", "" );
  settings.requireAllUsed();
  return outputs;
}

void print( const TrainResult &result )
{
  std::cout << result.reason << " Best epoch " << result.bestEpoch << " of " << result.epochs << ", "
            << result.steps << " steps.\n";
  print( result.best );
}

int train( Settings &settings )
{
  PackedScenes scenes( settings.required( "data" ) );
  const FinetuneOptions options = finetuneOptions( settings );
  const Ranks &ranks = options.training.ranks;
  const TrainResult result =
      finetune( scenes, options, trainOutputs( settings ), feedbackOf( ranks, console() ) );
  if ( ranks.first() )
    print( result );
  return 0;
}

int pretrain( Settings &settings )
{
  PackedPairs pairs( settings.required( "data" ) );
  const PretrainOptions options = pretrainOptions( settings );
  const Ranks &ranks = options.training.ranks;
  const TrainResult result =
      pretrain( pairs, options, trainOutputs( settings ), feedbackOf( ranks, console() ) );
  if ( ranks.first() )
    print( result );
  return 0;
}

//! Scenes of the glaciers \a names; all where there are none.
std::vector<int> scenesOf( const SceneSource &source, const std::vector<std::string> &names )
{
  std::vector<int> scenes;
  for ( int i = 0; i < source.count(); ++i )
    if ( names.empty() || std::count( names.begin(), names.end(), source.info( i ).glacier ) )
      scenes.push_back( i );
  if ( scenes.empty() )
    throw Error( "No scene shows the glaciers asked for." );
  return scenes;
}

int evaluate( Settings &settings )
{
  PackedScenes scenes( settings.required( "data" ) );
  const ModelFile file = readModelFile( settings.required( "model" ) );
  const FinetuneOptions options = finetuneOptions( settings );
  settings.requireAllUsed();
  const torch::Device device = chooseDevice( options.training.compute.device );
  const int side = options.training.samples.crop.side;
  Tyrion network( TyrionOptions( file.card.size ).image_side( side ) );
  loadWeights( *network, file.file );
  network->to( device );
  network->eval();
  FrontScores scores( scenes );
  predictZones(
      scenes, scenesOf( scenes, options.split.holdout ),
      [&network]( const torch::Tensor &grey ) { return network( grey ); },
      { side, options.training.batch, device,
        ( numberFormat( options.training.compute.precision, device ) == torch::kBFloat16 ) },
      [&scores]( PredictedZones predicted ) { scores.add( predicted.scene, predicted.zones ); } );
  print( scores.scores( 0 ) );
  return 0;
}

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
  while ( seconds.size() < 5 || ( sum < 5 && seconds.size() < 200 ) )
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

//! Rate of a large bfloat16 convolution (128 to 128 channels, 3x3), in FLOP/s: what this machine can do at
//! best.
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

//! Speed of the loader alone, of a whole training step, and of forward plus backward.
int benchmark( Settings &settings )
{
  PackedScenes scenes( settings.required( "data" ) );
  const FinetuneOptions options = finetuneOptions( settings );
  settings.requireAllUsed();
  const TrainOptions &training = options.training;
  const torch::Device device = chooseDevice( training.compute.device );
  useThreads( training.compute.threads );
  if ( device.is_cuda() )
    at::globalContext().setBenchmarkCuDNN( true );
  const Split split = splitScenes( scenes, options.split );
  ZoneTask task( scenes, split, training, console() );
  task.network().to( device );
  task.network().train();

  const auto loader = task.loader( 0 );
  const double loading = medianSeconds( torch::kCPU, [&] { loader->next(); } );
  const Batch batch = loader->next();
  TrainedWeights weights( task, task.loss( batch, device ), training );
  const double passes = medianSeconds( device, [&] { task.loss( batch, device ).backward(); } );
  const double step = medianSeconds( device,
                                     [&]
                                     {
                                       const torch::Tensor loss = task.loss( batch, device );
                                       loss.backward();
                                       weights.step( 1e-6, loss.detach() );
                                     } );
  const bool bfloat16 = ( numberFormat( training.compute.precision, device ) == torch::kBFloat16 );
  const double peak = convolutionPeak( device, bfloat16 ? torch::kBFloat16 : torch::kFloat32 );
  // 81.4 GMAC for `tyrion` at 512 x 512; other sizes are not counted here.
  const double gmac = training.size == "tyrion" ? 81.4 * batch.side * batch.side / ( 512.0 * 512.0 ) : 0;
  const double rate = 3 * 2e9 * gmac * batch.count / passes;
  std::cout << "device " << device.str() << ( bfloat16 ? ", bfloat16" : ", float32" ) << ", "
            << weights.count() << " weights, batch " << batch.count << ", side " << batch.side << '\n'
            << "loader alone: " << batch.count / loading << " samples/s\n"
            << "forward and backward: " << batch.count / passes << " samples/s\n"
            << "with optimiser: " << batch.count / step << " samples/s\n"
            << "convolution peak: " << peak / 1e12 << " TFLOP/s\n";
  if ( gmac > 0 )
    std::cout << "forward and backward: " << rate / 1e12 << " TFLOP/s, " << rate / peak << " of the peak\n";
  return 0;
}

int run( int count, char **words )
{
  const std::string mode = count > 1 ? words[1] : "";
  if ( mode != "train" && mode != "pretrain" && mode != "evaluate" && mode != "benchmark" )
    throw Error(
        "Usage: calvingtrain train|pretrain|evaluate|benchmark data=FILE key=value ... (see README.md)" );
  Settings settings( count - 2, words + 2 );
  if ( mode == "train" )
    return train( settings );
  if ( mode == "pretrain" )
    return pretrain( settings );
  return mode == "evaluate" ? evaluate( settings ) : benchmark( settings );
}

} // namespace

int main( int count, char **words )
{
  std::signal( SIGINT, stop );
  std::signal( SIGTERM, stop );
  try
  {
    return run( count, words );
  }
  catch ( const std::exception &e )
  {
    std::cerr << e.what() << std::endl;
    return 1;
  }
}
