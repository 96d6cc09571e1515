#pragma once

#include <string>

#include <torch/torch.h>

#include "model/error.h"

namespace calving
{

//! Throws Error where \a tensor, called \a name in the file \a path, holds values that are not finite: a
//! network would compute nothing but such values from them.
inline void requireFinite( const torch::Tensor &tensor, const std::string &name, const std::string &path )
{
  if ( tensor.is_floating_point() && !tensor.isfinite().all().item<bool>() )
    throw Error( "The file " + path + " is damaged: " + name +
                 " holds values that are no finite numbers. Choose another one." );
}

} // namespace calving
