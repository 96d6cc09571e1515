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

//! Looks across the frames after a block of the encoder, in half the width, forwards and backwards.
void addRecurrence( Listing &listing, const std::string &name, std::int64_t width )
{
  const std::int64_t half = width / 2;
  listing.addLayer( name + ".compress", { half, width } );
  listing.addLayer( name + ".compress_norm", { half } );
  for ( const char *direction : { "_l0", "_l0_reverse" } )
    for ( const char *of : { "_ih", "_hh" } )
    {
      listing.add( name + ".gru_layer.weight" + of + direction, { 3 * half, half } );
      listing.add( name + ".gru_layer.bias" + of + direction, { 3 * half } );
    }
  listing.addLayer( name + ".combine_bi", { width, width } );
  listing.addLayer( name + ".norm", { width } );
}

void addEncoder( Listing &listing, const TyrionSize &size )
{
  listing.addLayer( "patch_embed.proj", { size.embedDimension, 3, 4, 4 } );
  listing.addLayer( "patch_embed.norm", { size.embedDimension } );
  for ( std::size_t stage = 0; stage < size.depths.size(); ++stage )
  {
    const std::int64_t width = std::int64_t( size.embedDimension ) << stage;
    const std::string layer = "layers." + std::to_string( stage );
    for ( int i = 0; i < size.depths[stage]; ++i )
    {
      const std::string block = layer + ".blocks." + std::to_string( i );
      addBlock( listing, block, width, size.heads[stage] );
      if ( size.readsSequences() && stage >= firstTemporalStage )
        addRecurrence( listing, block + ".temporal_convolution", width );
    }
    if ( stage + 1 == size.depths.size() )
      continue;
    listing.add( layer + ".downsample.reduction.weight", { 2 * width, 4 * width } );
    listing.addLayer( layer + ".downsample.norm", { 2 * width } );
  }
}

void addDecoderBlock( Listing &listing, const std::string &block, std::int64_t from, std::int64_t to,
                      bool inheritsTime )
{
  listing.addLayer( block + ".norm1", { from } );
  listing.addLayer( block + ".conv1", { to, from, 3, 3 } );
  if ( inheritsTime )
  {
    listing.addUnused( block + ".temb_proj.weight", { to, timeEmbedding } );
    listing.addUnused( block + ".temb_proj.bias", { to } );
  }
  listing.addLayer( block + ".norm2", { to } );
  listing.addLayer( block + ".conv2", { to, to, 3, 3 } );
  if ( from != to )
    listing.addLayer( block + ".nin_shortcut", { to, from, 1, 1 } );
}

void addDecoder( Listing &listing, const TyrionSize &size )
{
  const std::array<std::int64_t, 6> from = decoderInputs( size );
  const std::array<std::int64_t, 6> to = decoderWidths( size );
  for ( int i = 0; i < static_cast<int>( to.size() ); ++i )
  {
    const std::string target = "pred_target." + std::to_string( i );
    addDecoderBlock( listing, target + ".block", from[i], to[i], !size.readsSequences() );
    if ( size.readsSequences() && i < temporalDecoderBlocks )
    {
      listing.addLayer( target + ".temporal_block.norm1", { to[i] } );
      listing.addLayer( target + ".temporal_block.conv1", { to[i], to[i], 3, 1, 1 } );
    }
    if ( i > 0 )
      listing.addLayer( target + ".up.conv", { to[i], to[i], 3, 3 } );
  }
  listing.addLayer( "pred_target.6", { size.classes, to.back(), 1, 1 } );
  listing.addUnused( "outputt.weight", { size.classes, size.embedDimension, 1, 1 } );
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

// Blocks 1 to 4 take the encoder's output of their resolution beside what comes from below; of sequences, the
// coarsest enters the first block alone.
std::array<std::int64_t, 6> decoderInputs( const TyrionSize &size )
{
  const std::int64_t e = size.embedDimension;
  const std::array<std::int64_t, 6> below = decoderWidths( size );
  return { 8 * e,
           below[0] + ( size.readsSequences() ? 0 : 8 * e ),
           below[1] + 4 * e,
           below[2] + 2 * e,
           below[3] + e,
           below[4] };
}

std::array<std::int64_t, 6> decoderWidths( const TyrionSize &size )
{
  const std::int64_t d = size.decoderChannels;
  return { 8 * d, 4 * d, 2 * d, d, d, d };
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
