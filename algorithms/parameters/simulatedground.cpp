#include "algorithms/parameters/simulatedproductparameters.h"

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/sarparameters.h"
#include "algorithms/parameters/sceneparameters.h"
#include "algorithms/qgiscompat.h"

namespace calving
{

namespace
{

using Parameters = QgsProcessingParameters;

DocumentedParameter choice( const char *key, const QString &label, const QStringList &names,
                            const QString &help )
{
  return { std::make_unique<QgsProcessingParameterEnum>( QString::fromLatin1( key ), label, names, false,
                                                         names.first(), false, true ),
           help };
}

DocumentedParameter number( const char *key, const QString &label, const QVariant &value, double low,
                            double high, const QString &help )
{
  const bool whole = value.type() == QVariant::Int;
  return { std::make_unique<QgsProcessingParameterNumber>(
               QString::fromLatin1( key ), label, whole ? compat::numberInteger : compat::numberDouble, value,
               true, low, high ),
           help };
}

template <typename Parameter>
DocumentedParameter optional( const char *key, const QString &label, const QString &help )
{
  return { std::make_unique<Parameter>( QString::fromLatin1( key ), label, QVariant(), true ), help };
}

DocumentedParameter layer( const char *key, const QString &label, int type, const QString &help )
{
  return { std::make_unique<QgsProcessingParameterFeatureSource>( QString::fromLatin1( key ), label,
                                                                  QList<int>{ type }, QVariant(), true ),
           help };
}

//! The parameters of \a list whose names are in \a keys.
void take( std::vector<DocumentedParameter> &result, std::vector<DocumentedParameter> list,
           const QStringList &keys )
{
  for ( DocumentedParameter &parameter : list )
    if ( keys.contains( parameter.first->name() ) )
      result.push_back( std::move( parameter ) );
}

QStringList typeNames()
{
  QStringList names;
  for ( const ProductType &type : productTypes() )
    names << QString::fromStdString( type.name );
  return names;
}

std::vector<PointTarget> targetsOf( const QgsProcessingFeatureSource &source, double crossSection,
                                    const QgsProcessingContext &context )
{
  const QgsCoordinateTransform toDegrees( source.sourceCrs(),
                                          QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) ),
                                          context.transformContext() );
  std::vector<PointTarget> targets;
  QgsFeatureIterator features = source.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    const QgsGeometry geometry = feature.geometry();
    for ( auto vertex = geometry.vertices_begin(); vertex != geometry.vertices_end(); ++vertex )
    {
      const QgsPoint point = *vertex;
      const QgsPointXY place = toDegrees.transform( QgsPointXY( point.x(), point.y() ) );
      targets.push_back( { place.x(), place.y(), point.is3D() ? point.z() : 0, crossSection } );
    }
  }
  return targets;
}

} // namespace

std::vector<DocumentedParameter> simulatedProductParameters()
{
  std::vector<DocumentedParameter> list;
  list.push_back(
      choice( "TYPE", QObject::tr( "Product" ), typeNames(),
              QObject::tr( "Mode and resolution: pixels of 10 m (IW_GRDH, SM_GRDH), 25 m (EW_GRDH) or "
                           "40 m (IW_GRDM, EW_GRDM)." ) ) );
  list.push_back( choice( "POLARISATION", QObject::tr( "Polarisation" ),
                          { QStringLiteral( "HH" ), QStringLiteral( "VV" ), QStringLiteral( "HH+HV" ),
                            QStringLiteral( "VV+VH" ) },
                          QObject::tr( "One image, or two: the second is received the other way." ) ) );
  list.push_back( choice(
      "PASS", QObject::tr( "Pass" ), { QStringLiteral( "ascending" ), QStringLiteral( "descending" ) },
      QObject::tr( "Northwards in the evening or southwards in the morning; the radar looks to "
                   "the right." ) ) );
  take( list, sceneParameters(),
        { QStringLiteral( "SEED" ), QStringLiteral( "DATE" ), QStringLiteral( "RATE" ),
          QStringLiteral( "WIDTH" ), QStringLiteral( "HEIGHT" ), QStringLiteral( "PIXEL_SIZE" ),
          QStringLiteral( "CRS" ), QStringLiteral( "CENTRE" ) } );
  return list;
}

