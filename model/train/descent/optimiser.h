#pragma once

#include <map>
#include <string>

#include <torch/torch.h>

#include "model/train/descent/flatparameters.h"
#include "model/train/descent/optimiseroptions.h"

namespace calving
{

/**
 * Moves the weights against their gradients: SGD with momentum as torch's own, or AdamW (Loshchilov and
 * Hutter 2019).
 *
 * Only parameters that get gradients are in \a parameters, so no others decay.
 */
class Optimiser
{
public:
  Optimiser( FlatParameters &parameters, const OptimiserOptions &options );

  /**
   * One step with learning rate \a rate; then clears the gradients.
   *
   * \a fine: a bool scalar on the device. Where it is false the weights stay as they are, without the host
   * having to look at it.
   */
  void step( double rate, const torch::Tensor &fine );

  //! What a checkpoint must keep besides the weights: tensors by name.
  std::map<std::string, torch::Tensor> state() const;
  //! Takes over state() of another run. Throws Error if it is of another kind or size.
  void restore( const std::map<std::string, torch::Tensor> &state );

private:
  torch::Tensor sgdUpdate();
  torch::Tensor adamUpdate();

  FlatParameters &mParameters;
  OptimiserOptions mOptions;
  //! SGD: velocity. AdamW: averages of gradient and squared gradient.
  torch::Tensor mFirst;
  torch::Tensor mSecond;
  std::int64_t mSteps = 0;
};

} // namespace calving
