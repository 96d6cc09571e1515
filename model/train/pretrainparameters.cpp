#include "model/train/pretrainparameters.h"

#include "model/train/trainparameters.h"

namespace calving
{

namespace
{

constexpr double publishedRate = 0;
constexpr int publishedPatience = -1;

Parameters splitParameters( PretrainOptions &options )
{
  using By = SplitOptions::By;
  return {
      names( "HOLDOUT", shown( "Glaciers held out" ), options.split.holdout,
             shown( "Names, separated by commas, of glaciers that validate instead of training. Empty: what "
                    "the data set keeps for validation, else a share of it." ) ),
      advanced( number( "VALIDATION_SHARE", shown( "Share for validation" ), options.split.fraction,
                        { 0, 0.9 },
                        shown( "Share of the scenes that validate where neither the data set keeps some nor "
                               "a glacier is held out. 0: no validation; the last network is kept." ) ) ),
      advanced( choice( "SPLIT", shown( "Keep apart by" ), options.split.by,
                        { { By::Glacier, "glacier" }, { By::Time, "time" } },
                        shown( "How that share is chosen: glacier keeps whole glaciers, so that no optical "
                               "image is known; time keeps the latest dates of each glacier." ) ) ),
      advanced( number( "VALIDATION_SAMPLES", shown( "Crops for validation" ), options.validationSamples,
                        { 0, 1000000 },
                        shown( "How many crops, always the same, judge the network after each epoch. 0: as "
                               "many as cover the scenes kept for validation, at most 512." ) ) ),
  };
}

Parameters sampleParameters( PairSampleOptions &samples )
{
  return advanced( Parameters{
      number( "MASK_UNIT", shown( "Side of the masked squares (pixels)" ), samples.mask.unit, { 4, 4096 },
              shown( "A multiple of 4 that divides the side of the crops. The default is that of the "
                     "published OptSimMIM (Gourmelon et al. 2025, released code). SimMIM (Xie et al. 2022): "
                     "32." ) ),
      number( "MASK_RATIO", shown( "Share of the masked squares" ), samples.mask.ratio, { 0.001, 0.999 },
              shown( "The default is that of the published OptSimMIM (released configuration). SimMIM (Xie "
                     "et al. 2022): 0.6." ) ),
      number( "ZOOM_MIN", shown( "Enlarged square from" ), samples.zoomLow, { 0.05, 1 },
              shown( "Of each crop, a square is enlarged to the whole: its smallest side, in sides of the "
                     "crop. The default is that of the published pre-training (released code)." ) ),
      number( "ZOOM_MAX", shown( "Enlarged square to" ), samples.zoomHigh, { 0.05, 1 },
              shown( "Its largest side. The default is that of the published pre-training (released "
                     "code)." ) ),
      number( "FLIP", shown( "Probability of turning upside down" ), samples.flipProbability, { 0, 1 },
              shown( "As in the published pre-training (released code), its only flip." ) ) } );
}

//! rareTrainParameters() as far as they differ in a pre-training.
Parameters rareParameters( TrainOptions &options )
{
  Parameters list = rareTrainParameters( options );
  const auto change = [&list]( const char *key, std::optional<double> low, const char *help )
  {
    Parameter &parameter = parameterIn( list, key );
    parameter.help = help;
    parameter.source = nullptr;
    auto &numbers = std::get<NumberKind>( parameter.kind );
    numbers.low = low.value_or( numbers.low );
  };
  change( "LEARNING_RATE", publishedRate,
          shown( "How far the weights move per step. 0: as published (released code), 0.001 for OptSimMIM "
                 "and SimMIM, 0.005 for OptTranslator; for adamw try 0.0005." ) );
  change( "PATIENCE", publishedPatience,
          shown( "The training ends after so many epochs without a better validation. 0: never. -1: as "
                 "published, 100 for OptTranslator, never for the others." ) );
  change( "BATCH", {},
          shown( "Crops per forward and backward pass; lower it when memory runs out. Published: 4 on each "
                 "of 4 graphics cards." ) );
  change( "ACCUMULATE", {},
          shown( "Batches whose gradients are added up before the weights move. Published: 2 on 4 graphics "
                 "cards, 32 crops per step in all, as 8 batches of 4 here." ) );
  change( "SAMPLES", {},
          shown( "0: as many as cover the area of all scenes once, at least ten steps. Published: 76496, 8 "
                 "for each scene, whose area they cover once." ) );
  return list;
}

} // namespace

PretrainOptions pretrainDefaults()
{
  PretrainOptions options;
  options.training.samples.crop.side = 0;
  options.training.optimiser.learningRate = publishedRate;
  options.training.patience = publishedPatience;
  return options;
}

Parameters pretrainParameters( PretrainOptions &options )
{
  Choices<PretrainMethod> methods;
  for ( PretrainMethod method :
        { PretrainMethod::OptSimMim, PretrainMethod::OptTranslator, PretrainMethod::SimMim } )
    methods.emplace_back( method, methodName( method ) );
  return joined(
      { { choice( "METHOD", shown( "Method" ), options.method, methods,
                  shown( "OptSimMIM and OptTranslator need optical images; SimMIM learns from SAR scenes "
                         "alone." ) ) },
        splitParameters( options ),
        mainTrainParameters( options.training ),
        sampleParameters( options.samples ),
        rareParameters( options.training ) } );
}

void takePublished( PretrainOptions &options )
{
  const TrainOptions published = publishedPretraining( options.method );
  if ( options.training.optimiser.learningRate == publishedRate )
    options.training.optimiser.learningRate = published.optimiser.learningRate;
  if ( options.training.patience == publishedPatience )
    options.training.patience = published.patience;
}

} // namespace calving
