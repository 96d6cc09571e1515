#pragma once

#include <map>
#include <string>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

/**
 * Throws Error, naming \a path (the model file) and what is wrong, unless \a tensors are those of the Tyrion
 * of this \a size, complete and in its shapes.
 *
 * Compares names and shapes alone, in time that grows with the file: nothing is built for a card that lies.
 */
void requireNetwork( const std::map<std::string, StoredTensor> &tensors, const TyrionSize &size,
                     const std::string &path );

//! No training that works has weights beyond.
constexpr float largestWeight = 1e9f;

//! Throws Error, naming \a path and the tensor, where a value of \a tensors is one that no training gives:
//! not a number, infinite, or beyond largestWeight, as the bytes of damaged files are.
void requireFinite( const std::map<std::string, StoredTensor> &tensors, const std::string &path );

} // namespace calving
