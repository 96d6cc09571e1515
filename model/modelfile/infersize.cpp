#include "model/modelfile/infersize.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "model/modelfile/tyrionlayout.h"

namespace calving
{

namespace
{

using Shape = std::vector<std::int64_t>;
using Tensors = std::map<std::string, StoredTensor>;

[[noreturn]] void failInfer( const std::string &origin, const std::string &what )
{
  throw Error( "The file " + origin + " holds no Tyrion and no Swin Transformer V2: " + what +
               " Choose the weights of such a network." );
}

//! Empty where there is no such tensor.
Shape shapeOf( const Tensors &tensors, const std::string &name )
{
  const auto found = tensors.find( name );
  return found == tensors.end() ? Shape{} : found->second.shape;
}

std::string blockName( std::size_t stage, int block )
{
  return "layers." + std::to_string( stage ) + ".blocks." + std::to_string( block );
}

int inferEmbedding( const Tensors &tensors, const std::string &origin )
{
  const std::string name = "patch_embed.proj.weight";
  const Shape shape = shapeOf( tensors, name );
  if ( shape.empty() )
    failInfer( origin, "it lacks the tensor “" + name + "”." );
  if ( shape.size() != 4 || shape[0] < 1 || shape != Shape{ shape[0], 3, 4, 4 } )
    failInfer( origin, "its tensor “" + name + "” has the shape " + shapeText( shape ) +
                           ", where patches of 4x4 pixels and 3 channels need [n, 3, 4, 4]." );
  return static_cast<int>( shape[0] );
}

int inferDepth( const Tensors &tensors, std::size_t stage, const std::string &origin )
{
  int depth = 0;
  while ( tensors.count( blockName( stage, depth ) + ".attn.qkv.weight" ) )
    ++depth;
  if ( depth == 0 )
    failInfer( origin, "it has no attention blocks in stage " + std::to_string( stage ) + "." );
  return depth;
}

//! Heads of a stage whose features are \a width wide.
int inferHeads( const Tensors &tensors, std::size_t stage, std::int64_t width, const std::string &origin )
{
  const std::string attention = blockName( stage, 0 ) + ".attn";
  if ( tensors.count( attention + ".relative_position_bias_table" ) )
    failInfer( origin, "it is a Swin Transformer of the first version." );
  const Shape shape = shapeOf( tensors, attention + ".logit_scale" );
  if ( shape.size() != 3 || shape[0] < 1 || width % shape[0] != 0 )
    failInfer( origin, "the attention heads of stage " + std::to_string( stage ) + " cannot be told." );
  if ( shapeOf( tensors, attention + ".qkv.weight" ) != Shape{ 3 * width, width } )
    failInfer( origin, "the blocks of stage " + std::to_string( stage ) + " are not " +
                           std::to_string( width ) + " wide, as the patch embedding asks for." );
  return static_cast<int>( shape[0] );
}

//! Window that a computed tensor was made for; 0 for any other tensor.
int windowOf( const std::string &name, const Shape &shape )
{
  const auto endsWith = [&]( const std::string &ending )
  {
    return name.size() >= ending.size() &&
           name.compare( name.size() - ending.size(), ending.size(), ending ) == 0;
  };
  if ( endsWith( ".attn.relative_coords_table" ) && shape.size() == 4 )
    return static_cast<int>( std::min<std::int64_t>( shape[1], 1024 ) + 1 ) / 2;
  if ( ( endsWith( ".attn.relative_position_index" ) || endsWith( ".attn_mask" ) ) && shape.size() >= 2 )
    return static_cast<int>( std::lround( std::sqrt( std::min<std::int64_t>( shape.back(), 1 << 18 ) ) ) );
  return 0;
}

int inferWindow( const Tensors &tensors )
{
  int window = 0;
  for ( const auto &[name, tensor] : tensors )
    window = std::max( window, windowOf( name, tensor.shape ) );
  return window > 0 ? window : TyrionSize().windowSize;
}

//! Takes classes and decoder of \a size from the head, where there is one behind such a decoder.
void inferHead( const Tensors &tensors, TyrionSize &size )
{
  constexpr int publishedFrames = 8;
  constexpr std::int64_t widest = 65536;
  if ( tensors.count( blockName( firstTemporalStage, 0 ) + ".temporal_convolution.gru_layer.weight_ih_l0" ) )
    size.frames = publishedFrames;
  size.decoderChannels = size.embedDimension;
  const Shape shape = shapeOf( tensors, "pred_target.6.weight" );
  if ( shape.size() != 4 || shape[0] < 1 || shape[1] < 1 || shape[1] > widest ||
       shape != Shape{ shape[0], shape[1], 1, 1 } ||
       ( !size.readsSequences() && shape[1] != size.embedDimension ) )
    return;
  size.classes = static_cast<int>( shape[0] );
  size.decoderChannels = static_cast<int>( shape[1] );
}

std::string joined( const std::array<int, 4> &numbers )
{
  std::string text;
  for ( const int number : numbers )
    text += ( text.empty() ? "" : "-" ) + std::to_string( number );
  return text;
}

} // namespace

TyrionSize inferTyrionSize( const Tensors &tensors, const std::string &origin )
{
  TyrionSize size;
  size.embedDimension = inferEmbedding( tensors, origin );
  for ( std::size_t stage = 0; stage < size.depths.size(); ++stage )
  {
    size.depths[stage] = inferDepth( tensors, stage, origin );
    size.heads[stage] = inferHeads( tensors, stage, std::int64_t( size.embedDimension ) << stage, origin );
  }
  size.windowSize = inferWindow( tensors );
  inferHead( tensors, size );
  return size;
}

std::string describeSize( const TyrionSize &size )
{
  return "embedding " + std::to_string( size.embedDimension ) + ", depths " + joined( size.depths ) +
         ", heads " + joined( size.heads ) + ", window " + std::to_string( size.windowSize ) + ", " +
         std::to_string( size.classes ) + " classes" +
         ( size.readsSequences() ? ", for sequences of " + std::to_string( size.frames ) +
                                       " frames with a decoder of " + std::to_string( size.decoderChannels )
                                 : std::string() );
}

} // namespace calving
