#pragma once

#include <string>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

/**
 * The sizes of the Tyrion, or of the Swin Transformer V2 alone, whose tensors these are: from names and
 * shapes alone.
 *
 * The window is the largest that a table or mask was made for, else 16, the published one; the classes are 4
 * where there is no head; sequences are taken for 8 frames, as published. Throws Error, naming \a origin (the
 * file), where the encoder is none that Tyrion can have.
 */
TyrionSize inferTyrionSize( const std::map<std::string, StoredTensor> &tensors, const std::string &origin );

//! One line for the log: "embedding 96, depths 2-2-6-2, heads 3-6-12-24, window 16, 4 classes"; for sequences
//! it goes on.
std::string describeSize( const TyrionSize &size );

} // namespace calving
