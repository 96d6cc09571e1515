#include "model/train/data/split.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "model/base/listednames.h"
#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/train/data/imagesource.h"
#include "model/train/data/random.h"

namespace calving
{

namespace
{

constexpr std::uint64_t validationStream = 101;
constexpr std::uint64_t shareStream = 102;
constexpr std::uint64_t glacierStream = 103;

//! Scenes by what they have in common, in the order of its name.
using Groups = std::map<std::string, std::vector<int>>;

template <typename Name> Groups grouped( const std::vector<int> &scenes, const Name &name )
{
  Groups groups;
  for ( int scene : scenes )
    groups[name( scene )].push_back( scene );
  return groups;
}

Groups glaciersOf( const ImageSource &source, const std::vector<int> &scenes )
{
  return grouped( scenes, [&source]( int scene ) { return source.info( scene ).glacier; } );
}

std::vector<std::string> namesOf( const Groups &groups )
{
  std::vector<std::string> names;
  for ( const auto &group : groups )
    names.push_back( group.first );
  return names;
}

std::vector<std::string> shuffled( std::vector<std::string> names, std::uint64_t seed, std::uint64_t stream )
{
  CounterRandom random( seed, stream, 0 );
  for ( std::size_t i = names.size(); i > 1; --i )
    std::swap( names[i - 1], names[random.below( i )] );
  return names;
}

//! Random groups of one glacier and date until they have at least \a wanted scenes; one group always stays.
std::set<int> drawDates( const ImageSource &source, const std::vector<int> &scenes, double wanted,
                         std::uint64_t seed, std::uint64_t stream )
{
  const Groups groups = grouped( scenes,
                                 [&source]( int scene )
                                 {
                                   const SceneInfo &info = source.info( scene );
                                   return info.glacier + '|' + ( info.date.empty() ? info.name : info.date );
                                 } );
  const std::vector<std::string> names = shuffled( namesOf( groups ), seed, stream );
  std::set<int> drawn;
  for ( std::size_t i = 0; i + 1 < names.size() && static_cast<double>( drawn.size() ) < wanted; ++i )
    drawn.insert( groups.at( names[i] ).begin(), groups.at( names[i] ).end() );
  return drawn;
}

//! Random whole glaciers as long as they fit into \a wanted scenes; at least the smallest.
std::vector<std::string> drawGlaciers( const Groups &glaciers, double wanted, std::uint64_t seed )
{
  std::vector<std::string> drawn;
  double taken = 0;
  const std::vector<std::string> names = shuffled( namesOf( glaciers ), seed, glacierStream );
  for ( const std::string &name : names )
  {
    const double size = static_cast<double>( glaciers.at( name ).size() );
    if ( taken + size > wanted )
      continue;
    drawn.push_back( name );
    taken += size;
  }
  if ( drawn.empty() )
    drawn.push_back( *std::min_element( names.begin(), names.end(),
                                        [&]( const std::string &a, const std::string &b )
                                        { return glaciers.at( a ).size() < glaciers.at( b ).size(); } ) );
  return drawn;
}

//! Splits one source: each function says which scenes validate, and why.
class Splitter
{
public:
  Splitter( const ImageSource &source, const SplitOptions &options )
    : mSource( source )
    , mOptions( options )
  {
    for ( int scene = 0; scene < source.count(); ++scene )
      mAll.push_back( scene );
  }

  Split split() const
  {
    if ( !mOptions.holdout.empty() )
      return holdOut( { mOptions.holdout.begin(), mOptions.holdout.end() } );
    std::set<int> own;
    for ( int scene : mAll )
      if ( mSource.info( scene ).validates )
        own.insert( scene );
    if ( !own.empty() )
      return splitOff( own, "the data set's own validation scenes" );
    if ( mOptions.fraction == 0 )
      return splitOff( {}, "no validation" );
    if ( mOptions.by == SplitOptions::By::GlacierDate )
      return byGlacierDate();
    return mOptions.by == SplitOptions::By::Glacier ? byGlacier() : byTime();
  }

private:
  std::string percent() const { return numberText( 100 * mOptions.fraction ) + " %"; }

