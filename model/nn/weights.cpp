#include "model/nn/weights.h"

#include <cstring>
#include <set>

#include "model/error.h"
#include "model/modelfile/tyrionlayout.h"

namespace calving
{

namespace
{

struct Format
{
  DType stored;
  torch::ScalarType torch;
};

constexpr Format formats[] = {
    { DType::Bool, torch::kBool },       { DType::UInt8, torch::kUInt8 },
    { DType::Int8, torch::kInt8 },       { DType::Int16, torch::kInt16 },
    { DType::Int32, torch::kInt32 },     { DType::Int64, torch::kInt64 },
    { DType::Float16, torch::kFloat16 }, { DType::BFloat16, torch::kBFloat16 },
    { DType::Float32, torch::kFloat32 }, { DType::Float64, torch::kFloat64 },
};

//! Parameters and buffers, as a state dict has them.
std::map<std::string, torch::Tensor> stateOf( const torch::nn::Module &module )
{
  std::map<std::string, torch::Tensor> state;
  for ( const auto &item : module.named_parameters() )
    state[item.key()] = item.value();
  for ( const auto &item : module.named_buffers() )
    state[item.key()] = item.value();
  return state;
}

} // namespace

WeightReport loadWeights( torch::nn::Module &module, const TensorFile &file, const std::string &prefix )
{
  const torch::NoGradGuard noGradient;
  WeightReport report;
  std::set<std::string> used;
  for ( auto &[name, target] : stateOf( module ) )
  {
    const auto found = file.tensors.find( prefix + name );
    if ( found != file.tensors.end() )
      used.insert( found->first );
    if ( found == file.tensors.end() && !isComputed( name ) )
      report.missing.push_back( name );
    else if ( found != file.tensors.end() && target.sizes() != torch::IntArrayRef( found->second.shape ) )
      report.mismatched.push_back( name );
    else if ( found != file.tensors.end() )
    {
      report.matched.push_back( name );
      if ( !isComputed( name ) )
        target.copy_( toTorch( found->second ) );
    }
  }
  for ( const auto &item : file.tensors )
    if ( used.count( item.first ) == 0 )
      report.leftOver.push_back( item.first );
  return report;
}

TensorFile storeWeights( const torch::nn::Module &module, const StoreOptions &options )
{
  TensorFile file;
  for ( const auto &[name, value] : stateOf( module ) )
    if ( !isComputed( name ) || options.derived() )
      file.tensors[name] = toStored( value.is_floating_point() ? value.to( options.dtype() ) : value );
  return file;
}

torch::Tensor toTorch( const StoredTensor &tensor )
{
  for ( const Format &format : formats )
  {
    if ( format.stored != tensor.dtype )
      continue;
    const torch::Tensor result = torch::empty( tensor.shape, format.torch );
    std::memcpy( result.data_ptr(), tensor.bytes.data(), result.nbytes() );
    return result;
  }
  throw Error( "The network cannot use tensors of the format " + std::string( dtypeName( tensor.dtype ) ) +
               "." );
}

StoredTensor toStored( const torch::Tensor &tensor )
{
  const torch::Tensor values = tensor.detach().to( torch::kCPU ).contiguous();
  for ( const Format &format : formats )
  {
    if ( format.torch != values.scalar_type() )
      continue;
    StoredTensor result{ format.stored, values.sizes().vec(), std::vector<std::byte>( values.nbytes() ) };
    std::memcpy( result.bytes.data(), values.data_ptr(), values.nbytes() );
    return result;
  }
  throw Error( std::string( "A tensor of the format " ) + torch::toString( values.scalar_type() ) +
               " cannot be stored." );
}

} // namespace calving
