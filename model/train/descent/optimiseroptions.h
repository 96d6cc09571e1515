#pragma once

namespace calving
{

//! How weights follow the gradient. Defaults: the published training of Tyrion (released code).
struct OptimiserOptions
{
  enum class Kind
  {
    Sgd,
    AdamW
  };
  Kind kind = Kind::Sgd;
  double learningRate = 0.01;
  double momentum = 0.9;
  double weightDecay = 1e-4;
  //! AdamW: decay of the averages of gradient and squared gradient (Loshchilov and Hutter 2019).
  double beta1 = 0.9;
  double beta2 = 0.999;
  //! Longest gradient (norm over all weights); longer ones are shortened. 0: no limit, as published.
  double longestGradient = 0;
};

} // namespace calving
