#include "algorithms/icemasksalgorithm.h"

#include <set>

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/masklayers.h"
#include "algorithms/parameters/changeinputs.h"
#include "algorithms/parameters/readparameters.h"
#include "model/base/numbertext.h"
#include "model/scene/frontmoment.h"

namespace calving
{

using namespace key;

namespace
{

//! The one glacier that masks are of; empty where there are several, or it has no name.
std::string onlyGlacier( const IceMaskResult &masks )
{
  std::set<std::string> names;
  for ( const ClosedFront &front : masks.closed )
    names.insert( front.glacier );
  return names.size() == 1 ? *names.begin() : std::string();
}

std::string dateOf( double day )
{
  FrontMoment moment;
  moment.day = static_cast<int>( day );
  return moment.date();
}

std::string summary( const IceMaskResult &masks )
{
  const double change = masks.lastIce - masks.firstIce;
  return "Masks of " + std::to_string( masks.times.size() ) + " times from " +
         dateOf( masks.times.front().at ) + " to " + dateOf( masks.times.back().at ) + " on " +
         std::to_string( masks.grid.width ) + " x " + std::to_string( masks.grid.height ) + " pixels, from " +
         std::to_string( masks.closed.size() ) +
         " fronts; from the first to the last the ice on the map changed by " +
         numberText( change / 1e6, Decimals{ 3 } ) + " km².";
}

} // namespace

QString IceMasksAlgorithm::displayName() const
{
  return QObject::tr( "Fronts to ice masks" );
}

QString IceMasksAlgorithm::group() const
{
  return QObject::tr( "Evaluation" );
}

QStringList IceMasksAlgorithm::tags() const
{
  return QObject::tr( "glacier,terminus,front,mask,level set,netcdf,cf,issm,pism,ice-flow model,retreat,"
                      "front_retreat_file,spclevelset,monthly,interpolation,fjord" )
      .split( ',' );
}

QString IceMasksAlgorithm::shortDescription() const
{
  return QObject::tr( "Turns dated fronts into monthly ice masks and level sets for ice-flow models." );
}

Guide IceMasksAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Writes one NetCDF file in the conventions CF-1.8 from fronts with dates: ice_mask and rock_mask as in "
      "NSIDC-0793, land_ice_area_fraction_retreat for PISM's -front_retreat_file (1: may be ice, with "
      "fractions), ice_levelset for ISSM (metres to the edge of the ocean, negative on ice and land) and "
      "days_from_front, how far in time the nearest front is.\n\n"
      "Between two fronts the distance of each pixel to the front, negative in the ice, goes linearly in "
      "time "
      "from the one to the other: halfway in time, the front lies halfway. Nothing is extrapolated: before "
      "the "
      "first and after the last front the masks show that front, and the log counts them.\n\n"
      "Fronts cut a fjord into ice and ocean as in “Measure glacier change”: each crossing changes sides, "
      "and "
      "icebergs count as what surrounds them. The fjord lies between WALLS; ends of fronts that stop short "
      "of "
      "them are joined straight with them (LONGEST_GAP), and what crosses them is cut off. Walls are lines "
      "along "
      "the fjord, drawn on along the flow to the edge of the map, the outline of the fjord, or polygons of "
      "land. Without them the fjord is straight, along the flow, and as wide as the fronts reach. All else "
      "is "
      "land. Without ROCK, rock is what lies beside the fjord and not in CATCHMENT; with it, all other land "
      "is "
      "ice, or what lies in CATCHMENT. ice_mask + rock_mask is 1 on all land.\n\n"
      "Fractions count 8 x 8 points of each pixel. Distances are those of the map, on which models compute; "
      "areas on EPSG:3413 are a few per cent off those of the ground." );
  guide.when = QObject::tr(
      "You have fronts of several dates and a model of ice flow that is to follow them. For numbers of "
      "advance, retreat and area on the ground, choose “Measure glacier change”." );
  guide.parameters = QStringList{ QStringLiteral( "WALLS" ), OCEAN, QStringLiteral( "TIMES" ) };
  guide.result = QObject::tr(
      "QGIS shows ice_mask as a mesh layer; the temporal controller goes through the months. Where ice or "
      "ocean spreads beside the fjord, draw WALLS. days_from_front says which months no front is near. PISM "
      "takes the file as it is: -front_retreat_file masks.nc, best with CUMULATIVE. In ISSM, interpolate "
      "ice_levelset to the mesh as spclevelset, or give POLYGONS, written as .shp, to ExpToLevelSet: inside "
      "is ice, and its time is the text field Date." );
  guide.example = QStringList{
      QStringLiteral( "simulatescene WIDTH=96 HEIGHT=96 PIXEL_SIZE=100 SEED=5 DATE=2022-01-01 DATES=4 "
                      "INTERVAL=60 SCENE=scene.tif FRONTS=fronts.gpkg" ),
      QStringLiteral( "icemasks INPUT=fronts.gpkg RESOLUTION=100 OUTPUT=masks.nc POLYGONS=closed.shp" ) };
  guide.citation = QObject::tr( "Names and conventions of ice_mask and rock_mask: Greene, C. A. et al. "
                                "(2024): MEaSUREs ITS_LIVE Greenland "
                                "Monthly 120 m Ice Sheet Extent Masks, 1972-2022, NSIDC-0793." );
  guide.next = QStringList{ QStringLiteral( "frontchange" ) };
  return guide;
}

