#include "algorithms/parameters/terrainparameters.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include "algorithms/layers/zonestyle.h"
#include "algorithms/parameters/areaparameters.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/qgiscompat.h"
#include "model/raster/decibelwindow.h"

namespace calving
{

namespace
{

const QString demKey = QStringLiteral( "DEM" );
const QString datumKey = QStringLiteral( "DEM_DATUM" );
const QString geoidKey = QStringLiteral( "GEOID" );
const QString heightKey = QStringLiteral( "HEIGHT" );
const QString flattenKey = QStringLiteral( "FLATTEN" );
const QString crsKey = QStringLiteral( "CRS" );
const QString pixelSizeKey = QStringLiteral( "PIXEL_SIZE" );
const QString unitKey = QStringLiteral( "UNIT" );
const QString minimumKey = QStringLiteral( "DB_MIN" );
const QString maximumKey = QStringLiteral( "DB_MAX" );
const QString outputKey = QStringLiteral( "OUTPUT" );
const QString incidenceKey = QStringLiteral( "INCIDENCE" );
const QString maskKey = QStringLiteral( "MASK" );

using Parameter = std::unique_ptr<QgsProcessingParameterDefinition>;

Parameter number( const QString &key, const QString &label, double value, double least )
{
  return std::make_unique<QgsProcessingParameterNumber>( key, label, compat::numberDouble, value, false,
                                                         least );
}

//! The values of an algorithm's parameters; what is missing has the parameter's default.
struct Values
{
  const QVariantMap &parameters;
  QgsProcessingContext &context;
  const QgsProcessingAlgorithm &algorithm;

