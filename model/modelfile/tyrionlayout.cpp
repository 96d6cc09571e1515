#include "model/modelfile/tyrionlayout.h"

#include <string_view>
#include <utility>

namespace calving
{

namespace
{

using Shape = std::vector<std::int64_t>;

//! Width of the hidden layer that turns relative positions into attention biases.
constexpr std::int64_t positionHidden = 512;
//! Width of the time embedding that the decoder's blocks inherit and never use.
constexpr std::int64_t timeEmbedding = 512;

//! Collects entries below a name.
class Listing
{
public:
  void add( const std::string &name, Shape shape ) { mEntries.push_back( { name, std::move( shape ) } ); }
  void addUnused( const std::string &name, Shape shape )
  {
    mEntries.push_back( { name, std::move( shape ), false } );
  }

  //! A layer with weight and bias; the first side of \a shape is the number of outputs.
  void addLayer( const std::string &name, const Shape &shape )
  {
    add( name + ".weight", shape );
    add( name + ".bias", { shape.front() } );
  }

  std::vector<LayoutEntry> take() { return std::move( mEntries ); }

private:
  std::vector<LayoutEntry> mEntries;
};

void addBlock( Listing &listing, const std::string &block, std::int64_t width, std::int64_t heads )
{
  listing.addLayer( block + ".norm1", { width } );
  const std::string attention = block + ".attn";
  listing.add( attention + ".logit_scale", { heads, 1, 1 } );
  listing.add( attention + ".q_bias", { width } );
  listing.add( attention + ".v_bias", { width } );
  listing.addLayer( attention + ".cpb_mlp.0", { positionHidden, 2 } );
  listing.add( attention + ".cpb_mlp.2.weight", { heads, positionHidden } );
  listing.add( attention + ".qkv.weight", { 3 * width, width } );
  listing.addLayer( attention + ".proj", { width, width } );
  listing.addLayer( block + ".norm2", { width } );
  listing.addLayer( block + ".mlp.fc1", { 4 * width, width } );
  listing.addLayer( block + ".mlp.fc2", { width, 4 * width } );
}

void addEncoder( Listing &listing, const TyrionSize &size )
{
  listing.addLayer( "patch_embed.proj", { size.embedDimension, 3, 4, 4 } );
  listing.addLayer( "patch_embed.norm", { size.embedDimension } );
  for ( std::size_t stage = 0; stage < size.depths.size(); ++stage )
  {
    const std::int64_t width = std::int64_t( size.embedDimension ) << stage;
    const std::string layer = "layers." + std::to_string( stage );
    for ( int block = 0; block < size.depths[stage]; ++block )
      addBlock( listing, layer + ".blocks." + std::to_string( block ), width, size.heads[stage] );
    if ( stage + 1 == size.depths.size() )
      continue;
    listing.add( layer + ".downsample.reduction.weight", { 2 * width, 4 * width } );
    listing.addLayer( layer + ".downsample.norm", { 2 * width } );
  }
}

void addDecoderBlock( Listing &listing, const std::string &block, std::int64_t from, std::int64_t to )
{
  listing.addLayer( block + ".norm1", { from } );
  listing.addLayer( block + ".conv1", { to, from, 3, 3 } );
  listing.addUnused( block + ".temb_proj.weight", { to, timeEmbedding } );
  listing.addUnused( block + ".temb_proj.bias", { to } );
  listing.addLayer( block + ".norm2", { to } );
  listing.addLayer( block + ".conv2", { to, to, 3, 3 } );
  if ( from != to )
    listing.addLayer( block + ".nin_shortcut", { to, from, 1, 1 } );
}

// Blocks 1 to 4 take the encoder's output of their resolution beside what comes from below.
void addDecoder( Listing &listing, const TyrionSize &size )
{
  const std::int64_t e = size.embedDimension;
  const std::array<std::int64_t, 6> from{ 8 * e, 16 * e, 8 * e, 4 * e, 2 * e, e };
  const std::array<std::int64_t, 6> to = decoderWidths( size.embedDimension );
  for ( std::size_t i = 0; i < to.size(); ++i )
  {
    const std::string target = "pred_target." + std::to_string( i );
    addDecoderBlock( listing, target + ".block", from[i], to[i] );
    if ( i > 0 )
      listing.addLayer( target + ".up.conv", { to[i], to[i], 3, 3 } );
  }
  listing.addLayer( "pred_target.6", { size.classes, e, 1, 1 } );
  listing.addUnused( "outputt.weight", { size.classes, e, 1, 1 } );
}

bool endsWith( std::string_view text, std::string_view ending )
{
  return text.size() >= ending.size() && text.substr( text.size() - ending.size() ) == ending;
}

} // namespace

std::vector<LayoutEntry> tyrionLayout( const TyrionSize &size )
{
  Listing listing;
  addEncoder( listing, size );
  addDecoder( listing, size );
  return listing.take();
}

std::vector<LayoutEntry> pretrainingLayout( const std::string &task, int embedDimension )
{
  Listing listing;
  const std::int64_t e = embedDimension;
  if ( task == "optsimmim" || task == "simmim" )
  {
    const std::int64_t targetChannels = task == "simmim" ? 1 : 14;
    listing.add( "mask_token", { 1, 1, e } );
    listing.addLayer( "last_model_decoder_layer", { 3, e, 1, 1 } );
    listing.addLayer( "patch_embed_after_decoder.proj", { e, 3, 4, 4 } );
    listing.addLayer( "patch_embed_after_decoder.norm", { e } );
    listing.addLayer( "decoder", { 4 * 4 * targetChannels, e } );
  }
  if ( task == "opttranslator" )
    listing.addLayer( "last_model_decoder_layer", { 14, e, 1, 1 } );
  return listing.take();
}

bool holds( const std::map<std::string, StoredTensor> &tensors, const LayoutEntry &entry )
{
  const auto found = tensors.find( entry.name );
  return found != tensors.end() && found->second.shape == entry.shape && isFloating( found->second.dtype );
}

std::array<std::int64_t, 6> decoderWidths( int embedDimension )
{
  const std::int64_t e = embedDimension;
  return { 8 * e, 4 * e, 2 * e, e, e, e };
}

bool isComputed( const std::string &name )
{
  return endsWith( name, ".attn_mask" ) || endsWith( name, ".attn.relative_coords_table" ) ||
         endsWith( name, ".attn.relative_position_index" );
}

bool isDecoderBlock( const std::string &name )
{
  constexpr std::string_view start = "pred_target.";
  return name.compare( 0, start.size(), start ) == 0 && name.size() > start.size() &&
         name[start.size()] >= '0' && name[start.size()] <= '5';
}

} // namespace calving
