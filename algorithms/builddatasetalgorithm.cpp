#include "algorithms/builddatasetalgorithm.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/datasetinputs.h"
#include "algorithms/parameters/frontsparameter.h"
#include "algorithms/parameters/readparameters.h"
#include "model/dataset/datasetparameters.h"
#include "model/dataset/datasetreport.h"

namespace calving
{

using namespace key;

namespace
{

BuildDatasetOptions defaults()
{
  BuildDatasetOptions options;
  options.split.method = SplitMethod::Automatic;
  return options;
}

} // namespace

QString BuildDatasetAlgorithm::displayName() const
{
  return QObject::tr( "Build a pre-training data set" );
}

QString BuildDatasetAlgorithm::group() const
{
  return QObject::tr( "Training" );
}

QStringList BuildDatasetAlgorithm::tags() const
{
  return QObject::tr( "ssl4sar,self-supervised,pre-training,dataset,sentinel-1,sentinel-2,optical,glacier" )
      .split( ',' );
}

QString BuildDatasetAlgorithm::shortDescription() const
{
  return QObject::tr( "Lays Sentinel-1 scenes and one Sentinel-2 image of each glacier on one grid." );
}

Guide BuildDatasetAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Makes what self-supervised pre-training needs (SSL4SAR, Gourmelon et al. 2025): unlabelled Sentinel-1 "
      "scenes of "
      "glaciers, and of each glacier one optical image on the same pixels.\n\n"
      "For each polygon of the glacier areas, the SAR rasters that show it are cut out, stored as 8-bit PNG, "
      "and the "
      "least cloudy Sentinel-2 Level-2A image that shows it is brought to the same grid by its georeference: "
      "the "
      "twelve spectral bands, water vapour and scene classification. An image without the last two (twelve "
      "bands) "
      "will do: their channels are then 0 and its clouds are not checked.\n\n"
      "Scenes for validation are whole glaciers, or the latest scenes; glaciers whose rectangles overlap "
      "stay "
      "together. "
      "The folder is laid out as the published data set, with manifest.csv and the page quicklook.html, "
      "where "
      "you see whether the images align. Run it again with more scenes, or after it was stopped: what is "
      "there stays as it is. What cannot be used is left out, and the log says why." );
  guide.when =
      QObject::tr( "You have many scenes without labels, and a Sentinel-2 image of each glacier, and want a "
                   "network to learn from them before it sees labels." );
  guide.parameters =
      QStringList{ QStringLiteral( "SAR" ), QStringLiteral( "OPTICAL" ), QStringLiteral( "AREAS" ) };
  guide.result = QObject::tr(
      "Open quicklook.html: coast and front must lie in the same place in radar and optical "
      "picture, else nothing can be learnt. What was left out stands in the log with its reason." );
  guide.example = QStringList{
      QObject::tr(
          "# glaciers.geojson: a polygon around the glacier; its attribute “name” says which it is" ),
      QStringLiteral( "simulatescene WIDTH=64 HEIGHT=64 PIXEL_SIZE=20 CRS=EPSG:32622 CENTRE=\"500000,7800000 "
                      "[EPSG:32622]\" SCENE=Fjord_2020-07-01_S1.tif OPTICAL=Fjord_2020-07-01_S2.tif" ),
      QStringLiteral( "builddataset SAR=Fjord_2020-07-01_S1.tif OPTICAL=Fjord_2020-07-01_S2.tif "
                      "AREAS=glaciers.geojson SPLIT=none OUTPUT=dataset" ) };
  guide.citation = QObject::tr(
      "Gourmelon, N., et al. (2025): SSL4SAR: Self-supervised learning for glacier calving front "
      "extraction from SAR imagery. IEEE Transactions on Geoscience and Remote Sensing 63, "
      "doi:10.1109/TGRS.2025.3580945." );
  guide.next = QStringList{ QStringLiteral( "pretrain" ) };
  return guide;
}