  double number( const QString &key ) const
  {
    return QgsProcessingParameters::parameterAsDouble( algorithm.parameterDefinition( key ), parameters,
                                                       context );
  }
  int choice( const QString &key ) const
  {
    return QgsProcessingParameters::parameterAsEnum( algorithm.parameterDefinition( key ), parameters,
                                                     context );
  }
};

MapOptions mapOf( const Values &values )
{
  const auto definition = [&values]( const QString &key )
  { return values.algorithm.parameterDefinition( key ); };
  MapOptions map;
  const auto crs =
      QgsProcessingParameters::parameterAsCrs( definition( crsKey ), values.parameters, values.context );
  if ( crs.isValid() )
    map.crs = crs.toWkt( compat::wktForGdal ).toStdString();
  map.pixelSize = values.number( pixelSizeKey );
  return map;
}

TerrainOptions terrainOf( const Values &values, const MapLayers &layers )
{
  TerrainOptions terrain;
  terrain.dem = layers.dem;
  terrain.datum = static_cast<VerticalDatum>( values.choice( datumKey ) );
  terrain.geoidFile =
      QgsProcessingParameters::parameterAsFile( values.algorithm.parameterDefinition( geoidKey ),
                                                values.parameters, values.context )
          .toStdString();
  terrain.height = values.number( heightKey );
  return terrain;
}

} // namespace

std::vector<DocumentedParameter> terrainParameters()
{
  std::vector<DocumentedParameter> list;
  list.emplace_back(
      std::make_unique<QgsProcessingParameterRasterLayer>( demKey, QObject::tr( "Terrain model" ), QVariant(),
                                                           true ),
      QObject::tr(
          "Heights in metres, any raster with a coordinate reference system. Where it has none, the "
          "sea is: nothing is masked. Empty: the constant height below, which puts a place that lies "
          "100 m higher or lower about 150 m aside." ) );
  list.emplace_back(
      std::make_unique<QgsProcessingParameterEnum>(
          datumKey, QObject::tr( "Heights of the terrain model refer to" ),
          QStringList{ QObject::tr( "Ellipsoid (ArcticDEM, REMA)" ), QObject::tr( "EGM96 (SRTM, ASTER)" ),
                       QObject::tr( "EGM2008 (Copernicus DEM)" ) },
          false, 0 ),
      QObject::tr( "The vertical datum. A mistake here moves the scene by tens of metres." ) );
  list.emplace_back(
      advanced( std::make_unique<QgsProcessingParameterFile>(
          geoidKey, QObject::tr( "Geoid grid" ), compat::fileBehavior, QString(), QVariant(), true ) ),
      QObject::tr( "Grid of the geoid's heights, such as egm96_15.gtx. Empty: the one that PROJ has." ) );
  list.emplace_back( number( heightKey, QObject::tr( "Height without terrain model" ), 0, -1e4 ),
                     QObject::tr( "Metres above the ellipsoid. The sea lies at the height of the geoid: some "
                                  "20 to 60 m around Greenland." ) );
  list.emplace_back(
      std::make_unique<QgsProcessingParameterBoolean>(
          flattenKey, QObject::tr( "Flatten the terrain’s brightness" ), false ),
      QObject::tr(
          "Slopes that face the radar are bright because more ground lies in a pixel. Divides beta nought "
          "by the area that each pixel shows (Small 2011), which gives gamma nought. Needs a terrain "
          "model." ) );
  return list;
}

std::vector<DocumentedParameter> gridParameters()
{
  std::vector<DocumentedParameter> list;
  list.emplace_back(
      std::make_unique<QgsProcessingParameterCrs>( crsKey, QObject::tr( "Coordinate reference system" ),
                                                   QVariant(), true ),
      QObject::tr(
          "Projected. Empty: polar stereographic, EPSG:3413 north of 60° and EPSG:3031 south of -60°; UTM "
          "between." ) );
  list.emplace_back(
      number( pixelSizeKey, QObject::tr( "Pixel size" ), 20, 0.1 ),
      QObject::tr( "Metres. Borders of the result are multiples of it, so that the scenes of a time "
                   "series lie on one another." ) );
  return list;
}

std::vector<DocumentedParameter> unitParameters( int unit )
{
  std::vector<DocumentedParameter> list;
  list.emplace_back(
      std::make_unique<QgsProcessingParameterEnum>(
          unitKey, QObject::tr( "Unit" ),
          QStringList{ QObject::tr( "Linear" ), QObject::tr( "Decibels" ), QObject::tr( "8 bit" ) }, false,
          unit ),
      QObject::tr(
          "How backscatter is stored: power, decibels, or bytes 1 to 255 over a window of decibels (0 "
          "means no data)." ) );
  list.emplace_back( number( minimumKey, QObject::tr( "Decibels of 1" ), DecibelWindow().minimum, -1e3 ),
                     QObject::tr( "8 bit only: what becomes black. Recorded in the result." ) );
  list.emplace_back( number( maximumKey, QObject::tr( "Decibels of 255" ), DecibelWindow().maximum, -1e3 ),
                     QObject::tr( "8 bit only: what becomes white. Recorded in the result." ) );
  return list;
}

std::vector<DocumentedParameter> mapOutputs()
{
  std::vector<DocumentedParameter> list;
  list.emplace_back(
      std::make_unique<QgsProcessingParameterRasterDestination>( outputKey, QObject::tr( "Map" ) ),
      QObject::tr( "A Cloud-Optimised GeoTIFF that records sensor, orbit, time and every step." ) );
  list.emplace_back( std::make_unique<QgsProcessingParameterRasterDestination>(
                         incidenceKey, QObject::tr( "Local incidence angle" ), QVariant(), true, false ),
                     QObject::tr( "Degrees between the line of sight and the normal of the terrain." ) );
  list.emplace_back( std::make_unique<QgsProcessingParameterRasterDestination>(
                         maskKey, QObject::tr( "Layover and shadow" ), QVariant(), true, false ),
                     QObject::tr( "1 visible, 2 layover, 3 shadow, 4 both, 0 outside the scene." ) );
  return list;
}

QString mapAreaHelp()
{
  return QObject::tr(
      "The result is the rectangle around these polygons; pixels whose centres lie outside have no "
      "data. Empty: all of the scene." );
}

MapLayers mapLayers( const QVariantMap &parameters, QgsProcessingContext &context,
                     const QgsProcessingAlgorithm &algorithm )
{
  return { optionalRasterSource( parameters, demKey, context, algorithm ),
           areaMask( parameters, context, algorithm ) };
}

BackscatterUnit unitOf( const QVariantMap &parameters, QgsProcessingContext &context,
                        const QgsProcessingAlgorithm &algorithm )
{
  return static_cast<BackscatterUnit>( Values{ parameters, context, algorithm }.choice( unitKey ) );
}

DecibelWindow decibelWindowOf( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm )
{
  const Values values{ parameters, context, algorithm };
  return { values.number( minimumKey ), values.number( maximumKey ) };
}

TerrainCorrectionOptions mapOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                                     const QgsProcessingAlgorithm &algorithm, const MapLayers &layers )
{
  const Values values{ parameters, context, algorithm };
  TerrainCorrectionOptions options;
  options.terrain = terrainOf( values, layers );
  options.map = mapOf( values );
  const AreaOfInterest area = areaOfInterest( parameters, context, algorithm, layers.areaMask );
  options.map.area = area.outline;
  options.inside = area.shape;
  options.flatten = QgsProcessingParameters::parameterAsBoolean( algorithm.parameterDefinition( flattenKey ),
                                                                 parameters, context );
  options.unit = unitOf( parameters, context, algorithm );
  options.window = decibelWindowOf( parameters, context, algorithm );
  return options;
}

TerrainCorrectionOutputs outputPaths( const QVariantMap &parameters, QgsProcessingContext &context,
                                      const QgsProcessingAlgorithm &algorithm )
{
  const auto path = [&]( const QString &key )
  {
    return QgsProcessingParameters::parameterAsOutputLayer( algorithm.parameterDefinition( key ), parameters,
                                                            context )
        .toStdString();
  };
  return { path( outputKey ), path( incidenceKey ), path( maskKey ) };
}

QVariantMap mapResults( const TerrainCorrectionOutputs &outputs, const std::string &dateTime,
                        QgsProcessingContext &context )
{
  constexpr int toTheSecond = 19;
  const QString time = QString::fromStdString( dateTime ).left( toTheSecond );
  QVariantMap results;
  const auto add = [&]( const QString &key, const std::string &path )
  {
    if ( path.empty() )
      return;
    results[key] = QString::fromStdString( path );
    dateRasterOnLoad( context, QString::fromStdString( path ), time );
  };
  add( outputKey, outputs.backscatter );
  add( incidenceKey, outputs.incidence );
  add( maskKey, outputs.mask );
  return results;
}

} // namespace calving
