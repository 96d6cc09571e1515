#include "model/train/adapt/adaptmodel.h"

#include <cmath>

#include "model/error.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/tensors/tensorfile.h"
#include "model/train/adapt/adaptreport.h"
#include "model/train/adapt/rememberscenes.h"
#include "model/train/adapt/requireadaptable.h"
#include "model/train/data/polygonscenes.h"
#include "model/train/finetuneparameters.h"
#include "model/train/report/frontscores.h"

namespace calving
{

namespace
{

//! Of the time, where some of it is spent on finding out what error to expect.
constexpr double shareOfExpecting = 0.5;

TrainOptions withMinutes( TrainOptions options, double minutes )
{
  options.minutes = minutes;
  return options;
}

std::vector<int> allOf( const PolygonScenes &scenes )
{
  std::vector<int> all;
  for ( int i = 0; i < scenes.count(); ++i )
    all.push_back( i );
  return all;
}

void describe( const ExpectedError &expected, const std::string &glacier, ModelCard &card )
{
  if ( !glacier.empty() )
    card.notes["glacier"] = glacier;
  card.notes["expected error"] = verdictOn( expected );
  if ( !expected.isKnown() )
    return;
  card.metrics["left-out scenes"] = static_cast<double>( expected.scenes.size() );
  for ( const auto &[name, scores] :
        { std::pair( "left out: ", expected.network ), { "left out, copied: ", expected.copying } } )
    for ( const char *figure : { figure::meanDistanceError, figure::missingFronts, figure::iou } )
      if ( std::isfinite( scores.figure( figure ) ) )
        card.metrics[std::string( name ) + figure] = scores.figure( figure );
}

void writeReport( const std::string &path, const std::string &model, const AdaptResult &result,
                  const ModelCard &card )
{
  if ( path.empty() )
    return;
  try
  {
    writeAdaptReport( path, result, card );
  }
  catch ( const Error &e )
  {
    throw Error( e.what() + ( model.empty() ? std::string() : " The model was saved: " + model + "." ) );
  }
}

} // namespace

AdaptOptions adaptDefaults()
{
  AdaptOptions options;
  options.recipe = finetuneDefaults( Recipe::Adapt );
  options.recipe.training.epochs = 0;
  options.recipe.training.minutes = 10;
  return options;
}

AdaptResult adaptModel( PolygonScenes &scenes, const AdaptOptions &options, const TrainOutputs &outputs,
                        const SceneTraining &train, const Feedback &feedback )
{
  requireAdaptable( scenes, options.glacier, feedback );
  FinetuneOptions recipe = options.recipe;
  setCropSide( recipe, scenes );
  const std::string glacier = glacierOf( scenes, options.glacier );
  const std::size_t dates = scenesByDate( scenes ).size();
  const double expecting = dates < fewestDates ? 0 : shareOfExpecting;
  const double minutes = recipe.training.minutes;

  AdaptResult result;
  result.expected = leaveOneOut( scenes, withMinutes( recipe.training, expecting * minutes / fewestDates ),
                                 train, feedback.part( 0, expecting ) );
  const std::string verdict = verdictOn( result.expected );
  if ( result.expected.isKnown() && result.expected.beatsCopying() )
    feedback.inform( verdict );
  else
    feedback.warn( verdict );

  ModelCard finished;
  TrainOutputs own = outputs;
  own.report.clear();
  own.complete = [&]( ModelCard &card, TensorFile &weights )
  {
    describe( result.expected, glacier, card );
    addGlacierMemory( rememberScenes( scenes, options.drawn, glacier ), weights );
    finished = card;
  };
  const Split all{ allOf( scenes ),
                   {},
                   "all labels: " + std::to_string( scenes.count() ) + " scenes of " +
                       std::to_string( dates ) + " dates" };
  result.training = train( scenes, all, {}, withMinutes( recipe.training, ( 1 - expecting ) * minutes ), own,
                           feedback.part( expecting, 1 ) )
                        .result;
  writeReport( outputs.report, outputs.model, result, finished );
  return result;
}

} // namespace calving
