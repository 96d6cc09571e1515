#include "model/train/calvingtrain/settings.h"

#include <charconv>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "model/error.h"

namespace calving
{

namespace
{

double parsed( const std::string &key, const std::string &value )
{
  double number = 0;
  const auto [end, error] = std::from_chars( value.data(), value.data() + value.size(), number );
  if ( error != std::errc() || end != value.data() + value.size() )
    throw Error( "The value of " + key + " is no number: " + value );
  return number;
}

void readRezoom( Settings &settings, CropOptions &crop )
{
  crop.rezoomProbability = settings.number( "rezoom", crop.rezoomProbability );
  crop.rezoomLow = settings.number( "rezoom_low", crop.rezoomLow );
  crop.rezoomHigh = settings.number( "rezoom_high", crop.rezoomHigh );
}

void readAugment( Settings &settings, AugmentOptions &augment )
{
  augment.mixProbability = settings.number( "mix", augment.mixProbability );
  augment.mixLow = settings.number( "mix_low", augment.mixLow );
  augment.mixHigh = settings.number( "mix_high", augment.mixHigh );
  augment.speckleProbability = settings.number( "speckle", augment.speckleProbability );
  augment.brightnessProbability = settings.number( "brightness", augment.brightnessProbability );
  augment.brightnessLow = settings.number( "brightness_low", augment.brightnessLow );
  augment.brightnessHigh = settings.number( "brightness_high", augment.brightnessHigh );
  augment.gammaProbability = settings.number( "gamma", augment.gammaProbability );
  augment.gammaLow = settings.number( "gamma_low", augment.gammaLow );
  augment.gammaHigh = settings.number( "gamma_high", augment.gammaHigh );
  augment.flipProbability = settings.number( "flip", augment.flipProbability );
  augment.rotateProbability = settings.number( "rotate", augment.rotateProbability );
}

void readOptimiser( Settings &settings, TrainOptions &training )
{
  OptimiserOptions &optimiser = training.optimiser;
  const bool adam = optimiser.kind == OptimiserOptions::Kind::AdamW;
  optimiser.kind = optimiserKind( settings.text( "optimiser", adam ? "adamw" : "sgd" ) );
  optimiser.learningRate = settings.number( "rate", optimiser.learningRate );
  optimiser.momentum = settings.number( "momentum", optimiser.momentum );
  optimiser.weightDecay = settings.number( "decay", optimiser.weightDecay );
  optimiser.longestGradient = settings.number( "clip", optimiser.longestGradient );
  training.schedule.kind =
      scheduleKind( settings.text( "schedule", scheduleName( training.schedule.kind ) ) );
  training.schedule.warmupSteps = settings.integer( "warmup", training.schedule.warmupSteps );
  training.schedule.finalShare = settings.number( "final_share", training.schedule.finalShare );
  training.schedule.plateauFactor = settings.number( "plateau_factor", training.schedule.plateauFactor );
  training.schedule.plateauPatience =
      settings.integer( "plateau_patience", training.schedule.plateauPatience );
  training.dropout = settings.number( "dropout", training.dropout );
  training.averaging = settings.number( "average", training.averaging );
  training.freezeEncoder = settings.flag( "freeze_encoder", false );
  training.layerRateFactor = settings.number( "layer_rate", training.layerRateFactor );
}

void readCompute( Settings &settings, TrainOptions &training )
{
  training.compute.device = settings.text( "device", "auto" );
  training.recompute = settings.flag( "recompute", false );
  training.compute.threads = settings.integer( "threads", 0 );
  const std::string precision = settings.text( "precision", "auto" );
  if ( precision != "auto" && precision != "float32" && precision != "bfloat16" )
    throw Error( "Unknown precision " + precision + ". Use auto, float32 or bfloat16." );
  training.compute.precision = precision == "auto"       ? Precision::Automatic
                               : precision == "bfloat16" ? Precision::BFloat16
                                                         : Precision::Float32;
  training.loaderThreads = settings.integer( "loader_threads", 0 );
}

} // namespace

Settings::Settings( int count, char **words )
{
  for ( int i = 0; i < count; ++i )
  {
    const std::string word = words[i];
    const std::size_t equals = word.find( '=' );
    if ( equals == std::string::npos )
      throw Error( "The word " + word + " is not of the form key=value." );
    mCommand += ( mCommand.empty() ? "" : " " ) + word;
    if ( word.substr( 0, equals ) == "settings" )
      addJson( word.substr( equals + 1 ) );
    else
      mValues[word.substr( 0, equals )] = word.substr( equals + 1 );
  }
}

void Settings::addJson( const std::string &path )
{
  std::ifstream file( path );
  const nlohmann::json values = nlohmann::json::parse( file, nullptr, false );
  if ( !values.is_object() )
    throw Error( "The file " + path + " holds no JSON object of settings." );
  for ( const auto &[key, value] : values.items() )
    mValues.emplace( key, value.is_string() ? value.get<std::string>() : value.dump() );
}

std::string Settings::text( const std::string &key, const std::string &otherwise )
{
  mUsed[key] = true;
  const auto found = mValues.find( key );
  return found == mValues.end() ? otherwise : found->second;
}

double Settings::number( const std::string &key, double otherwise )
{
  const std::string value = text( key, "" );
  return value.empty() ? otherwise : parsed( key, value );
}

int Settings::integer( const std::string &key, int otherwise )
{
  return static_cast<int>( number( key, otherwise ) );
}

bool Settings::flag( const std::string &key, bool otherwise )
{
  const std::string value = text( key, otherwise ? "true" : "false" );
  return value == "true" || value == "1" || value == "yes";
}

std::string Settings::required( const std::string &key )
{
  const std::string value = text( key, "" );
  if ( value.empty() )
    throw Error( "Set " + key + "=..." );
  return value;
}

void Settings::requireAllUsed() const
{
  for ( const auto &[key, value] : mValues )
    if ( mUsed.count( key ) == 0 )
      throw Error( "There is no setting " + key + "." );
}

namespace
{

//! What all trainings share.
void readTraining( Settings &settings, TrainOptions &training )
{
  training.size = settings.text( "size", "tiny" );
  training.startPath = settings.text( "start", "" );
  training.transfer =
      settings.text( "transfer", "all" ) == "encoder" ? Transfer::Encoder : Transfer::EncoderAndDecoder;
  training.samples.seed = static_cast<std::uint64_t>( settings.number( "seed", 1 ) );
  training.batch = settings.integer( "batch", training.batch );
  training.accumulate = settings.integer( "accumulate", training.accumulate );
  training.samplesPerEpoch = settings.integer( "samples", training.samplesPerEpoch );
  training.epochs = settings.integer( "epochs", training.epochs );
  training.minutes = settings.number( "minutes", training.minutes );
  training.patience = settings.integer( "patience", training.patience );
  training.validateEvery = settings.integer( "validate_every", training.validateEvery );
  training.checkpointMinutes = settings.number( "checkpoint_minutes", training.checkpointMinutes );
  training.samples.crop.side = settings.integer( "side", 256 );
  training.samples.crop.mirror = settings.number( "mirror", training.samples.crop.mirror );
  readOptimiser( settings, training );
  readCompute( settings, training );
  joinRanks( training );
  training.dataDescription = settings.text( "data_description", "" );
}

std::vector<std::string> namesIn( const std::string &text )
{
  std::vector<std::string> names;
  std::istringstream stream( text );
  for ( std::string name; std::getline( stream, name, ',' ); )
    names.push_back( name );
  return names;
}

} // namespace

FinetuneOptions finetuneOptions( Settings &settings )
{
  FinetuneOptions options;
  TrainOptions &training = options.training;
  readTraining( settings, training );
  training.validationSide = settings.integer( "validation_side", training.validationSide );
  readRezoom( settings, training.samples.crop );
  readAugment( settings, training.samples.augment );
  training.command = "calvingtrain train " + settings.command();
  options.split.holdout = namesIn( settings.text( "holdout", "" ) );
  options.split.fraction = settings.number( "fraction", options.split.fraction );
  options.split.trainingShare = settings.number( "share", options.split.trainingShare );
  return options;
}

PretrainOptions pretrainOptions( Settings &settings )
{
  PretrainOptions options;
  options.method = pretrainMethod( settings.required( "method" ) );
  options.training = publishedPretraining( options.method );
  readTraining( settings, options.training );
  options.training.command = "calvingtrain pretrain " + settings.command();
  options.split.holdout = namesIn( settings.text( "holdout", "" ) );
  options.split.fraction = settings.number( "fraction", options.split.fraction );
  if ( settings.text( "split", "glacier" ) == "time" )
    options.split.by = SplitOptions::By::Time;
  options.samples.zoomLow = settings.number( "zoom_low", options.samples.zoomLow );
  options.samples.zoomHigh = settings.number( "zoom_high", options.samples.zoomHigh );
  options.samples.flipProbability = settings.number( "flip", options.samples.flipProbability );
  options.samples.mask.unit = settings.integer( "mask_unit", options.samples.mask.unit );
  options.samples.mask.ratio = settings.number( "mask_ratio", options.samples.mask.ratio );
  options.validationSamples = settings.integer( "validation_samples", options.validationSamples );
  return options;
}

} // namespace calving
