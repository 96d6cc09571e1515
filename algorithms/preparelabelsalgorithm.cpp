#include "algorithms/preparelabelsalgorithm.h"

#include <set>

#include <QFileInfo>
#include <QTemporaryDir>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/labellayers.h"
#include "algorithms/layers/labelstyle.h"
#include "algorithms/layers/loadedlayers.h"
#include "algorithms/parameters/computelog.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "algorithms/parameters/shippedfiles.h"
#include "model/base/computeparameters.h"
#include "model/error.h"
#include "model/labels/labelcheck.h"
#include "model/labels/labelfile.h"
#include "model/labels/labelparameters.h"
#include "model/raster/raster.h"

namespace calving
{

using namespace key;

namespace
{

const QString FRONT_LINES = QStringLiteral( "FRONT_LINES" );
const QString LABELLED = QStringLiteral( "LABELLED" );

} // namespace

PrepareLabelsAlgorithm::PrepareLabelsAlgorithm( Loader loader )
  : mLoader( std::move( loader ) )
{
}

QString PrepareLabelsAlgorithm::displayName() const
{
  return QObject::tr( "Prepare labels" );
}

QString PrepareLabelsAlgorithm::group() const
{
  return QObject::tr( "Training" );
}

QStringList PrepareLabelsAlgorithm::tags() const
{
  return QObject::tr( "label,annotate,digitise,zones,polygons,fronts,TermPicks,CALFIN,training,glacier" ).split( ',' );
}

QString PrepareLabelsAlgorithm::shortDescription() const
{
  return QObject::tr( "Fills in zones and fronts of scenes as polygons and lines, for you to mend and train on." );
}

Guide PrepareLabelsAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Writes a GeoPackage with two layers: “zones”, polygons of rock, glacier and ocean with the name of the raster "
      "that they belong to, and “fronts”, lines to move. Both open in QGIS with colours, and with lists to choose "
      "class and raster from.\n\n"
      "What is filled in comes, scene by scene, from the first of these that there is: front lines of its date, "
      "together with the zones of the labelled date nearest in time; a model; the zones of the nearest date as they "
      "are. A front line and zones of another date are enough: the line goes on to the walls of the fjord, what lies "
      "on its ocean side becomes ocean, what lies on the other glacier, and rock stays. So one map of zones and a "
      "line a date is all the drawing there is, and archives of digitised fronts become training data.\n\n"
      "Where the output is there already, what it holds stays, and only scenes without zones are filled in: draw one "
      "scene, draw lines of others into “fronts” with the names of their rasters, and run it again." );
  guide.when = QObject::tr( "You want to label scenes for “Train on labelled scenes”, and not draw every polygon of "
                            "every date by hand; or you have fronts that somebody digitised." );
  guide.parameters = QStringList{ QStringLiteral( "RASTERS" ), QStringLiteral( "FRONTS" ), QStringLiteral( "MODEL" ) };
  guide.result = QObject::tr(
      "Nothing that is filled in is true before you have looked at it over its scene: the attribute source says where "
      "it comes from. The log names scenes whose labels are doubtful: without ocean or glacier, with overlaps or gaps, "
      "with a front line off the border of ocean and glacier. A line that cannot be closed ends too far from the "
      "fjord's walls: draw it on to there." );
  guide.example = QStringList{
      QStringLiteral( "simulatescene WIDTH=128 HEIGHT=128 PIXEL_SIZE=60 DATE=2023-08-01 "
                      "SCENE=Fjord_2023-08-01_S1.tif" ),
      QStringLiteral( "preparelabels RASTERS=Fjord_2023-08-01_S1.tif PREFILL=model OUTPUT=labels.gpkg" ) };
  guide.next = QStringList{ QStringLiteral( "finetune" ) };
  return guide;
}

void PrepareLabelsAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterMultipleLayers( RASTERS, QObject::tr( "Rasters" ), compat::sourceRaster ),
       QObject::tr( "Georeferenced scenes of one place, best named Glacier_YYYY-MM-DD_Sensor: dates tell which front "
                    "belongs to which scene." ) );
  add( new QgsProcessingParameterFile(
           MODEL, QObject::tr( "Model" ), compat::fileBehavior, QString(), QVariant(), true,
           QObject::tr( "Model files (*.safetensors);;PyTorch files (*.pth *.pt *.ckpt)" ) ),
       QObject::tr( "A trained network that fills in zones. Left empty, none is asked, unless PREFILL is model: then "
                    "the one that comes with the plugin." ) );
  add( new QgsProcessingParameterFeatureSource( FRONTS, QObject::tr( "Fronts with dates" ),
                                                { static_cast<int>( compat::sourceVectorLine ) }, QVariant(), true ),
       QObject::tr( "Lines of any dates and places, such as TermPicks, CALFIN or fronts that you accepted. The date is "
                    "read from date, datetime or year, month and day, in capitals or not, as 2018-06-02, 20180602, "
                    "2018/06/02 or 2.6.2018. Of several authors the one counts who drew most there." ) );
  add( new QgsProcessingParameterFeatureSource( ROCK, QObject::tr( "Rock" ),
                                                { static_cast<int>( compat::sourceVectorPolygon ) }, QVariant(), true ),
       QObject::tr( "Polygons that are rock on every date, whatever the model or labels say." ) );
  LabelOptions standard;
  ComputeOptions compute;
  add( labelParameters( standard ) );
  add( computeParameters( compute ) );
  add( new QgsProcessingParameterFileDestination( OUTPUT, QObject::tr( "Labels" ),
                                                  QObject::tr( "GeoPackages (*.gpkg)" ) ),
       QObject::tr( "The GeoPackage. One that is there is added to: what it holds stays. “Train on labelled scenes” "
                    "takes its layer zones, with zone as the field of the classes and raster as that of the "
                    "raster's name." ) );
  addOutput( new QgsProcessingOutputVectorLayer( ZONES, QObject::tr( "Zones" ), compat::sourceVectorPolygon ) );
  addOutput( new QgsProcessingOutputVectorLayer( FRONT_LINES, QObject::tr( "Front lines" ), compat::sourceVectorLine ) );
  addOutput( new QgsProcessingOutputNumber( LABELLED, QObject::tr( "Scenes filled in" ) ) );
}

void PrepareLabelsAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                      QgsProcessingFeedback *feedback )
{
  mOptions = {};
  mSources = {};
  readParameters( labelParameters( mOptions ), parameters, context, *this );
  for ( QgsMapLayer *layer : parameterAsLayerList( parameters, RASTERS, context ) )
    mRasters.push_back( rasterInput( qobject_cast<QgsRasterLayer *>( layer ), RASTERS, parameters ) );
  if ( mRasters.empty() )
    throw Error( "There is no raster to label. Choose at least one." );
  if ( const std::unique_ptr<QgsProcessingFeatureSource> fronts( parameterAsSource( parameters, FRONTS, context ) );
       fronts )
    mSources.archive = frontArchive( *fronts, coreFeedback( feedback ) );
  if ( const std::unique_ptr<QgsProcessingFeatureSource> rock( parameterAsSource( parameters, ROCK, context ) ); rock )
    mSources.rock = drawnPolygons( *rock, QObject::tr( "rock" ) );
  const QString output = parameterAsFileOutput( parameters, OUTPUT, context );
  if ( QFileInfo::exists( output ) )
    mSources.labels = readLabelFile( output.toStdString() );
  mModel = parameterAsFile( parameters, MODEL, context );
  if ( mModel.isEmpty() && mOptions.prefill == Prefill::Model )
    mModel = shippedModelPath( provider() );
}

//! Names to choose from: of the rasters, and of those that have labels.
QStringList PrepareLabelsAlgorithm::rasterNames() const
{
  QStringList names;
  for ( const RasterInput &raster : mRasters )
    names << QFileInfo( QString::fromStdString( raster.path ) ).completeBaseName();
  for ( const ZonePolygon &polygon : mSources.labels.polygons )
    names << QString::fromStdString( polygon.scene );
  names.sort();
  names.removeDuplicates();
  return names;
}

