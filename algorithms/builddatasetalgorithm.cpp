#include "algorithms/builddatasetalgorithm.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/datasetinputs.h"
#include "algorithms/parameters/frontsparameter.h"
#include "algorithms/parameters/valueparameters.h"
#include "model/dataset/datasetreport.h"

namespace calving
{

namespace
{

//! Names of enum SplitMethod, in its order.
QStringList splitMethods()
{
  QStringList names;
  for ( const SplitMethod method :
        { SplitMethod::Automatic, SplitMethod::Glacier, SplitMethod::Time, SplitMethod::None } )
    names << QLatin1String( nameOf( method ) );
  return names;
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
  add( new QgsProcessingParameterNumber( RESOLUTION, QObject::tr( "Pixel size (m)" ), compat::numberDouble, 0,
                                         false, 0 ),
       QObject::tr(
           "Side of a pixel. 0: that of the glacier's first SAR raster, whose pixels are then copied, not "
           "interpolated." ) );
}

void BuildDatasetAlgorithm::addChecks()
{
  const auto number = [this]( const QString &key, const QString &label, double standard, double most,
                              const QString &help, compat::NumberType type )
  { add( new QgsProcessingParameterNumber( key, label, type, standard, false, 0, most ), help ); };
  number(
      MAX_CLOUD, QObject::tr( "Most cloud (%)" ), 20, 100,
      QObject::tr( "Share of the glacier's area that the optical image may show under cloud, cirrus or their "
                   "shadows (classes 3, 8, 9 and 10 of the scene classification)." ),
      compat::numberDouble );
  number( MIN_COVERAGE, QObject::tr( "Least coverage (%)" ), 50, 100,
          QObject::tr( "Share of the glacier's area that a scene or optical image must show." ),
          compat::numberDouble );
  number( MAX_DAYS, QObject::tr( "Most days between scene and optical image" ), 0, 100000,
          QObject::tr( "Scenes further in time from the optical image are left out. 0: none, as published." ),
          compat::numberInteger );
  for ( auto &[parameter, help] : valueParameters() )
    addAdvanced( parameter.release(), help );
}

void BuildDatasetAlgorithm::addSplit()
{
  add( new QgsProcessingParameterEnum( SPLIT, QObject::tr( "Split" ), splitMethods(), false,
                                       splitMethods().first(), false, true ),
       QObject::tr(
           "What validates: glacier (whole glaciers), time (the latest scenes of all), or none. auto: what "
           "the "
           "data set to add to has; for a new one glacier, or time where there is one glacier only or "
           "SPLIT_DATE is given." ) );
  add( new QgsProcessingParameterNumber( VALIDATION_SHARE, QObject::tr( "Share for validation" ),
                                         compat::numberDouble, 0.1, false, 0, 0.9 ),
       QObject::tr( "Share of the scenes; at least one glacier or date." ) );
  add( new QgsProcessingParameterString( HOLDOUT, QObject::tr( "Glaciers that validate" ), QVariant(), false,
                                         true ),
       QObject::tr( "Names, separated by commas. Empty: chosen at random by the seed, so that their share "
                    "comes near the wanted one." ) );
  addAdvanced(
      new QgsProcessingParameterString( SPLIT_DATE, QObject::tr( "Date of the split" ), QVariant(), false,
                                        true ),
      QObject::tr(
          "For time: scenes from this date (YYYY-MM-DD) on validate. Empty: found from the share." ) );
  addAdvanced(
      new QgsProcessingParameterNumber( GAP_DAYS, QObject::tr( "Gap before it (days)" ),
                                        compat::numberInteger, 12, false, 0 ),
      QObject::tr( "For time: scenes so shortly before that date look like those after it and are left out. "
                   "12 days is one repeat of Sentinel-1's orbit." ) );
  addAdvanced(
      new QgsProcessingParameterNumber( SEED, QObject::tr( "Seed" ), compat::numberInteger, 1, false, 0 ),
      QObject::tr( "Decides which glaciers validate." ) );
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
  addChecks();
  addSplit();
  addOutputs();
}

void BuildDatasetAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                     QgsProcessingFeedback * )
{
  mOptions.radar =
      radarPaths( parameters.value( SAR ), parameterAsString( parameters, PATH_FIELD, context ), context );
  mOptions.optical = opticalPaths( parameters.value( OPTICAL ), context );
  const std::unique_ptr<QgsProcessingFeatureSource> areas( parameterAsSource( parameters, AREAS, context ) );
  if ( !areas )
    throw QgsProcessingException( invalidSourceError( parameters, AREAS ) );
  const QStringList field = parameterAsFields( parameters, NAME_FIELD, context );
  mOptions.areas = glacierAreas( *areas, field.value( 0, QStringLiteral( "name" ) ) );
}

DatasetSplitOptions BuildDatasetAlgorithm::splitOptions( const QVariantMap &parameters,
                                                         QgsProcessingContext &context ) const
{
  DatasetSplitOptions split;
  split.method = static_cast<SplitMethod>( std::max(
      0,
      static_cast<int>( splitMethods().indexOf( parameterAsEnumString( parameters, SPLIT, context ) ) ) ) );
  split.share = parameterAsDouble( parameters, VALIDATION_SHARE, context );
  for ( const QString &name :
        parameterAsString( parameters, HOLDOUT, context ).split( ',', Qt::SkipEmptyParts ) )
    split.holdout.push_back( name.trimmed().toStdString() );
  split.from = parameterAsString( parameters, SPLIT_DATE, context ).trimmed().toStdString();
  split.gapDays = parameterAsInt( parameters, GAP_DAYS, context );
  split.seed = static_cast<std::uint64_t>( parameterAsInt( parameters, SEED, context ) );
  return split;
}

QVariantMap BuildDatasetAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                            QgsProcessingFeedback *feedback )
{
  const QString folder = parameterAsString( parameters, OUTPUT, context );
  mOptions.folder = folder.toStdString();
  mOptions.resolution = parameterAsDouble( parameters, RESOLUTION, context );
  mOptions.mostCloud = parameterAsDouble( parameters, MAX_CLOUD, context ) / 100;
  mOptions.leastCoverage = parameterAsDouble( parameters, MIN_COVERAGE, context ) / 100;
  mOptions.mostDays = parameterAsInt( parameters, MAX_DAYS, context );
  mOptions.values = valueOptions( parameters, context, *this );
  mOptions.split = splitOptions( parameters, context );
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
