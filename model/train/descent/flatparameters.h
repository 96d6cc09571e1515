#pragma once

#include <functional>
#include <string>
#include <vector>

#include <torch/torch.h>

namespace calving
{

/**
 * Parameters of a module gathered in one tensor, their gradients in another.
 *
 * The module's parameters become views of them, so that a step of the optimiser, an average or an exchange
 * between machines is a few operations instead of some for each of hundreds of tensors.
 */
class FlatParameters
{
public:
  //! Neighbouring parameters that share a learning rate.
  struct Segment
  {
    std::int64_t begin = 0;
    std::int64_t length = 0;
    //! What the learning rate is multiplied by.
    double rateFactor = 1;
  };

  //! Takes the parameters \a names of \a module, in the module's order; the others stop asking for gradients.
  FlatParameters( torch::nn::Module &module, const std::vector<std::string> &names,
                  const std::function<double( const std::string & )> &rateFactor );

  //! Float32, 1-D. Gaps between parameters hold zeros.
  const torch::Tensor &values() const { return mValues; }
  const torch::Tensor &gradients() const { return mGradients; }
  const std::vector<Segment> &segments() const { return mSegments; }
  //! Number of weights, gaps not counted.
  std::int64_t count() const { return mCount; }

private:
  torch::Tensor mValues;
  torch::Tensor mGradients;
  std::vector<Segment> mSegments;
  std::int64_t mCount = 0;
};

//! Names of the parameters of \a module that \a loss depends on, in the module's order. Clears all gradients.
std::vector<std::string> parametersOf( torch::nn::Module &module, const torch::Tensor &loss );

} // namespace calving
