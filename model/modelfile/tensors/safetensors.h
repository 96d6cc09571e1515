#pragma once

#include <string>

#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

/**
 * Reads a .safetensors file: 8 bytes with the header's length, a JSON header, the tensors' values.
 * Source: the format's specification, github.com/huggingface/safetensors.
 *
 * Strict, as the format demands: the values of all tensors fill the rest of the file without gap or overlap,
 * each has as many bytes as its format and shape say, no name comes twice. Of tensors in unknown formats only
 * the name is read. Takes as much memory as the file is long. Throws Error, naming the file and what is wrong
 * with it.
 */
TensorFile readSafetensors( const std::string &path );

/**
 * Writes \a file to \a path, readable by Python's safetensors package.
 *
 * The file at \a path appears or changes only when all is on disk; on any Error (disk full, no such folder,
 * no permission) the old one is untouched. Equal content gives equal bytes. REQUIRES: metadata is UTF-8.
 */
void writeSafetensors( const std::string &path, const TensorFile &file );

} // namespace calving
