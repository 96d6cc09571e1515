#include "algorithms/extractfrontsalgorithm.h"

#include <algorithm>
#include <optional>

#include <QTemporaryDir>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/areapolygons.h"
#include "algorithms/layers/extractedlayers.h"
#include "algorithms/layers/frontfields.h"
#include "algorithms/layers/frontstyle.h"
#include "algorithms/layers/vectoroutput.h"
#include "algorithms/layers/zonestyle.h"
#include "algorithms/parameters/computeparameters.h"
#include "algorithms/parameters/glacierparameter.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/shippedmodel.h"
#include "algorithms/parameters/valueparameters.h"
#include "model/error.h"
#include "model/scene/productname.h"

namespace calving
{

namespace
{

void logResult( const ExtractedFronts &extracted, const Feedback &feedback )
{
  const SegmentReport &report = extracted.report;
  const auto seconds = []( double value ) { return QString::number( value, 'f', 1 ); };
  feedback.inform(
      QObject::tr( "%1 tiles, %2 of them without data. %3 s in all, of which the network took %4 s and "
                   "tracing %5 s." )
          .arg( report.tiles )
          .arg( report.emptyTiles )
          .arg( seconds( report.totalSeconds + extracted.tracingSeconds ), seconds( report.networkSeconds ),
                seconds( extracted.tracingSeconds ) )
          .toStdString() );
  feedback.inform( QObject::tr( "Fronts found: %1, %2 km in all." )
                       .arg( extracted.fronts.lines.size() )
                       .arg( totalLength( extracted.fronts.lines ) / 1000, 0, 'f', 2 )
                       .toStdString() );
}

} // namespace

ExtractFrontsAlgorithm::ExtractFrontsAlgorithm( Loader loader )
  : mLoader( std::move( loader ) )
{
}

QString ExtractFrontsAlgorithm::displayName() const
{
  return QObject::tr( "Extract calving fronts" );
}

QString ExtractFrontsAlgorithm::group() const
{
  return QObject::tr( "Fronts" );
}

QStringList ExtractFrontsAlgorithm::tags() const
{
  return QObject::tr(
             "glacier,terminus,calving,front,SAR,Sentinel-1,segmentation,deep learning,tyrion,ocean,ice" )
      .split( ',' );
}

QString ExtractFrontsAlgorithm::shortDescription() const
{
  return QObject::tr(
      "Finds the calving fronts in a SAR scene with a trained network and draws them as lines." );
}

QString ExtractFrontsAlgorithm::shortHelpString() const
{
  return QObject::tr(
      "A network decides for each pixel of the scene whether it is ocean, glacier, rock or not available. "
      "Where the "
      "ocean touches the glacier runs the calving front; it is drawn as a smooth line that follows the "
      "pixels within "
      "half a pixel, one feature per front, with date, sensor, length, confidence, model and parameters as "
      "attributes.\n\n"
      "The scene can be any raster of any size: it is read in tiles, so memory stays small. Pixels without "
      "data never "
      "make a front. Where its pixels differ from those that the model was trained on by more than 25 %, the "
      "scene is "
      "resampled for the network, and the results come back on the scene's own grid.\n\n"
      "Zones are bytes: 0 not available (also “no data”), 1 rock, 2 glacier, 3 ocean and ice melange." );
}

QString ExtractFrontsAlgorithm::modelPath( const QVariantMap &parameters,
                                           QgsProcessingContext &context ) const
{
  const QString chosen = parameterAsFile( parameters, MODEL, context );
  const QString path = chosen.isEmpty() ? shippedModelPath( provider() ) : chosen;
  if ( path.isEmpty() )
    throw Error(
        "No model comes with this version of the plugin. Choose a model file (parameter MODEL): train one "
        "with “Train on labelled scenes” or import one with “Import network weights”." );
  return path;
}

void ExtractFrontsAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                      QgsProcessingFeedback * )
{
  const QgsRasterLayer *layer = parameterAsRasterLayer( parameters, INPUT, context );
  mScene = rasterSource( layer, INPUT, parameters );
  mModel = modelPath( parameters, context );

  QgsCoordinateReferenceSystem crs = parameterAsCrs( parameters, CRS, context );
  if ( !crs.isValid() )
    crs = layer->crs(); // the user may have set it in QGIS
  if ( crs.isValid() )
    mGeoreference.crs = crs.toWkt( compat::wktForGdal ).toStdString();
  mGeoreference.pixelSizeMetres = parameterAsDouble( parameters, PIXEL_SIZE, context );
  // What the scene lacks shows before the model is loaded.
  requireScene( mScene );
  const RasterReader scene( mScene );
  requireBand( scene, parameterAsInt( parameters, BAND, context ) );
  const std::string mapCrs = sceneGrid( scene, mGeoreference ).grid.crs;

  if ( !parameters.value( AREA ).isValid() )
    return;
  const std::unique_ptr<QgsProcessingFeatureSource> area( parameterAsSource( parameters, AREA, context ) );
  if ( !area )
    throw QgsProcessingException( invalidSourceError( parameters, AREA ) );
  mArea = areaPolygons( *area, mapCrs, context );
}

