#pragma once

#include <string>

#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

//! True where the file at \a path begins like any file of PyTorch, readable by readTorchFile() or not.
bool isTorchFile( const std::string &path );

/**
 * Reads the tensors of a PyTorch file (.pth, .pt, Lightning's .ckpt) without executing anything of it.
 *
 * Takes the first table with tensors among the keys "state_dict", "model_state_dict" and "model", else the
 * top level; the metadata entry "torch_key" says which ("" for the top level). Whatever is no tensor there is
 * left out; tensors of formats that DType lacks (complex, 8-bit floats) are unread ones. Views are written
 * out contiguously. Source: serialization.py and _utils.py of PyTorch 1.6 to 2. Throws Error, naming the
 * file, where it is damaged, holds no such table, or is of PyTorch before 1.6.
 */
TensorFile readTorchFile( const std::string &path );

} // namespace calving
