#include "algorithms/frontchangealgorithm.h"

#include <algorithm>
#include <cmath>

#include <qgsprocessingoutputs.h>

#include "algorithms/layers/changelayers.h"
#include "algorithms/layers/changestyle.h"
#include "algorithms/layers/columns.h"
#include "algorithms/layers/loadedlayers.h"
#include "algorithms/parameters/changeinputs.h"
#include "algorithms/parameters/readparameters.h"
#include "algorithms/parameters/trainingoutputs.h"
#include "model/base/numbertext.h"
#include "model/change/changereport.h"
#include "model/change/changetable.h"

namespace calving
{

using namespace key;

namespace
{

int measuredFronts( const std::vector<GlacierChange> &changes )
{
  int count = 0;
  for ( const GlacierChange &change : changes )
    for ( const ChangeRow &row : change.rows )
      count += row.isMeasured();
  return count;
}

//! The last of a column's numbers.
double lastOf( const GlacierChange &change, double ChangeRow::*value )
{
  double last = unknownNumber;
  for ( const ChangeRow &row : change.rows )
    if ( std::isfinite( row.*value ) )
      last = row.*value;
  return last;
}

double areaChangeOf( const GlacierChange &change )
{
  double sum = 0;
  bool isKnown = false;
  for ( const ChangeRow &row : change.rows )
    if ( std::isfinite( row.areaChange ) )
    {
      sum += row.areaChange;
      isKnown = true;
    }
  return isKnown ? sum : unknownNumber;
}

double trendOf( const GlacierChange &change )
{
  return change.fit && change.fit->exists() ? change.fit->trend().value : unknownNumber;
}

//! What became of \a change, in a sentence.
std::string summary( const GlacierChange &change )
{
  const auto isMeasured = []( const ChangeRow &row ) { return row.isMeasured(); };
  const FrontMoment first = std::find_if( change.rows.begin(), change.rows.end(), isMeasured )->front.moment;
  const FrontMoment last = std::find_if( change.rows.rbegin(), change.rows.rend(), isMeasured )->front.moment;
  const double advance = lastOf( change, &ChangeRow::sinceFirst );
  std::string sentence = ( change.glacier.empty() ? std::string( "The glacier" ) : change.glacier ) +
                         ( advance < 0 ? " retreated by " : " advanced by " ) +
                         numberText( std::abs( advance ), Decimals{ 0 } ) + " m from " + first.date() +
                         " to " + last.date();
  if ( const double area = areaChangeOf( change ); std::isfinite( area ) )
    sentence += ", its area in the box changed by " + numberText( area / 1e6, Decimals{ 3 } ) + " km²";
  if ( change.fit && change.fit->exists() )
  {
    const SeasonalFit::Estimate trend = change.fit->trend();
    sentence += "; trend " + numberText( trend.value, Decimals{ 0 } ) + " ± " +
                numberText( trend.halfWidth, Decimals{ 0 } ) + " m a year (95 %)";
  }
  return sentence + ".";
}

} // namespace

QString FrontChangeAlgorithm::displayName() const
{
  return QObject::tr( "Measure glacier change" );
}

QString FrontChangeAlgorithm::group() const
{
  return QObject::tr( "Evaluation" );
}

QStringList FrontChangeAlgorithm::tags() const
{
  return QObject::tr(
             "glacier,terminus,retreat,advance,front,position,area,box method,centreline,rectilinear,"
             "curvilinear,maqit,time series,season,rate,ablation,calving,mass" )
      .split( ',' );
}

QString FrontChangeAlgorithm::shortDescription() const
{
  return QObject::tr( "Measures advance, retreat, area gained and lost and their rates from dated fronts." );
}

Guide FrontChangeAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Turns fronts with dates into a curve of retreat: for each glacier and date the position along the "
      "glacier by "
      "one of six methods, change and rate since the front before, area gained and lost, width, length and "
      "sinuosity, each with its error, a trend with a seasonal cycle, and, with a raster of ice thickness, "
      "the change "
      "in mass by month. Advance is positive.\n\n"
      "All lengths and areas are those of the ground: fronts, boxes and centrelines in any coordinate "
      "reference "
      "systems are brought to an equal-area projection of the ellipsoid round each glacier. Metres of "
      "EPSG:3413 or "
      "of Web Mercator would be wrong by some per cent, or by several times.\n\n"
      "A box is cut by each front into faces. The one with most of the upstream edges is ice, the one with "
      "most of "
      "the edges towards the ocean is ocean, and each crossing of the front changes sides: so the front may "
      "cross the "
      "box many times, leave it and come back. Icebergs and loops of a line count as what surrounds them. "
      "Ends of a "
      "front inside the box are joined straight with its sides (LONGEST_GAP); what was added, closed_m says. "
      "Position "
      "is the area of ice divided by the width of the box.\n\n"
      "Errors are standard errors, made of the mean distance error_m by which each front is off: √(π/2) = "
      "1.25 times "
      "as much is the error of its position, as if the whole front were off by it, which is the most it can "
      "be; times "
      "the width of the box that of its area; differences have √(σ₁² + σ₂²), and rates that divided by the "
      "years. The "
      "seasonal fit is robust (bisquare): a calving event that fills again within weeks does not bend it. "
      "One that stays lost becomes a step of the fit, with its size in event_m, and the trend is that beside "
      "it. Intervals of 95 % allow for fronts being alike from date to date, as good and bad years follow "
      "each other; what moves more slowly than the series is long cannot be told from a trend, and intervals "
      "of trends over less than three years are often too narrow.\n\n"
      "Mass is change in area times mean thickness times 917 kg/m³. Between two fronts ice comes and goes "
      "evenly. What "
      "flows through a front that stands still is not in it." );
  guide.when = QObject::tr( "You have fronts of several dates, from “Extract fronts from a series”, from "
                            "TermPicks, CALFIN or your own hand, "
                            "and want numbers. The rectilinear box needs no more than them and where the "
                            "ocean is; draw a box to compare "
                            "with others' figures, and a centreline where the fjord bends." );
  guide.parameters = QStringList{ QStringLiteral( "METHOD" ), BOX, OCEAN };
  guide.result =
      QObject::tr( "Look at the report's map first: the arrow points to the ocean, the dashed box "
                   "goes across all fronts. Rates "
                   "between fronts a few days apart have errors larger than themselves: read the "
                   "trend and the fit. Rows with notes "
                   "have no position, and say why. event_m says when the front fell back for good. "
                   "residual_m that is far larger than the scatter "
                   "is a bay that filled again, or a front to look "
                   "at again." );
  guide.example = QStringList{
      QStringLiteral(
          "simulatescene WIDTH=96 HEIGHT=96 PIXEL_SIZE=100 SEED=5 DATE=2022-01-01 DATES=10 INTERVAL=60 "
          "SCENE=scene.tif FRONTS=fronts.gpkg" ),
      QStringLiteral( "frontchange INPUT=fronts.gpkg ERROR=50 OUTPUT=change.gpkg POLYGONS=areas.gpkg "
                      "REPORT=change.html" ) };
  guide.citation = QObject::tr( "The rectilinear box: Moon, T., Joughin, I. (2008): Changes in ice front "
                                "position on Greenland's outlet glaciers "
                                "from 1992 to 2007. Journal of Geophysical Research 113, F02022, "
                                "doi:10.1029/2007JF000927. Curvilinear box and "
                                "extrapolated centreline: Lea, J. M., Mair, D. W. F., Rea, B. R. (2014): "
                                "Evaluation of existing and new methods "
                                "of tracking glacier terminus change. Journal of Glaciology 60, 323-332, "
                                "doi:10.3189/2014JoG13J061. Variable box "
                                "and multi-centreline: Lea, J. M. (2018): The Google Earth Engine "
                                "Digitisation Tool (GEEDiT) and the Margin "
                                "change Quantification Tool (MaQiT). Earth Surface Dynamics 6, 551-561, "
                                "doi:10.5194/esurf-6-551-2018." );
  guide.next = QStringList{ QStringLiteral( "evaluatefronts" ) };
  return guide;
}

void FrontChangeAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( changeInputParameters() );
  ChangeOptions standard;
  add( changeParameters( standard ) );
  add( new QgsProcessingParameterFeatureSink( OUTPUT, QObject::tr( "Glacier change" ),
                                              compat::sourceVectorTable ),
       QObject::tr( "A table with one row for each glacier and front. %1." )
           .arg( meaningsOf( changeColumns() ) ) );
  add( new QgsProcessingParameterFeatureSink( POLYGONS, QObject::tr( "Gained and lost" ),
                                              compat::sourceVectorPolygon, QVariant(), true ),
       QObject::tr(
           "What was gained and lost between two fronts each, with their dates, in the coordinate reference "
           "system of the fronts." ) );
  add( new QgsProcessingParameterFeatureSink( MONTHS, QObject::tr( "Mass by month" ),
                                              compat::sourceVectorTable, QVariant(), true, false ),
       QObject::tr( "With THICKNESS, a row for each month. %1." ).arg( meaningsOf( monthColumns() ) ) );
  add( new QgsProcessingParameterFileDestination( CSV, QObject::tr( "Glacier change as text" ),
                                                  QObject::tr( "Tables (*.csv)" ), QVariant(), true, false ),
       QObject::tr( "The table of changes, comma separated." ) );
  add( new QgsProcessingParameterFileDestination( REPORT, QObject::tr( "Report" ),
                                                  QObject::tr( "HTML files (*.html)" ), QVariant(), true ),
       QObject::tr( "Plots of position, rates and areas, a map and tables, as one HTML file." ) );
  addOutput( new QgsProcessingOutputNumber( GLACIERS, QObject::tr( "Glaciers" ) ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_COUNT, QObject::tr( "Fronts with a position" ) ) );
  addOutput( new QgsProcessingOutputNumber( ADVANCE, QObject::tr( "Advance of an only glacier (m)" ) ) );
  addOutput( new QgsProcessingOutputNumber( AREA_CHANGE, QObject::tr( "Its change in area (m²)" ) ) );
  addOutput( new QgsProcessingOutputNumber( TREND, QObject::tr( "Its trend (m a year)" ) ) );
}

void FrontChangeAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                    QgsProcessingFeedback * )
{
  readParameters( changeParameters( mOptions ), parameters, context, *this );
  mInput = changeInput( parameters, context, *this );
}

QVariantMap FrontChangeAlgorithm::written( const std::vector<GlacierChange> &changes,
                                           const QVariantMap &parameters,
                                           QgsProcessingContext &context ) const
{
  QVariantMap results;
  const auto output = [&]( const QString &key )
  { return VectorOutput( parameterDefinition( key ), parameters, context ); };
  const VectorOutput table = output( OUTPUT );
  results[OUTPUT] = table.write( changeLayer( changes, table.isShapefile() ) );
  if ( const VectorOutput polygons = output( POLYGONS ); polygons.isWanted() )
    results[POLYGONS] = polygons.write( changePolygons( changes, polygons.isShapefile() ) );
  if ( const VectorOutput months = output( MONTHS ); months.isWanted() )
    results[MONTHS] = months.write( monthLayer( changes, months.isShapefile() ) );
  if ( const QString csv = parameterAsFileOutput( parameters, CSV, context ); !csv.isEmpty() )
  {
    writeChangeCsv( csv.toStdString(), changes );
    results[CSV] = csv;
  }
  if ( const QString report = parameterAsFileOutput( parameters, REPORT, context ); !report.isEmpty() )
  {
    writeChangeReport( report.toStdString(), changes );
    results[REPORT] = report;
  }
  return results;
}

QVariantMap FrontChangeAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                           QgsProcessingFeedback *feedback )
{
  const Feedback core = coreFeedback( feedback );
  const std::vector<GlacierChange> changes = measureChange( mInput, mOptions, core );
  for ( const GlacierChange &change : changes )
    core.inform( summary( change ) );
  QVariantMap results = written( changes, parameters, context );
  results[GLACIERS] = static_cast<int>( changes.size() );
  results[FRONT_COUNT] = measuredFronts( changes );
  const bool isOnly = changes.size() == 1;
  results[ADVANCE] =
      numberOrNothing( isOnly ? lastOf( changes.front(), &ChangeRow::sinceFirst ) : unknownNumber );
  results[AREA_CHANGE] = numberOrNothing( isOnly ? areaChangeOf( changes.front() ) : unknownNumber );
  results[TREND] = numberOrNothing( isOnly ? trendOf( changes.front() ) : unknownNumber );
  SceneFacts facts;
  facts.glacier = isOnly ? changes.front().glacier : std::string();
  showOnLoad( context, facts,
              { { results.value( OUTPUT ).toString(), QObject::tr( "Glacier change" ), {} },
                { results.value( POLYGONS ).toString(), QObject::tr( "Gained and lost" ), styleChange },
                { results.value( MONTHS ).toString(), QObject::tr( "Mass by month" ), {} } } );
  return results;
}

} // namespace calving
