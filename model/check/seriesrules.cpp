#include "model/check/seriesrules.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "model/base/quantile.h"
#include "model/check/lengthratio.h"
#include "model/check/roughness.h"
#include "model/check/unconfirmedjump.h"
#include "model/scene/mission.h"

namespace calving
{

namespace
{

constexpr double squareMetres = 1e6;

Fence &fenceOf( CheckRule rule, GlacierCheck &check )
{
  return check.fences[static_cast<std::size_t>( rule )];
}

//! The fronts from which is learnt how rough and how long fronts usually are.
std::vector<std::size_t> lessonPlaces( const GlacierSeries &series )
{
  constexpr std::size_t enough = 20;
  const std::vector<std::size_t> all = series.series();
  std::vector<std::size_t> optical;
  std::copy_if( all.begin(), all.end(), std::back_inserter( optical ),
                [&series]( std::size_t place )
                { return missionOf( series.fronts[place].sensor ) == "Sentinel-2"; } );
  return optical.size() >= enough ? optical : all;
}

//! Those of \a values at \a places that are numbers.
std::vector<double> valuesAt( const std::vector<std::size_t> &places, const std::vector<double> &values )
{
  std::vector<double> chosen;
  for ( const std::size_t place : places )
    if ( std::isfinite( values[place] ) )
      chosen.push_back( values[place] );
  return chosen;
}

double median( const std::vector<double> &values )
{
  return quantile( values, 0.5 );
}

//! \a values of all fronts, in their order.
void set( CheckRule rule, const std::vector<double> &values, std::vector<FrontVerdict> &verdicts )
{
  for ( std::size_t i = 0; i < verdicts.size(); ++i )
    verdicts[i].value( rule ) = values[i];
}

//! \a values of the fronts at \a places, spread over all fronts; not-a-number for the others.
std::vector<double> spread( const std::vector<double> &values, const std::vector<std::size_t> &places,
                            std::size_t count )
{
  std::vector<double> all( count, std::numeric_limits<double>::quiet_NaN() );
  for ( std::size_t i = 0; i < places.size(); ++i )
    all[places[i]] = values[i];
  return all;
}

void judge( CheckRule rule, const Fence &fence, std::vector<FrontVerdict> &verdicts, GlacierCheck &check )
{
  fenceOf( rule, check ) = fence;
  for ( FrontVerdict &verdict : verdicts )
    if ( std::isfinite( verdict.value( rule ) ) && !fence.holds( verdict.value( rule ) ) )
      verdict.flag( rule );
}

//! Only what is greater is wrong.
Fence upTo( double high )
{
  Fence fence;
  fence.high = high;
  return fence;
}

/**
 * How rough each front is, as a multiple of what is usual: mean curvatures at the step that lines resolve and
 * at twice as much, each divided by its median, of which the greater counts. Short waves show at short steps
 * only, and long ones drown there in the stairs of pixels.
 */
std::vector<double> roughnesses( const GlacierSeries &series )
{
  // Of straight fronts, nothing is a multiple.
  constexpr double straight = 0.1;
  const std::vector<std::size_t> lessons = lessonPlaces( series );
  std::vector<double> greatest( series.fronts.size(), std::numeric_limits<double>::quiet_NaN() );
  for ( const double step : { series.step, 2 * series.step } )
  {
    std::vector<double> curvatures;
    for ( const SeriesFront &front : series.fronts )
      curvatures.push_back( meanCurvature( front.parts, step ) );
    const double usual = std::max( straight, median( valuesAt( lessons, curvatures ) ) );
    for ( std::size_t i = 0; i < curvatures.size(); ++i )
      if ( std::isfinite( curvatures[i] ) && !( greatest[i] > curvatures[i] / usual ) )
        greatest[i] = curvatures[i] / usual;
  }
  return greatest;
}

void judgeRoughness( const GlacierSeries &series, const CheckOptions &options,
                     std::vector<FrontVerdict> &verdicts, GlacierCheck &check )
{
  constexpr double least = 0.25;
  const std::vector<double> values = roughnesses( series );
  set( CheckRule::Roughness, values, verdicts );
  const double learnt =
      outlierFence( valuesAt( lessonPlaces( series ), values ), options.whiskers, least ).high;
  judge( CheckRule::Roughness, upTo( options.roughness.value_or( learnt ) ), verdicts, check );
}

void judgeLength( const GlacierSeries &series, const CheckOptions &options,
                  std::vector<FrontVerdict> &verdicts, GlacierCheck &check )
{
  constexpr double least = 0.05;
  std::vector<double> lengths;
  const std::vector<std::size_t> places = series.series();
  for ( const std::size_t place : places )
    lengths.push_back( series.fronts[place].length() );
  std::vector<double> ratios = spread( lengthRatios( lengths ), places, verdicts.size() );
  set( CheckRule::Length, ratios, verdicts );
  // Half as long is as far from usual as twice as long.
  for ( double &ratio : ratios )
    ratio = std::log( ratio );
  Fence fence =
      outlierFence( valuesAt( lessonPlaces( series ), ratios ), options.whiskers, std::log( 1 + least ) );
  if ( options.lengthPercent )
    fence.low = -( fence.high = std::log( 1 + *options.lengthPercent / 100 ) );
  judge( CheckRule::Length, { std::exp( fence.low ), std::exp( fence.high ) }, verdicts, check );
}

void judgeJumps( const GlacierSeries &series, const CheckOptions &options,
                 std::vector<FrontVerdict> &verdicts, GlacierCheck &check )
{
  const std::vector<std::size_t> places = series.series();
  std::vector<double> rights;
  std::vector<double> lefts;
  for ( const std::size_t place : places )
  {
    const AcrossReach reach = acrossReach( series.fronts[place].parts, series.flow );
    rights.push_back( reach.right );
    lefts.push_back( reach.left );
  }
  const AcrossReach across{ quantile( rights, 0.5 ), quantile( lefts, 0.5 ) };
  if ( !series.hasFlow || !( across.width() > 0 ) )
  {
    check.remarks.push_back( "The fronts run in all directions, so that jumps of area are not judged." );
    return;
  }
  std::vector<FrontProfile> profiles;
  std::vector<int> next;
  for ( const std::size_t place : places )
  {
    const SeriesFront &front = series.fronts[place];
    profiles.push_back( frontProfile( front.parts, series.flow, across ) );
    next.push_back( missionOf( front.sensor ) == "Sentinel-1" ? options.confirmRadar
                                                              : options.confirmOptical );
  }
  const UnconfirmedJumps jumps( profiles, next, across.width() / stripeCount );
  set( CheckRule::Jump, spread( jumps.areas(), places, verdicts.size() ), verdicts );
  const double learnt =
      std::max( outlierFence( jumps.changes(), options.whiskers, 0 ).high, series.step * across.width() );
  judge( CheckRule::Jump, upTo( options.jump ? *options.jump * squareMetres : learnt ), verdicts, check );
}

void judgeSingle( const GlacierSeries &series, const CheckOptions &options,
                  std::vector<FrontVerdict> &verdicts, GlacierCheck &check )
{
  std::vector<double> metres;
  for ( const SeriesFront &front : series.fronts )
    metres.push_back( front.singleMetres );
  set( CheckRule::Single, metres, verdicts );
  // Most are small and a few large: usual is what usual times are.
  for ( double &one : metres )
    one = std::log( one );
  const double learnt =
      std::exp( outlierFence( valuesAt( series.series(), metres ), options.whiskers, 0 ).high );
  judge( CheckRule::Single, upTo( options.single.value_or( std::max( learnt, series.step ) ) ), verdicts,
         check );
}

} // namespace

void judgeSeries( const GlacierSeries &series, const CheckOptions &options,
                  std::vector<FrontVerdict> &verdicts, GlacierCheck &check )
{
  judgeSingle( series, options, verdicts, check );
  const std::size_t count = series.series().size();
  if ( count < fewestForFence )
  {
    check.remarks.push_back(
        "Only " + std::to_string( count ) + " fronts have dates of their own, and a series has " +
        std::to_string( fewestForFence ) +
        " at least: roughness, length and jumps of area are not judged, disagreement with scenes only "
        "where you give MAX_SINGLE." );
    return;
  }
  judgeRoughness( series, options, verdicts, check );
  judgeLength( series, options, verdicts, check );
  judgeJumps( series, options, verdicts, check );
}

} // namespace calving