std::vector<DocumentedParameter> groundParameters()
{
  std::vector<DocumentedParameter> list;
  list.push_back( optional<QgsProcessingParameterRasterLayer>(
      "DEM", QObject::tr( "Terrain model" ),
      QObject::tr(
          "Heights in metres to use instead of a simulated landscape; beyond them, and where they are "
          "missing, is the sea. The product shows them whole." ) ) );
  list.push_back(
      { std::make_unique<QgsProcessingParameterEnum>(
            QStringLiteral( "DEM_DATUM" ), QObject::tr( "Heights of the terrain model refer to" ),
            QStringList{ QObject::tr( "Ellipsoid (ArcticDEM, REMA)" ), QObject::tr( "EGM96 (SRTM, ASTER)" ),
                         QObject::tr( "EGM2008 (Copernicus DEM)" ) },
            false, 0 ),
        QObject::tr( "The vertical datum." ) } );
  list.push_back(
      { std::make_unique<QgsProcessingParameterFile>( QStringLiteral( "GEOID" ), QObject::tr( "Geoid grid" ),
                                                      compat::fileBehavior, QString(), QVariant(), true ),
        QObject::tr( "Grid of the geoid's heights, such as egm96_15.gtx. Empty: the one that PROJ has." ) } );
  list.push_back( optional<QgsProcessingParameterRasterLayer>(
      "ZONES", QObject::tr( "Zones" ),
      QObject::tr(
          "Rock, glacier and ocean as 64 127 254 or 2 3 4, to use instead of a simulated landscape. They "
          "scatter -11, -10 and -18 dB at the incidence angle below. Without them a given terrain model "
          "is rock, and ocean below 0.5 m." ) ) );
  list.push_back( number(
      "SIGMA0", QObject::tr( "Constant backscatter (dB)" ), QVariant( QVariant::Double ), -60, 60,
      QObject::tr(
          "Sigma nought of flat ground everywhere, instead of a landscape or zones. Slopes of a terrain "
          "model return as much gamma nought as flat ground." ) ) );
  list.push_back(
      layer( "AREA", QObject::tr( "Area" ), static_cast<int>( compat::sourceVectorPolygon ),
             QObject::tr( "The product shows the ground around these polygons. Empty: all of it." ) ) );
  list.push_back(
      layer( "TARGETS", QObject::tr( "Corner reflectors" ), static_cast<int>( compat::sourceVectorPoint ),
             QObject::tr( "Points that shine brightly. Their third coordinate is the height above the "
                          "ellipsoid; without one it is 0." ) ) );
  return list;
}

std::vector<DocumentedParameter> rareProductParameters()
{
  std::vector<DocumentedParameter> list;
  take( list, rareSceneParameters(),
        { QStringLiteral( "SEASONAL" ), QStringLiteral( "MELANGE" ), QStringLiteral( "INCIDENCE" ),
          QStringLiteral( "NOISE_FLOOR" ), QStringLiteral( "THREADS" ) } );
  list.push_back(
      number( "LOOKS", QObject::tr( "Looks" ), 0.0, 0, 1e6,
              QObject::tr( "Equivalent number of looks. 0: that of the type, 4.4 for IW_GRDH; 1000000: no "
                           "speckle to speak of." ) ) );
  list.push_back( number( "TARGET_POWER", QObject::tr( "Radar cross-section of the reflectors (dB of a m²)" ),
                          60.0, 0, 100, QObject::tr( "A trihedral of 5 m has 60 dB." ) ) );
  list.push_back(
      number( "SAMPLES", QObject::tr( "Samples" ), 0, 0, 60000,
              QObject::tr( "Pixels of a line. 0: as many as the ground needs. Products of ESA have some "
                           "26000 in IW_GRDH." ) ) );
  list.push_back( number(
      "LINES", QObject::tr( "Lines" ), 0, 0, 60000,
      QObject::tr( "0: as many as the ground needs. Products of ESA have some 16700 in IW_GRDH." ) ) );
  return list;
}

GroundLayers groundLayers( const QVariantMap &parameters, QgsProcessingContext &context,
                           const QgsProcessingAlgorithm &algorithm )
{
  return { optionalRasterSource( parameters, QStringLiteral( "DEM" ), context, algorithm ),
           optionalRasterSource( parameters, QStringLiteral( "ZONES" ), context, algorithm ) };
}

ProductOptions productOptions( const QVariantMap &parameters, QgsProcessingContext &context,
                               const QgsProcessingAlgorithm &algorithm, const GroundLayers &layers )
{
  const auto definition = [&]( const char *key )
  { return algorithm.parameterDefinition( QString::fromLatin1( key ) ); };
  const auto name = [&]( const char *key )
  { return Parameters::parameterAsEnumString( definition( key ), parameters, context ); };
  const auto real = [&]( const char *key )
  { return Parameters::parameterAsDouble( definition( key ), parameters, context ); };
  const auto source = [&]( const char *key )
  {
    return std::unique_ptr<QgsProcessingFeatureSource>(
        Parameters::parameterAsSource( definition( key ), parameters, context ) );
  };
  ProductOptions options;
  options.scene = sceneOptions( parameters, context, algorithm );
  options.type = name( "TYPE" ).toStdString();
  options.polarisations.clear();
  for ( const QString &polarisation : name( "POLARISATION" ).split( '+' ) )
    options.polarisations.push_back( polarisation.toStdString() );
  options.ascending = name( "PASS" ) == QStringLiteral( "ascending" );
  options.ground.terrain.dem = layers.dem;
  options.ground.terrain.datum = static_cast<VerticalDatum>(
      Parameters::parameterAsEnum( definition( "DEM_DATUM" ), parameters, context ) );
  options.ground.terrain.geoidFile =
      Parameters::parameterAsFile( definition( "GEOID" ), parameters, context ).toStdString();
  options.ground.zones = layers.zones;
  if ( parameters.value( QStringLiteral( "SIGMA0" ) ).isValid() )
    options.ground.sigma0Db = real( "SIGMA0" );
  if ( const auto area = source( "AREA" ) )
    options.area = areaPoints( *area, context );
  if ( const auto targets = source( "TARGETS" ) )
    options.targets = targetsOf( *targets, real( "TARGET_POWER" ), context );
  options.looks = options.scene.looks;
  options.scene.looks = SceneOptions().looks; // checked with the scene, where 0 means none
  options.samples = static_cast<int>( real( "SAMPLES" ) );
  options.lines = static_cast<int>( real( "LINES" ) );
  return options;
}

} // namespace calving
