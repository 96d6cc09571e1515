#include "model/train/zonetask.h"

#include <cmath>

#include "model/error.h"
#include "model/nn/autocast.h"
#include "model/nn/device.h"
#include "model/nn/loss.h"
#include "model/train/frontscores.h"
#include "model/train/predictionpicture.h"
#include "model/train/scenesource.h"
#include "model/train/startweights.h"
#include "model/train/zonepredictor.h"

namespace calving
{

namespace
{

//! Position of an encoder's parameter in depth, from 0; -1 for the decoder's.
int depthOf( const std::string &parameter, const TyrionSize &size )
{
  if ( parameter.rfind( "patch_embed.", 0 ) == 0 )
    return 0;
  if ( parameter.rfind( "layers.", 0 ) != 0 )
    return -1;
  const int stage = parameter[7] - '0';
  int depth = 1;
  for ( int i = 0; i < stage; ++i )
    depth += size.depths[i];
  const std::size_t blocks = parameter.find( ".blocks." );
  const int block =
      blocks == std::string::npos ? size.depths[stage] - 1 : std::stoi( parameter.substr( blocks + 8 ) );
  return depth + block;
}

} // namespace

ZoneTask::ZoneTask( SceneSource &source, const Split &split, const TrainOptions &options,
                    const Feedback &feedback )
  : mSource( source )
  , mSplit( split )
  , mOptions( options )
{
  const TyrionOptions network = TyrionOptions( tyrionSize( options.size ) )
                                    .image_side( options.samples.crop.side )
                                    .dropout( options.dropout );
  {
    const TorchSeed seed( mixBits( options.samples.seed ) );
    mNetwork = Tyrion( network );
  }
  if ( !options.startPath.empty() )
    mStartsTrained = loadStartWeights( *mNetwork, options, feedback );
}

std::unique_ptr<Loader> ZoneTask::loader( std::uint64_t first )
{
  LoaderOptions options;
  options.batch = mOptions.batch;
  options.ranks = mOptions.ranks.count;
  options.rank = mOptions.ranks.rank;
  options.threads = mOptions.loaderThreads;
  options.ahead = 2 + 2 * mOptions.accumulate;
  return std::make_unique<Loader>( mSource, mSplit.training, mOptions.samples, options, first );
}

//! One crop for each square of the crop's size that the scenes hold, and at least ten steps.
int ZoneTask::samplesPerEpoch() const
{
  const int side = mOptions.samples.crop.side;
  int samples = 0;
  for ( int scene : mSplit.training )
  {
    const SceneInfo &info = mSource.info( scene );
    samples += ( ( info.width + side - 1 ) / side ) * ( ( info.height + side - 1 ) / side );
  }
  return std::max( samples, 10 * samplesPerStep( mOptions ) );
}

torch::Tensor ZoneTask::loss( const Batch &batch, const torch::Device &device )
{
  const torch::Tensor grey = greyTensor( batch.grey, batch.count, batch.side, device );
  const torch::Tensor labels = labelTensor( batch.zones, batch.count, batch.side, device );
  torch::Tensor logits;
  {
    const Autocast autocast( device,
                             ( numberFormat( mOptions.compute.precision, device ) == torch::kBFloat16 ) );
    logits = mNetwork( grey );
  }
  ZoneLossOptions terms;
  if ( mGroup )
    terms.overRanks( [group = mGroup]( const torch::Tensor &sums ) { return group->summed( sums ); } );
  return zoneLoss( logits.to( torch::kFloat32 ), labels, terms ).total;
}

PredictorOptions ZoneTask::predictorOptions( const torch::Device &device ) const
{
  const int side = mOptions.validationSide > 0 ? mOptions.validationSide : mOptions.samples.crop.side;
  return { side, mOptions.batch, device,
           numberFormat( mOptions.compute.precision, device ) == torch::kBFloat16 };
}

Scores ZoneTask::validate( const torch::Device &device, const Feedback &feedback )
{
  mNetwork->eval();
  FrontScores scores( mSource );
  double loss = 0;
  double images = 0;
  int done = 0;
  predictZones(
      mSource, mSplit.validation, [this]( const torch::Tensor &grey ) { return mNetwork( grey ); },
      predictorOptions( device ),
      [&]( PredictedZones predicted )
      {
        scores.add( predicted.scene, predicted.zones );
        feedback.report( static_cast<double>( ++done ) / mSplit.validation.size() );
      },
      [&]( const torch::Tensor &logits, const torch::Tensor &labels )
      {
        loss += zoneLoss( logits, labels ).total.item<double>() * logits.size( 0 );
        images += logits.size( 0 );
      } );
  mNetwork->train();
  return scores.scores( loss / images );
}

std::vector<Picture> ZoneTask::pictures( const torch::Device &device )
{
  constexpr std::size_t examples = 4;
  std::vector<int> scenes;
  const std::vector<int> &all = mSplit.validation.empty() ? mSplit.training : mSplit.validation;
  for ( std::size_t i = 0; i < std::min( examples, all.size() ); ++i )
    scenes.push_back( all[i * all.size() / std::min( examples, all.size() )] );
  mNetwork->eval();
  std::vector<Picture> pictures;
  predictZones(
      mSource, scenes, [this]( const torch::Tensor &grey ) { return mNetwork( grey ); },
      predictorOptions( device ),
      [&]( PredictedZones predicted )
      {
        for ( Picture &picture : predictionPictures( mSource, predicted.scene, predicted.zones ) )
          pictures.push_back( std::move( picture ) );
      } );
  mNetwork->train();
  return pictures;
}

ModelCard ZoneTask::card() const
{
  ModelCard card;
  card.size = mNetwork->options.size();
  card.pixelSizeMetres = medianPixelSize( mSource );
  card.trainingData = mOptions.dataDescription;
  card.split = mSplit.description;
  return card;
}

std::string ZoneTask::fingerprint() const
{
  std::uint64_t hash = 0;
  for ( int scene : mSplit.training )
    for ( char c : mSource.info( scene ).name )
      hash = mixBits( hash + static_cast<unsigned char>( c ) );
  return "zones " + mOptions.size + ", " + mSplit.description + ", scenes " + std::to_string( hash );
}

double ZoneTask::rateFactor( const std::string &parameter ) const
{
  const TyrionSize &size = mNetwork->options.size();
  const int depth = depthOf( parameter, size );
  if ( depth < 0 )
    return 1;
  if ( mOptions.freezeEncoder )
    return 0;
  const int deepest = size.depths[0] + size.depths[1] + size.depths[2] + size.depths[3];
  return std::pow( mOptions.layerRateFactor, deepest + 1 - depth );
}

} // namespace calving
