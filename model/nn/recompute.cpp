#include "model/nn/recompute.h"

#include "model/nn/autocast.h"

namespace calving
{

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace
{

//! What the backward pass needs to do the same again.
struct PartState : torch::CustomClassHolder
{
  NetworkPart part;
  torch::Tensor randomState;
  bool autocast = false;
};

torch::Tensor randomState( const torch::Device &device )
{
  at::Generator generator = at::globalContext().defaultGenerator( device );
  const std::lock_guard<std::mutex> lock( generator.mutex() );
  return generator.get_state();
}

void setRandomState( const torch::Device &device, const torch::Tensor &state )
{
  at::Generator generator = at::globalContext().defaultGenerator( device );
  const std::lock_guard<std::mutex> lock( generator.mutex() );
  generator.set_state( state );
}

struct Recompute : torch::autograd::Function<Recompute>
{
  static torch::Tensor forward( AutogradContext *context, const torch::Tensor &x, const NetworkPart &part )
  {
    const auto state = c10::make_intrusive<PartState>();
    state->part = part;
    state->randomState = randomState( x.device() );
    state->autocast = Autocast::isOn( x.device() );
    context->save_for_backward( { x } );
    context->saved_data["state"] = c10::IValue::make_capsule( state );
    return part( x );
  }

  static variable_list backward( AutogradContext *context, variable_list gradients )
  {
    const auto holder = context->saved_data["state"].toCapsule();
    const auto &state = static_cast<const PartState &>( *holder );
    const torch::Tensor x = context->get_saved_variables()[0].detach().requires_grad_();
    const torch::AutoGradMode withGradients( true );
    const torch::Tensor present = randomState( x.device() );
    setRandomState( x.device(), state.randomState );
    torch::Tensor y;
    {
      const Autocast autocast( x.device(), state.autocast );
      y = state.part( x );
    }
    setRandomState( x.device(), present );
    torch::autograd::backward( { y }, { gradients[0] } );
    return { x.grad(), {} };
  }
};

} // namespace

torch::Tensor recomputed( const NetworkPart &part, const torch::Tensor &x )
{
  return x.requires_grad() && torch::GradMode::is_enabled() ? Recompute::apply( x, part ) : part( x );
}

} // namespace calving
