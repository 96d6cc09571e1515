#include "model/nn/tyrion.h"

#include "model/modelfile/tyrionlayout.h"
#include "model/nn/recompute.h"

namespace calving
{

namespace nn = torch::nn;

namespace
{

constexpr int stages = 4;
constexpr int decoderBlocks = 6;

SwinStage stage( const TyrionOptions &options, int index )
{
  const TyrionSize &size = options.size();
  return SwinStage( SwinStageOptions( size.embedDimension << index, size.depths[index], size.heads[index] )
                        .resolution( ( options.image_side() / 4 ) >> index )
                        .window( size.windowSize )
                        .recompute( options.recompute() )
                        .across_frames( size.readsSequences() && index >= firstTemporalStage )
                        .downsample( index + 1 < stages ) );
}

//! The first block keeps the size.
ResUpBlock decoderBlock( const TyrionOptions &options, int index )
{
  const TyrionSize &size = options.size();
  return ResUpBlock( ResUpBlockOptions( decoderInputs( size )[index], decoderWidths( size )[index] )
                         .upsample( index > 0 )
                         .dropout( options.dropout() )
                         .multi_temporal( size.readsSequences() )
                         .across_frames( size.readsSequences() && index < temporalDecoderBlocks )
                         .literal( options.literal() ) );
}

//! Tokens as an image whose memory is channels-last: no copy.
torch::Tensor asImage( const torch::Tensor &tokens )
{
  return tokens.permute( { 0, 3, 1, 2 } );
}

} // namespace

TyrionOptions::TyrionOptions( const TyrionSize &size )
  : size_( size )
{
}

TyrionImpl::TyrionImpl( const TyrionOptions &options )
  : options( options )
{
  reset();
}

void TyrionImpl::reset()
{
  const int64_t embedding = options.size().embedDimension;
  const int64_t classes = options.size().classes;
  patch_embed = register_module( "patch_embed", PatchEmbed( PatchEmbedOptions( embedding ) ) );
  layers = register_module( "layers", nn::ModuleList() );
  for ( int i = 0; i < stages; ++i )
    layers->push_back( stage( options, i ) );
  pred_target = register_module( "pred_target", nn::ModuleList() );
  for ( int i = 0; i < decoderBlocks; ++i )
    pred_target->push_back( decoderBlock( options, i ) );
  pred_target->push_back( nn::Conv2d( nn::Conv2dOptions( options.size().decoderChannels, classes, 1 ) ) );
  outputt =
      register_module( "outputt", nn::Conv2d( nn::Conv2dOptions( embedding, classes, 1 ).bias( false ) ) );
  initialiseLinearLayers( *this );
}

torch::Tensor TyrionImpl::embed( const torch::Tensor &x )
{
  TORCH_CHECK( x.size( 2 ) % 32 == 0 && x.size( 3 ) % 32 == 0, "image sides must be multiples of 32, not ",
               x.size( 2 ), " and ", x.size( 3 ) );
  return patch_embed( x.size( 1 ) == 1 ? x.expand( { -1, 3, -1, -1 } ) : x );
}

std::vector<torch::Tensor> TyrionImpl::encode( torch::Tensor tokens, int64_t frames )
{
  std::vector<torch::Tensor> skips;
  for ( const auto &layer : *layers )
  {
    auto &swin = *layer->as<SwinStageImpl>();
    skips.push_back( swin.forward( tokens, frames ) );
    if ( swin.downsample )
      tokens = swin.downsample( skips.back() );
  }
  return skips;
}

torch::Tensor TyrionImpl::decodeThrough( const std::vector<torch::Tensor> &skips, nn::Conv2d &last,
                                         int64_t frames )
{
  torch::Tensor y = asImage( skips[stages - 1] );
  // The deepest skip enters twice, as the input of the first block and beside its output; of sequences, once.
  const int firstSkip = options.size().readsSequences() ? 2 : 1;
  for ( int i = 0; i < decoderBlocks; ++i )
  {
    if ( i >= firstSkip && i <= stages )
      y = torch::cat( { y, asImage( skips[stages - i] ) }, 1 );
    auto &step = pred_target->at<ResUpBlockImpl>( i );
    const auto block = [&step, frames]( const torch::Tensor &x ) { return step.forwardBlock( x, frames ); };
    y = options.recompute() ? recomputed( block, y ) : block( y );
    if ( i + 1 == decoderBlocks && !options.literal() )
      return step.up->forwardThrough( y, last );
    if ( step.up )
      y = step.up( y );
  }
  return last( y );
}

torch::Tensor TyrionImpl::forward( const torch::Tensor &x, int64_t frames )
{
  nn::Conv2d last( pred_target->ptr<nn::Conv2dImpl>( decoderBlocks ) );
  return decodeThrough( encode( embed( x ), frames ), last, frames );
}

namespace
{

//! Gives the parameters of a layer that format, images' ones channels-last.
void convertParameters( nn::Module &layer, torch::ScalarType format )
{
  for ( torch::Tensor &parameter : layer.parameters( false ) )
  {
    const auto order =
        parameter.dim() == 4 ? torch::MemoryFormat::ChannelsLast : torch::MemoryFormat::Contiguous;
    parameter.set_data( parameter.to( format ).contiguous( order ) );
  }
}

} // namespace

void TyrionImpl::freeze( torch::ScalarType format )
{
  const torch::NoGradGuard noGradient;
  for ( torch::Tensor &parameter : parameters() )
    parameter.set_requires_grad( false );
  for ( const auto &module : named_modules( "", false ) )
  {
    if ( auto *upsample = module.value()->as<UpsampleImpl>() )
      upsample->freeze( format );
    if ( auto *attention = module.value()->as<WindowAttentionImpl>() )
      attention->freeze();
    const bool isTable = module.key().find( "cpb_mlp" ) != std::string::npos;
    // Upsample merges its convolution in float32 before it converts it.
    const bool isMerged = module.key().find( ".up." ) != std::string::npos ||
                          module.key() == "pred_target." + std::to_string( decoderBlocks );
    if ( isTable || ( isMerged && !options.literal() ) )
      continue;
    if ( module.value()->as<nn::LinearImpl>() || module.value()->as<nn::Conv2dImpl>() ||
         module.value()->as<nn::Conv3dImpl>() || module.value()->as<nn::GRUImpl>() )
      convertParameters( *module.value(), format );
  }
}

void initialiseLinearLayers( nn::Module &module )
{
  const torch::NoGradGuard noGradient;
  for ( const auto &child : module.modules( false ) )
  {
    if ( auto *linear = child->as<nn::LinearImpl>() )
    {
      linear->weight.normal_( 0.0, 0.02 ).clamp_( -2.0, 2.0 );
      if ( linear->bias.defined() )
        linear->bias.zero_();
    }
  }
}

} // namespace calving
