#include "model/check/placerules.h"

#include <algorithm>
#include <cmath>

#include "model/check/edgedistance.h"
#include "model/check/preparedarea.h"
#include "model/check/selfcrossings.h"

namespace calving
{

namespace
{

void judgeShapes( const GlacierSeries &series, const Feedback &feedback, std::vector<FrontVerdict> &verdicts )
{
  for ( std::size_t i = 0; i < verdicts.size(); ++i )
  {
    feedback.report( static_cast<double>( i ) / static_cast<double>( verdicts.size() ) );
    const SeriesFront &front = series.fronts[i];
    verdicts[i].value( CheckRule::Duplicate ) = front.twinMetres;
    if ( front.isTwin() )
      verdicts[i].flag( CheckRule::Duplicate );
    const int crossings = selfCrossings( front.parts );
    verdicts[i].value( CheckRule::Crossing ) = crossings;
    if ( crossings > 0 )
      verdicts[i].flag( CheckRule::Crossing );
  }
}

void judgeEdges( const std::vector<EdgeDistance> &distances, const CheckOptions &options,
                 std::vector<FrontVerdict> &verdicts )
{
  for ( std::size_t i = 0; i < distances.size(); ++i )
  {
    const EdgeDistance &edge = distances[i];
    if ( !std::isfinite( edge.metres ) )
      continue;
    double &nearest = verdicts[i].value( CheckRule::Edge );
    nearest = nearest < edge.metres ? nearest : edge.metres;
    if ( edge.metres <= options.edge.value_or( edge.touching ) )
      verdicts[i].flag( CheckRule::Edge );
  }
}

void judgeOutside( const CheckInput &input, const GlacierSeries &series, const std::string &crs,
                   const CheckOptions &options, const Feedback &feedback, std::vector<FrontVerdict> &verdicts,
                   GlacierCheck &check )
{
  if ( input.fjord.isEmpty() )
    return;
  const PreparedArea fjord( boxesOn( *series.plane, input.fjord, crs ) );
  std::vector<double> lessons;
  for ( std::size_t i = 0; i < verdicts.size(); ++i )
  {
    feedback.report( static_cast<double>( i ) / static_cast<double>( verdicts.size() ) );
    const double metres = fjord.outside( series.fronts[i].parts, series.step / 2 );
    verdicts[i].value( CheckRule::Outside ) = metres;
    if ( !series.fronts[i].isTwin() )
      lessons.push_back( metres );
  }
  // Polygons of fjords are drawn along walls, and fronts end there: on either side, as it comes.
  const double least = 2 * series.step;
  Fence &fence = check.fences[static_cast<std::size_t>( CheckRule::Outside )];
  fence = outlierFence( lessons, options.whiskers, least );
  fence.low = 0;
  fence.high = options.outside.value_or( std::isfinite( fence.high ) ? fence.high : least );
  for ( FrontVerdict &verdict : verdicts )
    if ( verdict.value( CheckRule::Outside ) > fence.high )
      verdict.flag( CheckRule::Outside );
}

} // namespace

void judgePlaces( const CheckInput &input, const GlacierSeries &series, const std::string &crs,
                  const CheckOptions &options, const Feedback &feedback, std::vector<FrontVerdict> &verdicts,
                  GlacierCheck &check )
{
  judgeShapes( series, feedback.part( 0, 0.4 ), verdicts );
  judgeOutside( input, series, crs, options, feedback.part( 0.4, 0.7 ), verdicts, check );
  judgeEdges( footprintDistances( input, series, crs ), options, verdicts );
  feedback.report( 0.8 );
  judgeEdges( sceneDistances( input, series, feedback ), options, verdicts );
  if ( !input.footprints.isEmpty() || !input.scenes.empty() )
    if ( std::none_of( verdicts.begin(), verdicts.end(),
                       []( const FrontVerdict &verdict )
                       { return std::isfinite( verdict.value( CheckRule::Edge ) ); } ) )
      check.remarks.push_back(
          "No scene or footprint belongs to any of its fronts, so that edges are not judged: their image_id "
          "or their day must be the same." );
}

} // namespace calving
