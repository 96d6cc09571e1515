#include "model/nn/textureunet.h"

#include "model/error.h"
#include "model/modelfile/tensors/safetensors.h"
#include "model/nn/device.h"
#include "model/nn/weights.h"
#include "model/textureclassifier.h"

namespace calving
{

namespace
{

//! A convolution in the layout that the processor likes best, and in training in bfloat16 where the processor
//! has it: four times as fast. Where torch emulates it, it is several times as slow.
class ConvolutionImpl : public torch::nn::Conv2dImpl
{
public:
  using Conv2dImpl::Conv2dImpl;

  torch::Tensor forward( const torch::Tensor &x )
  {
    const torch::ScalarType type = is_training() && hasNativeBFloat16() ? torch::kBFloat16 : torch::kFloat;
    const auto fitted = [type]( const torch::Tensor &tensor )
    { return tensor.to( type ).contiguous( torch::MemoryFormat::ChannelsLast ); };
    return torch::conv2d( fitted( x ), fitted( weight ), bias.to( type ), options.stride(), 1 )
        .to( torch::kFloat );
  }
};
TORCH_MODULE( Convolution );

torch::nn::Sequential block( int64_t in, int64_t out )
{
  constexpr int64_t groups = 4;
  const auto convolution = []( int64_t a, int64_t b )
  { return Convolution( torch::nn::Conv2dOptions( a, b, 3 ) ); };
  return torch::nn::Sequential( convolution( in, out ), torch::nn::GroupNorm( groups, out ),
                                torch::nn::ReLU(), convolution( out, out ),
                                torch::nn::GroupNorm( groups, out ), torch::nn::ReLU() );
}

torch::Tensor twiceAsLarge( const torch::Tensor &x )
{
  return torch::upsample_nearest2d( x, { 2 * x.size( 2 ), 2 * x.size( 3 ) } );
}

class UnetClassifier : public TextureClassifier
{
public:
  explicit UnetClassifier( TextureUnet network )
    : mNetwork( std::move( network ) )
  {
    mNetwork->eval();
  }

  std::vector<float> odds( const std::vector<float> &numbers, int width, int height ) override
  {
    constexpr int64_t side = 4;
    const torch::InferenceMode inference;
    const int64_t planes = mNetwork->options.in_channels();
    if ( numbers.size() != static_cast<std::size_t>( planes ) * width * height )
      throw Error( "The texture classifier wants " + std::to_string( planes ) + " numbers of each cell." );
    const torch::Tensor input =
        torch::from_blob( const_cast<float *>( numbers.data() ), { 1, planes, height, width } );
    const torch::Tensor padded = torch::constant_pad_nd(
        input, { 0, ( side - width % side ) % side, 0, ( side - height % side ) % side } );
    const torch::Tensor result = mNetwork( padded ).slice( 1, 0, height ).slice( 2, 0, width ).contiguous();
    const float *values = result.data_ptr<float>();
    return { values, values + result.numel() };
  }

private:
  TextureUnet mNetwork;
};

} // namespace

TextureUnetOptions::TextureUnetOptions( int64_t in_channels )
  : in_channels_( in_channels )
{
}

TextureUnetImpl::TextureUnetImpl( const TextureUnetOptions &options )
  : options( options )
{
  reset();
}

void TextureUnetImpl::reset()
{
  const std::vector<int64_t> &channels = options.channels();
  dropout = register_module( "dropout", torch::nn::Dropout2d( options.dropout() ) );
  down0 = register_module( "down0", block( options.in_channels(), channels[0] ) );
  down1 = register_module( "down1", block( channels[0], channels[1] ) );
  down2 = register_module( "down2", block( channels[1], channels[2] ) );
  up1 = register_module( "up1", block( channels[2] + channels[1], channels[1] ) );
  up0 = register_module( "up0", block( channels[1] + channels[0], channels[0] ) );
  head = register_module( "head", torch::nn::Conv2d( torch::nn::Conv2dOptions( channels[0], 1, 1 ) ) );
}

torch::Tensor TextureUnetImpl::forward( const torch::Tensor &numbers )
{
  const torch::Tensor full = down0->forward( dropout( numbers ) );
  const torch::Tensor half = down1->forward( torch::avg_pool2d( full, 2 ) );
  const torch::Tensor quarter = down2->forward( torch::avg_pool2d( half, 2 ) );
  const torch::Tensor wider = up1->forward( torch::cat( { twiceAsLarge( quarter ), half }, 1 ) );
  return head( up0->forward( torch::cat( { twiceAsLarge( wider ), full }, 1 ) ) ).squeeze( 1 );
}

std::unique_ptr<TextureClassifier> loadTextureClassifier( const std::string &path )
{
  const TensorFile file = readSafetensors( path );
  const auto first = file.tensors.find( "down0.0.weight" );
  if ( first == file.tensors.end() || first->second.shape.size() != 4 )
    throw Error( "The file " + path + " is no texture classifier: it lacks the tensor down0.0.weight." );
  TextureUnet network( TextureUnetOptions( first->second.shape[1] ) );
  const WeightReport report = loadWeights( *network, file );
  if ( !report.missing.empty() || !report.mismatched.empty() )
    throw Error( "The file " + path + " is of another texture classifier: “" +
                 ( report.missing.empty() ? report.mismatched : report.missing ).front() +
                 "” is missing or has another shape." );
  return std::make_unique<UnetClassifier>( std::move( network ) );
}

} // namespace calving
