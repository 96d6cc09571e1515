#include "algorithms/tracefrontsalgorithm.h"

#include <optional>

#include <QJsonDocument>
#include <QJsonObject>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/areapolygons.h"
#include "algorithms/layers/frontfields.h"
#include "algorithms/layers/frontstyle.h"
#include "algorithms/parameters/glacierparameter.h"
#include "algorithms/parameters/layerparameters.h"
#include "model/front/tracefronts.h"
#include "model/geometry/mapstretch.h"

namespace calving
{

namespace
{

//! The size of a pixel that the user gave, or that only the name tells: images of CaFFe lie nowhere.
double knownPixelSize( const RasterReader &zones, double given, const SceneFacts &scene )
{
  if ( given > 0 )
    return given;
  return zones.grid().hasTransform ? 0 : scene.resolutionMetres;
}

QString asJson( const TraceOptions &options, double pixelSize, bool restricted )
{
  const QJsonObject json{ { "algorithm", "tracefronts" },
                          { "minimum_length_m", options.minimumLengthMetres },
                          { "pixel_size_m", pixelSize },
                          { "smooth", options.smooth },
                          { "area", restricted } };
  return QString::fromUtf8( QJsonDocument( json ).toJson( QJsonDocument::Compact ) );
}

} // namespace

QString TraceFrontsAlgorithm::displayName() const
{
  return QObject::tr( "Trace calving fronts in zones" );
}

QString TraceFrontsAlgorithm::group() const
{
  return QObject::tr( "Fronts" );
}

QStringList TraceFrontsAlgorithm::tags() const
{
  return QObject::tr( "glacier,calving front,terminus,ice front,vectorise,segmentation,caffe,zones" )
      .split( ',' );
}

QString TraceFrontsAlgorithm::shortDescription() const
{
  return QObject::tr( "Draws the calving fronts in a raster of zones as smooth lines." );
}

QString TraceFrontsAlgorithm::shortHelpString() const
{
  return QObject::tr( "Turns a raster of zones (not available, rock, glacier, ocean), from whatever source, "
                      "into calving fronts.\n\n"
                      "Islands become ocean and lakes become glacier; the front is then where ocean touches "
                      "glacier (the rule of the "
                      "CaFFe benchmark). Fronts shorter than the minimum length are dropped, and what lies "
                      "outside the area is left "
                      "out after that.\n\n"
                      "Lines are smooth, never cross, and follow the front pixels within half a pixel. Each "
                      "front is one feature; "
                      "it has more than one part only where rock or missing data interrupt the contact of "
                      "ice and ocean. Date, "
                      "sensor and glacier come from the raster's metadata or its name." );
}

void TraceFrontsAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterRasterLayer( ZONES, QObject::tr( "Zones" ) ),
       QObject::tr(
           "Band 1 holds not available, rock, glacier and ocean as 0 1 2 3, as 1 2 3 4 or as 0 64 127 254. "
           "\"No data\" is not available." ) );
  add( new QgsProcessingParameterFeatureSource( AREA, QObject::tr( "Area" ),
                                                { static_cast<int>( compat::sourceVectorPolygon ) },
                                                QVariant(), true ),
       QObject::tr( "Polygons, in any coordinate reference system. Only fronts inside are kept." ) );
  add( new QgsProcessingParameterNumber( MINIMUM_LENGTH, QObject::tr( "Minimum length (m)" ),
                                         compat::numberDouble, 750, false, 0 ),
       QObject::tr(
           "Fronts whose number of pixels times the pixel size is less are dropped. 750 m is the rule of "
           "the CaFFe benchmark." ) );
  DocumentedParameter glacier = glacierParameter();
  addAdvanced( glacier.first.release(), glacier.second );
  addAdvanced(
      new QgsProcessingParameterRasterLayer( CONFIDENCE, QObject::tr( "Confidence" ), QVariant(), true ),
      QObject::tr( "A raster of the same size with the confidence of each pixel, 0 to 1 or 0 to 255. Fills "
                   "the attributes conf_mean and conf_min." ) );
  addAdvanced(
      new QgsProcessingParameterEnum( CODING, QObject::tr( "Coding of the zones" ),
                                      { QObject::tr( "By the values found" ), QStringLiteral( "0 1 2 3" ),
                                        QStringLiteral( "1 2 3 4" ), QStringLiteral( "0 64 127 254" ) },
                                      false, 0 ),
      QObject::tr( "By the names of the raster's classes where it has them, as ours do, else by the values. "
                   "Needed only where "
                   "the raster holds no other value than 1, 2 and 3." ) );
  addAdvanced(
      new QgsProcessingParameterNumber( PIXEL_SIZE, QObject::tr( "Pixel size (m)" ), compat::numberDouble, 0,
                                        true, 0 ),
      QObject::tr( "Only for the minimum length. 0 takes it from the raster, or, where that is not "
                   "georeferenced, from a name as CaFFe gives it (Glacier_Date_Sensor_Resolution_...)." ) );
  addAdvanced( new QgsProcessingParameterBoolean( SMOOTH, QObject::tr( "Smooth lines" ), true ),
               QObject::tr( "Off: lines keep the steps of the pixels." ) );
  add( new QgsProcessingParameterFeatureSink( FRONTS, QObject::tr( "Calving fronts" ),
                                              compat::sourceVectorLine ),
       QObject::tr(
           "The fronts as lines in the coordinate reference system of the zones. A Shapefile gets the "
           "field names of CALFIN and TermPicks." ) );
  add( new QgsProcessingParameterRasterDestination( FRONT_PIXELS, QObject::tr( "Front pixels" ), QVariant(),
                                                    true, false ),
       QObject::tr( "The front pixels as a raster: 255 at the front, else 0." ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_COUNT, QObject::tr( "Number of fronts" ) ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_LENGTH, QObject::tr( "Length of all fronts (m)" ) ) );
}

void TraceFrontsAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                    QgsProcessingFeedback * )
{
  mZones = rasterSource( parameterAsRasterLayer( parameters, ZONES, context ), ZONES, parameters );
  if ( parameters.value( CONFIDENCE ).isValid() )
    mConfidence =
        rasterSource( parameterAsRasterLayer( parameters, CONFIDENCE, context ), CONFIDENCE, parameters );
  if ( !parameters.value( AREA ).isValid() )
    return;
  const std::unique_ptr<QgsProcessingFeatureSource> area( parameterAsSource( parameters, AREA, context ) );
  if ( !area )
    throw QgsProcessingException( invalidSourceError( parameters, AREA ) );
  mArea = areaPolygons( *area, RasterReader( mZones ).grid().crs, context );
}

TracedFronts TraceFrontsAlgorithm::trace( const RasterReader &zones, const TraceOptions &options,
                                          QgsProcessingFeedback *feedback ) const
{
  std::optional<AreaMask> area;
  if ( !mArea.empty() )
    area.emplace( zones.grid(), mArea );
  std::optional<RasterReader> confidence;
  if ( !mConfidence.empty() )
    confidence.emplace( mConfidence );
  TracedFronts traced = traceFronts( zones, options, area ? &*area : nullptr,
                                     confidence ? &*confidence : nullptr, coreFeedback( feedback ) );
  feedback->pushInfo( QObject::tr( "Fronts found: %1, %2 km in all, at a pixel size of %3 m." )
                          .arg( traced.lines.size() )
                          .arg( totalLength( traced.lines ) / 1000, 0, 'f', 2 )
                          .arg( traced.pixelSizeMetres, 0, 'f', 2 ) );
  return traced;
}

QVariantMap TraceFrontsAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                           QgsProcessingFeedback *feedback )
{
  const RasterReader zones( mZones );
  const std::string stretched = stretchWarning( zones.grid(), mZones );
  if ( !stretched.empty() )
    coreFeedback( feedback ).warn( stretched );
  FrontContext about;
  about.scene = sceneFacts( mZones, zones.metadata() );
  if ( const std::string glacier = givenGlacier( parameters, context, *this ); !glacier.empty() )
    about.scene.glacier = glacier;
  TraceOptions options;
  options.minimumLengthMetres = parameterAsDouble( parameters, MINIMUM_LENGTH, context );
  options.pixelSizeMetres =
      knownPixelSize( zones, parameterAsDouble( parameters, PIXEL_SIZE, context ), about.scene );
  options.smooth = parameterAsBoolean( parameters, SMOOTH, context );
  options.coding = static_cast<ZoneCoding>( parameterAsEnum( parameters, CODING, context ) );
  const TracedFronts traced = trace( zones, options, feedback );

  // The raster waits beside its place until the lines are written: both appear, or neither.
  const QString pixels = parameterAsOutputLayer( parameters, FRONT_PIXELS, context );
  std::optional<RasterWriter> raster;
  if ( !pixels.isEmpty() )
    raster.emplace( frontPixelRaster( pixels.toStdString(), zones.grid(), traced.pixels ) );

  about.pixelMetres = traced.pixelSizeMetres;
  about.hasConfidence = !mConfidence.empty();
  about.parameters = asJson( options, traced.pixelSizeMetres, !mArea.empty() );
  about.crsSource = zones.grid().crs.empty() ? QString() : QStringLiteral( "raster" );
  const VectorOutput output( parameterDefinition( FRONTS ), parameters, context );
  const QString fronts = output.write(
      frontLayer( traced.lines, about,
                  QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( zones.grid().crs ) ),
                  output.isShapefile() ) );
  styleFrontsOnLoad( context, fronts );
  QVariantMap results{ { FRONTS, fronts },
                       { FRONT_COUNT, static_cast<int>( traced.lines.size() ) },
                       { FRONT_LENGTH, totalLength( traced.lines ) } };
  if ( raster )
  {
    raster->commit();
    styleFrontPixelsOnLoad( context, pixels );
    results[FRONT_PIXELS] = pixels;
  }
  return results;
}

} // namespace calving
