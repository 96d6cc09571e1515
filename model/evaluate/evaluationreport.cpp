#include <algorithm>
#include <cmath>
#include <set>

#include "model/base/atomicfile.h"
#include "model/base/csvtext.h"
#include "model/base/numbertext.h"
#include "model/evaluate/evaluation.h"
#include "model/report/htmlreport.h"
#include "model/report/svgplot.h"

namespace calving
{

namespace
{

std::string csvLine( const GroupScores &scores )
{
  std::string line = csvText( scores.kind ) + ',' + csvText( scores.name );
  for ( double number : evaluationNumbers( scores ) )
    line += ',' + ( std::isfinite( number )
                        ? numberText( number, Decimals{ number == std::floor( number ) ? 0 : 6 } )
                        : std::string() );
  return line + '\n';
}

std::string metres( double value )
{
  return numberText( value, Decimals{ 1 } );
}

//! How the distances were pooled, in a sentence.
std::string definition( Counting counting )
{
  return counting == Counting::Pixels
             ? "All scenes are pairs of rasters on one grid: every front pixel counts alike, as in CaFFe."
             : "Every point counts by the metres of front that it stands for: a point of a line by half the "
               "way "
               "to either neighbour, a pixel by the mean spacing of its front’s pixels along the front (all "
               "pixels of two rasters on one grid by the same). Medians, percentiles and intervals count in "
               "the "
               "same way.";
}

void addOverview( const GroupScores &all, Counting counting, HtmlReport &report )
{
  const FrontSummary &f = all.fronts;
  report.values( { { "Scenes", std::to_string( f.scenes ) },
                   { "Scenes without a front", std::to_string( f.noFront ) },
                   { "Mean distance error (m)", metres( f.meanDistanceError ) },
                   { "95 % interval over scenes (m)", metres( all.low ) + " to " + metres( all.high ) },
                   { "Mean of scenes (m)", metres( f.imageMean ) },
                   { "Weighted by front length (m)", metres( f.lengthWeighted ) },
                   { "Median distance (m)", metres( f.median ) },
                   { "95th percentile (m)", metres( f.percentile95 ) },
                   { "Hausdorff-95, mean of scenes (m)", metres( f.hausdorff95 ) } } );
  report.paragraph(
      "The mean distance error is the mean of the distances from every point of either front to the "
      "nearest point of the other, pooled over all scenes. " +
      definition( counting ) + " Scenes where either front is missing are left out of it and counted." );
}

void addZones( const ZoneScores &zones, HtmlReport &report )
{
  report.heading( "Zones" );
  const auto row = []( const char *name, const ClassScores &scores )
  {
    std::vector<std::string> cells{ name, numberText( 100 * scores.macro, Decimals{ 2 } ) };
    for ( double value : scores.zones )
      cells.push_back( numberText( 100 * value, Decimals{ 2 } ) );
    return cells;
  };
  report.table( { "Score (%)", "mean", "not available", "rock", "glacier", "ocean" },
                { row( "IoU", zones.iou ), row( "Precision", zones.precision ), row( "Recall", zones.recall ),
                  row( "F1", zones.f1 ) } );
}

using Groups = std::vector<const GroupScores *>;

//! Of single kinds, those that no scene says anything of.
std::set<std::string> unknownKinds( const std::vector<GroupScores> &groups )
{
  std::set<std::string> unknown;
  std::set<std::string> known;
  for ( const GroupScores &group : groups )
    ( group.name == unknownName ? unknown : known ).insert( group.kind );
  for ( const std::string &kind : known )
    unknown.erase( kind );
  return unknown;
}

//! Whether \a kind is one of \a unknown, or a pair with one of them, which says no more than the other alone.
bool tellsNothing( const std::string &kind, const std::set<std::string> &unknown )
{
  const std::size_t comma = kind.find( ", " );
  return unknown.count( kind.substr( 0, comma ) ) ||
         ( comma != std::string::npos && unknown.count( kind.substr( comma + 2 ) ) );
}

void addGroupsOfAKind( const Groups &groups, HtmlReport &report )
{
  const std::string &kind = groups.front()->kind;
  std::vector<std::vector<std::string>> rows;
  std::vector<PlotBar> bars;
  bool anyBar = false;
  for ( const GroupScores *group : groups )
  {
    const FrontSummary &f = group->fronts;
    anyBar = anyBar || std::isfinite( f.meanDistanceError );
    bars.push_back( { group->name, f.meanDistanceError, group->low, group->high } );
    rows.push_back( { group->name, std::to_string( f.scenes ), std::to_string( f.noFront ),
                      metres( f.meanDistanceError ), metres( group->low ) + " – " + metres( group->high ),
                      metres( f.median ), metres( f.hausdorff95 ),
                      group->zones ? numberText( 100 * group->zones->iou.macro, Decimals{ 1 } ) : "–" } );
  }
  report.heading( "By " + kind );
  PlotOptions options;
  options.title = "Mean distance error by " + kind;
  options.yLabel = "m";
  options.width = std::clamp( 70 * static_cast<int>( bars.size() ) + 100, 360, 960 );
  if ( anyBar )
    report.figure( barPlot( bars, options ), "Lines: 95 % interval over scenes." );
  report.table(
      { kind, "scenes", "no front", "MDE (m)", "95 % interval (m)", "median (m)", "HD95 (m)", "IoU (%)" },
      rows );
}

//! \a groups begin with that of all scenes.
void addGroups( const std::vector<GroupScores> &groups, HtmlReport &report )
{
  const std::set<std::string> unknown = unknownKinds( groups );
  for ( std::size_t i = 1; i < groups.size(); )
  {
    Groups ofAKind;
    for ( const std::string &kind = groups[i].kind; i < groups.size() && groups[i].kind == kind; ++i )
      ofAKind.push_back( &groups[i] );
    if ( !tellsNothing( ofAKind.front()->kind, unknown ) )
      addGroupsOfAKind( ofAKind, report );
  }
  if ( unknown.empty() )
    return;
  std::string kinds;
  for ( const std::string &kind : unknown )
    kinds += ( kinds.empty() ? "" : ", " ) + kind;
  report.paragraph( "Known for no scene, so not shown: " + kinds + "." );
}

void addPlots( const std::vector<double> &means, const PlotSeries &overTime, HtmlReport &report )
{
  if ( means.empty() )
    return report.paragraph( "No scene has a front on both sides, so there are no distances to draw." );
  report.figure( histogram( means, 30, { "Mean distance of scenes", "m", "scenes" } ) );
  if ( overTime.x.empty() )
    return report.paragraph( "No scene has a date, so there is no plot over time." );
  PlotOptions options{ "Mean distance over time", "year", "m" };
  // A logarithmic axis has no place for fronts that agree.
  options.logarithmic = *std::min_element( overTime.y.begin(), overTime.y.end() ) > 0;
  report.figure( linePlot( { overTime }, options ) );
}

void addScenes( const std::vector<SceneEvaluation> &scenes, HtmlReport &report )
{
  std::vector<std::string> missing;
  std::vector<double> means;
  PlotSeries overTime{ "", {}, {}, false, true };
  std::vector<const SceneEvaluation *> worst;
  for ( const SceneEvaluation &scene : scenes )
  {
    if ( !scene.distances.comparable() )
    {
      missing.push_back( scene.name +
                         ( scene.distances.referencePoints == 0 ? " (none in the reference)" : "" ) );
      continue;
    }
    worst.push_back( &scene );
    means.push_back( scene.distances.mean() );
    if ( !scene.facts.date.empty() )
    {
      overTime.x.push_back( decimalYear( scene.facts.date ) );
      overTime.y.push_back( means.back() );
    }
  }
  report.heading( "Scenes" );
  addPlots( means, overTime, report );
  std::sort( worst.begin(), worst.end(),
             []( const SceneEvaluation *a, const SceneEvaluation *b )
             { return a->distances.mean() > b->distances.mean(); } );
  worst.resize( std::min<std::size_t>( worst.size(), 20 ) );
  std::vector<std::vector<std::string>> rows;
  for ( const SceneEvaluation *scene : worst )
    rows.push_back(
        { scene->name, metres( scene->distances.mean() ), metres( scene->distances.hausdorff95() ) } );
  if ( !rows.empty() )
  {
    report.paragraph( "The scenes farthest from their reference:" );
    report.table( { "scene", "mean (m)", "HD95 (m)" }, rows );
  }
  report.heading( "Scenes without a front" );
  missing.empty() ? report.paragraph( "None." ) : report.list( missing );
}

} // namespace

void writeEvaluationCsv( const std::string &path, const std::vector<SceneEvaluation> &scenes,
                         const std::vector<GroupScores> &groups )
{
  std::string text;
  for ( const std::string &column : evaluationColumns() )
    text += ( text.empty() ? "" : "," ) + column;
  text += '\n';
  for ( const GroupScores &group : groups )
    text += csvLine( group );
  for ( const SceneEvaluation &scene : scenes )
    text += csvLine( sceneScores( scene ) );
  AtomicFile file( path );
  file.write( text );
  file.commit();
}

void writeEvaluationReport( const std::string &path, const std::vector<SceneEvaluation> &scenes,
                            const std::vector<GroupScores> &groups )
{
  HtmlReport report( "Evaluation of calving fronts" );
  addOverview( groups.front(), countingOf( scenes ), report );
  if ( groups.front().zones )
    addZones( *groups.front().zones, report );
  addGroups( groups, report );
  addScenes( scenes, report );
  report.write( path );
}

} // namespace calving
