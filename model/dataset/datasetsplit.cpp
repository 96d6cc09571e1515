#include "model/dataset/datasetsplit.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "model/base/calendar.h"
#include "model/base/mixbits.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! A number that depends on seed and name alone, so that adding a glacier does not move the others.
std::uint64_t lot( std::uint64_t seed, const std::string &name )
{
  std::uint64_t state = mixBits( seed + 0x9e3779b97f4a7c15ULL );
  for ( unsigned char c : name )
    state = mixBits( state ^ c );
  return state;
}

struct Group
{
  int number = 0;
  std::string firstName;
  double scenes = 0;
  bool heldOut = false;
};

std::vector<Group> groupsOf( const std::vector<SplitScene> &scenes, const DatasetSplitOptions &options )
{
  std::map<int, Group> groups;
  for ( const SplitScene &scene : scenes )
  {
    Group &group = groups[scene.group];
    group.number = scene.group;
    group.firstName = group.firstName.empty() ? scene.glacier : std::min( group.firstName, scene.glacier );
    group.scenes += 1;
    group.heldOut = group.heldOut || std::find( options.holdout.begin(), options.holdout.end(),
                                                scene.glacier ) != options.holdout.end();
  }
  std::vector<Group> list;
  for ( const auto &[number, group] : groups )
    list.push_back( group );
  std::sort( list.begin(), list.end(),
             [&]( const Group &a, const Group &b )
             { return lot( options.seed, a.firstName ) < lot( options.seed, b.firstName ); } );
  return list;
}

void requireKnown( const std::vector<SplitScene> &scenes, const DatasetSplitOptions &options )
{
  for ( const std::string &name : options.holdout )
    if ( std::none_of( scenes.begin(), scenes.end(),
                       [&]( const SplitScene &s ) { return s.glacier == name; } ) )
      throw Error( "The glacier “" + name + "” is to validate, but no scene shows a glacier of that name." );
}

std::map<int, SplitPart> partsOfGroups( const std::vector<SplitScene> &scenes,
                                        const std::map<int, SplitPart> &settled,
                                        const DatasetSplitOptions &options )
{
  std::map<int, SplitPart> parts = settled;
  std::vector<Group> undecided;
  double validating = 0;
  for ( const Group &group : groupsOf( scenes, options ) )
    if ( const auto part = settled.find( group.number ); part == settled.end() )
      undecided.push_back( group );
    else
      validating += part->second == SplitPart::Validation ? group.scenes : 0;
  for ( const Group &group : undecided )
    parts[group.number] = group.heldOut ? SplitPart::Validation : SplitPart::Training;
  if ( !options.holdout.empty() )
    return parts;

  const auto trains = [&]
  {
    return std::count_if( parts.begin(), parts.end(),
                          []( const auto &part ) { return part.second == SplitPart::Training; } );
  };
  const double wanted = options.share * static_cast<double>( scenes.size() );
  const auto validate = [&]( const Group &group )
  {
    parts[group.number] = SplitPart::Validation;
    validating += group.scenes;
  };
  // A glacier of many scenes is passed over where fewer come nearer to the wanted share.
  for ( const Group &group : undecided )
    if ( std::abs( validating + group.scenes - wanted ) < std::abs( validating - wanted ) && trains() > 1 )
      validate( group );
  if ( wanted > 0 && validating == 0 && !undecided.empty() && trains() > 1 )
    validate( *std::min_element( undecided.begin(), undecided.end(),
                                 []( const Group &a, const Group &b ) { return a.scenes < b.scenes; } ) );
  return parts;
}

//! The date from which the wanted share of the scenes, at least one date and not all, validates.
std::string dateOfShare( const std::vector<SplitScene> &scenes, double share )
{
  std::vector<std::string> dates;
  for ( const SplitScene &scene : scenes )
    dates.push_back( scene.date );
  std::sort( dates.begin(), dates.end() );
  const auto training = static_cast<std::size_t>( ( 1 - share ) * static_cast<double>( dates.size() ) + 0.5 );
  const std::string date = dates[std::min( training, dates.size() - 1 )];
  return date > dates.front() ? date : *std::upper_bound( dates.begin(), dates.end() - 1, date );
}

SplitPart partByTime( const SplitScene &scene, const DatasetSplitOptions &options )
{
  const int days = daysBetween( scene.date, options.from );
  return days <= 0                ? SplitPart::Validation
         : days < options.gapDays ? SplitPart::LeftOut
                                  : SplitPart::Training;
}

void requireBoth( const std::vector<SplitPart> &parts, const std::map<int, SplitPart> &settled, bool share )
{
  std::set<SplitPart> present( parts.begin(), parts.end() );
  for ( const auto &[number, part] : settled )
    present.insert( part );
  if ( !present.count( SplitPart::Training ) )
    throw Error(
        "The split leaves no scene to train on. Let fewer glaciers or a shorter time validate, or do not "
        "split (SPLIT = none)." );
  if ( share && !present.count( SplitPart::Validation ) )
    throw Error( "The split leaves no scene to validate with. Give a larger share, or an earlier date." );
}

} // namespace

const char *nameOf( SplitMethod method )
{
  switch ( method )
  {
  case SplitMethod::Automatic:
    return "auto";
  case SplitMethod::Glacier:
    return "glacier";
  case SplitMethod::Time:
    return "time";
  case SplitMethod::None:
    return "none";
  }
  return "";
}

int daysBetween( const std::string &first, const std::string &second )
{
  return dayOfIsoDate( second ) - dayOfIsoDate( first );
}

void requireSeveralGlaciers( const std::vector<std::string> &glaciers, int groups,
                             const DatasetSplitOptions &options )
{
  if ( options.method != SplitMethod::Glacier || groups > 1 || glaciers.empty() )
    return;
  const std::string who = glaciers.size() == 1 ? "There is one glacier only, " + glaciers.front()
                                               : "All " + std::to_string( glaciers.size() ) +
                                                     " glaciers overlap and count as one";
  throw Error(
      who + ", so no glacier can validate the training on another. Split by time (SPLIT = time: the latest "
            "scenes validate), or do not split (SPLIT = none)." );
}

std::vector<SplitPart> splitDataset( const std::vector<SplitScene> &scenes,
                                     const std::map<int, SplitPart> &settled, DatasetSplitOptions &options )
{
  if ( !( options.share >= 0 && options.share < 1 ) )
    throw Error( "The share of scenes that validate must lie between 0 and 1." );
  std::vector<SplitPart> parts( scenes.size(), SplitPart::Training );
  if ( options.method == SplitMethod::None || scenes.empty() )
    return parts;
  requireKnown( scenes, options );
  if ( options.method == SplitMethod::Glacier )
  {
    const std::map<int, SplitPart> groups = partsOfGroups( scenes, settled, options );
    for ( std::size_t i = 0; i < scenes.size(); ++i )
      parts[i] = groups.at( scenes[i].group );
  }
  else
  {
    for ( const SplitScene &scene : scenes )
      if ( scene.date.empty() )
        throw Error(
            "A scene of the glacier " + scene.glacier +
            " has no date, neither in its name nor in its metadata, so it cannot be split by time. Name it "
            "Glacier_YYYY-MM-DD_S1, or split by glacier." );
    if ( options.from.empty() )
      options.from = dateOfShare( scenes, options.share );
    std::transform( scenes.begin(), scenes.end(), parts.begin(),
                    [&]( const SplitScene &scene ) { return partByTime( scene, options ); } );
  }
  requireBoth( parts, settled, options.share > 0 || !options.holdout.empty() );
  return parts;
}

} // namespace calving
