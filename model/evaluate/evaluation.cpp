#include "model/evaluate/evaluation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "model/base/numbertext.h"
#include "model/base/quantile.h"

namespace calving
{

namespace
{

using Members = std::vector<const SceneEvaluation *>;

struct Dimension
{
  const char *name;
  std::string ( *value )( const SceneEvaluation &scene );
};

const Dimension dimensions[] = {
    { "glacier", []( const SceneEvaluation &scene ) { return scene.facts.glacier; } },
    { "season", []( const SceneEvaluation &scene ) { return scene.season; } },
    { "sensor", []( const SceneEvaluation &scene ) { return scene.sensorGroup; } },
    { "resolution", []( const SceneEvaluation &scene ) {
       return scene.resolution > 0 ? numberText( scene.resolution, Decimals{ 0 } ) + " m" : std::string();
     } } };

//! Percentile bootstrap of the pooled mean: scenes are drawn with replacement (Efron 1979).
void setInterval( const Members &members, const BootstrapOptions &options, Counting counting,
                  GroupScores &group )
{
  group.low = group.high = std::numeric_limits<double>::quiet_NaN();
  std::vector<WeightedSum> sums;
  for ( const SceneEvaluation *scene : members )
    if ( scene->distances.comparable() )
      sums.push_back( weightedSum( scene->distances, counting ) );
  if ( sums.size() < 2 )
    return;
  std::mt19937_64 random( options.seed );
  std::vector<double> means;
  for ( int i = 0; i < options.resamples; ++i )
  {
    WeightedSum sum;
    for ( std::size_t draw = 0; draw < sums.size(); ++draw )
    {
      const WeightedSum &drawn = sums[random() % sums.size()];
      sum.distance += drawn.distance;
      sum.weight += drawn.weight;
    }
    means.push_back( sum.distance / sum.weight );
  }
  group.low = quantile( means, 0.025 );
  group.high = quantile( std::move( means ), 0.975 );
}

GroupScores scoresOf( const Members &members, const std::string &kind, const std::string &name,
                      Counting counting )
{
  GroupScores group;
  group.kind = kind;
  group.name = name;
  group.low = group.high = std::numeric_limits<double>::quiet_NaN();
  std::vector<const FrontDistances *> distances;
  std::vector<ZoneScores> zones;
  for ( const SceneEvaluation *scene : members )
  {
    distances.push_back( &scene->distances );
    if ( scene->zones )
      zones.push_back( *scene->zones );
  }
  group.fronts = summarise( distances, counting );
  if ( !zones.empty() )
    group.zones = meanScores( zones );
  return group;
}

void addGroups( const std::vector<SceneEvaluation> &scenes, const std::vector<const Dimension *> &by,
                const BootstrapOptions &options, Counting counting, std::vector<GroupScores> &groups )
{
  std::map<std::string, Members> members;
  for ( const SceneEvaluation &scene : scenes )
  {
    std::string name;
    for ( const Dimension *dimension : by )
    {
      const std::string value = dimension->value( scene );
      name += ( name.empty() ? "" : ", " ) + ( value.empty() ? std::string( unknownName ) : value );
    }
    members[name].push_back( &scene );
  }
  const std::string kind =
      by.size() == 1 ? std::string( by[0]->name ) : std::string( by[0]->name ) + ", " + by[1]->name;
  for ( const auto &[name, group] : members )
  {
    groups.push_back( scoresOf( group, kind, name, counting ) );
    setInterval( group, options, counting, groups.back() );
  }
}

} // namespace

Counting countingOf( const std::vector<SceneEvaluation> &scenes )
{
  std::vector<const FrontDistances *> distances;
  for ( const SceneEvaluation &scene : scenes )
    distances.push_back( &scene.distances );
  return countingOf( distances );
}

std::vector<GroupScores> groupScores( const std::vector<SceneEvaluation> &scenes,
                                      const BootstrapOptions &options )
{
  Members all;
  for ( const SceneEvaluation &scene : scenes )
    all.push_back( &scene );
  // All groups count alike, so that they can be compared.
  const Counting counting = countingOf( scenes );
  std::vector<GroupScores> groups{ scoresOf( all, "all", "all", counting ) };
  setInterval( all, options, counting, groups.back() );
  for ( const Dimension &dimension : dimensions )
    addGroups( scenes, { &dimension }, options, counting, groups );
  for ( const Dimension &first : dimensions )
    for ( const Dimension &second : dimensions )
      if ( &first < &second )
        addGroups( scenes, { &first, &second }, options, counting, groups );
  return groups;
}

GroupScores sceneScores( const SceneEvaluation &scene )
{
  return scoresOf( { &scene }, "scene", scene.name, scene.distances.counting );
}

std::vector<std::string> evaluationColumns()
{
  std::vector<std::string> columns{
      "kind",           "name",     "scenes",      "no_front",     "distances",         "mde_m",
      "mde_low",        "mde_high", "deviation_m", "image_mean_m", "length_weighted_m", "median_m",
      "percentile95_m", "hd95_m" };
  for ( const char *score : { "iou", "precision", "recall", "f1" } )
    for ( const char *zone : { "", "_na", "_rock", "_glacier", "_ocean" } )
      columns.push_back( std::string( score ) + zone );
  return columns;
}

std::vector<double> evaluationNumbers( const GroupScores &scores )
{
  const FrontSummary &f = scores.fronts;
  std::vector<double> numbers{ static_cast<double>( f.scenes ),
                               static_cast<double>( f.noFront ),
                               static_cast<double>( f.distances ),
                               f.meanDistanceError,
                               scores.low,
                               scores.high,
                               f.deviation,
                               f.imageMean,
                               f.lengthWeighted,
                               f.median,
                               f.percentile95,
                               f.hausdorff95 };
  const double none = std::numeric_limits<double>::quiet_NaN();
  const ZoneScores zones = scores.zones.value_or( ZoneScores() );
  for ( const ClassScores *score : { &zones.iou, &zones.precision, &zones.recall, &zones.f1 } )
  {
    numbers.push_back( scores.zones ? score->macro : none );
    for ( double value : score->zones )
      numbers.push_back( scores.zones ? value : none );
  }
  return numbers;
}

} // namespace calving
