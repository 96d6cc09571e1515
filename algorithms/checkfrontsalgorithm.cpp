#include "algorithms/checkfrontsalgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>

#include "algorithms/layers/checkedlayers.h"
#include "algorithms/layers/checkstyle.h"
#include "algorithms/layers/loadedlayers.h"
#include "algorithms/parameters/changeinputs.h"
#include "algorithms/parameters/checkinputs.h"
#include "algorithms/parameters/readparameters.h"

namespace calving
{

using namespace key;

namespace
{

//! What the verdict's words and the attributes mean, for the help.
QString describedRules()
{
  QStringList texts;
  for ( const RuleName &rule : ruleNames() )
    texts << QStringLiteral( "%1 (%2: %3)" )
                 .arg( QLatin1String( rule.flag ), QLatin1String( rule.column ),
                       QString::fromUtf8( rule.meaning ) );
  return texts.join( QStringLiteral( "; " ) );
}

} // namespace

QString CheckFrontsAlgorithm::displayName() const
{
  return QObject::tr( "Check fronts" );
}

QString CheckFrontsAlgorithm::group() const
{
  return QObject::tr( "Evaluation" );
}

QStringList CheckFrontsAlgorithm::tags() const
{
  return QObject::tr(
             "glacier,terminus,front,quality,control,check,flag,outlier,duplicate,autoterm,time series,"
             "screening,validate" )
      .split( ',' );
}

QString CheckFrontsAlgorithm::shortDescription() const
{
  return QObject::tr( "Flags fronts that something speaks against: their shape, their series, their place." );
}

Guide CheckFrontsAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Copies fronts with all their attributes and says of each what speaks against it. Nothing is deleted "
      "or "
      "changed: a flag says where to look, and a front of an unusual day may be right.\n\n"
      "The rules are those by which AutoTerm cleans its series. Rough: the line is jagged, by its mean "
      "curvature at two steps. Length: it is much shorter or longer than the twenty fronts around it in "
      "time. "
      "Jump: it lies beyond the fronts before and beyond the next ones, gained and lost area added up; the "
      "next five fronts may confirm it, after Sentinel-1 ten. Duplicate: another front has its day and "
      "sensor, or its shape. Besides: it crosses itself; it comes to the edge of its scene, or to where that "
      "has no data (RASTERS, FOOTPRINTS); it leaves the fjord (FJORD); its scene alone says something else "
      "(the attribute single_m of a series).\n\n"
      "What is usual is learnt from each glacier's own fronts: an outlier lies more than two interquartile "
      "ranges (WHISKERS) beyond the quartiles (Tukey 1977), as AutoTerm has it. Lengths and disagreements "
      "are "
      "compared as ratios. Nothing is an outlier within what the lines resolve: twice the spacing of their "
      "vertices, 5 % of length, 25 % of roughness. Where there are twenty fronts of Sentinel-2, they say how "
      "rough and how long fronts of Sentinel-1 may be. With fewer than five fronts of a glacier, only rules "
      "that need no series are judged." );
  guide.when = QObject::tr( "You have a series of fronts, from “Extract fronts from a series”, from a "
                            "database or your own hand, and "
                            "want to know which ones to look at before “Measure glacier change”." );
  guide.parameters = QStringList{ INPUT, FJORD, QStringLiteral( "WHISKERS" ) };
  guide.result = QObject::tr(
      "Flagged fronts are bright and lie on top. Select by check <> 'ok', or set limits of your own on the "
      "measures: every rule has one. The log and SUMMARY say what each glacier's limits became. Among 159 "
      "published fronts of Harald Moltke Bræ, all but two in a hundred of errors planted there for a test "
      "were "
      "found, and four in a hundred of the other fronts flagged. The last fronts of a series have few next "
      "ones: a calving event there is flagged as a jump until later fronts confirm it." );
  guide.example = QStringList{
      QStringLiteral(
          "simulatescene WIDTH=96 HEIGHT=96 PIXEL_SIZE=100 SEED=5 DATE=2022-01-01 DATES=10 INTERVAL=60 "
          "SCENE=scene.tif FRONTS=fronts.gpkg" ),
      QStringLiteral( "checkfronts INPUT=fronts.gpkg OUTPUT=checked.gpkg SUMMARY=rules.csv" ) };
  guide.citation = QObject::tr(
      "The rules: Zhang, E., Catania, G., Trugman, D. T. (2023): AutoTerm: an automated pipeline for glacier "
      "terminus extraction using machine learning and a “big data” repository of Greenland glacier termini. "
      "The Cryosphere 17, 3485-3503, doi:10.5194/tc-17-3485-2023." );
  guide.next = QStringList{ QStringLiteral( "frontchange" ) };
  return guide;
}

void CheckFrontsAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( checkInputParameters() );
  CheckOptions standard;
  add( checkParameters( standard ) );
  add( frontFieldParameters() );
  add( new QgsProcessingParameterFeatureSink( OUTPUT, QObject::tr( "Checked fronts" ),
                                              compat::sourceVectorLine ),
       QObject::tr( "The fronts with all their attributes and one more, check: “ok”, or what speaks against "
                    "the front, by these rules, each with its measure: %1." )
           .arg( describedRules() ) );
  add( new QgsProcessingParameterFeatureSink( SUMMARY, QObject::tr( "Flags by glacier and rule" ),
                                              compat::sourceVectorTable, QVariant(), true, false ),
       QObject::tr( "A table with a row for each glacier and rule: how many fronts it has, how many are "
                    "flagged, and between which limits (low, high) the measure was taken as usual." ) );
  addOutput( new QgsProcessingOutputNumber( GLACIERS, QObject::tr( "Glaciers" ) ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_COUNT, QObject::tr( "Fronts that were checked" ) ) );
  addOutput( new QgsProcessingOutputNumber( FLAGGED, QObject::tr( "Fronts with a flag" ) ) );
}

void CheckFrontsAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                    QgsProcessingFeedback * )
{
  readParameters( checkParameters( mOptions ), parameters, context, *this );
  mInput = checkInput( parameters, context, *this );
  mFronts = copyOf( frontLayers( parameters.value( INPUT ), context ), context.transformContext() );
}

QVariantMap CheckFrontsAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                           QgsProcessingFeedback *feedback )
{
  const Feedback core = coreFeedback( feedback );
  const CheckedFronts checked = checkFronts( mInput, mOptions, core );
  int fronts = 0;
  int flagged = 0;
  for ( const GlacierCheck &glacier : checked.glaciers )
  {
    for ( const std::string &remark : glacier.remarks )
      core.warn( ( glacier.glacier.empty() ? "" : glacier.glacier + ": " ) + remark );
    core.inform( glacier.summary() );
    fronts += glacier.fronts;
    flagged += glacier.flagged;
  }
  addNamedFacts( mInput.fronts, mFronts );
  addVerdicts( checked.verdicts, mFronts );
  QVariantMap results;
  results[OUTPUT] = VectorOutput( parameterDefinition( OUTPUT ), parameters, context ).write( mFronts );
  if ( const VectorOutput summary( parameterDefinition( SUMMARY ), parameters, context ); summary.isWanted() )
    results[SUMMARY] = summary.write( summaryTable( checked.glaciers ) );
  results[GLACIERS] = static_cast<int>( checked.glaciers.size() );
  results[FRONT_COUNT] = fronts;
  results[FLAGGED] = flagged;
  SceneFacts facts;
  if ( checked.glaciers.size() == 1 )
    facts.glacier = checked.glaciers.front().glacier;
  showOnLoad( context, facts,
              { { results.value( OUTPUT ).toString(), QObject::tr( "Checked fronts" ), styleChecks },
                { results.value( SUMMARY ).toString(), QObject::tr( "Flags by glacier and rule" ), {} } } );
  return results;
}

} // namespace calving
