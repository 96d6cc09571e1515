#include "model/train/data/split.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "model/base/listednames.h"
#include "model/error.h"
#include "model/train/data/random.h"
#include "model/train/data/scenesource.h"

namespace calving
{

namespace
{

constexpr std::uint64_t validationStream = 101;
constexpr std::uint64_t shareStream = 102;

using Group = std::vector<int>;

//! Scenes of one glacier and date, in the order of their names.
std::vector<Group> groupsOf( const SceneSource &source, const std::vector<int> &scenes )
{
  std::map<std::string, Group> groups;
  for ( int scene : scenes )
  {
    const SceneInfo &info = source.info( scene );
    groups[info.glacier + '|' + ( info.date.empty() ? info.name : info.date )].push_back( scene );
  }
  std::vector<Group> result;
  for ( auto &entry : groups )
    result.push_back( std::move( entry.second ) );
  return result;
}

void shuffle( std::vector<Group> &groups, std::uint64_t seed, std::uint64_t stream )
{
  CounterRandom random( seed, stream, 0 );
  for ( std::size_t i = groups.size(); i > 1; --i )
    std::swap( groups[i - 1], groups[random.below( i )] );
}

/**
 * Moves random groups of \a scenes to the result until it holds at least \a wanted scenes.
 * One group always stays.
 */
std::vector<int> takeGroups( const SceneSource &source, std::vector<int> &scenes, double wanted,
                             std::uint64_t seed, std::uint64_t stream )
{
  std::vector<Group> groups = groupsOf( source, scenes );
  shuffle( groups, seed, stream );
  std::vector<int> taken;
  std::vector<int> left;
  for ( std::size_t i = 0; i < groups.size(); ++i )
  {
    const bool take = static_cast<double>( taken.size() ) < wanted && i + 1 < groups.size();
    std::vector<int> &target = take ? taken : left;
    target.insert( target.end(), groups[i].begin(), groups[i].end() );
  }
  std::sort( left.begin(), left.end() );
  std::sort( taken.begin(), taken.end() );
  scenes = left;
  return taken;
}

void requireKnownGlaciers( const SceneSource &source, const SplitOptions &options )
{
  std::set<std::string> known;
  for ( int i = 0; i < source.count(); ++i )
    known.insert( source.info( i ).glacier );
  for ( const std::string &name : options.holdout )
    if ( known.count( name ) == 0 )
      throw Error( "No scene shows the held-out glacier “" + name +
                   "”. The scenes show: " + listedNames( known ) + "." );
  if ( std::set<std::string>( options.holdout.begin(), options.holdout.end() ).size() == known.size() )
    throw Error( "Every glacier is held out, so no scene is left to train on. Hold out fewer glaciers." );
}

void requireShares( const SplitOptions &options )
{
  if ( !( options.fraction >= 0 && options.fraction < 1 ) )
    throw Error( "The share of scenes for validation must be at least 0 and less than 1." );
  if ( !( options.trainingShare > 0 && options.trainingShare <= 1 ) )
    throw Error( "The share of scenes for training must be more than 0 and at most 1." );
}

Split holdOutGlaciers( const SceneSource &source, const SplitOptions &options )
{
  requireKnownGlaciers( source, options );
  const std::set<std::string> held( options.holdout.begin(), options.holdout.end() );
  Split split;
  for ( int i = 0; i < source.count(); ++i )
    ( held.count( source.info( i ).glacier ) ? split.validation : split.training ).push_back( i );
  split.description = "held-out glaciers: " + listedNames( held );
  return split;
}

Split holdOutFraction( const SceneSource &source, const SplitOptions &options )
{
  Split split;
  for ( int i = 0; i < source.count(); ++i )
    split.training.push_back( i );
  if ( options.fraction == 0 )
  {
    split.description = "no validation";
    return split;
  }
  split.validation =
      takeGroups( source, split.training, options.fraction * source.count(), options.seed, validationStream );
  if ( split.validation.empty() )
    throw Error(
        "All scenes show the same glacier on the same date, so none can be kept for validation. Add scenes "
        "of other dates, or set the share for validation to 0." );
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text << "random " << 100 * options.fraction << " % of the scenes, whole glacier-dates, seed "
       << options.seed;
  split.description = text.str();
  return split;
}

} // namespace

Split splitScenes( const SceneSource &source, const SplitOptions &options )
{
  if ( source.count() == 0 )
    throw Error( "There are no labelled scenes to train on." );
  requireShares( options );
  Split split =
      options.holdout.empty() ? holdOutFraction( source, options ) : holdOutGlaciers( source, options );
  const std::size_t all = split.training.size();
  if ( options.trainingShare < 1 )
  {
    const double unused = std::floor( ( 1 - options.trainingShare ) * static_cast<double>( all ) );
    takeGroups( source, split.training, unused, options.seed, shareStream );
  }
  split.description += "; " + std::to_string( split.training.size() ) + " scenes for training, " +
                       std::to_string( split.validation.size() ) + " for validation";
  return split;
}

} // namespace calving