void IceMasksAlgorithm::initAlgorithm( const QVariantMap & )
{
  const auto shapes = []( const QString &key, const QString &label, const QList<int> &types )
  { return new QgsProcessingParameterFeatureSource( key, label, types, QVariant(), true ); };
  const int lines = static_cast<int>( compat::sourceVectorLine );
  const int polygons = static_cast<int>( compat::sourceVectorPolygon );
  add( frontInputParameters() );
  add( shapes( WALLS, QObject::tr( "Fjord walls" ), { lines, polygons } ),
       QObject::tr( "Lines along both sides of the fjord, its outline as a polygon, or polygons of land "
                    "beside it. Ends are drawn on along the flow to the edge of the map. Without them, a "
                    "straight fjord as wide as the fronts reach." ) );
  add( shapes( ROCK, QObject::tr( "Rock" ), { polygons } ),
       QObject::tr( "Polygons of land without ice: rock_mask. They are never ocean, either." ) );
  add( shapes( CATCHMENT, QObject::tr( "Catchment" ), { polygons } ),
       QObject::tr(
           "Polygons of land with ice. What lies neither in them nor in the fjord counts as rock." ) );
  IceMaskOptions standard;
  add( iceMaskParameters( standard ) );
  add( new QgsProcessingParameterCrs( CRS, QObject::tr( "Coordinate reference system" ), QVariant(), true ),
       QObject::tr( "Projected, in metres. Empty: polar stereographic, EPSG:3413 north of 60° and EPSG:3031 "
                    "south of -60°; UTM between." ) );
  add( new QgsProcessingParameterExtent( EXTENT, QObject::tr( "Extent" ), QVariant(), true ),
       QObject::tr( "The map reaches at least as far, to whole pixels. Empty: all fronts, and a quarter of "
                    "their extent on each side." ) );
  add( frontFieldParameters() );
  add( new QgsProcessingParameterFileDestination( OUTPUT, QObject::tr( "Ice masks" ),
                                                  QObject::tr( "NetCDF files (*.nc)" ) ),
       QObject::tr( "A NetCDF-4 file with a map for each time." ) );
  add(
      new QgsProcessingParameterFeatureSink( POLYGONS, QObject::tr( "Closed fronts" ),
                                             compat::sourceVectorPolygon, QVariant(), true, false ),
      QObject::tr( "The ice of each front in its fjord, closed along walls and the edge of the map, with the "
                   "fields Date (text), OfficialN and ImageID." ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_COUNT, QObject::tr( "Fronts used" ) ) );
  addOutput( new QgsProcessingOutputNumber( TIME_COUNT, QObject::tr( "Times" ) ) );
  addOutput(
      new QgsProcessingOutputNumber( AREA_CHANGE, QObject::tr( "Change in ice area (m² of the map)" ) ) );
}

void IceMasksAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                 QgsProcessingFeedback * )
{
  readParameters( iceMaskParameters( mOptions ), parameters, context, *this );
  const QgsCoordinateReferenceSystem crs =
      QgsProcessingParameters::parameterAsCrs( parameterDefinition( CRS ), parameters, context );
  if ( crs.isValid() )
    mOptions.crs = textOf( crs );
  const QgsProcessingParameterDefinition *extent = parameterDefinition( EXTENT );
  const QgsRectangle rectangle = QgsProcessingParameters::parameterAsExtent( extent, parameters, context );
  if ( !rectangle.isEmpty() )
    mOptions.extent = outlineOf( drawnRectangle(
        rectangle, QgsProcessingParameters::parameterAsExtentCrs( extent, parameters, context ) ) );
  mInput.fronts = changeInput( parameters, context, *this );
  mInput.walls = drawnShapes( WALLS, QObject::tr( "walls" ), parameters, context, *this );
  mInput.rock = drawnShapes( ROCK, QObject::tr( "rock" ), parameters, context, *this );
  mInput.catchment = drawnShapes( CATCHMENT, QObject::tr( "catchment" ), parameters, context, *this );
}

QVariantMap IceMasksAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                        QgsProcessingFeedback *feedback )
{
  const Feedback core = coreFeedback( feedback );
  const QString path = parameterAsFileOutput( parameters, OUTPUT, context );
  const IceMaskResult masks = writeIceMasks( path.toStdString(), mInput, mOptions, core );
  core.inform( summary( masks ) );
  QVariantMap results{ { OUTPUT, path },
                       { FRONT_COUNT, static_cast<int>( masks.closed.size() ) },
                       { TIME_COUNT, static_cast<int>( masks.times.size() ) },
                       { AREA_CHANGE, masks.lastIce - masks.firstIce } };
  const VectorOutput polygons( parameterDefinition( POLYGONS ), parameters, context );
  if ( polygons.isWanted() )
    results[POLYGONS] = polygons.write( closedFronts( masks ) );
  showMasksOnLoad( context, path, onlyGlacier( masks ) );
  return results;
}

} // namespace calving