void BuildDatasetAlgorithm::addInputs()
{
  add( new FrontsParameter( SAR, QObject::tr( "SAR scenes" ), compat::sourceMapLayer ),
       QObject::tr(
           "Preprocessed Sentinel-1 rasters with a coordinate reference system: layers, a folder, or a "
           "vector layer of footprints. 8-bit rasters are stored as they are." ) );
  addAdvanced(
      new QgsProcessingParameterString( PATH_FIELD, QObject::tr( "Attribute with the paths" ),
                                        QStringLiteral( "location" ), false, true ),
      QObject::tr( "The attribute of the footprints that holds the path of the raster; “location” is GDAL's "
                   "name for it." ) );
  add( new FrontsParameter( OPTICAL, QObject::tr( "Optical images" ), compat::sourceRaster ),
       QObject::tr(
           "Sentinel-2 Level-2A images, at least one for each glacier: .SAFE folders, .zip files or "
           "multi-band rasters, or a folder of them. Rasters have named bands, 12 (B1 to B8, B8A, B9, B11, "
           "B12), 14 (also water vapour and scene classification), or those of Google Earth Engine." ) );
  add( new QgsProcessingParameterFeatureSource( AREAS, QObject::tr( "Glacier areas" ),
                                                { static_cast<int>( compat::sourceVectorPolygon ) } ),
       QObject::tr( "A polygon around each glacier. The data are cut to the rectangle around it." ) );
  add( new QgsProcessingParameterField( NAME_FIELD, QObject::tr( "Attribute with the glacier's name" ),
                                        QStringLiteral( "name" ), AREAS, compat::anyField, false, true ),
       QObject::tr( "Polygons of one name are one glacier." ) );
}

void BuildDatasetAlgorithm::addOutputs()
{
  add( new QgsProcessingParameterFolderDestination( OUTPUT, QObject::tr( "Data set" ) ),
       QObject::tr( "A new or empty folder, or a data set to add to." ) );
  addOutput( new QgsProcessingOutputHtml( REPORT, QObject::tr( "Quick-look" ) ) );
  addOutput( new QgsProcessingOutputNumber( GLACIERS, QObject::tr( "Glaciers" ) ) );
  addOutput( new QgsProcessingOutputNumber( SCENES, QObject::tr( "Scenes" ) ) );
  addOutput( new QgsProcessingOutputNumber( ADDED, QObject::tr( "Scenes added" ) ) );
  addOutput( new QgsProcessingOutputNumber( VALIDATING, QObject::tr( "Scenes that validate" ) ) );
}

void BuildDatasetAlgorithm::initAlgorithm( const QVariantMap & )
{
  addInputs();
  BuildDatasetOptions standard = defaults();
  add( datasetParameters( standard ) );
  addOutputs();
}

void BuildDatasetAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                     QgsProcessingFeedback * )
{
  mOptions = defaults();
  readParameters( datasetParameters( mOptions ), parameters, context, *this );
  mOptions.radar =
      radarPaths( parameters.value( SAR ), parameterAsString( parameters, PATH_FIELD, context ), context );
  mOptions.optical = opticalPaths( parameters.value( OPTICAL ), context );
  const std::unique_ptr<QgsProcessingFeatureSource> areas( parameterAsSource( parameters, AREAS, context ) );
  if ( !areas )
    throw QgsProcessingException( invalidSourceError( parameters, AREAS ) );
  const QStringList field = parameterAsFields( parameters, NAME_FIELD, context );
  mOptions.areas = glacierAreas( *areas, field.value( 0, QStringLiteral( "name" ) ) );
}

QVariantMap BuildDatasetAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                            QgsProcessingFeedback *feedback )
{
  const QString folder = parameterAsString( parameters, OUTPUT, context );
  mOptions.folder = folder.toStdString();
  const BuildDatasetResult result = buildDataset( mOptions, coreFeedback( feedback ) );
  feedback->pushInfo( QObject::tr( "%1 scene(s) of %2 glacier(s), %3 of them new; %4 validate." )
                          .arg( result.scenes )
                          .arg( result.glaciers )
                          .arg( result.added )
                          .arg( result.validating ) );
  return { { OUTPUT, folder },
           { REPORT, QString::fromStdString( datasetReportPath( mOptions.folder ) ) },
           { GLACIERS, result.glaciers },
           { SCENES, result.scenes },
           { ADDED, result.added },
           { VALIDATING, result.validating } };
}

} // namespace calving
