#include "model/train/trainedweights.h"

#include <algorithm>
#include <limits>

#include "model/error.h"
#include "model/modelfile/requirenetwork.h"
#include "model/nn/weights.h"

namespace calving
{

namespace
{

const char *const modelPrefix = "model.";
const char *const optimiserPrefix = "optimiser.";

} // namespace

TrainedWeights::TrainedWeights( TrainingTask &task, const torch::Tensor &loss, const TrainOptions &options )
  : mTask( task )
  , mDecay( options.averaging )
{
  std::vector<std::string> names = parametersOf( task.network(), loss );
  names.erase( std::remove_if( names.begin(), names.end(),
                               [&task]( const std::string &name ) { return task.rateFactor( name ) == 0; } ),
               names.end() );
  if ( names.empty() )
    throw Error( "All weights are frozen, so there is nothing to train." );
  mParameters = std::make_unique<FlatParameters>(
      task.network(), names, [&task]( const std::string &name ) { return task.rateFactor( name ); } );
  mOptimiser = std::make_unique<Optimiser>( *mParameters, options.optimiser );
  const torch::Device device = mParameters->values().device();
  mFine = torch::ones( {}, torch::dtype( torch::kBool ).device( device ) );
  mGoodSteps = torch::zeros( {}, torch::dtype( torch::kInt64 ).device( device ) );
  if ( mDecay > 0 )
    mAverage = mParameters->values().clone();
}

void TrainedWeights::step( double rate, const torch::Tensor &loss )
{
  const torch::NoGradGuard noGradient;
  mFine.logical_and_( loss.isfinite() ).logical_and_( mParameters->gradients().sum().isfinite() );
  mGoodSteps.add_( mFine.to( torch::kInt64 ) );
  mOptimiser->step( rate, mFine );
  // The loss may stay a number where norms take the size of weights away.
  const torch::Tensor largest = mParameters->values().norm( std::numeric_limits<double>::infinity() );
  mFine.logical_and_( largest <= largestWeight );
  ++mSteps;
  updateAverage();
}

//! Early averages are short, so that the random beginning is forgotten.
void TrainedWeights::updateAverage()
{
  if ( !mAverage.defined() )
    return;
  const double steps = static_cast<double>( mSteps );
  const double decay = std::min( mDecay, ( 1 + steps ) / ( 10 + steps ) );
  mAverage.mul_( decay ).add_( mParameters->values(), 1 - decay );
}

void TrainedWeights::withAverage( const std::function<void()> &work )
{
  const torch::NoGradGuard noGradient;
  if ( !mAverage.defined() )
    return work();
  torch::Tensor values = mParameters->values();
  const torch::Tensor current = values.clone();
  values.copy_( mAverage );
  try
  {
    work();
  }
  catch ( ... )
  {
    values.copy_( current );
    throw;
  }
  values.copy_( current );
}

void TrainedWeights::keepBest()
{
  mBest = averaged().clone();
}

void TrainedWeights::useBest()
{
  const torch::NoGradGuard noGradient;
  torch::Tensor values = mParameters->values();
  values.copy_( mBest.defined() ? mBest : averaged() );
}

void TrainedWeights::save( Checkpoint &checkpoint ) const
{
  for ( const auto &parameter : mTask.network().named_parameters() )
    checkpoint.tensors[modelPrefix + parameter.key()] = parameter.value().detach();
  for ( const auto &[name, tensor] : mOptimiser->state() )
    checkpoint.tensors[optimiserPrefix + name] = tensor;
  checkpoint.tensors["steps"] = torch::tensor( mSteps, torch::kInt64 );
  if ( mAverage.defined() )
    checkpoint.tensors["average"] = mAverage;
  if ( mBest.defined() )
    checkpoint.tensors["best"] = mBest;
}

void TrainedWeights::restore( const Checkpoint &checkpoint )
{
  const torch::NoGradGuard noGradient;
  const std::map<std::string, torch::Tensor> model = tensorsUnder( checkpoint, modelPrefix );
  const Error other( "The checkpoint belongs to another network. Choose the same options as before." );
  for ( auto &parameter : mTask.network().named_parameters() )
  {
    const auto saved = model.find( parameter.key() );
    if ( saved == model.end() || saved->second.sizes() != parameter.value().sizes() )
      throw other;
    parameter.value().copy_( saved->second );
  }
  mOptimiser->restore( tensorsUnder( checkpoint, optimiserPrefix ) );
  const auto take = [&]( const char *name, torch::Tensor &target )
  {
    const auto saved = checkpoint.tensors.find( name );
    if ( saved == checkpoint.tensors.end() )
      return;
    if ( saved->second.sizes() != mParameters->values().sizes() )
      throw other;
    target = saved->second.to( mParameters->values().device(), torch::kFloat32, false, true );
  };
  // A training that was not averaged before begins its average here.
  if ( mDecay > 0 )
  {
    mAverage = mParameters->values().clone();
    take( "average", mAverage );
  }
  take( "best", mBest );
  if ( checkpoint.tensors.count( "steps" ) == 0 )
    throw other;
  mSteps = checkpoint.tensors.at( "steps" ).item<std::int64_t>();
}

} // namespace calving
