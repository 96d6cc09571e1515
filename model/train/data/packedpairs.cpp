#include "model/train/data/packedpairs.h"

#include <map>

#include <nlohmann/json.hpp>

#include "model/error.h"
#include "model/modelfile/safetensors.h"
#include "model/train/data/packedbytes.h"

namespace calving
{

namespace
{

using nlohmann::json;

Window wholeImage( const PairInfo &info )
{
  return { 0, 0, info.width, info.height };
}

PairInfo parsed( const json &entry )
{
  PairInfo info;
  info.name = entry.at( "name" );
  info.glacier = entry.at( "glacier" );
  info.date = entry.at( "date" );
  info.pixelSizeMetres = entry.at( "pixel_size_m" );
  info.validates = entry.at( "validates" );
  return info;
}

json described( const PairInfo &info, int optical )
{
  return { { "name", info.name },           { "glacier", info.glacier },
           { "date", info.date },           { "pixel_size_m", info.pixelSizeMetres },
           { "validates", info.validates }, { "optical", optical } };
}

//! Optical images by glacier; an image that is there already is not packed again.
class OpticalPacker
{
public:
  explicit OpticalPacker( TensorFile &file )
    : mFile( file )
  {
  }

  int add( PairSource &source, int pair )
  {
    const PairInfo &info = source.info( pair );
    const StoredTensor image = packedBytes( source.readTarget( pair, wholeImage( info ) ),
                                            { source.targetChannels(), info.height, info.width } );
    for ( int known : mOfGlacier[info.glacier] )
    {
      const StoredTensor &other = mFile.tensors.at( packedKey( "optical", known ) );
      if ( other.shape == image.shape && other.bytes == image.bytes )
        return known;
    }
    mOfGlacier[info.glacier].push_back( mCount );
    mFile.tensors[packedKey( "optical", mCount )] = image;
    return mCount++;
  }

private:
  TensorFile &mFile;
  std::map<std::string, std::vector<int>> mOfGlacier;
  int mCount = 0;
};

} // namespace

struct PackedPairs::Pairs
{
  TensorFile file;
  std::vector<PairInfo> infos;
  std::vector<int> optical;
  int channels = 0;

  //! Takes over one pair. Returns false where it is incomplete.
  bool add( const json &entry )
  {
    const auto grey = file.tensors.find( packedKey( "grey", static_cast<int>( infos.size() ) ) );
    if ( grey == file.tensors.end() || !isPackedImage( grey->second, 2 ) )
      return false;
    PairInfo info = parsed( entry );
    info.height = static_cast<int>( grey->second.shape[0] );
    info.width = static_cast<int>( grey->second.shape[1] );
    const int image = entry.at( "optical" );
    const bool fits = image < 0 ? channels == 0 : addOptical( image, grey->second.shape );
    infos.push_back( info );
    optical.push_back( image );
    return fits;
  }

private:
  bool addOptical( int image, const std::vector<std::int64_t> &size )
  {
    const auto found = file.tensors.find( packedKey( "optical", image ) );
    if ( found == file.tensors.end() || !isPackedImage( found->second, 3 ) )
      return false;
    const std::vector<std::int64_t> &shape = found->second.shape;
    if ( infos.empty() )
      channels = static_cast<int>( shape[0] );
    return shape[0] == channels && shape[1] == size[0] && shape[2] == size[1];
  }
};

PackedPairs::PackedPairs( const std::string &path )
{
  auto pairs = std::make_shared<Pairs>();
  pairs->file = readSafetensors( path );
  const Error damaged( "The file " + path +
                       " is no packed data set of SAR and optical images. Pack the scenes again." );
  const json list = json::parse( pairs->file.metadata["pairs"], nullptr, false );
  if ( !list.is_array() || list.empty() )
    throw damaged;
  for ( const json &entry : list )
    try
    {
      if ( !pairs->add( entry ) )
        throw damaged;
    }
    catch ( const json::exception & )
    {
      throw damaged;
    }
  mPairs = pairs;
}

int PackedPairs::count() const
{
  return static_cast<int>( mPairs->infos.size() );
}

const PairInfo &PackedPairs::info( int pair ) const
{
  return mPairs->infos[pair];
}

int PackedPairs::targetChannels() const
{
  return mPairs->channels;
}

std::vector<std::uint8_t> PackedPairs::readGrey( int pair, const Window &window )
{
  return windowOf( mPairs->file.tensors.at( packedKey( "grey", pair ) ), window );
}

std::vector<std::uint8_t> PackedPairs::readTarget( int pair, const Window &window )
{
  return windowOf( mPairs->file.tensors.at( packedKey( "optical", mPairs->optical[pair] ) ), window );
}

std::unique_ptr<PairSource> PackedPairs::clone() const
{
  return std::make_unique<PackedPairs>( *this );
}

void packPairs( PairSource &source, const std::string &path, const Feedback &feedback )
{
  TensorFile file;
  OpticalPacker packer( file );
  json list = json::array();
  for ( int pair = 0; pair < source.count(); ++pair )
  {
    feedback.report( static_cast<double>( pair ) / source.count() );
    const PairInfo &info = source.info( pair );
    file.tensors[packedKey( "grey", pair )] =
        packedBytes( source.readGrey( pair, wholeImage( info ) ), { info.height, info.width } );
    list.push_back( described( info, source.targetChannels() > 0 ? packer.add( source, pair ) : -1 ) );
  }
  file.metadata["pairs"] = list.dump();
  writeSafetensors( path, file );
}

} // namespace calving
