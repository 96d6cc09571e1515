#include "algorithms/extractfrontsalgorithm.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <qgsgeometry.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include "algorithms/areapolygons.h"
#include "algorithms/boxedmodel.h"
#include "algorithms/computeparameters.h"
#include "algorithms/frontfields.h"
#include "algorithms/frontstyle.h"
#include "algorithms/parameters.h"
#include "algorithms/vectoroutput.h"
#include "algorithms/zonestyle.h"
#include "model/error.h"

namespace calving
{

namespace
{

const QStringList valueKinds{ QStringLiteral( "auto" ),       QStringLiteral( "byte" ),
                              QStringLiteral( "decibel" ),    QStringLiteral( "power" ),
                              QStringLiteral( "percentile" ), QStringLiteral( "unit" ) };

ValueKind valueKind( const QString &name )
{
  const int index = valueKinds.indexOf( name );
  return index < 0 ? ValueKind::Automatic : static_cast<ValueKind>( index );
}

QgsProcessingParameterNumber *pixels( const QString &key, const QString &label, int standard, int least )
{
  return new QgsProcessingParameterNumber( key, label, compat::numberInteger, standard, true, least );
}

QgsProcessingParameterNumber *optionalNumber( const QString &key, const QString &label )
{
  return new QgsProcessingParameterNumber( key, label, compat::numberDouble, QVariant(), true );
}

double totalLength( const std::vector<FrontLine> &fronts )
{
  double sum = 0;
  for ( const FrontLine &front : fronts )
    sum += front.lengthMetres;
  return sum;
}

QString asJson( const ExtractOptions &options, const SegmentReport &report )
{
  const Tiling &tiling = options.segment.tiling;
  const QJsonObject json{
      { "algorithm", "extractfronts" },
      { "band", options.segment.band },
      { "tile", tiling.tile },
      { "margin", tiling.margin },
      { "stride", tiling.stride },
      { "resampled", report.size.resampled },
      { "network_pixel_m", std::sqrt( report.size.pixelSizeMetres[0] * report.size.pixelSizeMetres[1] ) },
      { "values", QString::fromStdString( report.scaling.description ) },
      { "minimum_length_m", options.trace.minimumLengthMetres },
      { "area", !options.area.empty() } };
  return QString::fromUtf8( QJsonDocument( json ).toJson( QJsonDocument::Compact ) );
}

//! The attributes that all fronts of the scene share.
FrontContext frontContext( const ExtractedFronts &extracted, const Segmenter &segmenter,
                           const ExtractOptions &options )
{
  FrontContext about;
  about.scene = extracted.facts;
  about.pixelMetres = extracted.fronts.pixelSizeMetres;
  about.modelName = QString::fromStdString( segmenter.card().name );
  about.modelHash = QString::fromStdString( segmenter.hash() );
  about.parameters = asJson( options, extracted.report );
  if ( !extracted.scene.grid.crs.empty() )
    about.crsSource = extracted.scene.grid.crs == options.georeference.crs ? QStringLiteral( "parameter" )
                                                                           : QStringLiteral( "raster" );
  return about;
}

VectorContent oceanLayer( const ExtractedFronts &extracted, const QgsCoordinateReferenceSystem &crs )
{
  VectorContent content;
  content.type = compat::wkbMultiPolygon;
  content.crs = crs;
  content.fields.append( QgsField( QStringLiteral( "image_id" ), compat::fieldString ) );
  content.fields.append( QgsField( QStringLiteral( "date" ), compat::fieldDate ) );
  if ( extracted.ocean.empty() )
    return content;
  QgsFeature ocean( content.fields );
  QgsGeometry geometry;
  geometry.fromWkb( QByteArray( reinterpret_cast<const char *>( extracted.ocean.data() ),
                                static_cast<int>( extracted.ocean.size() ) ) );
  ocean.setGeometry( geometry );
  ocean.setAttribute( 0, QString::fromStdString( extracted.facts.imageId ) );
  ocean.setAttribute( 1, QDate::fromString( QString::fromStdString( extracted.facts.date ), Qt::ISODate ) );
  content.features << ocean;
  return content;
}

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
  feedback.inform( QObject::tr( "Found %1 fronts, %2 km in all." )
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

void ExtractFrontsAlgorithm::initAlgorithm( const QVariantMap & )
{
  addInputs();
  addTiling();
  addValues();
  for ( auto &[parameter, help] : computeParameters() )
    addAdvanced( parameter.release(), help );
  addOutputs();
}

void ExtractFrontsAlgorithm::addInputs()
{
  add( new QgsProcessingParameterRasterLayer( INPUT, QObject::tr( "Scene" ) ),
       QObject::tr(
           "A SAR scene, geocoded: any raster that GDAL reads, 8 bit, 16 bit or floating point, projected or "
           "in degrees." ) );
  add( new QgsProcessingParameterFile(
           MODEL, QObject::tr( "Model" ), compat::fileBehavior, QString(), QVariant(), true,
           QObject::tr( "Model files (*.safetensors);;PyTorch files (*.pth *.pt *.ckpt)" ) ),
       QObject::tr(
           "A trained network: a file that “Fine-tune” or “Import network weights” wrote. Left empty, the "
           "model that comes with the plugin is used." ) );
  add( new QgsProcessingParameterFeatureSource( AREA, QObject::tr( "Area of interest" ),
                                                { compat::sourceVectorPolygon }, QVariant(), true ),
       QObject::tr( "Polygons that restrict the fronts: what lies outside is cut off." ) );
  addAdvanced( new QgsProcessingParameterBand( BAND, QObject::tr( "Band" ), 1, INPUT, true ),
               QObject::tr( "The band of the scene to use." ) );
  addAdvanced(
      new QgsProcessingParameterNumber( MINIMUM_LENGTH, QObject::tr( "Shortest front (m)" ),
                                        compat::numberDouble, TraceOptions().minimumLengthMetres, true, 0 ),
      QObject::tr(
          "Shorter fronts are dropped: fewer front pixels times pixel size than this. 750 m as in the "
          "CaFFe benchmark." ) );
  addAdvanced(
      new QgsProcessingParameterCrs( CRS, QObject::tr( "Coordinate reference system" ), QVariant(), true ),
      QObject::tr(
          "Where the scene has a position but no coordinate reference system: the one to assume." ) );
  addAdvanced(
      new QgsProcessingParameterNumber( PIXEL_SIZE, QObject::tr( "Pixel size (m)" ), compat::numberDouble,
                                        QVariant(), true, 0 ),
      QObject::tr( "Where the scene has no coordinate reference system at all: the side of its pixels in "
                   "metres. Results then are in pixel coordinates." ) );
}

void ExtractFrontsAlgorithm::addTiling()
{
  const Tiling standard;
  addAdvanced(
      pixels( TILE, QObject::tr( "Tile" ), standard.tile, 1 ),
      QObject::tr( "Side, in pixels, of the part of each tile that counts. 256 as published. As large as the "
                   "scene, with a margin of 0: one pass of the network over the whole." ) );
  addAdvanced( pixels( MARGIN, QObject::tr( "Margin" ), standard.margin, 0 ),
               QObject::tr( "Pixels around the tile that the network sees as context. 128 as published." ) );
  addAdvanced(
      pixels( STRIDE, QObject::tr( "Stride" ), standard.stride, 1 ),
      QObject::tr( "Pixels from one tile to the next. Where tiles overlap, probabilities are averaged with "
                   "Gaussian weights. 128 as published takes three times as long as 224, which leaves just "
                   "enough overlap to hide the seams; as large as the tile: no overlap." ) );
  addAdvanced(
      new QgsProcessingParameterBoolean( RESAMPLE, QObject::tr( "Resample to the model's pixel size" ), true,
                                         true ),
      QObject::tr( "Resample the scene for the network where its pixels differ from those of the training by "
                   "more than 25 %: by the mean towards larger pixels, linearly towards smaller ones." ) );
}

void ExtractFrontsAlgorithm::addValues()
{
  addAdvanced(
      new QgsProcessingParameterEnum( VALUES, QObject::tr( "Pixel values" ), valueKinds, false,
                                      valueKinds.first(), true, true ),
      QObject::tr(
          "What the scene's values are: auto (found out, see the log), byte (0 to 255), decibel, power "
          "(linear backscatter), percentile (anything; stretched from the 2nd to the 98th), unit "
          "(already 0 to 1)." ) );
  addAdvanced(
      optionalNumber( DB_MIN, QObject::tr( "Black (dB)" ) ),
      QObject::tr(
          "Backscatter that becomes black, for decibel and power. Default: what the scene's metadata "
          "say, else %1 dB." )
          .arg( defaultDbMin ) );
  addAdvanced(
      optionalNumber( DB_MAX, QObject::tr( "White (dB)" ) ),
      QObject::tr( "Backscatter that becomes white. Default: what the scene's metadata say, else %1 dB." )
          .arg( defaultDbMax ) );
}

void ExtractFrontsAlgorithm::addOutputs()
{
  const auto raster = [this]( const QString &key, const QString &label, const QString &help )
  { add( new QgsProcessingParameterRasterDestination( key, label, QVariant(), true, false ), help ); };
  add( new QgsProcessingParameterFeatureSink( FRONTS, QObject::tr( "Calving fronts" ),
                                              compat::sourceVectorLine ),
       QObject::tr( "The fronts as lines in the scene's coordinate reference system." ) );
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
  addOutput( new QgsProcessingOutputNumber( TOTAL_LENGTH_M, QObject::tr( "Length of all fronts (m)" ) ) );
}

QString ExtractFrontsAlgorithm::modelPath( const QVariantMap &parameters,
                                           QgsProcessingContext &context ) const
{
  const QString chosen = parameterAsFile( parameters, MODEL, context );
  const QString path = chosen.isEmpty() ? boxedModelPath( provider() ) : chosen;
  if ( path.isEmpty() )
    throw Error(
        "No model comes with this version of the plugin. Choose a model file (parameter MODEL): train one "
        "with “Fine-tune” or import one with “Import network weights”." );
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

  if ( !parameters.value( AREA ).isValid() )
    return;
  const std::unique_ptr<QgsProcessingFeatureSource> area( parameterAsSource( parameters, AREA, context ) );
  if ( !area )
    throw QgsProcessingException( invalidSourceError( parameters, AREA ) );
  mArea = areaPolygons( *area, sceneGrid( RasterReader( mScene ), mGeoreference ).grid.crs, context );
}

SegmentOptions ExtractFrontsAlgorithm::segmentOptions( const QVariantMap &parameters,
                                                       QgsProcessingContext &context ) const
{
  const auto given = [&]( const QString &key )
  {
    return parameters.value( key ).isValid()
               ? std::optional<double>( parameterAsDouble( parameters, key, context ) )
               : std::nullopt;
  };
  SegmentOptions options;
  options.band = parameterAsInt( parameters, BAND, context );
  options.tiling = { parameterAsInt( parameters, TILE, context ),
                     parameterAsInt( parameters, MARGIN, context ),
                     parameterAsInt( parameters, STRIDE, context ) };
  // A smaller tile alone is no reason to refuse the default stride.
  if ( !parameters.value( STRIDE ).isValid() )
    options.tiling.stride = std::min( options.tiling.stride, options.tiling.tile );
  options.resample = parameterAsBoolean( parameters, RESAMPLE, context );
  options.values = { valueKind( parameterAsEnumString( parameters, VALUES, context ) ), given( DB_MIN ),
                     given( DB_MAX ) };
  return options;
}

ExtractOptions ExtractFrontsAlgorithm::options( const QVariantMap &parameters,
                                                QgsProcessingContext &context ) const
{
  const auto wanted = [&]( const QString &key )
  { return parameterAsOutputLayer( parameters, key, context ).toStdString(); };
  ExtractOptions options;
  options.scene = mScene;
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
                       { TOTAL_LENGTH_M, totalLength( extracted.fronts.lines ) } };
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