//! Writes \a labels to \a path: into the file that is there, else into a new one that appears when it is whole.
void PrepareLabelsAlgorithm::store( const QString &path, const std::vector<PreparedLabels> &labels,
                                    const Feedback &feedback ) const
{
  if ( QFileInfo::exists( path ) )
  {
    addLabels( path.toStdString(), labels );
    try
    {
      storeLabelStyles( path, rasterNames() );
    }
    catch ( const Error &e ) // the labels are there, and count more
    {
      feedback.warn( e.what() );
    }
    return;
  }
  const QFileInfo target( path );
  const QTemporaryDir folder( target.dir().filePath( QStringLiteral( ".%1-XXXXXX" ).arg( target.fileName() ) ) );
  if ( !folder.isValid() )
    throw Error( "Cannot write the labels to " + path.toStdString() + ": " + folder.errorString().toStdString() +
                 ". Check that the folder exists and that you may write to it." );
  const QString beside = folder.filePath( target.fileName() );
  createLabelFile( beside.toStdString(), mSources.labels.crs );
  addLabels( beside.toStdString(), labels );
  storeLabelStyles( beside, rasterNames() );
  if ( !QFile::rename( beside, path ) )
    throw Error( "Cannot move the finished labels to " + path.toStdString() + ". Choose another name for the output." );
}

QVariantMap PrepareLabelsAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                             QgsProcessingFeedback *feedback )
{
  const Feedback core = coreFeedback( feedback );
  std::unique_ptr<Segmenter> model;
  if ( !mModel.isEmpty() )
  {
    ComputeOptions where;
    readParameters( computeParameters( where ), parameters, context, *this );
    useThreads( where.threads );
    logCompute( where, core );
    model = mLoader( mModel.toStdString(), where );
  }
  mSources.model = model.get();
  if ( mSources.labels.crs.empty() )
    mSources.labels.crs = RasterReader( mRasters.front(), RasterContent::Backscatter ).grid().crs;
  const QTemporaryDir temporary( QgsProcessingUtils::tempFolder() + QStringLiteral( "/preparelabels-XXXXXX" ) );
  mOptions.temporaryFolder = temporary.path().toStdString();
  const std::vector<PreparedLabels> labels = prepareLabels( mRasters, mSources, mOptions, core );

  const QString path = parameterAsFileOutput( parameters, OUTPUT, context );
  store( path, labels, core );
  const ZonePolygons all = readLabelFile( path.toStdString() );
  std::set<std::string> labelled;
  for ( const ZonePolygon &polygon : all.polygons )
    labelled.insert( polygon.scene );
  for ( const RasterInput &raster : mRasters )
    if ( const std::string name = QFileInfo( QString::fromStdString( raster.path ) ).completeBaseName().toStdString();
         labelled.count( name ) )
      for ( const std::string &doubt : checkLabels( RasterReader( raster, RasterContent::Backscatter ).grid(), all, name ) )
        core.warn( doubt );

  const QString zones = labelLayer( path, labelfile::zones );
  const QString fronts = labelLayer( path, labelfile::fronts );
  if ( QgsProject *project = context.project() )
  {
    SceneFacts place;
    place.glacier = labels.empty() ? mOptions.glacier : labels.front().glacier;
    for ( const auto &[layer, output] : { std::pair( zones, ZONES ), { fronts, FRONT_LINES } } )
      context.addLayerToLoadOnCompletion( layer, QgsProcessingContext::LayerDetails( QString(), project, output ) );
    const QString group = QFileInfo( path ).completeBaseName();
    showOnLoad( context, place,
                { { fronts, QObject::tr( "Fronts" ), {}, group }, { zones, QObject::tr( "Zones" ), {}, group } } );
  }
  return { { OUTPUT, path },
           { ZONES, zones },
           { FRONT_LINES, fronts },
           { LABELLED, static_cast<int>( labels.size() ) } };
}

} // namespace calving
