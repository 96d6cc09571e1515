#include "model/train/checkpoint/trainstate.h"

#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include "model/error.h"

namespace calving
{

namespace
{

using nlohmann::json;

//! JSON has no NaN: null stands for it.
json number( double value )
{
  return std::isfinite( value ) ? json( value ) : json();
}

double number( const json &value )
{
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

json described( const Scores &scores )
{
  json figures = json::array();
  for ( const auto &[name, value] : scores.figures )
    figures.push_back( { name, number( value ) } );
  return { { "rank", number( scores.rank ) }, { "figures", figures } };
}

Scores scoresFrom( const json &value )
{
  Scores scores;
  scores.rank = number( value.at( "rank" ) );
  for ( const json &figure : value.at( "figures" ) )
    scores.figures.emplace_back( figure.at( 0 ).get<std::string>(), number( figure.at( 1 ) ) );
  return scores;
}

json described( const EpochRecord &record )
{
  return { { "epoch", record.epoch },
           { "step", record.step },
           { "rate", number( record.learningRate ) },
           { "loss", number( record.trainingLoss ) },
           { "seconds", record.seconds },
           { "speed", number( record.samplesPerSecond ) },
           { "waiting", number( record.waitingShare ) },
           { "exchange", number( record.exchangeShare ) },
           { "scores", described( record.scores ) } };
}

EpochRecord recordFrom( const json &value )
{
  return { value.at( "epoch" ),
           value.at( "step" ),
           number( value.at( "rate" ) ),
           number( value.at( "loss" ) ),
           value.at( "seconds" ),
           number( value.at( "speed" ) ),
           number( value.at( "waiting" ) ),
           number( value.value( "exchange", json( 0.0 ) ) ),
           scoresFrom( value.at( "scores" ) ) };
}

} // namespace

std::string trainStateToJson( const TrainState &state )
{
  json history = json::array();
  for ( const EpochRecord &record : state.history )
    history.push_back( described( record ) );
  json value{ { "fingerprint", state.fingerprint },
              { "epoch", state.epoch },
              { "step", state.step },
              { "step_in_epoch", state.stepInEpoch },
              { "loss_sum", number( state.lossSum ) },
              { "seconds", state.seconds },
              { "plateau_scale", state.schedule.plateauScale },
              { "plateau_epochs", state.schedule.epochsWithoutImprovement },
              { "has_best", state.hasBest },
              { "best", described( state.best ) },
              { "best_epoch", state.bestEpoch },
              { "epochs_since_best", state.epochsSinceBest },
              { "history", history } };
  value["plateau_best"] = state.schedule.plateauBest ? number( *state.schedule.plateauBest ) : json();
  return value.dump();
}

TrainState trainStateFromJson( const std::string &text, const std::string &origin )
{
  try
  {
    const json value = json::parse( text );
    TrainState state;
    state.fingerprint = value.at( "fingerprint" );
    state.epoch = value.at( "epoch" );
    state.step = value.at( "step" );
    state.stepInEpoch = value.at( "step_in_epoch" );
    state.lossSum = number( value.at( "loss_sum" ) );
    state.seconds = value.at( "seconds" );
    state.schedule.plateauScale = value.at( "plateau_scale" );
    state.schedule.epochsWithoutImprovement = value.at( "plateau_epochs" );
    state.hasBest = value.at( "has_best" );
    state.best = scoresFrom( value.at( "best" ) );
    if ( !value.contains( "plateau_best" ) ) // of an earlier version, for which the best model counted
      state.schedule.plateauBest = state.hasBest ? std::optional( state.best.rank ) : std::nullopt;
    else if ( !value.at( "plateau_best" ).is_null() )
      state.schedule.plateauBest = number( value.at( "plateau_best" ) );
    state.bestEpoch = value.at( "best_epoch" );
    state.epochsSinceBest = value.at( "epochs_since_best" );
    for ( const json &record : value.at( "history" ) )
      state.history.push_back( recordFrom( record ) );
    return state;
  }
  catch ( const json::exception & )
  {
    throw Error( "The file " + origin +
                 " is a damaged checkpoint, or that of a later version. Choose another one." );
  }
}

} // namespace calving