  //! Everything but \a validation trains.
  Split splitOff( const std::set<int> &validation, const std::string &description ) const
  {
    Split split;
    split.description = description;
    for ( int scene : mAll )
      ( validation.count( scene ) ? split.validation : split.training ).push_back( scene );
    if ( split.training.empty() )
      throw Error(
          "All scenes are kept for validation, so none is left to train on. Hold out fewer of them." );
    return split;
  }

  Split holdOut( const std::set<std::string> &names ) const
  {
    const Groups glaciers = glaciersOf( mSource, mAll );
    std::set<int> validation;
    for ( const std::string &name : names )
    {
      const auto found = glaciers.find( name );
      if ( found == glaciers.end() )
        throw Error( "No scene shows the held-out glacier “" + name +
                     "”. The scenes show: " + listedNames( namesOf( glaciers ) ) + "." );
      validation.insert( found->second.begin(), found->second.end() );
    }
    return splitOff( validation, "held-out glaciers: " + listedNames( names ) );
  }

  Split byGlacierDate() const
  {
    const std::set<int> validation =
        drawDates( mSource, mAll, mOptions.fraction * mSource.count(), mOptions.seed, validationStream );
    if ( validation.empty() )
      throw Error(
          "All scenes show the same glacier on the same date, so none can be kept for validation. Add scenes "
          "of other dates, or set the share for validation to 0 (VALIDATION_SHARE=0)." );
    return splitOff( validation, "random " + percent() + " of the scenes, whole glacier-dates, seed " +
                                     numberText( mOptions.seed ) );
  }

  Split byGlacier() const
  {
    const Groups glaciers = glaciersOf( mSource, mAll );
    if ( glaciers.size() == 1 )
      throw Error(
          "All scenes show one glacier, " + glaciers.begin()->first +
          ", so none can be kept for validation: its optical image would be known. Add scenes of "
          "another glacier, keep the latest dates for validation, or set the share for validation to "
          "0 (VALIDATION_SHARE=0)." );
    const auto names = drawGlaciers( glaciers, mOptions.fraction * mSource.count(), mOptions.seed );
    return holdOut( { names.begin(), names.end() } );
  }

  Split byTime() const
  {
    std::set<int> validation;
    for ( const auto &[glacier, scenes] : glaciersOf( mSource, mAll ) )
    {
      const Groups dates = grouped( scenes, [this]( int scene ) { return mSource.info( scene ).date; } );
      double wanted = mOptions.fraction * static_cast<double>( scenes.size() );
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
          "kept for validation. Add scenes of other dates, or set the share for validation to 0 "
          "(VALIDATION_SHARE=0)." );
    return splitOff( validation, "the latest " + percent() + " of the dates of each glacier" );
  }

  const ImageSource &mSource;
  const SplitOptions &mOptions;
  std::vector<int> mAll;
};

void requireShares( const SplitOptions &options )
{
  if ( !( options.fraction >= 0 && options.fraction < 1 ) )
    throw Error( "The share of scenes for validation must be at least 0 and less than 1." );
  if ( !( options.trainingShare > 0 && options.trainingShare <= 1 ) )
    throw Error( "The share of scenes for training must be more than 0 and at most 1." );
}

//! Leaves but the share of the training scenes that is asked for.
void dropUnused( const ImageSource &source, const SplitOptions &options, std::vector<int> &training )
{
  if ( options.trainingShare == 1 )
    return;
  const double unused = std::floor( ( 1 - options.trainingShare ) * static_cast<double>( training.size() ) );
  const std::set<int> dropped = drawDates( source, training, unused, options.seed, shareStream );
  training.erase( std::remove_if( training.begin(), training.end(),
                                  [&dropped]( int scene ) { return dropped.count( scene ) > 0; } ),
                  training.end() );
}

} // namespace

Split splitScenes( const ImageSource &source, const SplitOptions &options )
{
  if ( source.count() == 0 )
    throw Error( "There are no scenes to train on." );
  requireShares( options );
  Split split = Splitter( source, options ).split();
  dropUnused( source, options, split.training );
  split.description += "; " + std::to_string( split.training.size() ) + " scenes for training, " +
                       std::to_string( split.validation.size() ) + " for validation";
  return split;
}

} // namespace calving
