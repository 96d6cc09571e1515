#include "model/train/data/packedpairs.h"

#include <map>

#include <nlohmann/json.hpp>

#include "model/train/data/packedimages.h"

namespace calving
{

namespace
{

using nlohmann::json;

constexpr const char *listKey = "pairs";

//! Optical images by glacier; an image that is there already is not packed again.
class OpticalPacker
{
public:
  explicit OpticalPacker( PairSource &source )
    : mSource( source )
  {
  }

  //! The number of the image of \a pair among \a images; -1 where there is none.
  int add( PackedImages &images, int pair )
  {
    if ( mSource.targetChannels() == 0 )
      return -1;
    const SceneInfo &info = mSource.info( pair );
    images.add( "optical", mCount, mSource.readTarget( pair, wholeScene( info ) ),
                { mSource.targetChannels(), info.height, info.width } );
    const StoredTensor &image = *images.find( "optical", mCount, 3 );
    for ( int known : mOfGlacier[info.glacier] )
      if ( *images.find( "optical", known, 3 ) == image )
      {
        images.file.tensors.erase( "optical." + std::to_string( mCount ) );
        return known;
      }
    mOfGlacier[info.glacier].push_back( mCount );
    return mCount++;
  }

private:
  PairSource &mSource;
  std::map<std::string, std::vector<int>> mOfGlacier;
  int mCount = 0;
};

} // namespace

struct PackedPairs::Pairs
{
  PackedImages images;
  std::vector<int> optical;
  int channels = 0;

  //! Takes over what the last of the \a read scenes is paired with. False where it is incomplete.
  bool take( PackedImages &read, const json &entry )
  {
    SceneInfo &info = read.infos.back();
    info.validates = entry.at( "validates" );
    optical.push_back( entry.at( "optical" ) );
    if ( optical.back() < 0 )
      return channels == 0;
    const StoredTensor *image = read.find( "optical", optical.back(), 3 );
    if ( !image )
      return false;
    if ( optical.size() == 1 )
      channels = static_cast<int>( image->shape[0] );
    return image->shape == std::vector<std::int64_t>{ channels, info.height, info.width };
  }
};

PackedPairs::PackedPairs( const std::string &path )
{
  auto pairs = std::make_shared<Pairs>();
  pairs->images = readPackedImages( path, listKey, "SAR and optical images",
                                    [&pairs]( PackedImages &read, const json &entry )
                                    { return pairs->take( read, entry ); } );
  mPairs = pairs;
}

int PackedPairs::count() const
{
  return static_cast<int>( mPairs->images.infos.size() );
}

const SceneInfo &PackedPairs::info( int pair ) const
{
  return mPairs->images.infos[pair];
}

int PackedPairs::targetChannels() const
{
  return mPairs->channels;
}

std::vector<std::uint8_t> PackedPairs::readGrey( int pair, const Window &window )
{
  return mPairs->images.read( "grey", pair, window );
}

std::vector<std::uint8_t> PackedPairs::readTarget( int pair, const Window &window )
{
  return mPairs->images.read( "optical", mPairs->optical[pair], window );
}

std::unique_ptr<PairSource> PackedPairs::clone() const
{
  return std::make_unique<PackedPairs>( *this );
}

void packPairs( PairSource &source, const std::string &path, const Feedback &feedback )
{
  OpticalPacker packer( source );
  const auto addOptical = [&]( PackedImages &images, json &entry, int pair )
  {
    entry["validates"] = source.info( pair ).validates;
    entry["optical"] = packer.add( images, pair );
  };
  writePackedImages( path, listKey, source, addOptical, feedback );
}

} // namespace calving
