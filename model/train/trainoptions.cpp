#include "model/train/trainoptions.h"

#include <algorithm>
#include <cstdlib>
#include <thread>

#include "model/error.h"
#include "model/modelfile/modelcard.h"

namespace calving
{

namespace
{

void require( bool condition, const std::string &sentence )
{
  if ( !condition )
    throw Error( sentence );
}

void requireCrops( const CropOptions &crop )
{
  require( crop.side >= 32 && crop.side % 32 == 0,
           "The side of the crops is " + std::to_string( crop.side ) +
               " pixels, but must be a multiple of 32, such as 256." );
  require( crop.rezoomLow > 0 && crop.rezoomHigh >= crop.rezoomLow,
           "The range of the rezoom factor must begin above 0 and not end before it begins." );
  require( crop.mirror >= 0 && crop.mirror <= 1, "The share of the mirrored border must be from 0 to 1." );
}

void requireShare( double value, const std::string &what )
{
  require( value >= 0 && value <= 1, what + " must be from 0 to 1." );
}

void requireProbabilities( const SampleOptions &samples )
{
  requireShare( samples.crop.rezoomProbability, "The probability of rezooming" );
  requireShare( samples.augment.mixProbability, "The probability of mixing oceans" );
  requireShare( samples.augment.speckleProbability, "The probability of speckle" );
  requireShare( samples.augment.brightnessProbability, "The probability of changing brightness" );
  requireShare( samples.augment.gammaProbability, "The probability of changing gamma" );
  requireShare( samples.augment.flipProbability, "The probability of flips" );
  requireShare( samples.augment.rotateProbability, "The probability of rotations" );
}

} // namespace

void requireValid( const TrainOptions &options )
{
  requireCrops( options.samples.crop );
  requireProbabilities( options.samples );
  require( options.samples.frames > 0 && options.samples.frames <= longestSequence,
           "The network can read 1 to " + std::to_string( longestSequence ) + " scenes together, not " +
               std::to_string( options.samples.frames ) + "." );
  require( options.batch > 0 && options.accumulate > 0, "Batch and accumulation must be at least 1." );
  require( options.samplesPerEpoch >= 0, "The samples per epoch must not be negative." );
  require( options.epochs >= 0 && options.minutes >= 0, "Epochs and minutes must not be negative." );
  require( options.epochs > 0 || options.minutes > 0,
           "The training would never end. Set the number of epochs or of minutes." );
  require( options.optimiser.learningRate > 0, "The learning rate must be greater than 0." );
  require( options.optimiser.momentum >= 0 && options.optimiser.momentum < 1,
           "The momentum must be at least 0 and less than 1." );
  require( options.optimiser.weightDecay >= 0, "The weight decay must not be negative." );
  require( options.layerRateFactor > 0 && options.layerRateFactor <= 1,
           "The learning-rate factor from block to block must be above 0 and at most 1." );
  require( options.averaging >= 0 && options.averaging < 1,
           "The decay of averaging must be at least 0, less than 1." );
  require( options.dropout >= 0 && options.dropout < 1, "Dropout must be at least 0 and less than 1." );
  require( options.validationSide >= 0 && options.validationSide % 32 == 0,
           "The side of the network's input in the validation must be a multiple of 32." );
  require( options.validateEvery > 0, "There must be at least one epoch between validations." );
}

void joinRanks( TrainOptions &options )
{
  options.ranks = ranksFrom( []( const char *name ) { return std::getenv( name ); } );
  if ( !options.ranks.several() )
    return;
  const int machine = std::max( 1, static_cast<int>( std::thread::hardware_concurrency() ) );
  const int share = options.ranks.cores > 0 ? std::min( options.ranks.cores, machine )
                                            : std::max( 1, machine / options.ranks.localCount );
  if ( options.compute.threads == 0 )
    options.compute.threads = share;
  if ( options.loaderThreads == 0 )
    options.loaderThreads = std::max( 1, share - 1 );
}

} // namespace calving
