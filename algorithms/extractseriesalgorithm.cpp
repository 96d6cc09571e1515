#include "algorithms/extractseriesalgorithm.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include "algorithms/layers/extractedlayers.h"
#include "algorithms/layers/frontfields.h"
#include "algorithms/layers/frontstyle.h"
#include "algorithms/layers/loadedlayers.h"
#include "algorithms/layers/vectoroutput.h"
#include "algorithms/parameters/computelog.h"
#include "algorithms/parameters/datasetinputs.h"
#include "algorithms/parameters/extractioninputs.h"
#include "algorithms/parameters/frontsparameter.h"
#include "algorithms/parameters/labelinputs.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/mapparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "algorithms/parameters/shippedfiles.h"
#include "model/base/computeparameters.h"
#include "model/error.h"
#include "model/modelfile/glaciermemory.h"
#include "model/sar/calibration/calibrationparameters.h"
#include "model/sar/terrain/terrainparameters.h"
#include "model/scene/sceneinputparameters.h"
#include "model/series/seriesparameters.h"

namespace calving
{

using namespace key;

namespace
{

const QString ORBITS = QStringLiteral( "ORBITS" ); // nobody else has it

//! BAND, as trainings ask for it.
Parameters bandParameter( SceneInput &input )
{
  return only( sceneInputParameters( input ), { "BAND" } );
}

//! What is asked of products, of “Preprocess a Sentinel-1 product”: of all else its defaults count.
Parameters productParameters( SeriesProducts &products )
{
  PreprocessOptions &options = products.preprocess;
  return joined( { only( imageParameters( options.calibration ), { "POLARISATION" } ),
                   only( terrainParameters( options.correction ), { "DEM_DATUM", "HEIGHT" } ) } );
}

//! The fronts of all scenes as one layer.
VectorContent seriesLayer( const ExtractedSeries &series, const Segmenter &segmenter,
                           const SeriesRequest &request, bool shapefile )
{
  const QgsCoordinateReferenceSystem crs =
      QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( series.grid.grid.crs ) );
  VectorContent all;
  for ( const SeriesFronts &scene : series.scenes )
  {
    const VectorContent one =
        frontLayer( scene.fronts.lines, frontContext( scene, segmenter, request ), crs, shapefile );
    if ( all.fields.isEmpty() )
      all = one;
    else
      all.features += one.features;
  }
  return all;
}

int frontCount( const ExtractedSeries &series )
{
  std::size_t count = 0;
  for ( const SeriesFronts &scene : series.scenes )
    count += scene.fronts.lines.size();
  return static_cast<int>( count );
}

void logResult( const ExtractedSeries &series, const Feedback &feedback )
{
  feedback.inform(
      QObject::tr( "Scenes: %1, left out: %2. Fronts: %3. The network took %4 s, the estimate %5 s." )
          .arg( series.read )
          .arg( series.leftOut.size() )
          .arg( frontCount( series ) )
          .arg( series.networkSeconds, 0, 'f', 1 )
          .arg( series.estimateSeconds, 0, 'f', 1 )
          .toStdString() );
  if ( series.productSeconds > 0 )
    feedback.inform( QObject::tr( "Preprocessing products took %1 s." )
                         .arg( series.productSeconds, 0, 'f', 1 )
                         .toStdString() );
}

} // namespace

ExtractSeriesAlgorithm::ExtractSeriesAlgorithm( Loader loader, TextureLoader textureLoader )
  : mLoader( std::move( loader ) )
  , mTextureLoader( std::move( textureLoader ) )
{
}

QString ExtractSeriesAlgorithm::displayName() const
{
  return QObject::tr( "Extract fronts from a series" );
}

QString ExtractSeriesAlgorithm::group() const
{
  return QObject::tr( "Fronts" );
}

QStringList ExtractSeriesAlgorithm::tags() const
{
  return QObject::tr(
             "glacier,terminus,calving,front,time series,SAR,Sentinel-1,multi-temporal,labels,ocean,ice" )
      .split( ',' );
}

QString ExtractSeriesAlgorithm::shortDescription() const
{
  return QObject::tr( "Finds the calving fronts in many scenes of one fjord, all dates together." );
}

