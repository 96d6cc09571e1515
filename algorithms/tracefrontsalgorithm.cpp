#include "algorithms/tracefrontsalgorithm.h"

#include <optional>

#include <QJsonDocument>
#include <QJsonObject>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/frontfields.h"
#include "algorithms/layers/frontstyle.h"
#include "algorithms/layers/loadedlayers.h"
#include "algorithms/parameters/appendparameter.h"
#include "algorithms/parameters/areaparameters.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "model/front/traceparameters.h"
#include "model/geometry/mapstretch.h"
#include "model/scene/glacierparameter.h"

namespace calving
{

using namespace key;

namespace
{

constexpr const char *lengthKey = "MINIMUM_LENGTH";

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

Guide TraceFrontsAlgorithm::guide() const
{
  Guide guide;
  guide.what =
      QObject::tr( "Turns a raster of zones (not available, rock, glacier, ocean), from whatever source, "
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
  guide.when =
      QObject::tr( "You have zones already, from another network, from CaFFe or corrected by hand, and want "
                   "lines with the same attributes and the same rule as “Extract calving fronts” gives." );
  guide.parameters =
      QStringList{ QStringLiteral( "ZONES" ), QStringLiteral( "MINIMUM_LENGTH" ), QStringLiteral( "AREA" ) };
  guide.result = QObject::tr(
      "No front where you see one: it is shorter than the minimum, rock or missing data lie between"
      " ocean and ice, or the codes are others than assumed." );
  guide.example = QStringList{
      QStringLiteral( "simulatescene WIDTH=128 HEIGHT=128 PIXEL_SIZE=60 SCENE=scene.tif ZONES=zones.tif" ),
      QStringLiteral( "tracefronts ZONES=zones.tif FRONTS=fronts.gpkg" ) };
  guide.citation = QObject::tr(
      "The rule of islands, lakes and the least length: Gourmelon, N., et al. (2022): Calving "
      "fronts and where to find them: a benchmark dataset and methodology for automatic glacier "
      "calving front extraction from synthetic aperture radar imagery. Earth System Science Data. "
      "Data: PANGAEA, doi:10.1594/PANGAEA.940950 (CC BY 4.0)." );
  guide.next = QStringList{ QStringLiteral( "evaluatefronts" ) };
  return guide;
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
  TraceOptions standard;
  std::string glacier;
  const Parameters entries = traceParameters( standard );
  add( only( entries, { lengthKey } ) );
  add( glacierParameter( glacier ) );
  addAdvanced(
      new QgsProcessingParameterRasterLayer( CONFIDENCE, QObject::tr( "Confidence" ), QVariant(), true ),
      QObject::tr( "A raster of the same size with the confidence of each pixel, 0 to 1 or 0 to 255. Fills "
                   "the attributes conf_mean and conf_min." ) );
  add( without( entries, { lengthKey } ) );
  add( appendParameter() );
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
  mZones = rasterInput( parameterAsRasterLayer( parameters, ZONES, context ), ZONES, parameters );
  mConfidence = optionalRasterInput( parameters, CONFIDENCE, context, *this );
  mArea = areaPolygons( parameters, context, *this );
}

TracedFronts TraceFrontsAlgorithm::trace( const RasterReader &zones, const TraceOptions &options,
                                          QgsProcessingFeedback *feedback ) const
{
  std::optional<AreaMask> area;
  if ( !mArea.isEmpty() )
    area.emplace( zones.grid(), mArea );
  std::optional<RasterReader> confidence;
  if ( !mConfidence.isEmpty() )
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
  const std::string stretched = stretchWarning( zones.grid(), mZones.path );
  if ( !stretched.empty() )
    coreFeedback( feedback ).warn( stretched );
  FrontContext about;
  about.scene = sceneFacts( mZones.path, zones.metadata() );
  TraceOptions options;
  std::string glacier;
  readParameters( joined( { traceParameters( options ), { glacierParameter( glacier ) } } ), parameters,
                  context, *this );
  if ( !glacier.empty() )
    about.scene.glacier = glacier;
  options.pixelSizeMetres = knownPixelSize( zones, options.pixelSizeMetres, about.scene );
  const TracedFronts traced = trace( zones, options, feedback );

  // The raster waits beside its place until the lines are written: both appear, or neither.
  const QString pixels = parameterAsOutputLayer( parameters, FRONT_PIXELS, context );
  std::optional<RasterWriter> raster;
  if ( !pixels.isEmpty() )
    raster.emplace( frontPixelRaster( pixels.toStdString(), zones.grid(), traced.pixels ) );

  about.pixelMetres = traced.pixelSizeMetres;
  about.hasConfidence = !mConfidence.isEmpty();
  about.parameters = asJson( options, traced.pixelSizeMetres, !mArea.isEmpty() );
  if ( !zones.grid().crs.empty() )
    about.crsSource = mZones.crs.empty() ? QStringLiteral( "raster" ) : QStringLiteral( "layer" );
  const VectorOutput output( parameterDefinition( FRONTS ), parameters, context );
  const QString fronts = output.write(
      frontLayer( traced.lines, about,
                  QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( zones.grid().crs ) ),
                  output.isShapefile() ),
      oldFeatures( parameters, context, *this ) );
  QVariantMap results{ { FRONTS, fronts },
                       { FRONT_COUNT, static_cast<int>( traced.lines.size() ) },
                       { FRONT_LENGTH, totalLength( traced.lines ) } };
  if ( raster )
  {
    raster->commit();
    results[FRONT_PIXELS] = pixels;
  }
  showOnLoad( context, about.scene,
              { { fronts, QObject::tr( "Calving fronts" ), styleFronts },
                { pixels, QObject::tr( "Front pixels" ), styleFrontPixels } } );
  return results;
}

} // namespace calving
