#include "model/modelfile/pytorch/torchfile.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

#include "model/base/regularfile.h"
#include "model/error.h"
#include "model/modelfile/pytorch/torchtensor.h"

namespace calving
{

namespace
{

//! Large enough for the checkpoint of a network of ten thousand tensors with its optimiser and
//! hyper-parameters.
constexpr std::size_t largestPickle = 32 << 20;

std::string firstBytes( const std::string &path )
{
  requireRegularFile( path );
  std::array<char, 9> bytes{};
  std::ifstream file( path, std::ios::binary );
  file.read( bytes.data(), bytes.size() );
  return std::string( bytes.data(), static_cast<std::size_t>( file.gcount() ) );
}

bool isZip( const std::string &start )
{
  return start.compare( 0, 4, "PK\3\4" ) == 0;
}

//! Before version 1.6 PyTorch wrote one pickle after the other; each begins with its protocol. So may the
//! size of a .safetensors file's table, but the table itself then follows.
bool isLegacy( const std::string &start )
{
  return start.size() == 9 && start[0] == '\x80' && start[1] >= 2 && start[1] <= 5 && start[8] != '{';
}

//! The folder of the archive in which data.pkl lies, with a slash at the end: usually the first, but not
//! where somebody packed the archive anew.
std::string pickleFolder( const ZipReader &archive, const std::string &path )
{
  const std::string_view ending = "/data.pkl";
  const auto isPickle = [&]( const std::string &name )
  {
    return name == ending.substr( 1 ) ||
           ( name.size() > ending.size() &&
             name.compare( name.size() - ending.size(), ending.size(), ending ) == 0 );
  };
  const std::vector<std::string> names = archive.names();
  const auto found = std::find_if( names.begin(), names.end(), isPickle );
  if ( found != names.end() )
    return found->substr( 0, found->size() - ending.size() + 1 );
  throw Error( "The file " + path +
               " is a zip archive but not one of PyTorch: it holds no data.pkl. Choose a file " +
               "that torch.save() wrote." );
}

std::string pickleBytes( const ZipReader &archive, const std::string &folder, const std::string &path )
{
  const std::vector<std::byte> bytes = archive.read( folder + "data.pkl" );
  if ( bytes.size() > largestPickle )
    throw Error( "The PyTorch file " + path +
                 " has a table of contents (data.pkl) of more than 32 MiB. Save the " +
                 "network's state_dict alone and use that file." );
  return std::string( reinterpret_cast<const char *>( bytes.data() ), bytes.size() );
}

//! Since version 2.1 PyTorch notes the order of the bytes; before, it was always little-endian.
void requireLittleEndian( const ZipReader &archive, const std::string &folder, const std::string &path )
{
  const std::string entry = folder + "byteorder";
  if ( archive.contains( entry ) && archive.read( entry ).size() != std::string_view( "little" ).size() )
    throw Error( "The PyTorch file " + path +
                 " was written on a big-endian machine. Save it anew on a common PC." );
}

bool holdsTensors( const PickleValue &table )
{
  if ( table.kind != PickleValue::Kind::Table )
    return false;
  for ( std::size_t i = 1; i < table.items.size(); i += 2 )
    if ( TorchTensors::isTensor( *table.items[i] ) )
      return true;
  return false;
}

//! The table of tensors; \a key becomes its place in the file.
const PickleValue &tensorTable( const PickleValue &root, std::string &key, const std::string &path )
{
  for ( const char *candidate : { "state_dict", "model_state_dict", "model" } )
  {
    const PickleValue *table = valueOf( root, candidate );
    if ( table && holdsTensors( *table ) )
    {
      key = candidate;
      return *table;
    }
  }
  if ( !holdsTensors( root ) )
    throw Error( "The PyTorch file " + path + " holds no table of tensors. Save the network's weights with " +
                 "torch.save( network.state_dict(), ... ) and use that file." );
  return root;
}

} // namespace

bool isTorchFile( const std::string &path )
{
  const std::string start = firstBytes( path );
  return isZip( start ) || isLegacy( start );
}

TensorFile readTorchFile( const std::string &path )
{
  if ( isLegacy( firstBytes( path ) ) )
    throw Error( "The file " + path +
                 " has the format of PyTorch before version 1.6. Save it anew: in Python, " +
                 "torch.save( torch.load( file, map_location='cpu' ), newfile )." );
  const ZipReader archive( path );
  const std::string folder = pickleFolder( archive, path );
  requireLittleEndian( archive, folder, path );
  const Pickle pickle( pickleBytes( archive, folder, path ), "the PyTorch file " + path );

  TensorFile file;
  const PickleValue &table = tensorTable( pickle.root(), file.metadata["torch_key"], path );
  TorchTensors tensors( archive, folder, path );
  for ( std::size_t i = 0; i + 1 < table.items.size(); i += 2 )
  {
    const std::string &name = table.items[i]->text;
    if ( table.items[i]->kind != PickleValue::Kind::Text )
      continue;
    tensors.add( file, name, *table.items[i + 1] );
  }
  return file;
}

} // namespace calving
