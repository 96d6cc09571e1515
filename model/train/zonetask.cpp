#include "model/train/zonetask.h"

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/modelfile/modelcard.h"
#include "model/nn/autocast.h"
#include "model/nn/device.h"
#include "model/nn/loss.h"
#include "model/train/data/batchtensors.h"
#include "model/train/data/scenesource.h"
#include "model/train/layerrate.h"
#include "model/train/report/frontscores.h"
#include "model/train/report/predictionpicture.h"
#include "model/train/startweights.h"

namespace calving
{

ZoneTask::ZoneTask( SceneSource &source, const Split &split, const TrainOptions &options,
                    const Feedback &feedback )
  : mSource( source )
  , mSplit( split )
  , mOptions( options )
{
  const TyrionOptions network = TyrionOptions( tyrionSize( options.size, options.samples.frames ) )
                                    .image_side( options.samples.crop.side )
                                    .dropout( options.dropout )
                                    .recompute( options.recompute );
  {
    const TorchSeed seed( mixBits( options.samples.seed ) );
    mNetwork = Tyrion( network );
  }
  if ( !options.startPath.empty() && !options.resumes )
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
  return std::make_unique<Loader>( Sampler( mSource, mSplit.training, mOptions.samples ), options, first );
}

//! One crop for each square of the crop's size that the scenes hold, and at least ten steps.
int ZoneTask::samplesPerEpoch() const
{
  return std::max( cropsToCover( mSource, mSplit.training, mOptions.samples.crop.side ) /
                       mOptions.samples.frames,
                   10 * samplesPerStep( mOptions ) );
}

torch::Tensor ZoneTask::loss( const Batch &batch, const torch::Device &device )
{
  const int images = batch.count * batch.frames;
  const torch::Tensor grey = greyTensor( batch.grey, images, batch.side, device );
  const torch::Tensor labels = labelTensor( batch.zones, images, batch.side, device );
  torch::Tensor logits;
  {
    const Autocast autocast( device,
                             ( numberFormat( mOptions.compute.precision, device ) == torch::kBFloat16 ) );
    logits = mNetwork( grey, batch.frames );
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
           numberFormat( mOptions.compute.precision, device ) == torch::kBFloat16, mOptions.samples.frames };
}

ZoneNetwork ZoneTask::seeing()
{
  return [this]( const torch::Tensor &grey, int frames ) { return mNetwork( grey, frames ); };
}

Scores ZoneTask::validate( const torch::Device &device, const Feedback &feedback )
{
  mNetwork->eval();
  FrontScores scores( mSource );
  double loss = 0;
  double images = 0;
  int done = 0;
  predictZones(
      mSource, mSplit.validation, seeing(), predictorOptions( device ),
      [&]( PredictedZones predicted )
      {
        scores.add( predicted.scene, predicted.zones );
        ++done;
      },
      [&]( const torch::Tensor &logits, const torch::Tensor &labels )
      {
        feedback.report( static_cast<double>( done ) / mSplit.validation.size() );
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
  std::vector<Picture> pictures;
  for ( const PredictedZones &predicted : predict( scenes, device ) )
    for ( Picture &picture : predictionPictures( mSource, predicted.scene, predicted.zones ) )
      pictures.push_back( std::move( picture ) );
  return pictures;
}

std::vector<PredictedZones> ZoneTask::predict( const std::vector<int> &scenes, const torch::Device &device )
{
  std::vector<PredictedZones> all( scenes.size() );
  mNetwork->eval();
  predictZones( mSource, scenes, seeing(), predictorOptions( device ),
                [&]( PredictedZones predicted )
                {
                  const auto place = std::find( scenes.begin(), scenes.end(), predicted.scene );
                  all[place - scenes.begin()] = std::move( predicted );
                } );
  mNetwork->train();
  return all;
}

ModelCard ZoneTask::card() const
{
  ModelCard card;
  card.size = mNetwork->options.size();
  card.pixelSizeMetres =
      mSource.networkPixelMetres() > 0 ? mSource.networkPixelMetres() : medianPixelSize( mSource );
  if ( const std::string scaling = mSource.valueScaling(); !scaling.empty() )
    card.valueScaling = scaling;
  card.trainingData = mOptions.dataDescription;
  card.split = mSplit.description;
  return card;
}

std::string ZoneTask::fingerprint() const
{
  const double pixel = mSource.networkPixelMetres();
  const std::string values = mSource.valueScaling();
  const int frames = mOptions.samples.frames;
  return "zones " + mOptions.size +
         ( frames > 1 ? " for sequences of " + std::to_string( frames ) : std::string() ) + ", " +
         mSplit.description + ", scenes " + std::to_string( hashOfNames( mSource, mSplit.training ) ) +
         ( pixel > 0 ? ", prepared for pixels of " + numberText( pixel, 4 ) + " m" : std::string() ) +
         ( mSource.band() != 1 ? ", band " + std::to_string( mSource.band() ) : std::string() ) +
         ( values.empty() ? values : ", " + values );
}

std::vector<std::pair<std::string, std::string>> ZoneTask::settings() const
{
  const AugmentOptions &a = mOptions.samples.augment;
  const CropOptions &c = mOptions.samples.crop;
  const auto range = []( double low, double high )
  { return numberText( low ) + " to " + numberText( high ); };
  return {
      { "scenes seen together", numberText( mOptions.samples.frames ) },
      { "rezoom", numberText( c.rezoomProbability ) + ", " + range( c.rezoomLow, c.rezoomHigh ) },
      { "ocean mix-up", numberText( a.mixProbability ) + ", " + range( a.mixLow, a.mixHigh ) },
      { "speckle", numberText( a.speckleProbability ) },
      { "brightness",
        numberText( a.brightnessProbability ) + ", " + range( a.brightnessLow, a.brightnessHigh ) },
      { "gamma", numberText( a.gammaProbability ) + ", " + range( a.gammaLow, a.gammaHigh ) },
      { "flips", numberText( a.flipProbability ) },
      { "rotations", numberText( a.rotateProbability ) },
  };
}

double ZoneTask::rateFactor( const std::string &parameter ) const
{
  return layerRate( parameter, mNetwork->options.size(), mOptions );
}

} // namespace calving
