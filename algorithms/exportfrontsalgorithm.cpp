#include "algorithms/exportfrontsalgorithm.h"

#include <qgsprocessingoutputs.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/exportlayers.h"
#include "algorithms/layers/frontstyle.h"
#include "algorithms/layers/loadedlayers.h"
#include "algorithms/parameters/changeinputs.h"
#include "algorithms/parameters/readparameters.h"
#include "model/error.h"
#include "model/export/exportparameters.h"

namespace calving
{

using namespace key;

QString ExportFrontsAlgorithm::displayName() const
{
  return QObject::tr( "Export fronts" );
}

QString ExportFrontsAlgorithm::group() const
{
  return QObject::tr( "Fronts" );
}

QStringList ExportFrontsAlgorithm::tags() const
{
  return QObject::tr(
             "calfin,termpicks,nsidc,measures,issm,schema,shapefile,closed,polygon,terminus,database,"
             "validate,share,publish" )
      .split( ',' );
}

QString ExportFrontsAlgorithm::shortDescription() const
{
  return QObject::tr(
      "Writes fronts with the fields of CALFIN, TermPicks or NSIDC-0642, as lines or closed." );
}

Guide ExportFrontsAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Gives fronts the fields by which others know them, and checks that each value fits. What a front says "
      "under "
      "one of the usual names goes where the schema wants it; nothing else comes along.\n\n"
      "CALFIN: GlacierID, Center_X, Center_Y, Latitude, Longitude, QualFlag, Satellite, Date, ImageID, "
      "GrnlndcN, "
      "OfficialN, AltName, RefName, Author. TermPicks: GlacierID, Date, Year, Month, Day, DecDate, QualFlag, "
      "Satellite, ImageID, Author, Center_X, Center_Y. NSIDC-0642: GlacierID, QualFlag, DATE, GrnlndcNam, "
      "Official_n, "
      "AltName, ImgSource. The centre is the mean of the front's vertices.\n\n"
      "QualFlag is 0 for a front drawn by hand and 10 for an automatic one; the second digit says what was "
      "the matter "
      "with it, 3 being the gaps of Landsat 7. CALFIN knows 0, 3, 10 and 13; TermPicks has it as text, 00 or "
      "10. Date "
      "is the text YYYY-MM-DD, by which the ice-flow model ISSM takes the time of a front; no field is "
      "called NAME, "
      "which ISSM would take instead.\n\n"
      "A front is closed with the polygon of a fjord that you draw (BOX): all lines of one glacier and scene "
      "cut it, "
      "and what lies on the ocean's side becomes the polygon, as CALFIN has it. Ends that stop short of the "
      "fjord's "
      "sides are joined straight with them (LONGEST_GAP).\n\n"
      "Nothing is written where a date, a number or a flag is missing, a text is too long or a value is none "
      "of the "
      "schema's: the message names line and field." );
  guide.when =
      QObject::tr( "You want to hand fronts to a database, a colleague or an ice-flow model. To work with "
                   "them here, leave them as they are: their own layer says more." );
  guide.parameters = QStringList{ QStringLiteral( "SCHEMA" ), QStringLiteral( "GLACIER_ID" ), BOX };
  guide.result = QObject::tr(
      "The log names the fields that no front fills. Numbers of glaciers are those of the database: look "
      "yours up there. Look at some closed polygons: each must end at the fjord's outline, on the side "
      "of the ocean." );
  guide.example = QStringList{
      QStringLiteral(
          "simulatescene WIDTH=96 HEIGHT=96 PIXEL_SIZE=100 SEED=5 DATE=2022-01-01 DATES=3 INTERVAL=60 "
          "SCENE=scene.tif FRONTS=fronts.gpkg" ),
      QStringLiteral( "exportfronts INPUT=fronts.gpkg SCHEMA=CALFIN GLACIER_ID=278 QUALITY_FLAG=10 "
                      "OUTPUT=termini_2022_v1.0.shp" ) };
  guide.citation = QObject::tr(
      "CALFIN: Cheng, D., et al. (2021): Calving Front Machine (CALFIN): glacial termini dataset and "
      "automated deep "
      "learning extraction method for Greenland, 1972-2019. The Cryosphere 15, 1663-1675, "
      "doi:10.5194/tc-15-1663-2021. TermPicks: Goliber, S., et al. (2022): TermPicks: a century of Greenland "
      "glacier "
      "terminus data for use in scientific and machine learning applications. The Cryosphere 16, 3215-3233, "
      "doi:10.5194/tc-16-3215-2022. NSIDC-0642: Joughin, I., Moon, T., Joughin, J., Black, T. (2021): "
      "MEaSUREs Annual "
      "Greenland Outlet Glacier Terminus Positions from SAR Mosaics, Version 2. NASA NSIDC DAAC, "
      "doi:10.5067/ESFWE11AVFKW." );
  guide.next = QStringList{ QStringLiteral( "frontchange" ), QStringLiteral( "evaluatefronts" ) };
  return guide;
}

void ExportFrontsAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( only( changeInputParameters(), { INPUT, DATE_FIELD, GLACIER_FIELD } ) );
  ExportOptions standard;
  add( exportParameters( standard ) );
  add( new QgsProcessingParameterFeatureSource( BOX, QObject::tr( "Fjord" ),
                                                { static_cast<int>( compat::sourceVectorPolygon ) },
                                                QVariant(), true ),
       QObject::tr(
           "For closed polygons: a polygon across which all fronts go from side to side, from some way "
           "up the ice to some way out in the fjord, in any coordinate reference system; of several, each "
           "glacier takes the one that most of its fronts meet." ) );
  add( new QgsProcessingParameterFeatureSource(
           OCEAN, QObject::tr( "Ocean" ),
           { static_cast<int>( compat::sourceVectorPoint ), static_cast<int>( compat::sourceVectorPolygon ) },
           QVariant(), true ),
       QObject::tr(
           "For closed polygons: a point or polygon in the water before the glacier. Fronts of this program "
           "need none." ) );
  addAdvanced(
      new QgsProcessingParameterCrs( CRS, QObject::tr( "Coordinate reference system" ), QVariant(), true ),
      QObject::tr( "Empty: EPSG:3413 in the north, as in all three, EPSG:3031 in the south." ) );
  add( new QgsProcessingParameterFeatureSink( OUTPUT, QObject::tr( "Fronts as lines" ),
                                              compat::sourceVectorLine, QVariant(), true, true ),
       QObject::tr( "A Shapefile as the databases have it, or any other format." ) );
  add( new QgsProcessingParameterFeatureSink( POLYGONS, QObject::tr( "Closed fronts" ),
                                              compat::sourceVectorPolygon, QVariant(), true, false ),
       QObject::tr( "The ocean before each front, with the same fields; needs BOX." ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_COUNT, QObject::tr( "Number of fronts" ) ) );
  addOutput( new QgsProcessingOutputNumber( CLOSED_COUNT, QObject::tr( "Number of closed fronts" ) ) );
}

void ExportFrontsAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                     QgsProcessingFeedback * )
{
  readParameters( exportParameters( mOptions ), parameters, context, *this );
  mOptions.crs = textOf( parameterAsCrs( parameters, CRS, context ) );
  mInput = changeInput( parameters, context, *this );
}

QVariantMap ExportFrontsAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                            QgsProcessingFeedback *feedback )
{
  const VectorOutput lines( parameterDefinition( OUTPUT ), parameters, context );
  const VectorOutput polygons( parameterDefinition( POLYGONS ), parameters, context );
  if ( !lines.isWanted() && !polygons.isWanted() )
    throw Error( "Nothing is to be written. Give OUTPUT for lines, POLYGONS for closed fronts, or both." );
  mOptions.isClosed = polygons.isWanted();
  const ExportedFronts exported = exportFronts( mInput, mOptions, coreFeedback( feedback ) );
  QVariantMap results{ { FRONT_COUNT, static_cast<int>( exported.lines.size() ) },
                       { CLOSED_COUNT, static_cast<int>( exported.closed.size() ) } };
  if ( lines.isWanted() )
    results[OUTPUT] = lines.write( exportedLines( exported, mOptions.schema ) );
  if ( polygons.isWanted() )
    results[POLYGONS] = polygons.write( exportedPolygons( exported, mOptions.schema ) );
  feedback->pushInfo( QObject::tr( "Fronts exported as %1 has them: %2, closed: %3." )
                          .arg( QString::fromStdString( nameOf( mOptions.schema ) ) )
                          .arg( exported.lines.size() )
                          .arg( exported.closed.size() ) );
  const QString content =
      QObject::tr( "Fronts for %1" ).arg( QString::fromStdString( nameOf( mOptions.schema ) ) );
  showOnLoad( context, {},
              { { results.value( OUTPUT ).toString(), content, styleFronts },
                { results.value( POLYGONS ).toString(), QObject::tr( "Closed fronts" ), {} } } );
  return results;
}

} // namespace calving
