// Trains, evaluates and measures with LibTorch alone: see plugin/help/calvingtrain.md.

#include <torch/torch.h>

#include <algorithm>
#include <csignal>
#include <iostream>

#include "model/modelfile/modelfile.h"
#include "model/nn/device.h"
#include "model/nn/weights.h"
#include "model/train/calvingtrain/benchmark.h"
#include "model/train/calvingtrain/settings.h"
#include "model/train/data/packedpairs.h"
#include "model/train/data/packedscenes.h"
#include "model/train/finetune.h"
#include "model/train/pretrain.h"
#include "model/train/report/frontscores.h"
#include "model/train/trainparameters.h"
#include "model/train/zonepredictor.h"
#include "model/train/zonetask.h"

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

void print( const TrainResult &result )
{
  std::cout << result.reason << " Best epoch " << result.bestEpoch << " of " << result.epochs << ", "
            << result.steps << " steps.\n";
  print( result.best );
}

//! Runs \a training and, in the first of several processes, prints how it ended.
template <typename Training> int finished( const Ranks &ranks, const Training &training )
{
  const TrainResult result = training( feedbackOf( ranks, console() ) );
  if ( ranks.first() )
    print( result );
  return 0;
}

int train( Settings &settings )
{
  PackedScenes scenes( settings.required( "data" ) );
  const FinetuneOptions options = finetuneOptions( settings, scenes );
  const TrainOutputs outputs = trainOutputs( settings );
  settings.requireAllUsed();
  return finished( options.training.ranks,
                   [&]( const Feedback &feedback )
                   {
                     logRecipe( options, scenes.count(), !outputs.resume.empty(), feedback );
                     return finetune( scenes, options, outputs, feedback );
                   } );
}

int pretrain( Settings &settings )
{
  PackedPairs pairs( settings.required( "data" ) );
  const PretrainOptions options = pretrainOptions( settings );
  const TrainOutputs outputs = trainOutputs( settings );
  settings.requireAllUsed();
  return finished( options.training.ranks, [&]( const Feedback &feedback )
                   { return calving::pretrain( pairs, options, outputs, feedback ); } );
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
  const FinetuneOptions options = finetuneOptions( settings, scenes, Recipe::Published );
  settings.requireAllUsed();
  useThreads( options.training.compute.threads );
  const torch::Device device = chooseDevice( options.training.compute.device );
  const int side = options.training.samples.crop.side;
  Tyrion network( TyrionOptions( file.card.size ).image_side( side ) );
  loadWeights( *network, file.file );
  network->to( device );
  network->eval();
  FrontScores scores( scenes );
  predictZones(
      scenes, scenesOf( scenes, options.split.holdout ),
      [&network]( const torch::Tensor &grey, int frames ) { return network( grey, frames ); },
      { side, options.training.batch, device,
        ( numberFormat( options.training.compute.precision, device ) == torch::kBFloat16 ),
        file.card.size.frames },
      [&scores]( PredictedZones predicted ) { scores.add( predicted.scene, predicted.zones ); } );
  print( scores.scores( 0 ) );
  return 0;
}

int help()
{
  FinetuneOptions finetuning = finetuneDefaults();
  PretrainOptions pretraining = pretrainDefaults();
  TrainOutputs outputs;
  const Parameters files = trainFileParameters( outputs, "The best network." );
  std::cout << "Settings of train:\n"
            << describe( joined(
                   { mainFinetuneParameters( finetuning ), rareFinetuneParameters( finetuning ), files } ) )
            << "\nSettings of pretrain:\n"
            << describe( joined( { pretrainParameters( pretraining ), files } ) );
  return 0;
}

int run( int count, char **words )
{
  const std::string mode = count > 1 ? words[1] : "";
  if ( mode == "help" )
    return help();
  if ( mode != "train" && mode != "pretrain" && mode != "evaluate" && mode != "benchmark" )
    throw Error(
        "Usage: calvingtrain train|pretrain|evaluate|benchmark data=FILE key=value ... (calvingtrain help "
        "lists the keys)" );
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
