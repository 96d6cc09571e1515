#include "model/modelfile/pytorch/torchtensor.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "model/error.h"

namespace calving
{

namespace
{

using Kind = PickleValue::Kind;

constexpr std::pair<std::string_view, DType> formats[] = { { "torch.BoolStorage", DType::Bool },
                                                           { "torch.bool", DType::Bool },
                                                           { "torch.ByteStorage", DType::UInt8 },
                                                           { "torch.uint8", DType::UInt8 },
                                                           { "torch.CharStorage", DType::Int8 },
                                                           { "torch.int8", DType::Int8 },
                                                           { "torch.ShortStorage", DType::Int16 },
                                                           { "torch.int16", DType::Int16 },
                                                           { "torch.IntStorage", DType::Int32 },
                                                           { "torch.int32", DType::Int32 },
                                                           { "torch.LongStorage", DType::Int64 },
                                                           { "torch.int64", DType::Int64 },
                                                           { "torch.HalfStorage", DType::Float16 },
                                                           { "torch.float16", DType::Float16 },
                                                           { "torch.BFloat16Storage", DType::BFloat16 },
                                                           { "torch.bfloat16", DType::BFloat16 },
                                                           { "torch.FloatStorage", DType::Float32 },
                                                           { "torch.float32", DType::Float32 },
                                                           { "torch.DoubleStorage", DType::Float64 },
                                                           { "torch.float64", DType::Float64 },
                                                           { "torch.uint16", DType::UInt16 },
                                                           { "torch.uint32", DType::UInt32 },
                                                           { "torch.uint64", DType::UInt64 } };

std::optional<DType> formatNamed( std::string_view wanted )
{
  for ( const auto &[name, dtype] : formats )
    if ( name == wanted )
      return dtype;
  return std::nullopt;
}

//! The format's name: that of the storage's type, or, since PyTorch 2.1, for storages without one, the
//! seventh argument of the call.
std::string formatName( const PickleValue &arguments, const PickleValue &storageIdentity )
{
  const bool isUntyped = arguments.items.size() > 6 && arguments.items[6]->kind == Kind::Global;
  return isUntyped ? arguments.items[6]->text : storageIdentity.items[1]->text;
}

//! Functions that wrap a tensor, with the tensor as first argument.
constexpr std::array<std::string_view, 2> wrappers{ "torch._utils._rebuild_parameter",
                                                    "torch._utils._rebuild_parameter_with_state" };

//! The arguments of the innermost call, which makes the tensor: (storage, offset, shape, strides, ...).
const PickleValue *tensorArguments( const PickleValue &value )
{
  const PickleValue *inner = &value;
  for ( const std::string_view wrapper : wrappers )
    if ( const PickleValue *arguments = argumentsOfCall( value, wrapper );
         arguments && !arguments->items.empty() )
      inner = arguments->items[0];
  for ( const char *function : { "_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_tensor_v3" } )
    if ( const PickleValue *arguments = argumentsOfCall( *inner, std::string( "torch._utils." ) + function ) )
      return arguments;
  return nullptr;
}

//! As in PyTorch.
constexpr std::size_t mostDimensions = 64;

std::optional<std::vector<std::int64_t>> naturalNumbers( const PickleValue &sequence )
{
  std::vector<std::int64_t> numbers;
  if ( sequence.kind != Kind::Sequence || sequence.items.size() > mostDimensions )
    return std::nullopt;
  for ( const PickleValue *item : sequence.items )
  {
    if ( item->kind != Kind::Integer || item->integer < 0 )
      return std::nullopt;
    numbers.push_back( item->integer );
  }
  return numbers;
}

//! Elements of the storage that the view needs: one more than the index of its last one. Empty on overflow.
std::optional<std::int64_t> elementsNeeded( std::int64_t offset, const std::vector<std::int64_t> &shape,
                                            const std::vector<std::int64_t> &strides )
{
  std::int64_t last = offset;
  for ( std::size_t i = 0; i < shape.size(); ++i )
  {
    std::int64_t step = 0;
    if ( shape[i] == 0 )
      return 0;
    if ( __builtin_mul_overflow( shape[i] - 1, strides[i], &step ) ||
         __builtin_add_overflow( last, step, &last ) )
      return std::nullopt;
  }
  return last == INT64_MAX ? std::nullopt : std::optional( last + 1 );
}

bool isContiguous( const std::vector<std::int64_t> &shape, const std::vector<std::int64_t> &strides )
{
  std::int64_t expected = 1;
  for ( std::size_t i = shape.size(); i-- > 0; expected *= shape[i] )
    if ( shape[i] != 1 && strides[i] != expected )
      return false;
  return true;
}

//! Advances \a index to the next element in the order of memory and \a position with it.
void advance( std::vector<std::int64_t> &index, std::int64_t &position,
              const std::vector<std::int64_t> &shape, const std::vector<std::int64_t> &strides )
{
  for ( std::size_t i = shape.size(); i-- > 0; )
  {
    position += strides[i];
    if ( ++index[i] < shape[i] )
      return;
    position -= strides[i] * shape[i];
    index[i] = 0;
  }
}

} // namespace

TorchTensors::TorchTensors( const ZipReader &archive, const std::string &folder, const std::string &path )
  : mArchive( archive )
  , mFolder( folder )
  , mPath( path )
  , mBytesLeft( archive.mostBytes() )
{
}

bool TorchTensors::isTensor( const PickleValue &value )
{
  return tensorArguments( value ) != nullptr;
}

void TorchTensors::add( TensorFile &file, const std::string &name, const PickleValue &value )
{
  const PickleValue *arguments = tensorArguments( value );
  if ( !arguments )
    return;
  const std::string format = formatName( *arguments, identityOf( name, *arguments ) );
  if ( const std::optional<DType> dtype = formatNamed( format ) )
    file.tensors[name] = written( name, viewOf( name, *arguments, *dtype ) );
  else
    file.unread[name] = format;
}

//! The storage's identity: ("storage", type, key, device, elements).
const PickleValue &TorchTensors::identityOf( const std::string &name, const PickleValue &arguments ) const
{
  const std::vector<const PickleValue *> &items = arguments.items;
  if ( items.size() < 4 || items[0]->kind != Kind::Persistent || items[1]->kind != Kind::Integer )
    fail( name, "is described in an unknown way." );
  const PickleValue &identity = *items[0]->items[0];
  if ( identity.kind != Kind::Sequence || identity.items.size() < 3 || identity.items[2]->kind != Kind::Text )
    fail( name, "is described in an unknown way." );

  return identity;
}

TorchTensors::View TorchTensors::viewOf( const std::string &name, const PickleValue &arguments,
                                         DType dtype ) const
{
  const std::vector<const PickleValue *> &items = arguments.items;
  const auto shape = naturalNumbers( *items[2] );
  auto strides = naturalNumbers( *items[3] );
  if ( !shape || !strides || shape->size() != strides->size() || items[1]->integer < 0 )
    fail( name, "has an impossible shape." );
  for ( std::size_t i = 0; i < shape->size(); ++i )
    if ( ( *shape )[i] == 1 )
      ( *strides )[i] = 0; // PyTorch leaves anything there; a step that is never taken must not overflow.
  return { dtype, identityOf( name, arguments ).items[2]->text, items[1]->integer, *shape, *strides };
}

const std::vector<std::byte> &TorchTensors::storage( const std::string &key )
{
  const auto [entry, isNew] = mStorages.try_emplace( key );
  if ( isNew )
    entry->second = mArchive.read( mFolder + "data/" + key );
  return entry->second;
}

//! The bytes of the view in the order of memory. REQUIRES: they lie inside \a values.
std::vector<std::byte> TorchTensors::gathered( const std::vector<std::byte> &values, const View &view )
{
  const std::size_t size = byteSize( view.dtype );
  const auto first = static_cast<std::size_t>( view.offset ) * size;
  std::vector<std::byte> bytes( static_cast<std::size_t>( *elementCount( view.shape ) ) * size );
  if ( !bytes.empty() && isContiguous( view.shape, view.strides ) )
  {
    std::memcpy( bytes.data(), values.data() + first, bytes.size() );
    return bytes;
  }
  std::vector<std::int64_t> index( view.shape.size(), 0 );
  std::int64_t position = view.offset;
  for ( std::size_t next = 0; next < bytes.size(); next += size )
  {
    std::memcpy( bytes.data() + next, values.data() + static_cast<std::size_t>( position ) * size, size );
    advance( index, position, view.shape, view.strides );
  }
  return bytes;
}

StoredTensor TorchTensors::written( const std::string &name, const View &view )
{
  const auto size = static_cast<std::int64_t>( byteSize( view.dtype ) );
  const std::vector<std::byte> &values = storage( view.storage );
  const auto available = static_cast<std::int64_t>( values.size() ) / size;
  const std::optional<std::int64_t> needed = elementsNeeded( view.offset, view.shape, view.strides );
  const std::optional<std::int64_t> count = elementCount( view.shape );
  if ( !needed || !count || *needed > available )
    fail( name, "needs more values than the file holds for it." );
  if ( static_cast<std::uint64_t>( *count ) > mBytesLeft / static_cast<std::uint64_t>( size ) )
    fail( name, "is impossibly large for a file of this length." );
  mBytesLeft -= static_cast<std::uint64_t>( *count * size );

  return { view.dtype, view.shape, gathered( values, view ) };
}

void TorchTensors::fail( const std::string &name, const std::string &what ) const
{
  throw Error( "Cannot read the PyTorch file " + mPath + ": the tensor “" + name + "” " + what +
               " The file is damaged; copy or download it again." );
}

} // namespace calving
