#include "model/train/data/pairsplit.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "model/base/listednames.h"
#include "model/error.h"
#include "model/train/data/pairsource.h"
#include "model/train/data/random.h"

namespace calving
{

namespace
{

constexpr std::uint64_t glacierStream = 103;

using Glaciers = std::map<std::string, std::vector<int>>;

Glaciers glaciersOf( const PairSource &source )
{
  Glaciers glaciers;
  for ( int pair = 0; pair < source.count(); ++pair )
    glaciers[source.info( pair ).glacier].push_back( pair );
  return glaciers;
}

std::string percent( double share )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text << 100 * share << " %";
  return text.str();
}

//! Everything but \a validation trains.
Split splitOff( const PairSource &source, const std::set<int> &validation, const std::string &description )
{
  Split split;
  for ( int pair = 0; pair < source.count(); ++pair )
    ( validation.count( pair ) ? split.validation : split.training ).push_back( pair );
  if ( split.training.empty() )
    throw Error( "All scenes are kept for validation, so none is left to train on. Hold out fewer of them." );
  split.description = description + "; " + std::to_string( split.training.size() ) +
                      " scenes for training, " + std::to_string( split.validation.size() ) +
                      " for validation";
  return split;
}

Split holdOutGlaciers( const PairSource &source, const std::set<std::string> &names )
{
  const Glaciers glaciers = glaciersOf( source );
  std::set<int> validation;
  std::set<std::string> known;
  for ( const auto &entry : glaciers )
    known.insert( entry.first );
  for ( const std::string &name : names )
  {
    const auto found = glaciers.find( name );
    if ( found == glaciers.end() )
      throw Error( "No scene shows the held-out glacier “" + name +
                   "”. The scenes show: " + listedNames( known ) + "." );
    validation.insert( found->second.begin(), found->second.end() );
  }
  return splitOff( source, validation, "held-out glaciers: " + listedNames( names ) );
}

//! Whole glaciers in random order as long as they fit into the share; at least one.
Split byGlacier( const PairSource &source, const PairSplitOptions &options )
{
  const Glaciers glaciers = glaciersOf( source );
  if ( glaciers.size() == 1 )
    throw Error( "All scenes show one glacier, " + glaciers.begin()->first +
                 ", so none can be kept for validation: its optical image would be known. Add scenes of "
                 "another glacier, keep the latest dates for validation, or set the share for validation to "
                 "0." );
  std::vector<std::string> names;
  for ( const auto &entry : glaciers )
    names.push_back( entry.first );
  CounterRandom random( options.seed, glacierStream, 0 );
  for ( std::size_t i = names.size(); i > 1; --i )
    std::swap( names[i - 1], names[random.below( i )] );
  const double wanted = options.fraction * source.count();
  std::set<std::string> held;
  double taken = 0;
  for ( const std::string &name : names )
  {
    const double size = static_cast<double>( glaciers.at( name ).size() );
    if ( taken + size > wanted )
      continue;
    held.insert( name );
    taken += size;
  }
  if ( held.empty() )
    held.insert( *std::min_element( names.begin(), names.end(),
                                    [&]( const std::string &a, const std::string &b )
                                    { return glaciers.at( a ).size() < glaciers.at( b ).size(); } ) );
  return holdOutGlaciers( source, held );
}

//! The latest dates of each glacier; scenes of one date stay together.
Split byTime( const PairSource &source, const PairSplitOptions &options )
{
  std::set<int> validation;
  for ( const auto &[name, pairs] : glaciersOf( source ) )
  {
    std::map<std::string, std::vector<int>> dates;
    for ( int pair : pairs )
      dates[source.info( pair ).date].push_back( pair );
    double wanted = options.fraction * static_cast<double>( pairs.size() );
    if ( dates.size() > 1 )
      wanted = std::max( wanted, 1.0 );
    for ( auto date = dates.rbegin(); wanted > 0 && std::next( date ) != dates.rend(); ++date )
    {
      validation.insert( date->second.begin(), date->second.end() );
      wanted -= static_cast<double>( date->second.size() );
    }
  }
  if ( validation.empty() )
    throw Error(
        "The scenes of each glacier are all of one date (or their dates are unknown), so none can be "
        "kept for validation. Add scenes of other dates, or set the share for validation to 0." );
  return splitOff( source, validation,
                   "the latest " + percent( options.fraction ) + " of the dates of each glacier" );
}

} // namespace

Split splitPairs( const PairSource &source, const PairSplitOptions &options )
{
  if ( source.count() == 0 )
    throw Error( "There are no SAR scenes to train on." );
  if ( !( options.fraction >= 0 && options.fraction < 1 ) )
    throw Error( "The share of scenes for validation must be at least 0 and less than 1." );
  if ( !options.holdout.empty() )
    return holdOutGlaciers( source, { options.holdout.begin(), options.holdout.end() } );
  std::set<int> own;
  for ( int pair = 0; pair < source.count(); ++pair )
    if ( source.info( pair ).validates )
      own.insert( pair );
  if ( !own.empty() )
    return splitOff( source, own, "the data set's own validation scenes" );
  if ( options.fraction == 0 )
    return splitOff( source, {}, "no validation" );
  return options.by == PairSplitOptions::By::Glacier ? byGlacier( source, options )
                                                     : byTime( source, options );
}

} // namespace calving
