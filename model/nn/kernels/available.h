#pragma once

#include <string>
#include <vector>

#include "model/nn/kernels/kernels.h"

namespace calving
{

struct NamedKernels
{
  std::string instructions;
  Kernels kernels;
};

//! All that this processor runs, fastest first.
std::vector<NamedKernels> availableKernels();

//! The fastest that this processor runs; null where there are none for it.
const Kernels *kernels();

} // namespace calving
