#include "model/train/pretraintask.h"

#include <algorithm>

#include "model/base/numbertext.h"
#include "model/modelfile/modelcard.h"
#include "model/nn/autocast.h"
#include "model/nn/device.h"
#include "model/nn/patches.h"
#include "model/train/data/bandmeans.h"
#include "model/train/data/batchtensors.h"
#include "model/train/data/crop.h"
#include "model/train/data/pairsource.h"
#include "model/train/data/random.h"
#include "model/train/layerrate.h"
#include "model/train/report/frontscores.h"
#include "model/train/report/pretrainpicture.h"
#include "model/train/startweights.h"

namespace calving
{

namespace
{

// Crops and masks that judge are the same for every training.
constexpr std::uint64_t validationSeed = 20250101;
constexpr int mostValidationSamples = 512;

std::vector<std::uint8_t> bytesOf( const torch::Tensor &image )
{
  const torch::Tensor bytes = image.mul( 255 ).round().clamp( 0, 255 ).to( torch::kUInt8 ).cpu().contiguous();
  const std::uint8_t *begin = bytes.data_ptr<std::uint8_t>();
  return { begin, begin + bytes.numel() };
}

} // namespace

PretrainTask::PretrainTask( PairSource &source, const Split &split, const PretrainOptions &options,
                            const Feedback &feedback )
  : mSource( source )
  , mSplit( split )
  , mOptions( options )
{
  build();
  if ( !mOptions.training.startPath.empty() && !mOptions.training.resumes )
    loadStartWeights( *tyrion(), mOptions.training, feedback );
}

void PretrainTask::build()
{
  const TyrionOptions network = TyrionOptions( tyrionSize( mOptions.training.size ) )
                                    .image_side( mOptions.samples.side )
                                    .dropout( mOptions.training.dropout )
                                    .recompute( mOptions.training.recompute );
  const int channels = mOptions.samples.readsTarget ? mSource.targetChannels() : 1;
  const TorchSeed seed( mixBits( mOptions.training.samples.seed ) );
  if ( mOptions.samples.masks )
    mMasked = OptSimMim( OptSimMimOptions( network ).target_channels( channels ) );
  else
    mTranslator = OptTranslator( OptTranslatorOptions( network ).target_channels( channels ) );
}

torch::nn::Module &PretrainTask::network()
{
  return mMasked.is_empty() ? static_cast<torch::nn::Module &>( *mTranslator ) : *mMasked;
}

Tyrion &PretrainTask::tyrion()
{
  return mMasked.is_empty() ? mTranslator->swin_unet : mMasked->swin_unet;
}

std::unique_ptr<Loader> PretrainTask::loader( std::uint64_t first )
{
  LoaderOptions options;
  options.batch = mOptions.training.batch;
  options.threads = mOptions.training.loaderThreads;
  options.ranks = mOptions.training.ranks.count;
  options.rank = mOptions.training.ranks.rank;
  return std::make_unique<Loader>( PairSampler( mSource, mSplit.training, mOptions.samples ), options,
                                   first );
}

std::unique_ptr<Loader> PretrainTask::fixedLoader( const std::vector<int> &pairs, int batch ) const
{
  PairSampleOptions samples = withoutChanges( mOptions.samples );
  samples.seed = validationSeed;
  LoaderOptions options;
  options.batch = batch;
  options.threads = mOptions.training.loaderThreads;
  return std::make_unique<Loader>( PairSampler( mSource, pairs, samples ), options );
}

//! As published, where 8 crops of an image cover it once; and at least ten steps.
int PretrainTask::samplesPerEpoch() const
{
  return std::max( cropsToCover( mSource, mSplit.training, mOptions.samples.side ),
                   10 * samplesPerStep( mOptions.training ) );
}

torch::Tensor PretrainTask::loss( const Batch &batch, const torch::Device &device )
{
  const torch::Tensor grey = greyTensor( batch.grey, batch.count, batch.side, device );
  const torch::Tensor target =
      batch.targetChannels > 0
          ? imageTensor( batch.target, batch.count, batch.targetChannels, batch.side, device )
          : grey;
  const bool bfloat16 = numberFormat( mOptions.training.compute.precision, device ) == torch::kBFloat16;
  torch::Tensor predicted;
  if ( mMasked.is_empty() )
  {
    {
      const Autocast autocast( device, bfloat16 );
      predicted = mTranslator( grey );
    }
    return mTranslator->loss( predicted, target );
  }
  const torch::Tensor mask = maskTensor( batch.mask, batch.count, device );
  {
    const Autocast autocast( device, bfloat16 );
    predicted = mMasked( grey, mask );
  }
  return mMasked->loss( predicted, target, mask );
}

Scores PretrainTask::validate( const torch::Device &device, const Feedback &feedback )
{
  const torch::NoGradGuard noGradient;
  const int wanted = mOptions.validationSamples > 0
                         ? mOptions.validationSamples
                         : std::min( cropsToCover( mSource, mSplit.validation, mOptions.samples.side ),
                                     mostValidationSamples );
  const int size = std::min( wanted, mOptions.training.batch );
  const int batches = ( wanted + size - 1 ) / size;
  const auto loader = fixedLoader( mSplit.validation, size );
  BandMeans means;
  double sum = 0;
  network().eval();
  for ( int i = 0; i < batches; ++i )
  {
    const Batch batch = loader->next();
    if ( !mKnowsLossOfMeans )
      means.add( batch );
    sum += loss( batch, device ).item<double>();
    feedback.report( ( i + 1.0 ) / batches );
  }
  network().train();
  if ( !mKnowsLossOfMeans )
    mLossOfMeans = means.loss();
  mKnowsLossOfMeans = true;
  return { sum / batches,
           { { figure::loss, sum / batches }, { figureOfMeans( mOptions.method ), mLossOfMeans } } };
}

torch::Tensor PretrainTask::reconstruct( const torch::Tensor &grey, std::vector<std::int32_t> &mask )
{
  if ( mMasked.is_empty() )
    return mTranslator( grey );
  CounterRandom random( validationSeed, 0, 0 );
  const int side = static_cast<int>( grey.size( 2 ) );
  torch::Tensor patches;
  for ( const std::vector<std::int32_t> &part : tokenMaskParts( side, mOptions.samples.mask, random ) )
  {
    const torch::Tensor tokens = maskTensor( part, 1, grey.device() );
    const torch::Tensor predicted = mMasked( grey, tokens );
    if ( mask.empty() )
      mask = part;
    if ( !patches.defined() )
      patches = torch::zeros( { 1, side / patchSide * ( side / patchSide ), predicted.size( 2 ) },
                              predicted.options() );
    patches.index_copy_( 1, tokens[0], predicted );
  }
  return patchesToImage( patches, side, side );
}

std::vector<Picture> PretrainTask::pictures( const torch::Device &device )
{
  constexpr int examples = 4;
  const torch::NoGradGuard noGradient;
  const std::vector<int> &pairs = mSplit.validation.empty() ? mSplit.training : mSplit.validation;
  const auto loader = fixedLoader( pairs, 1 );
  std::vector<Picture> pictures;
  network().eval();
  for ( int i = 0; i < examples; ++i )
  {
    Batch batch = loader->next();
    Reconstruction example;
    example.side = batch.side;
    example.bands = std::max( 1, batch.targetChannels );
    example.predicted =
        bytesOf( reconstruct( greyTensor( batch.grey, 1, batch.side, device ), example.mask ) );
    example.truth = batch.targetChannels > 0 ? batch.target : batch.grey;
    example.grey = std::move( batch.grey );
    for ( Picture &picture : reconstructionPictures( example, "Example " + numberText( i + 1 ) ) )
      pictures.push_back( std::move( picture ) );
  }
  network().train();
  return pictures;
}

ModelCard PretrainTask::card() const
{
  ModelCard card;
  card.task = methodKey( mOptions.method );
  card.size = tyrionSize( mOptions.training.size );
  card.pixelSizeMetres = medianPixelSize( mSource );
  card.trainingData = mOptions.training.dataDescription;
  card.split = mSplit.description;
  card.notes["use"] = "A pre-trained network: it knows no zones and no fronts. Give it to "
                      "calvingfront:finetune as START.";
  return card;
}

std::string PretrainTask::fingerprint() const
{
  std::string text = methodName( mOptions.method ) + ' ' + mOptions.training.size + ", " +
                     mSplit.description + ", scenes " +
                     std::to_string( hashOfNames( mSource, mSplit.training ) );
  if ( mOptions.samples.masks )
    text += ", masked squares " + numberText( mOptions.samples.mask.unit ) + " pixels, share " +
            numberText( mOptions.samples.mask.ratio );
  return text;
}

std::vector<std::pair<std::string, std::string>> PretrainTask::settings() const
{
  const PairSampleOptions &s = mOptions.samples;
  std::vector<std::pair<std::string, std::string>> settings{
      { "method", methodName( mOptions.method ) },
      { "enlarged square", numberText( s.zoomLow ) + " to " + numberText( s.zoomHigh ) },
      { "upside down", numberText( s.flipProbability ) } };
  if ( s.readsTarget )
    settings.emplace_back( "predicted bands", numberText( mSource.targetChannels() ) );
  if ( s.masks )
  {
    settings.emplace_back( "side of the masked squares", numberText( s.mask.unit ) );
    settings.emplace_back( "share of the masked squares", numberText( s.mask.ratio ) );
  }
  return settings;
}

double PretrainTask::rateFactor( const std::string &parameter ) const
{
  const std::string prefix = "swin_unet.";
  if ( parameter.rfind( prefix, 0 ) != 0 )
    return 1;
  return layerRate( parameter.substr( prefix.size() ), tyrionSize( mOptions.training.size ),
                    mOptions.training );
}

} // namespace calving
