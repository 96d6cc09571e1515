#include "model/modelfile/tensors/tensorfile.h"

#include <array>
#include <cstring>

namespace calving
{

namespace
{

struct Format
{
  DType dtype;
  std::string_view name;
  std::size_t bytes;
};

constexpr std::array<Format, 13> formats{ { { DType::Bool, "BOOL", 1 },
                                            { DType::UInt8, "U8", 1 },
                                            { DType::Int8, "I8", 1 },
                                            { DType::UInt16, "U16", 2 },
                                            { DType::Int16, "I16", 2 },
                                            { DType::UInt32, "U32", 4 },
                                            { DType::Int32, "I32", 4 },
                                            { DType::UInt64, "U64", 8 },
                                            { DType::Int64, "I64", 8 },
                                            { DType::Float16, "F16", 2 },
                                            { DType::BFloat16, "BF16", 2 },
                                            { DType::Float32, "F32", 4 },
                                            { DType::Float64, "F64", 8 } } };

const Format &format( DType dtype )
{
  return formats[static_cast<std::size_t>( dtype )];
}

float floatOfBits( std::uint32_t bits )
{
  float value;
  std::memcpy( &value, &bits, sizeof value );
  return value;
}

//! IEEE 754 half precision. Subnormal halves are normal floats: their value is mantissa * 2^-24.
float floatOfHalf( std::uint16_t half )
{
  const std::uint32_t sign = ( half & 0x8000u ) << 16;
  const std::uint32_t exponent = ( half >> 10 ) & 0x1fu;
  const std::uint32_t mantissa = half & 0x3ffu;
  if ( exponent == 0 )
    return ( sign ? -1.0f : 1.0f ) * static_cast<float>( mantissa ) * 0x1p-24f;
  if ( exponent == 31 )
    return floatOfBits( sign | 0x7f800000u | mantissa << 13 );
  return floatOfBits( sign | ( exponent + 112 ) << 23 | mantissa << 13 );
}

float floatOfBfloat( std::uint16_t bits )
{
  return floatOfBits( static_cast<std::uint32_t>( bits ) << 16 );
}

template <typename Stored, typename Convert>
std::vector<float> converted( const std::vector<std::byte> &bytes, const Convert &convert )
{
  std::vector<float> values( bytes.size() / sizeof( Stored ) );
  for ( std::size_t i = 0; i < values.size(); ++i )
  {
    Stored stored;
    std::memcpy( &stored, bytes.data() + i * sizeof( Stored ), sizeof( Stored ) );
    values[i] = convert( stored );
  }
  return values;
}

template <typename Stored> std::vector<float> cast( const std::vector<std::byte> &bytes )
{
  return converted<Stored>( bytes, []( Stored value ) { return static_cast<float>( value ); } );
}

} // namespace

bool isFloating( DType dtype )
{
  return dtype == DType::Float16 || dtype == DType::BFloat16 || dtype == DType::Float32 ||
         dtype == DType::Float64;
}

std::size_t byteSize( DType dtype )
{
  return format( dtype ).bytes;
}

std::string_view dtypeName( DType dtype )
{
  return format( dtype ).name;
}

std::optional<DType> dtypeNamed( std::string_view name )
{
  for ( const Format &known : formats )
    if ( known.name == name )
      return known.dtype;
  return std::nullopt;
}

std::optional<std::int64_t> elementCount( const std::vector<std::int64_t> &shape )
{
  std::int64_t count = 1;
  for ( const std::int64_t side : shape )
    if ( side < 0 || __builtin_mul_overflow( count, side, &count ) )
      return std::nullopt;
  return count;
}

bool operator==( const StoredTensor &a, const StoredTensor &b )
{
  return a.dtype == b.dtype && a.shape == b.shape && a.bytes == b.bytes;
}

StoredTensor storedFloats( std::vector<std::int64_t> shape, const std::vector<float> &values )
{
  StoredTensor tensor{ DType::Float32, std::move( shape ), {} };
  const auto *first = reinterpret_cast<const std::byte *>( values.data() );
  tensor.bytes.assign( first, first + values.size() * sizeof( float ) );
  return tensor;
}

std::vector<float> floatValues( const StoredTensor &tensor )
{
  switch ( tensor.dtype )
  {
  case DType::Bool:
  case DType::UInt8:
    return cast<std::uint8_t>( tensor.bytes );
  case DType::Int8:
    return cast<std::int8_t>( tensor.bytes );
  case DType::UInt16:
    return cast<std::uint16_t>( tensor.bytes );
  case DType::Int16:
    return cast<std::int16_t>( tensor.bytes );
  case DType::UInt32:
    return cast<std::uint32_t>( tensor.bytes );
  case DType::Int32:
    return cast<std::int32_t>( tensor.bytes );
  case DType::UInt64:
    return cast<std::uint64_t>( tensor.bytes );
  case DType::Int64:
    return cast<std::int64_t>( tensor.bytes );
  case DType::Float16:
    return converted<std::uint16_t>( tensor.bytes, floatOfHalf );
  case DType::BFloat16:
    return converted<std::uint16_t>( tensor.bytes, floatOfBfloat );
  case DType::Float32:
    return cast<float>( tensor.bytes );
  case DType::Float64:
    return cast<double>( tensor.bytes );
  }
  return {};
}

std::string shapeText( const std::vector<std::int64_t> &shape )
{
  std::string text;
  for ( const std::int64_t side : shape )
    text += ( text.empty() ? "" : ", " ) + std::to_string( side );
  return "[" + text + "]";
}

} // namespace calving
