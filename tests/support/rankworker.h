#pragma once

#include <cstdlib>
#include <iostream>
#include <string>

#include "model/train/finetune.h"
#include "support/testscenes.h"

/**
 * A short training of `tiny` for processes that tests start: what TRAIN_FOLDER and the other variables say,
 * with the ranks of the environment. Returns the exit code.
 */
inline int trainAsRank()
{
  using namespace calving;
  const auto text = []( const char *name )
  { return std::string( std::getenv( name ) ? std::getenv( name ) : "" ); };
  const auto number = [&text]( const char *name, int otherwise )
  { return text( name ).empty() ? otherwise : std::stoi( text( name ) ); };
  FinetuneOptions options;
  TrainOptions &training = options.training;
  training.size = "tiny";
  training.samples.crop.side = 64;
  training.samples.seed = number( "TRAIN_SEED", 5 );
  training.batch = number( "TRAIN_BATCH", 2 );
  training.accumulate = number( "TRAIN_ACCUMULATE", 1 );
  training.samplesPerEpoch = 12;
  training.epochs = number( "TRAIN_EPOCHS", 2 );
  training.dropout = 0; // the only thing that processes draw on their own
  training.checkpointMinutes = 0;
  training.compute.device = "cpu";
  training.compute.precision = Precision::Float32;
  training.compute.threads = 1;
  training.loaderThreads = 1;
  options.split.holdout = { "B" };

  TestScenes scenes( 6, 64, 64 );
  const std::string folder = text( "TRAIN_FOLDER" ) + "/";
  TrainOutputs outputs;
  outputs.model = folder + "model.safetensors";
  outputs.checkpoint = folder + "checkpoint.safetensors";
  outputs.log = folder + "log.csv";
  outputs.resume = text( "TRAIN_RESUME" );
  try
  {
    joinRanks( training );
    int calls = 0;
    const int cancelling = number( "TRAIN_CANCEL", -1 );
    Feedback feedback;
    feedback.progress = [&]( double ) { return training.ranks.rank != cancelling || ++calls < 4; };
    feedback.info = []( const std::string &sentence ) { std::cout << sentence << std::endl; };
    const TrainResult result = finetune( scenes, options, outputs, feedback );
    std::cout << result.reason << " " << result.steps << " steps" << std::endl;
    return 0;
  }
  catch ( const std::exception &e )
  {
    std::cerr << e.what() << std::endl;
    return 1;
  }
}
