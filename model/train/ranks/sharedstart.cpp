#include "model/train/ranks/sharedstart.h"

#include <cstring>

#include <nlohmann/json.hpp>

namespace calving
{

namespace
{

using nlohmann::json;

void shareText( RankGroup &group, std::string &text )
{
  torch::Tensor size = torch::tensor( static_cast<std::int64_t>( text.size() ), torch::kInt64 );
  group.broadcast( size );
  torch::Tensor bytes = torch::zeros( { size.item<std::int64_t>() }, torch::kUInt8 );
  if ( group.ranks().first() )
    std::memcpy( bytes.data_ptr(), text.data(), text.size() );
  group.broadcast( bytes );
  text.assign( static_cast<const char *>( bytes.data_ptr() ), static_cast<std::size_t>( bytes.numel() ) );
}

//! Name, type and shape of each tensor.
std::string described( const std::map<std::string, torch::Tensor> &tensors )
{
  json list = json::array();
  for ( const auto &[name, tensor] : tensors )
    list.push_back( { name, static_cast<int>( tensor.scalar_type() ), tensor.sizes().vec() } );
  return list.dump();
}

std::map<std::string, torch::Tensor> emptyTensors( const std::string &description )
{
  std::map<std::string, torch::Tensor> tensors;
  for ( const json &entry : json::parse( description ) )
    tensors[entry[0]] = torch::zeros( entry[2].get<std::vector<std::int64_t>>(),
                                      static_cast<torch::ScalarType>( entry[1].get<int>() ) );
  return tensors;
}

} // namespace

void shareStart( RankGroup &group, Checkpoint &checkpoint )
{
  if ( !group.several() )
    return;
  const std::string own = checkpoint.state.fingerprint;
  std::string state = trainStateToJson( checkpoint.state );
  std::string description = described( checkpoint.tensors );
  shareText( group, state );
  shareText( group, description );
  checkpoint.state = trainStateFromJson( state, "that rank 0 sent" );
  if ( own != checkpoint.state.fingerprint )
    throw Error( "Rank " + std::to_string( group.ranks().rank ) + " has other scenes or options (" + own +
                 ") than rank 0 (" + checkpoint.state.fingerprint + "). Start all ranks alike." );
  if ( !group.ranks().first() )
    checkpoint.tensors = emptyTensors( description );
  for ( auto &[name, tensor] : checkpoint.tensors )
    group.broadcast( tensor );
}

} // namespace calving
