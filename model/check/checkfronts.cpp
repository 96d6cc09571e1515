#include "model/check/checkfronts.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "model/base/numbertext.h"
#include "model/change/glaciersetup.h"
#include "model/check/placerules.h"
#include "model/check/seriesrules.h"
#include "model/check/twinfronts.h"
#include "model/error.h"

namespace calving
{

namespace
{

bool isFront( const FrontRecord &record )
{
  return std::any_of( record.lines.begin(), record.lines.end(),
                      []( const Line &line ) { return line.size() > 1 && lengthOf( line ) > 0; } );
}

//! The places of the fronts of each glacier that are lines.
std::map<std::string, std::vector<std::size_t>> placesByGlacier( const std::vector<FrontRecord> &records,
                                                                 CheckedFronts &result )
{
  std::map<std::string, std::vector<std::size_t>> glaciers;
  for ( std::size_t i = 0; i < records.size(); ++i )
    if ( isFront( records[i] ) )
      glaciers[records[i].glacier].push_back( i );
    else
      result.verdicts[i].reason = "no line";
  return glaciers;
}

void count( const std::vector<FrontVerdict> &verdicts, GlacierCheck &check )
{
  check.fronts = static_cast<int>( verdicts.size() );
  for ( const FrontVerdict &verdict : verdicts )
  {
    check.flagged += verdict.flags.any();
    for ( std::size_t rule = 0; rule < ruleCount; ++rule )
      check.counts[rule] += verdict.flags[rule];
  }
}

GlacierCheck checked( const GlacierSeries &series, const CheckInput &input, const CheckOptions &options,
                      const std::string &crs, const Feedback &feedback, CheckedFronts &result )
{
  GlacierCheck check;
  check.glacier = series.glacier;
  std::vector<FrontVerdict> verdicts( series.fronts.size() );
  judgeSeries( series, options, verdicts, check );
  judgePlaces( input, series, crs, options, feedback, verdicts, check );
  count( verdicts, check );
  for ( std::size_t i = 0; i < verdicts.size(); ++i )
    for ( const std::size_t record : series.fronts[i].records )
      result.verdicts[record] = verdicts[i];
  return check;
}

void warnOfUndated( const std::vector<std::optional<FrontMoment>> &moments, const Feedback &feedback )
{
  const auto undated = std::count_if( moments.begin(), moments.end(),
                                      []( const auto &moment ) { return !moment.has_value(); } );
  if ( undated > 0 )
    feedback.warn( "Fronts without a date: " + std::to_string( undated ) +
                   ". Length and jumps are not judged of them." );
}

//! The limit of a rule in a sentence; empty where there is none.
std::string limitText( CheckRule rule, const Fence &fence )
{
  if ( !std::isfinite( fence.high ) )
    return {};
  switch ( rule )
  {
  case CheckRule::Roughness:
    return "above " + numberText( fence.high, Decimals{ 2 } ) + " times the usual";
  case CheckRule::Length:
    return "outside " + numberText( fence.low, Decimals{ 2 } ) + " to " +
           numberText( fence.high, Decimals{ 2 } ) + " times the series";
  case CheckRule::Jump:
    return "above " + numberText( fence.high / 1e6, Decimals{ 3 } ) + " km²";
  case CheckRule::Outside:
  case CheckRule::Single:
    return "above " + numberText( fence.high, Decimals{ 0 } ) + " m";
  case CheckRule::Duplicate:
  case CheckRule::Crossing:
  case CheckRule::Edge:
    break;
  }
  return {};
}

} // namespace

std::string GlacierCheck::summary() const
{
  std::string text = ( glacier.empty() ? "" : glacier + ": " ) + std::to_string( flagged ) + " of " +
                     std::to_string( fronts ) + " fronts are flagged.";
  for ( const RuleName &name : ruleNames() )
  {
    const auto rule = static_cast<std::size_t>( name.rule );
    const std::string limit = limitText( name.rule, fences[rule] );
    if ( counts[rule] > 0 || !limit.empty() )
      text += std::string( " " ) + name.flag + ": " + std::to_string( counts[rule] ) +
              ( limit.empty() ? "" : " (" + limit + ")" ) + ".";
  }
  return text;
}

CheckedFronts checkFronts( const CheckInput &input, const CheckOptions &options, const Feedback &feedback )
{
  requireMeasurable( input.fronts, feedback );
  const std::vector<std::optional<FrontMoment>> moments = momentsOf( input.fronts );
  warnOfUndated( moments, feedback );
  CheckedFronts result;
  result.verdicts.resize( input.fronts.size() );
  const std::map<std::string, std::vector<std::size_t>> glaciers = placesByGlacier( input.fronts, result );
  if ( glaciers.empty() )
    throw Error( "All lines of " + input.fronts.front().source +
                 " are single points. Choose a layer that holds a line for each date." );
  std::size_t done = 0;
  for ( const auto &[glacier, places] : glaciers )
  {
    const double share = 1 / static_cast<double>( glaciers.size() );
    const Feedback part = feedback.part( done * share, ( done + 1 ) * share );
    ++done;
    try
    {
      GlacierSeries series = glacierSeries( glacier, places, input.fronts, moments, feedback );
      markTwins( series );
      result.glaciers.push_back(
          checked( series, input, options, input.fronts[places.front()].crs, part, result ) );
    }
    catch ( const Error &reason ) // the others may still be checked
    {
      if ( glaciers.size() == 1 )
        throw;
      feedback.warn( "Not checked: " + shownName( glacier ) + ". " + reason.what() );
      for ( const std::size_t place : places )
        result.verdicts[place].reason = "not checked";
    }
  }
  return result;
}

} // namespace calving
