#include "model/train/descent/optimiser.h"

#include <cmath>

#include "model/error.h"

namespace calving
{

Optimiser::Optimiser( FlatParameters &parameters, const OptimiserOptions &options )
  : mParameters( parameters )
  , mOptions( options )
  , mFirst( torch::zeros_like( parameters.values() ) )
{
  if ( mOptions.kind == OptimiserOptions::Kind::AdamW )
    mSecond = torch::zeros_like( parameters.values() );
}

//! v = momentum v + (g + decay w): the update is v.
torch::Tensor Optimiser::sgdUpdate()
{
  torch::Tensor gradients = mParameters.gradients();
  gradients.add_( mParameters.values(), mOptions.weightDecay );
  return mFirst.mul_( mOptions.momentum ).add_( gradients );
}

//! m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps) + decay w.
torch::Tensor Optimiser::adamUpdate()
{
  constexpr double epsilon = 1e-8;
  const torch::Tensor &gradients = mParameters.gradients();
  const double steps = static_cast<double>( mSteps );
  mFirst.mul_( mOptions.beta1 ).add_( gradients, 1 - mOptions.beta1 );
  mSecond.mul_( mOptions.beta2 ).addcmul_( gradients, gradients, 1 - mOptions.beta2 );
  const double scale = 1 / ( 1 - std::pow( mOptions.beta1, steps ) );
  const double root = std::sqrt( 1 - std::pow( mOptions.beta2, steps ) );
  torch::Tensor update =
      mSecond.sqrt().div_( root ).add_( epsilon ).reciprocal_().mul_( mFirst ).mul_( scale );
  return update.add_( mParameters.values(), mOptions.weightDecay );
}

void Optimiser::step( double rate, const torch::Tensor &fine )
{
  const torch::NoGradGuard noGradient;
  ++mSteps;
  torch::Tensor gradients = mParameters.gradients();
  if ( mOptions.longestGradient > 0 )
    gradients.mul_( ( mOptions.longestGradient / ( gradients.norm() + 1e-6 ) ).clamp_max( 1.0 ) );
  const bool adam = mOptions.kind == OptimiserOptions::Kind::AdamW;
  const torch::Tensor update = adam ? adamUpdate() : sgdUpdate();
  const torch::Tensor zero = torch::zeros( {}, update.options() );
  for ( const FlatParameters::Segment &segment : mParameters.segments() )
  {
    const torch::Tensor part = torch::where( fine, update.narrow( 0, segment.begin, segment.length ), zero );
    mParameters.values().narrow( 0, segment.begin, segment.length ).sub_( part, rate * segment.rateFactor );
  }
  gradients.zero_();
}

std::map<std::string, torch::Tensor> Optimiser::state() const
{
  std::map<std::string, torch::Tensor> state{ { "first", mFirst } };
  if ( mSecond.defined() )
    state["second"] = mSecond;
  state["steps"] = torch::tensor( mSteps, torch::kInt64 );
  return state;
}

void Optimiser::restore( const std::map<std::string, torch::Tensor> &saved )
{
  const torch::NoGradGuard noGradient;
  std::map<std::string, torch::Tensor> own = state();
  bool fits = saved.size() == own.size();
  for ( const auto &[name, tensor] : own )
    fits = fits && saved.count( name ) && saved.at( name ).sizes() == tensor.sizes();
  if ( !fits )
    throw Error(
        "The checkpoint belongs to another optimiser or network. Choose the same options as before." );
  mFirst.copy_( saved.at( "first" ) );
  if ( mSecond.defined() )
    mSecond.copy_( saved.at( "second" ) );
  mSteps = saved.at( "steps" ).item<std::int64_t>();
}

} // namespace calving
