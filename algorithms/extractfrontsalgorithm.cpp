#include "algorithms/extractfrontsalgorithm.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/extractedlayers.h"
#include "algorithms/layers/frontfields.h"
#include "algorithms/layers/frontstyle.h"
#include "algorithms/layers/loadedlayers.h"
#include "algorithms/layers/vectoroutput.h"
#include "algorithms/layers/zonestyle.h"
#include "algorithms/parameters/appendparameter.h"
#include "algorithms/parameters/computelog.h"
#include "algorithms/parameters/extractioninputs.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "model/base/computeparameters.h"
#include "model/error.h"
#include "model/extract/extractparameters.h"

namespace calving
{

using namespace key;

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

Guide ExtractFrontsAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
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
      "A model that “Adapt the model to a glacier” made remembers its labels. On another scene of their "
      "place, with a date, they count beside the image (PRIOR): rock that never changed is rock, and the "
      "zones of the labels before and after hold the surer the farther a place lies from their fronts, and "
      "the less the more time lies between; near the fronts the image decides. Where the network is sure of "
      "a front farther away, over a square kilometre or more, that stands, and the log and the front's notes "
      "say so. Elsewhere such a model works as any other.\n\n"
      "Zones are bytes: 0 not available (also “no data”), 1 rock, 2 glacier, 3 ocean and ice melange." );
  guide.when = QObject::tr(
      "You have one geocoded SAR scene and want its front. The scene comes from “Preprocess a "
      "Sentinel-1 product”, or is a GeoTIFF of HyP3, OPERA, Earth Engine or SNAP. The model in the "
      "box is a start: for a glacier that looks unlike those it knows, label some scenes and use "
      "“Train on labelled scenes” first." );
  guide.parameters = QStringList{ QStringLiteral( "MODEL" ), QStringLiteral( "VALUES" ),
                                  QStringLiteral( "MINIMUM_LENGTH" ) };
  guide.result = QObject::tr(
      "Look at conf_mean of each front (0 to 1): below some 0.6 the network guesses. Compare the "
      "line with the scene before you use it; a front along the border of data, across melange or "
      "along a shadow is none. Several short pieces often mean that the values were taken for "
      "something else: the log says for what." );
  guide.example = QStringList{
      QStringLiteral( "simulatescene WIDTH=128 HEIGHT=128 PIXEL_SIZE=60 DATE=2023-08-01 SCENE=scene.tif" ),
      QStringLiteral(
          "extractfronts INPUT=scene.tif FRONTS=fronts.gpkg ZONES=zones.tif CONFIDENCE=confidence.tif" ) };
  guide.citation = QObject::tr(
      "Gourmelon, N., et al. (2025): SSL4SAR: Self-supervised learning for glacier calving front "
      "extraction from SAR imagery. IEEE Transactions on Geoscience and Remote Sensing 63, "
      "doi:10.1109/TGRS.2025.3580945. The model in the box was trained on CaFFe: Gourmelon, N., et "
      "al. (2022): Calving fronts and where to find them: a benchmark dataset and methodology for "
      "automatic glacier calving front extraction from synthetic aperture radar imagery. Earth "
      "System Science Data. Data: PANGAEA, doi:10.1594/PANGAEA.940950 (CC BY 4.0)." );
  guide.next = QStringList{ QStringLiteral( "evaluatefronts" ), QStringLiteral( "finetune" ) };
  return guide;
}

void ExtractFrontsAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterRasterLayer( INPUT, QObject::tr( "Scene" ) ),
       QObject::tr(
           "A SAR scene, geocoded: any raster that GDAL reads, 8 bit, 16 bit or floating point, projected or "
           "in degrees." ) );
  add(
      extractionInputs( QObject::tr( "Polygons that restrict the fronts: what lies outside is cut off." ) ) );
  addAdvanced( new QgsProcessingParameterBand( BAND, QObject::tr( "Band" ), 1, INPUT, true ),
               QObject::tr( "The band of the scene to use." ) );
  PriorUse standard = PriorUse::Auto;
  add( advanced( priorParameter( standard ) ) );
  add( extractionSettings() );
  add( appendParameter() );
  addOutputs();
}

