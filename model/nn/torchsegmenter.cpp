#include "model/segmenter.h"

#include <algorithm>
#include <cmath>

#include <torch/torch.h>

#include "model/base/filehash.h"
#include "model/error.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "model/modelfile/requirenetwork.h"
#include "model/nn/autocast.h"
#include "model/nn/device.h"
#include "model/nn/tyrion.h"
#include "model/nn/weights.h"

namespace calving
{

namespace
{

void requireZones( const ModelFile &model, const std::string &path )
{
  if ( model.card.task != "zones" )
    throw Error( "The model file " + path + " holds a network for '" + model.card.task +
                 "', not for zones. Fine-tune it first, or choose another file." );
}

class TorchSegmenter : public Segmenter
{
public:
  TorchSegmenter( ModelFile model, const std::string &path, const ComputeOptions &options );

  const ModelCard &card() const override { return mCard; }
  const std::string &hash() const override { return mHash; }
  std::vector<float> probabilities( const std::vector<float> &grey, int count, int height,
                                    int width ) override
  {
    return computed( grey, { count, 1, height, width }, 1 );
  }
  std::vector<float> sequenceProbabilities( const std::vector<float> &grey, int frames, int height,
                                            int width ) override
  {
    return computed( grey, { frames, 1, height, width }, frames );
  }
  int recommendedBatch( int side ) const override;

private:
  std::vector<float> computed( const std::vector<float> &grey, const std::vector<int64_t> &shape,
                               int frames );
  torch::Tensor forward( const torch::Tensor &images, int frames );

  ModelCard mCard;
  std::string mHash;
  torch::Device mDevice;
  torch::ScalarType mFormat;
  int mThreads;
  Tyrion mNetwork{ nullptr };
};

TorchSegmenter::TorchSegmenter( ModelFile model, const std::string &path, const ComputeOptions &options )
  : mCard( std::move( model.card ) )
  , mHash( sha256OfFile( path ) )
  , mDevice( chooseDevice( options.device ) )
  , mFormat( numberFormat( options.precision, mDevice ) )
  , mThreads( options.threads )
  , mNetwork( TyrionOptions( mCard.size ) )
{
  loadWeights( *mNetwork, model.file );
  mNetwork->eval();
  mNetwork->to( mDevice );
  mNetwork->freeze( mFormat );
}

torch::Tensor TorchSegmenter::forward( const torch::Tensor &images, int frames )
{
  const Autocast autocast( mDevice, mFormat == torch::kBFloat16 );
  return torch::softmax( mNetwork( images, frames ).to( torch::kFloat32 ), 1 );
}

//! Of images of that \a shape, \a frames to a sequence.
std::vector<float> TorchSegmenter::computed( const std::vector<float> &grey,
                                             const std::vector<int64_t> &shape, int frames )
{
  const torch::InferenceMode inference;
  // Threads are a property of the calling thread in OpenMP, and that may be any thread.
  useThreads( mThreads );
  try
  {
    const torch::Tensor images = torch::from_blob( const_cast<float *>( grey.data() ), shape ).to( mDevice );
    const torch::Tensor result = forward( images, frames ).to( torch::kCPU ).contiguous();
    const float *values = result.data_ptr<float>();
    return { values, values + result.numel() };
  }
  catch ( const c10::Error &e )
  {
    throw Error( "The network failed on " + std::to_string( shape[0] ) + " images of " +
                 std::to_string( shape[3] ) + " x " + std::to_string( shape[2] ) +
                 " pixels: " + e.what_without_backtrace() );
  }
}

int TorchSegmenter::recommendedBatch( int side ) const
{
  // Peak of one forward pass, measured (see benchmarknetwork): float32 values per pixel of the input and
  // channel.
  constexpr double valuesPerPixelAndChannel = 8;
  constexpr double shareOfMemory = 0.5;
  const double bytes = 4.0 * valuesPerPixelAndChannel * mCard.size.embedDimension * side * side;
  const double fitting = shareOfMemory * availableMemory( mDevice ) / bytes;
  // A processor is busy with one image of the published side; a graphics card wants several.
  const double busy =
      ( mDevice.is_cuda() ? 16.0 : 1.0 ) * std::ceil( 512.0 * 512.0 / ( double( side ) * side ) );
  return static_cast<int>( std::clamp( fitting, 1.0, std::min( busy, 64.0 ) ) );
}

} // namespace

std::unique_ptr<Segmenter> loadSegmenter( const std::string &path, const ComputeOptions &options )
{
  ModelFile model = readModelFile( path );
  requireZones( model, path );
  requireNetwork( model.file.tensors, model.card.size, path );
  try
  {
    return std::make_unique<TorchSegmenter>( std::move( model ), path, options );
  }
  catch ( const c10::Error &e )
  {
    throw Error( "The network of the model file " + path +
                 " cannot be built: " + e.what_without_backtrace() );
  }
}

} // namespace calving