SegmentOptions ExtractFrontsAlgorithm::segmentOptions( const QVariantMap &parameters,
                                                       QgsProcessingContext &context ) const
{
  SegmentOptions options;
  options.band = parameterAsInt( parameters, BAND, context );
  options.tiling = { parameterAsInt( parameters, TILE, context ),
                     parameterAsInt( parameters, MARGIN, context ),
                     parameterAsInt( parameters, STRIDE, context ) };
  // A smaller tile alone is no reason to refuse the default stride.
  if ( !parameters.value( STRIDE ).isValid() )
    options.tiling.stride = std::min( options.tiling.stride, options.tiling.tile );
  options.resample = parameterAsBoolean( parameters, RESAMPLE, context );
  options.networkPixelMetres = networkPixelMetres( parameters, context, *this );
  options.values = valueOptions( parameters, context, *this );
  return options;
}

ExtractOptions ExtractFrontsAlgorithm::options( const QVariantMap &parameters,
                                                QgsProcessingContext &context ) const
{
  const auto wanted = [&]( const QString &key )
  { return parameterAsOutputLayer( parameters, key, context ).toStdString(); };
  ExtractOptions options;
  options.scene = mScene;
  options.glacier = givenGlacier( parameters, context, *this );
  options.georeference = mGeoreference;
  options.segment = segmentOptions( parameters, context );
  options.trace.minimumLengthMetres = parameterAsDouble( parameters, MINIMUM_LENGTH, context );
  options.area = mArea;
  options.ocean = VectorOutput( parameterDefinition( OCEAN ), parameters, context ).isWanted();
  options.zonesPath = wanted( ZONES );
  options.confidencePath = wanted( CONFIDENCE );
  options.probabilitiesPath = wanted( PROBABILITIES );
  return options;
}

QVariantMap ExtractFrontsAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                             QgsProcessingFeedback *feedback )
{
  const Feedback core = coreFeedback( feedback );
  const ComputeOptions where = computeOptions( parameters, context, *this );
  useThreads( where.threads );
  logCompute( where, core );
  const std::unique_ptr<Segmenter> segmenter = mLoader( mModel.toStdString(), where );

  const QTemporaryDir temporary( QgsProcessingUtils::tempFolder() +
                                 QStringLiteral( "/extractfronts-XXXXXX" ) );
  if ( !temporary.isValid() )
    throw Error( QObject::tr( "Cannot create a temporary folder in %1: %2. Check that it may be written to." )
                     .arg( QgsProcessingUtils::tempFolder(), temporary.errorString() )
                     .toStdString() );
  ExtractOptions request = options( parameters, context );
  request.temporaryFolder = temporary.path().toStdString();
  ExtractedFronts extracted = extractFronts( *segmenter, request, core );
  logResult( extracted, core );

  const QgsCoordinateReferenceSystem crs =
      QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( extracted.scene.grid.crs ) );
  const VectorOutput frontOutput( parameterDefinition( FRONTS ), parameters, context );
  const QString fronts =
      frontOutput.write( frontLayer( extracted.fronts.lines, frontContext( extracted, *segmenter, request ),
                                     crs, frontOutput.isShapefile() ) );
  styleFrontsOnLoad( context, fronts );
  QVariantMap results{ { FRONTS, fronts },
                       { FRONT_COUNT, static_cast<int>( extracted.fronts.lines.size() ) },
                       { FRONT_LENGTH, totalLength( extracted.fronts.lines ) } };
  const VectorOutput oceanOutput( parameterDefinition( OCEAN ), parameters, context );
  if ( oceanOutput.isWanted() )
    results[OCEAN] = oceanOutput.write( oceanLayer( extracted, crs ) );
  extracted.commit();
  announceRasters( request, extracted.facts, context, results );
  return results;
}

void ExtractFrontsAlgorithm::announceRasters( const ExtractOptions &request, const SceneFacts &scene,
                                              QgsProcessingContext &context, QVariantMap &results )
{
  const QString time = QString::fromStdString( scene.dateTime.empty() ? scene.date : scene.dateTime );
  const std::pair<QString, std::string> rasters[] = { { ZONES, request.zonesPath },
                                                      { CONFIDENCE, request.confidencePath },
                                                      { PROBABILITIES, request.probabilitiesPath } };
  for ( const auto &[key, path] : rasters )
  {
    if ( path.empty() )
      continue;
    results[key] = QString::fromStdString( path );
    if ( key == ZONES )
      styleZonesOnLoad( context, QString::fromStdString( path ), time );
    else
      dateRasterOnLoad( context, QString::fromStdString( path ), time );
  }
}

} // namespace calving