void ExtractFrontsAlgorithm::addOutputs()
{
  const auto raster = [this]( const QString &key, const QString &label, const QString &help )
  { add( new QgsProcessingParameterRasterDestination( key, label, QVariant(), true, false ), help ); };
  add( new QgsProcessingParameterFeatureSink( FRONTS, QObject::tr( "Calving fronts" ),
                                              compat::sourceVectorLine ),
       QObject::tr( "The fronts as lines in the scene's coordinate reference system; the M value of a vertex "
                    "is the confidence there." ) );
  raster(
      ZONES, QObject::tr( "Zones" ),
      QObject::tr( "The most probable class of each pixel: 0 not available, 1 rock, 2 glacier, 3 ocean." ) );
  raster( CONFIDENCE, QObject::tr( "Confidence" ),
          QObject::tr( "The probability of that class, from 0.25 to 1." ) );
  raster( PROBABILITIES, QObject::tr( "Probabilities" ),
          QObject::tr( "The probability of each class, one band each." ) );
  add( new QgsProcessingParameterFeatureSink( OCEAN, QObject::tr( "Ocean" ), compat::sourceVectorPolygon,
                                              QVariant(), true, false ),
       QObject::tr( "The ocean, without lakes and islands, as one polygon that follows the pixels." ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_COUNT, QObject::tr( "Number of fronts" ) ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_LENGTH, QObject::tr( "Length of all fronts (m)" ) ) );
}

void ExtractFrontsAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                      QgsProcessingFeedback * )
{
  const QgsRasterLayer *layer = parameterAsRasterLayer( parameters, INPUT, context );
  mOptions = extractOptions( parameters, context, *this );
  mOptions.segment.band = parameterAsInt( parameters, BAND, context );
  mOptions.scene = rasterInput( layer, INPUT, parameters );
  mModel = chosenModel( parameters, context, *this );
  if ( !mOptions.georeference.crs.empty() && !layer->dataProvider()->crs().isValid() )
    mOptions.scene.crs.clear(); // QGIS may have assumed that of the project
  // What the scene lacks shows before the model is loaded.
  mScene.emplace( openScene( mOptions ) );
  readParameters( { priorParameter( mOptions.prior ) }, parameters, context, *this );
  if ( mOptions.prior == PriorUse::Auto && QFileInfo::exists( mModel ) ) // else the loader says so
    mOptions.memory = readGlacierMemory( mModel.toStdString() );
}

ExtractOptions ExtractFrontsAlgorithm::options( const QVariantMap &parameters,
                                                QgsProcessingContext &context ) const
{
  const auto wanted = [&]( const QString &key )
  { return parameterAsOutputLayer( parameters, key, context ).toStdString(); };
  ExtractOptions options = mOptions;
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
  ComputeOptions where;
  readParameters( computeParameters( where ), parameters, context, *this );
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
  ExtractedFronts extracted = extractFronts( *segmenter, std::move( *mScene ), request, core );
  logResult( extracted, core );

  const QgsCoordinateReferenceSystem crs =
      QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( extracted.scene.grid.crs ) );
  const VectorOutput frontOutput( parameterDefinition( FRONTS ), parameters, context );
  const QString fronts =
      frontOutput.write( frontLayer( extracted.fronts.lines, frontContext( extracted, *segmenter, request ),
                                     crs, frontOutput.isShapefile() ),
                         oldFeatures( parameters, context, *this ) );
  QVariantMap results{ { FRONTS, fronts },
                       { FRONT_COUNT, static_cast<int>( extracted.fronts.lines.size() ) },
                       { FRONT_LENGTH, totalLength( extracted.fronts.lines ) } };
  const VectorOutput oceanOutput( parameterDefinition( OCEAN ), parameters, context );
  if ( oceanOutput.isWanted() )
    results[OCEAN] = oceanOutput.write( oceanLayer( extracted, crs ) );
  extracted.commit();
  for ( const auto &[key, path] : { std::pair( ZONES, request.zonesPath ),
                                    { CONFIDENCE, request.confidencePath },
                                    { PROBABILITIES, request.probabilitiesPath } } )
    if ( !path.empty() )
      results[key] = QString::fromStdString( path );
  const auto layer = [&]( const QString &key, const QString &content, void ( *style )( QgsMapLayer & ) ) {
    return LoadedLayer{ results.value( key ).toString(), content, style };
  };
  showOnLoad( context, extracted.facts,
              { layer( FRONTS, QObject::tr( "Calving fronts" ), styleFronts ),
                layer( OCEAN, QObject::tr( "Ocean" ), styleOcean ),
                layer( ZONES, QObject::tr( "Zones" ), styleZones ),
                layer( CONFIDENCE, QObject::tr( "Confidence" ), styleConfidence ),
                layer( PROBABILITIES, QObject::tr( "Probabilities" ), styleProbabilities ) } );
  return results;
}

} // namespace calving
