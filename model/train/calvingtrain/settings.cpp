#include "model/train/calvingtrain/settings.h"

#include <algorithm>
#include <fstream>

#include <nlohmann/json.hpp>

#include "model/base/lettercase.h"
#include "model/base/parametertext.h"
#include "model/error.h"
#include "model/train/data/scenesource.h"
#include "model/train/trainparameters.h"

namespace calving
{

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

void Settings::read( const Parameters &parameters )
{
  for ( const Parameter &parameter : parameters )
    setFromText( parameter, text( lowerCase( parameter.key ), "" ) );
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

FinetuneOptions finetuneOptions( Settings &settings, const SceneSource &scenes, Recipe standard )
{
  FinetuneOptions options =
      finetuneOptions( [&settings]( const Parameters &parameters ) { settings.read( parameters ); },
                       scenes.count(), standard );
  setCropSide( options, scenes );
  joinRanks( options.training );
  options.training.command = "calvingtrain train " + settings.command();
  options.training.dataDescription = settings.text( "data_description", "" );
  return options;
}

PretrainOptions pretrainOptions( Settings &settings )
{
  PretrainOptions options = pretrainDefaults();
  settings.read( pretrainParameters( options ) );
  takePublished( options );
  joinRanks( options.training );
  options.training.command = "calvingtrain pretrain " + settings.command();
  options.training.dataDescription = settings.text( "data_description", "" );
  return options;
}

TrainOutputs trainOutputs( Settings &settings )
{
  TrainOutputs outputs;
  settings.read( trainFileParameters( outputs, "" ) );
  return outputs;
}

std::string describe( const Parameters &parameters )
{
  std::string lines;
  for ( const Parameter &parameter : parameters )
    lines += lowerCase( parameter.key ) + '=' + textOf( parameter ) + "    " + parameter.label + ". " +
             parameter.help + '\n';
  return lines;
}

} // namespace calving