Guide ExtractSeriesAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Each scene goes through the network as in “Extract calving fronts”; a network that was trained to "
      "read "
      "scenes together (FRAMES of “Train on labelled scenes”) sees as many at once, in the order of their "
      "dates, "
      "on the pixels of the series. Then all dates are read together: "
      "places change between glacier and ocean slowly, rock hardly ever, and scenes of one time, whatever "
      "their sensor, support each other, so that what one scene hides or the network misses there, others "
      "tell. "
      "A jump that the images clearly show stays.\n\n"
      "Zones that you drew on some dates (LABELS), or that an adapted model remembers, are taken for true on "
      "these "
      "dates, and say what is rock. Between them the front is that of the label nearest in time, unless the "
      "images show "
      "that it moved: a small second network, which has learned on four glaciers what stays on the next "
      "images as ice "
      "does and what does not, tells glacier from ocean in cells of some 140 m, and one cut through space "
      "and time weighs "
      "that against labels and neighbouring dates. With two labels or more up to ten are left out in turn; "
      "the log "
      "says how well they were found, and by copying alone. The images count as much as makes these found "
      "best, "
      "down to nothing; what they were worth on other glaciers counts like three labels more. conf_mean says "
      "then how clear the cut was, not how near the label. Give the front as "
      "a line with the zones (“Prepare labels” does, or a raster NAME_front): then other places where "
      "glacier meets ocean "
      "are coasts, and no fronts.\n\n"
      "Sentinel-1 products among the scenes are preprocessed as “Preprocess a Sentinel-1 product” does by "
      "itself, "
      "one at a time, on the pixels of the series and no further than its box; they have no say in that box, "
      "so "
      "where all scenes are products, draw AREA. The maps go away again. Of STAC items, what a search found "
      "and "
      "saved as GeoJSON, the raster of POLARISATION is read, from the web, too.\n\n"
      "All dates come into one layer, on the pixels that the network sees, with north up. A scene that "
      "cannot "
      "be read, or does not reach the fjord's box, is named in the log and left out; a scene given twice "
      "counts "
      "once. Cancelled while scenes are read, the fronts of those that are done are still estimated and "
      "written; cancelled after that, the fronts that each scene shows alone are. With a folder for EVIDENCE "
      "a later run with further scenes reads only these, and estimates "
      "all "
      "dates anew." );
  guide.when = QObject::tr(
      "You have several scenes of one fjord, of any sensors, whose names or metadata tell their dates. With "
      "one "
      "scene alone “Extract calving fronts” does the same. Draw zones on some of the scenes, three or more, "
      "wherever you can: they help more than anything else." );
  guide.parameters = QStringList{ INPUTS, LABELS, AREA };
  guide.result = QObject::tr(
      "single_m of a front is how far it lies, in the mean, from what its scene alone shows: "
      "where it is large, "
      "time and labels spoke and not the image, so look at that scene. It is empty where the "
      "scene alone shows "
      "no front. With labels, error_m is the mean distance by which such fronts are off, and of a "
      "hundred such fronts 68 lie within error68_m and 95 within error95_m: learnt on glaciers "
      "whose true fronts are known, from the time to the nearest label, from how far the labels "
      "around differ, from how far the front was moved, and from how well labels were found that "
      "were left out. “Measure glacier change” takes it from there. conf_mean counts as in “Extract "
      "calving fronts”. Colours go by date." );
  guide.example =
      QStringList{ QStringLiteral( "simulatescene WIDTH=128 HEIGHT=128 PIXEL_SIZE=60 DATE=2023-06-01 SEED=5 "
                                   "SCENE=Fjord_2023-06-01_S1.tif ZONES=Fjord_2023-06-01_S1_zones.tif" ),
                   QStringLiteral( "simulatescene WIDTH=128 HEIGHT=128 PIXEL_SIZE=60 DATE=2023-08-01 SEED=5 "
                                   "SCENE=Fjord_2023-08-01_S1.tif" ),
                   QStringLiteral( "extractseries INPUTS=Fjord_2023-06-01_S1.tif;Fjord_2023-08-01_S1.tif "
                                   "LABELS=Fjord_2023-06-01_S1_zones.tif FRONTS=fronts.gpkg" ) };
  guide.citation = QObject::tr(
      "The network: Gourmelon, N., et al. (2025): SSL4SAR: Self-supervised learning for glacier calving "
      "front "
      "extraction from SAR imagery. IEEE Transactions on Geoscience and Remote Sensing 63, "
      "doi:10.1109/TGRS.2025.3580945. Forward-backward: Rabiner, L. R. (1989): A tutorial on hidden Markov "
      "models and selected applications in speech recognition. Proceedings of the IEEE 77, 257-286, "
      "doi:10.1109/5.18626. The cut: Chan, T. F., Esedoglu, S., Nikolova, M. (2006): Algorithms for finding "
      "global "
      "minimizers of image segmentation and denoising models. SIAM Journal on Applied Mathematics 66, "
      "1632-1648, "
      "doi:10.1137/040615286." );
  guide.next = QStringList{ QStringLiteral( "frontchange" ), QStringLiteral( "evaluatefronts" ),
                            QStringLiteral( "finetune" ) };
  return guide;
}

