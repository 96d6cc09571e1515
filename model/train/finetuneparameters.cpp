#include "model/train/finetuneparameters.h"

#include <algorithm>

#include "model/base/numbertext.h"
#include "model/base/parametertext.h"
#include "model/modelfile/modelcard.h"
#include "model/train/data/imagesource.h"
#include "model/train/trainparameters.h"

namespace calving
{

namespace
{

using Table = Parameters ( * )( FinetuneOptions &options );

//! What both recipes of our own change against the published one: steps that few crops suffice for, and
//! stronger changes of tones and scales, which glaciers and sensors that were never seen ask for. Measured in
//! tests/experiments.
FinetuneOptions ownRecipe()
{
  FinetuneOptions options;
  options.largestCropSide = 256;
  TrainOptions &training = options.training;
  training.optimiser.kind = OptimiserOptions::Kind::AdamW;
  training.optimiser.weightDecay = 0.05;
  training.optimiser.longestGradient = 1;
  training.schedule.kind = ScheduleKind::Cosine;
  training.samples.crop.rezoomProbability = 0.65;
  AugmentOptions &augment = training.samples.augment;
  augment.brightnessProbability = augment.gammaProbability = 0.5;
  augment.brightnessLow = 0.5;
  augment.brightnessHigh = 1.5;
  augment.gammaLow = 0.6;
  augment.gammaHigh = 1.6;
  augment.speckleProbability = 0.4;
  return options;
}

//! Some 2400 crops, ten minutes on two cores. With so few scenes none is spared to choose an epoch by.
FinetuneOptions adaptingRecipe()
{
  FinetuneOptions options = ownRecipe();
  TrainOptions &training = options.training;
  training.optimiser.learningRate = 0.0005;
  training.batch = 8;
  training.samplesPerEpoch = 80;
  training.epochs = 30;
  training.schedule.warmupSteps = 10;
  training.averaging = 0.98;
  options.split.fraction = 0;
  return options;
}

FinetuneOptions trainingRecipe()
{
  FinetuneOptions options = ownRecipe();
  TrainOptions &training = options.training;
  training.optimiser.learningRate = 0.001;
  training.epochs = 50;
  training.schedule.warmupSteps = 100;
  training.averaging = 0.999;
  return options;
}

//! The default of \a parameter for people: 0.0005, not 5e-04.
std::string defaultOf( const Parameter &parameter )
{
  const auto *number = std::get_if<NumberKind>( &parameter.kind );
  return number && number->get() ? numberText( *number->get() ) : textOf( parameter );
}

//! \a parameter without a default: that depends on the recipe, as \a sentence, at the end of the help, tells.
Parameter withoutDefault( Parameter parameter, const std::string &sentence )
{
  parameter.help += ' ' + sentence;
  parameter.source = nullptr;
  parameter.optional = true;
  if ( auto *number = std::get_if<NumberKind>( &parameter.kind ) )
    number->get = [] { return std::nullopt; };
  if ( auto *choice = std::get_if<ChoiceKind>( &parameter.kind ) )
    choice->get = [] { return -1; };
  return parameter;
}

//! The parameters of \a table; those that recipes set differently say to what.
Parameters withRecipes( Table table, FinetuneOptions &options )
{
  Parameters list = table( options );
  FinetuneOptions ofRecipes[] = { finetuneDefaults( Recipe::Adapt ), finetuneDefaults( Recipe::Train ),
                                  finetuneDefaults( Recipe::Published ) };
  std::vector<std::string> texts[3];
  for ( int i = 0; i < 3; ++i )
    for ( const Parameter &parameter : table( ofRecipes[i] ) )
      texts[i].push_back( defaultOf( parameter ) );
  for ( std::size_t i = 0; i < list.size(); ++i )
    if ( texts[0][i] != texts[1][i] || texts[1][i] != texts[2][i] )
      list[i] =
          withoutDefault( std::move( list[i] ), "RECIPE sets it: adapt to " + texts[0][i] + ", train to " +
                                                    texts[1][i] + ", published to " + texts[2][i] + "." );
  return list;
}

Parameters mainTable( FinetuneOptions &options )
{
  return joined(
      { { names( "HOLDOUT", shown( "Glaciers held out" ), options.split.holdout,
                 shown( "Names, separated by commas, of glaciers that validate instead of "
                        "training. Empty: a random share of the scenes, scenes of one glacier and "
                        "date together." ) ),
          choice( "RECIPE", shown( "Recipe" ), options.recipe,
                  { { Recipe::Automatic, "auto" },
                    { Recipe::Adapt, "adapt" },
                    { Recipe::Train, "train" },
                    { Recipe::Published, "published" } },
                  shown( "Where the other settings begin: adapt teaches a trained network some "
                         "scenes of a glacier, without validation; train is for many scenes; "
                         "published is the training of Tyrion (Gourmelon et al. 2025); auto takes "
                         "adapt for fewer than 20 scenes, else train. What you set yourself "
                         "counts before it." ) ) },
        mainTrainParameters( options.training ),
        { number( "FRAMES", shown( "Scenes read together" ), options.training.samples.frames,
                  { 1, longestSequence },
                  shown( "More than 1: the network is Multi-temporal Tyrion and learns from so many "
                         "scenes of a glacier at once, of any dates and sensors; 8 as published. "
                         "“Extract fronts from a series” then reads scenes so, too. The crops of a batch "
                         "and of an epoch are counted over all scenes. 1: single scenes." ) ) } } );
}

Parameters rareTable( FinetuneOptions &options )
{
  const Parameters shares{
      number( "VALIDATION_SHARE", shown( "Share for validation" ), options.split.fraction, { 0, 0.9 },
              shown( "Share of the scenes that validate where no glacier is held out. 0: no validation; the "
                     "last network is kept." ) ),
      number( "TRAINING_SHARE", shown( "Share of the labels to use" ), options.split.trainingShare,
              { 0.001, 1 },
              shown( "Trains on this share of the other scenes alone: shows what fewer labels would "
                     "give." ) ) };
  return joined( { advanced( shares ), rareTrainParameters( options.training ),
                   zoneTrainParameters( options.training ) } );
}

} // namespace

FinetuneOptions finetuneDefaults( Recipe recipe )
{
  FinetuneOptions options = recipe == Recipe::Adapt   ? adaptingRecipe()
                            : recipe == Recipe::Train ? trainingRecipe()
                                                      : FinetuneOptions();
  options.training.samples.crop.side = 0;
  return options;
}

Parameters mainFinetuneParameters( FinetuneOptions &options )
{
  return withRecipes( mainTable, options );
}

Parameters rareFinetuneParameters( FinetuneOptions &options )
{
  return withRecipes( rareTable, options );
}

FinetuneOptions finetuneOptions( const std::function<void( const Parameters & )> &read, int scenes,
                                 Recipe standard )
{
  FinetuneOptions asked;
  asked.recipe = standard;
  read( only( mainTable( asked ), { "RECIPE" } ) );
  FinetuneOptions options = finetuneDefaults( recipeFor( asked.recipe, scenes ) );
  read( joined( { mainTable( options ), rareTable( options ) } ) );
  options.recipe = recipeFor( asked.recipe, scenes );
  return options;
}

void logRecipe( const FinetuneOptions &options, int scenes, bool resumes, const Feedback &feedback )
{
  FinetuneOptions shownOptions = options;
  const Parameters list = mainTable( shownOptions );
  feedback.inform( "Recipe: " + textOf( only( list, { "RECIPE" } ).front() ) + ", for " +
                   std::to_string( scenes ) + " scenes." );
  if ( scenes < fewScenes && options.training.startPath.empty() && !resumes )
    feedback.warn( "There are " + std::to_string( scenes ) +
                   " scenes to train random weights on, which is too few to find fronts on others. Name a "
                   "trained model as START, such as the one in the box, or label more scenes." );
}

void setCropSide( FinetuneOptions &options, const ImageSource &source )
{
  int &side = options.training.samples.crop.side;
  if ( side == 0 && source.count() > 0 )
    side = std::min( automaticCropSide( source ), options.largestCropSide );
}

} // namespace calving
