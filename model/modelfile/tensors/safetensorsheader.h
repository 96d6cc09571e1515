#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/modelfile/tensors/tensorfile.h"

namespace calving
{

//! Where a tensor's values lie in a .safetensors file, counted from the end of its header.
struct TensorExtent
{
  std::string name;
  std::uint64_t begin;
  std::uint64_t end;
};

//! What the header of a .safetensors file says.
struct SafetensorsHeader
{
  //! The tensors without their bytes, and the metadata.
  TensorFile file;
  //! In the order of the file, those of unread tensors among them.
  std::vector<TensorExtent> extents;
};

//! Throws the Error that the file at \a path is damaged; \a what is a sentence that says how.
[[noreturn]] void failSafetensors( const std::string &path, const std::string &what );

/**
 * Parses the JSON header of the file at \a path, which \a dataSize bytes of values follow.
 *
 * Throws Error unless the tensors fill these bytes exactly, in agreement with their shapes and formats.
 */
SafetensorsHeader parseSafetensorsHeader( std::string_view text, std::uint64_t dataSize,
                                          const std::string &path );

//! Where the tensors of \a file go: those with wide numbers first, so that each begins at a multiple of its
//! width.
std::vector<TensorExtent> arrangedExtents( const TensorFile &file );

//! The JSON header of \a file, padded with spaces to a multiple of 8 bytes.
std::string safetensorsHeaderText( const TensorFile &file, const std::vector<TensorExtent> &extents );

} // namespace calving
