#pragma once

#include <torch/torch.h>

#include "model/nn/kernels/available.h"

#ifndef _OPENMP
#error "Compile with OpenMP: without it at::parallel_for runs everything on one thread and says nothing."
#endif

namespace calving
{

//! Where the values of a tensor begin, as kernels take them.
template <typename Value> Value *valuesOf( const torch::Tensor &tensor )
{
  return static_cast<Value *>( tensor.data_ptr() );
}

//! Calls \a work with the kernels for the format of \a x and a value of their type.
template <typename Work> void withKernels( const torch::Tensor &x, const Work &work )
{
  if ( x.scalar_type() == torch::kFloat32 )
    work( kernels()->float32, float{} );
  else
    work( kernels()->bfloat16, std::uint16_t{} );
}

inline torch::Tensor asFloats( const torch::Tensor &tensor )
{
  return tensor.to( torch::kFloat32 ).contiguous();
}

} // namespace calving