void ExtractSeriesAlgorithm::addInputs()
{
  add( new FrontsParameter( INPUTS, QObject::tr( "Scenes" ), compat::sourceMapLayer ),
       QObject::tr(
           "SAR scenes of one fjord: geocoded rasters, Sentinel-1 products as downloaded, a folder of "
           "both, a vector layer of footprints that names their files, or STAC items as GeoJSON." ) );
  addAdvanced(
      new QgsProcessingParameterString( PATH_FIELD, QObject::tr( "Attribute with the paths" ),
                                        QStringLiteral( "location" ), false, true ),
      QObject::tr( "The attribute of the footprints that holds the path of the raster; “location” is GDAL's "
                   "name for it." ) );
  add( extractionInputs( QObject::tr(
      "Polygons around the front: fronts are cut off outside, and the rectangle around them is the "
      "box that is read of each scene. Left empty, the box is that of the typical scene." ) ) );
  add( new FrontsParameter( LABELS, QObject::tr( "Zones drawn on some scenes" ), compat::sourceMapLayer,
                            QVariant(), true ),
       QObject::tr(
           "Polygons with the class and the name of the raster (without extension) that they belong to, "
           "or rasters of zones, or a folder of them, named as their scenes, with or without _zones; beside "
           "them, as NAME_front, rasters that are not 0 on the front. "
           "Polygons without a raster's name, such as rock, count for every date that has labels." ) );
  addAdvanced(
      new QgsProcessingParameterString( ZONES_FIELD, QObject::tr( "Field with the zones' classes" ),
                                        QStringLiteral( "zone" ), false, true ),
      QObject::tr( "Of the polygons of LABELS: holds N/A, rock, glacier or ocean, or their codes as in "
                   "rasters of zones." ) );
  addAdvanced( new QgsProcessingParameterString( RASTER_FIELD, QObject::tr( "Field with the raster's name" ),
                                                 QStringLiteral( "raster" ), false, true ),
               QObject::tr( "Of the polygons of LABELS: the file name, without extension, of the scene." ) );
  SceneInput input;
  add( bandParameter( input ) );
  for ( DocumentedParameter &parameter : only( terrainModelParameters(), { DEM } ) )
    add( std::move( parameter ).advanced() );
  SeriesProducts products;
  add( advanced( productParameters( products ) ) );
  addAdvanced(
      new QgsProcessingParameterFile( ORBITS, QObject::tr( "Folder of orbit files" ), compat::folderBehavior,
                                      QString(), QVariant(), true ),
      QObject::tr( "Of Sentinel-1 products: precise (POEORB) or restituted (RESORB) orbits, .EOF files by "
                   "ESA's names, of which each product takes its own." ) );
}

void ExtractSeriesAlgorithm::addOutputs()
{
  add( new QgsProcessingParameterFeatureSink( FRONTS, QObject::tr( "Calving fronts" ),
                                              compat::sourceVectorLine ),
       QObject::tr(
           "The fronts of all dates as lines, with their dates as attributes; the M value of a vertex is "
           "the confidence there." ) );
  add(
      new QgsProcessingParameterFolderDestination( ZONES_FOLDER, QObject::tr( "Folder for zones" ),
                                                   QVariant(), true, false ),
      QObject::tr( "The estimated zones of each scene, NAME_zones.tif: 0 not available, 1 rock, 2 glacier, 3 "
                   "ocean." ) );
  add( new QgsProcessingParameterFolderDestination( EVIDENCE, QObject::tr( "Folder for evidence" ),
                                                    QVariant(), true, false ),
       QObject::tr(
           "Remembers what the network says of each scene. Given again with further scenes, only these "
           "are read, and all dates are estimated together. Of one model and one box." ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_COUNT, QObject::tr( "Number of fronts" ) ) );
  addOutput( new QgsProcessingOutputNumber( SCENES, QObject::tr( "Scenes that were estimated" ) ) );
  addOutput( new QgsProcessingOutputNumber( LEFT_OUT, QObject::tr( "Scenes that were left out" ) ) );
}

void ExtractSeriesAlgorithm::initAlgorithm( const QVariantMap & )
{
  addInputs();
  SeriesRequest standard;
  add( seriesParameters( standard ) );
  add( extractionSettings() );
  addOutputs();
}

void ExtractSeriesAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                      QgsProcessingFeedback *feedback )
{
  mEach = extractOptions( parameters, context, *this );
  SceneInput input;
  readParameters( bandParameter( input ), parameters, context, *this );
  mEach.segment.band = input.band;
  mModel = chosenModel( parameters, context, *this );
  mTexture = shippedFile( provider(), QStringLiteral( "weights/texture.safetensors" ) );
  readParameters( productParameters( mProducts ), parameters, context, *this );
  mProducts.preprocess.correction.terrain.dem = optionalRasterInput( parameters, DEM, context, *this );
  mProducts.orbitFolder = parameterAsFile( parameters, ORBITS, context ).toStdString();
  mScenes = listedScenes( parameters.value( INPUTS ), parameterAsString( parameters, PATH_FIELD, context ),
                          mProducts.preprocess.calibration.polarisation, context );
  mLabels = drawnLabels( parameters.value( LABELS ), parameterAsString( parameters, ZONES_FIELD, context ),
                         parameterAsString( parameters, RASTER_FIELD, context ), context,
                         coreFeedback( feedback ) );
  if ( QFileInfo::exists( mModel ) ) // else the loader says so
    mMemory = readGlacierMemory( mModel.toStdString() );
}

SeriesRequest ExtractSeriesAlgorithm::request( const QVariantMap &parameters,
                                               QgsProcessingContext &context ) const
{
  SeriesRequest request;
  readParameters( seriesParameters( request ), parameters, context, *this );
  request.each = mEach;
  request.products = mProducts;
  request.labels = mLabels;
  request.memory = mMemory;
  request.zonesFolder = parameterAsFileOutput( parameters, ZONES_FOLDER, context ).toStdString();
  request.evidenceFolder = parameterAsFileOutput( parameters, EVIDENCE, context ).toStdString();
  return request;
}

QVariantMap ExtractSeriesAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                             QgsProcessingFeedback *feedback )
{
  const Feedback core = coreFeedback( feedback );
  ComputeOptions where;
  readParameters( computeParameters( where ), parameters, context, *this );
  SeriesRequest wanted = request( parameters, context );
  wanted.estimate.threads = wanted.products.preprocess.correction.threads = where.threads;
  const SeriesPlan plan = planSeries( mScenes, wanted.products, mEach.segment.band, mEach.georeference,
                                      wanted.smoothing == SeriesSmoothing::Series, core );
  useThreads( where.threads );
  logCompute( where, core );
  const std::unique_ptr<Segmenter> segmenter = mLoader( mModel.toStdString(), where );

  const QTemporaryDir temporary( QgsProcessingUtils::tempFolder() +
                                 QStringLiteral( "/extractseries-XXXXXX" ) );
  if ( !temporary.isValid() )
    throw Error( QObject::tr( "Cannot create a temporary folder in %1: %2. Check that it may be written to." )
                     .arg( QgsProcessingUtils::tempFolder(), temporary.errorString() )
                     .toStdString() );
  wanted.temporaryFolder = temporary.path().toStdString();
  if ( !mTexture.isEmpty() )
    wanted.errors = readErrorCalibration( mTexture.toStdString() );
  const std::unique_ptr<TextureClassifier> classifier =
      mTexture.isEmpty() ? nullptr : mTextureLoader( mTexture.toStdString() );
  ExtractedSeries series = extractSeries( plan, *segmenter, classifier.get(), wanted, core );
  logResult( series, core );

  if ( wanted.part > 0 )
    return { { SCENES, series.read },
             { LEFT_OUT, static_cast<int>( series.leftOut.size() ) },
             { EVIDENCE, QString::fromStdString( wanted.evidenceFolder ) } };

  const VectorOutput output( parameterDefinition( FRONTS ), parameters, context );
  QVariantMap results{ { FRONT_COUNT, frontCount( series ) },
                       { SCENES, static_cast<int>( series.scenes.size() ) },
                       { LEFT_OUT, static_cast<int>( series.leftOut.size() ) } };
  results[FRONTS] = output.write( seriesLayer( series, *segmenter, wanted, output.isShapefile() ) );
  series.commit();
  for ( const auto &[key, path] :
        { std::pair( ZONES_FOLDER, wanted.zonesFolder ), { EVIDENCE, wanted.evidenceFolder } } )
    if ( !path.empty() )
      results[key] = QString::fromStdString( path );
  SceneFacts facts;
  facts.glacier = series.scenes.front().facts.glacier;
  showOnLoad(
      context, facts,
      { LoadedLayer{ results.value( FRONTS ).toString(), QObject::tr( "Calving fronts" ), styleSeries } } );
  return results;
}

} // namespace calving
