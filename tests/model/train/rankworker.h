#pragma once

#include <cstdlib>
#include <iostream>
#include <string>

#include "model/base/parametertext.h"
#include "model/train/finetune.h"
#include "model/train/pretrain.h"
#include "model/train/pretrainparameters.h"
#include "support/quicktraining.h"
#include "support/testpairs.h"
#include "support/testscenes.h"

/**
 * A short training of `tiny` for processes that tests start, with the ranks of the environment: what
 * TRAIN_FOLDER and the other variables say. TRAIN_METHOD makes it a pre-training.
 */
namespace rankworker
{

using namespace calving;

inline std::string text( const char *name )
{
  const char *value = std::getenv( name );
  return value ? value : "";
}

inline int number( const char *name, int otherwise )
{
  return text( name ).empty() ? otherwise : std::stoi( text( name ) );
}

inline TrainOptions options( TrainOptions training )
{
  training = quickTraining( training );
  training.samples.crop.side = 64;
  training.samples.seed = number( "TRAIN_SEED", 5 );
  training.batch = number( "TRAIN_BATCH", 2 );
  training.accumulate = number( "TRAIN_ACCUMULATE", 1 );
  training.samplesPerEpoch = 12;
  training.epochs = number( "TRAIN_EPOCHS", 2 );
  training.dropout = 0; // the only thing that processes draw on their own
  training.compute.precision = Precision::Float32;
  joinRanks( training );
  return training;
}

inline TrainOutputs outputs()
{
  const std::string folder = text( "TRAIN_FOLDER" ) + "/";
  TrainOutputs result;
  result.model = folder + "model.safetensors";
  result.checkpoint = folder + "checkpoint.safetensors";
  result.log = folder + "log.csv";
  result.resume = text( "TRAIN_RESUME" );
  return result;
}

//! Says what happens; the rank TRAIN_CANCEL asks to stop in its fourth step.
inline Feedback feedback( const Ranks &ranks )
{
  const bool cancels = ranks.rank == number( "TRAIN_CANCEL", -1 );
  Feedback result;
  result.progress = [cancels, calls = 0]( double ) mutable { return !cancels || ++calls < 4; };
  result.info = []( const std::string &sentence ) { std::cout << sentence << std::endl; };
  return result;
}

inline TrainResult train()
{
  if ( text( "TRAIN_METHOD" ).empty() )
  {
    TestScenes scenes( 6, 64, 64 );
    FinetuneOptions chosen;
    chosen.training = options( {} );
    chosen.split.holdout = { "B" };
    return finetune( scenes, chosen, outputs(), feedback( chosen.training.ranks ) );
  }
  TestPairs pairs( 6, 96, 96 );
  PretrainOptions chosen;
  Parameters parameters = pretrainParameters( chosen );
  setFromText( parameterIn( parameters, "METHOD" ), text( "TRAIN_METHOD" ) );
  chosen.training = options( publishedPretraining( chosen.method ) );
  chosen.split.holdout = { "B" };
  chosen.validationSamples = 4;
  return pretrain( pairs, chosen, outputs(), feedback( chosen.training.ranks ) );
}

//! Returns the exit code.
inline int run()
{
  try
  {
    const TrainResult result = train();
    std::cout << result.reason << " " << result.steps << " steps" << std::endl;
    return 0;
  }
  catch ( const std::exception &e )
  {
    std::cerr << e.what() << std::endl;
    return 1;
  }
}

} // namespace rankworker
