#include "model/train/data/packedbytes.h"

#include <cstring>

namespace calving
{

std::string packedKey( const char *kind, int number )
{
  return std::string( kind ) + '.' + std::to_string( number );
}

StoredTensor packedBytes( const std::vector<std::uint8_t> &values, const std::vector<std::int64_t> &shape )
{
  StoredTensor tensor{ DType::UInt8, shape, std::vector<std::byte>( values.size() ) };
  std::memcpy( tensor.bytes.data(), values.data(), values.size() );
  return tensor;
}

std::vector<std::uint8_t> windowOf( const StoredTensor &tensor, const Window &window )
{
  const std::size_t dimensions = tensor.shape.size();
  const std::size_t channels = dimensions > 2 ? static_cast<std::size_t>( tensor.shape[0] ) : 1;
  const std::size_t height = static_cast<std::size_t>( tensor.shape[dimensions - 2] );
  const std::size_t width = static_cast<std::size_t>( tensor.shape[dimensions - 1] );
  std::vector<std::uint8_t> result( channels * window.width * window.height );
  auto *out = result.data();
  for ( std::size_t channel = 0; channel < channels; ++channel )
    for ( int row = 0; row < window.height; ++row, out += window.width )
      std::memcpy( out, tensor.bytes.data() + ( channel * height + window.y + row ) * width + window.x,
                   window.width );
  return result;
}

bool isPackedImage( const StoredTensor &tensor, std::size_t dimensions )
{
  return tensor.dtype == DType::UInt8 && tensor.shape.size() == dimensions;
}

} // namespace calving
