#pragma once

#include <cmath>
#include <string>

#include <torch/torch.h>

#include "model/train/checkpoint/checkpoint.h"
#include "model/train/trainoptions.h"

//! \a options as a few small steps of `tiny` on one thread, the same on every machine.
inline calving::TrainOptions quickTraining( calving::TrainOptions options = {} )
{
  options.size = "tiny";
  options.samples.crop.side = 32;
  options.samples.seed = 5;
  options.batch = 2;
  options.accumulate = 1;
  options.samplesPerEpoch = 6;
  options.epochs = 2;
  options.checkpointMinutes = 0;
  options.compute.device = "cpu";
  options.compute.threads = 1;
  options.loaderThreads = 1;
  return options;
}

/**
 * In what two checkpoints differ of all that a training goes on from; empty where they are the same.
 *
 * With a \a tolerance, relative to 1 where weights are larger: in loss curve, steps and weights of the
 * network.
 */
inline std::string differenceOf( const calving::Checkpoint &one, const calving::Checkpoint &other,
                                 double tolerance )
{
  if ( one.state.step != other.state.step || one.state.history.size() != other.state.history.size() )
    return "steps and epochs";
  for ( std::size_t i = 0; i < one.state.history.size(); ++i )
    if ( !( std::abs( one.state.history[i].trainingLoss - other.state.history[i].trainingLoss ) <=
            tolerance ) )
      return "loss of epoch " + std::to_string( i + 1 );
  if ( one.tensors.size() != other.tensors.size() )
    return "number of tensors";
  for ( const auto &[name, tensor] : one.tensors )
  {
    const auto found = other.tensors.find( name );
    if ( found == other.tensors.end() )
      return name;
    if ( tolerance == 0 && !torch::equal( tensor, found->second ) )
      return name;
    if ( tolerance == 0 || name.rfind( "model.", 0 ) != 0 )
      continue;
    const torch::Tensor scale = tensor.abs().clamp_min( 1 );
    const double difference = ( ( tensor - found->second ) / scale ).abs().max().item<double>();
    if ( !( difference <= tolerance ) )
      return name + " by " + std::to_string( difference );
  }
  return {};
}

//! Fails, naming the first difference, where two checkpoints are not the same.
#define VERIFY_SAME_TRAINING( one, other, tolerance )                                                        \
  do                                                                                                         \
  {                                                                                                          \
    const std::string difference = differenceOf( one, other, tolerance );                                    \
    QVERIFY2( difference.empty(), difference.c_str() );                                                      \
  } while ( false )
