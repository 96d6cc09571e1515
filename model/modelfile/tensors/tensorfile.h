#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calving
{

//! Number formats that a stored tensor may have.
enum class DType
{
  Bool,
  UInt8,
  Int8,
  UInt16,
  Int16,
  UInt32,
  Int32,
  UInt64,
  Int64,
  Float16,
  BFloat16,
  Float32,
  Float64
};

bool isFloating( DType dtype );

//! Bytes of one value.
std::size_t byteSize( DType dtype );

//! The name in .safetensors files: "F32", "BF16", "I64", "BOOL", ...
std::string_view dtypeName( DType dtype );

//! The format of that name; empty where there is none.
std::optional<DType> dtypeNamed( std::string_view name );

/**
 * Elements of a tensor of this \a shape: 1 where the shape is empty (a scalar), 0 where a side is 0.
 *
 * Empty where a side is negative or the product leaves the range of int64.
 */
std::optional<std::int64_t> elementCount( const std::vector<std::int64_t> &shape );

/**
 * A tensor at rest: little-endian values without gaps, the last dimension varying fastest.
 *
 * REQUIRES: bytes.size() = elementCount( shape ) * byteSize( dtype ).
 */
struct StoredTensor
{
  DType dtype = DType::Float32;
  std::vector<std::int64_t> shape;
  std::vector<std::byte> bytes;
};

bool operator==( const StoredTensor &a, const StoredTensor &b );

//! Tensors by name, with free text by key.
struct TensorFile
{
  std::map<std::string, StoredTensor> tensors;
  //! Tensors of number formats that DType lacks (8-bit floats, complex, ...): the format's name. Their values
  //! were not read, and are not written.
  std::map<std::string, std::string> unread;
  std::map<std::string, std::string> metadata;
};

//! A float32 tensor of \a shape. REQUIRES: values.size() = elementCount( shape ).
StoredTensor storedFloats( std::vector<std::int64_t> shape, const std::vector<float> &values );

/**
 * The values as float32, whatever the format they are stored in.
 *
 * 64-bit values lose digits; Bool gives 0 and 1.
 */
std::vector<float> floatValues( const StoredTensor &tensor );

//! The shape as people write it: "[96, 3, 4, 4]".
std::string shapeText( const std::vector<std::int64_t> &shape );

} // namespace calving
