#include "algorithms/evaluatefrontsalgorithm.h"

#include <cmath>

#include <qgsprocessingoutputs.h>

#include "algorithms/layers/evaluationlayers.h"
#include "algorithms/parameters/frontsparameter.h"
#include "algorithms/parameters/readparameters.h"

namespace calving
{

using namespace key;

QString EvaluateFrontsAlgorithm::displayName() const
{
  return QObject::tr( "Evaluate calving fronts" );
}

QString EvaluateFrontsAlgorithm::group() const
{
  return QObject::tr( "Evaluation" );
}

QStringList EvaluateFrontsAlgorithm::tags() const
{
  return QObject::tr( "mean distance error,mde,accuracy,validation,benchmark,caffe,hausdorff,iou,glacier" )
      .split( ',' );
}

QString EvaluateFrontsAlgorithm::shortDescription() const
{
  return QObject::tr( "Measures how far predicted calving fronts lie from reference fronts." );
}

Guide EvaluateFrontsAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Compares predicted with reference fronts, as lines or rasters, of one scene or of a "
      "folder of scenes matched by "
      "name.\n\n"
      "The mean distance error is that of the CaFFe benchmark: the mean distance in metres "
      "from every point of either "
      "front to the nearest of the other, pooled over all scenes. Where lines or rasters of different pixels "
      "take part, every point counts by the metres of front that it stands for (a pixel by the mean spacing "
      "of "
      "its front's pixels); where all scenes are pairs of rasters on one grid, every pixel counts alike, as "
      "in "
      "CaFFe. Scenes where a front is "
      "missing are left out of it "
      "and counted. Means of scenes, median, 95th percentile and Hausdorff-95 come with it; "
      "with zones also IoU, "
      "precision, recall and F1. All is broken down by glacier, season, sensor, resolution "
      "and their pairs, with 95 % "
      "bootstrap intervals over scenes.\n\n"
      "Two rasters of equal size are compared pixel by pixel. Lines may have any coordinate "
      "reference system. A layer "
      "with several values of the attribute image_id holds that many scenes; reference scenes that a "
      "predicted one of that kind lacks count as scenes without a front. Where the map of "
      "the reference stretches lengths by more than 5 %, as Web Mercator does, all is "
      "compared on a plane of its own." );
  guide.when = QObject::tr(
      "To know how good a model is on fronts that you drew yourself, to compare two models, or to "
      "compare two people who drew the same front." );
  guide.parameters =
      QStringList{ QStringLiteral( "PREDICTED" ), QStringLiteral( "REFERENCE" ), QStringLiteral( "ZONES" ) };
  guide.result = QObject::tr(
      "The mean distance error is made by the worst scenes: read it beside the median and beside "
      "the number of scenes without a front, which it leaves out. Two people who draw the same "
      "front differ, too: measure them alike. Where the intervals of two models overlap, neither is"
      " shown to be better." );
  guide.example = QStringList{
      QStringLiteral( "simulatescene WIDTH=128 HEIGHT=128 PIXEL_SIZE=60 SCENE=scene.tif ZONES=zones.tif "
                      "FRONTS=truth.gpkg" ),
      QStringLiteral( "tracefronts ZONES=zones.tif FRONTS=fronts.gpkg" ),
      QStringLiteral( "evaluatefronts PREDICTED=fronts.gpkg REFERENCE=truth.gpkg OUTPUT=scores.gpkg "
                      "REPORT=scores.html" ) };
  guide.citation =
      QObject::tr( "The measure: Gourmelon, N., et al. (2022): Calving fronts and where to find them: a "
                   "benchmark dataset and methodology for automatic glacier calving front extraction from "
                   "synthetic aperture radar imagery. Earth System Science Data. Data: PANGAEA, "
                   "doi:10.1594/PANGAEA.940950 (CC BY 4.0)." );
  guide.next = QStringList{ QStringLiteral( "finetune" ) };
  return guide;
}

void EvaluateFrontsAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new FrontsParameter( PREDICTED, QObject::tr( "Predicted fronts" ), compat::sourceMapLayer ),
       QObject::tr(
           "Layers of lines (not polygons), rasters that are not 0 at the front, or a folder of such "
           "files. Text files (.gmt) of longitude and latitude, a point a line, are read as lines, of "
           "which “>” begins the next." ) );
  add( new FrontsParameter( REFERENCE, QObject::tr( "Reference fronts" ), compat::sourceMapLayer ),
       QObject::tr(
           "The same for the fronts to compare with. Files of a scene have the same name; the endings _front "
           "and _zones do not count." ) );
  add( new FrontsParameter( ZONES, QObject::tr( "Predicted zones" ), compat::sourceRaster, QVariant(), true ),
       QObject::tr( "Rasters of zones, or a folder of them, coded 0 1 2 3, 1 2 3 4 or 0 64 127 254." ) );
  add( new FrontsParameter( REFERENCE_ZONES, QObject::tr( "Reference zones" ), compat::sourceRaster,
                            QVariant(), true ),
       QObject::tr( "The same for the zones to compare with." ) );
  EvaluationOptions standard;
  add( evaluateParameters( standard ) );
  add( new QgsProcessingParameterFeatureSink( OUTPUT, QObject::tr( "Scores" ), compat::sourceVectorTable ),
       QObject::tr( "A table with one row for all scenes, for each group and for each scene." ) );
  add( new QgsProcessingParameterFeatureSink( ERRORS, QObject::tr( "Errors" ), compat::sourceVectorLine,
                                              QVariant(), true, false ),
       QObject::tr( "Lines from each point of a front to the nearest point of the other, in the coordinate "
                    "reference system of the reference fronts, or WGS 84 where they have several." ) );
  add( new QgsProcessingParameterFileDestination( CSV, QObject::tr( "Scores as text" ),
                                                  QObject::tr( "Tables (*.csv)" ), QVariant(), true, false ),
       QObject::tr( "The table of scores, comma separated." ) );
  add( new QgsProcessingParameterFileDestination( REPORT, QObject::tr( "Report" ),
                                                  QObject::tr( "HTML files (*.html)" ), QVariant(), true ),
       QObject::tr( "All results with plots, as one HTML file." ) );
  addOutput( new QgsProcessingOutputNumber( MDE, QObject::tr( "Mean distance error (m)" ) ) );
  addOutput( new QgsProcessingOutputNumber( NO_FRONT, QObject::tr( "Scenes without a front" ) ) );
  addOutput( new QgsProcessingOutputNumber( SCENES, QObject::tr( "Scenes" ) ) );
  addOutput(
      new QgsProcessingOutputString( NO_FRONT_SCENES, QObject::tr( "Names of scenes without a front" ) ) );
}

void EvaluateFrontsAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                       QgsProcessingFeedback * )
{
  mInput.predicted = scenesOf( parameters.value( PREDICTED ), context );
  mInput.reference = scenesOf( parameters.value( REFERENCE ), context );
  mInput.zones = scenesOf( parameters.value( ZONES ), context );
  mInput.referenceZones = scenesOf( parameters.value( REFERENCE_ZONES ), context );
  readParameters( evaluateParameters( mOptions ), parameters, context, *this );
  if ( !mOptions.manifest.empty() )
    mInput.manifest = readManifest( mOptions.manifest );
}

QVariantMap EvaluateFrontsAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                              QgsProcessingFeedback *feedback )
{
  const std::vector<SceneEvaluation> scenes =
      evaluateScenes( mInput, mOptions.stepMetres, coreFeedback( feedback ) );
  const std::vector<GroupScores> groups = groupScores( scenes, mOptions.bootstrap );
  const FrontSummary &all = groups.front().fronts;
  feedback->pushInfo(
      all.noFront < all.scenes
          ? QObject::tr( "Mean distance error: %1 m; scenes compared: %2, others, which lack a front: %3." )
                .arg( all.meanDistanceError, 0, 'f', 1 )
                .arg( all.scenes - all.noFront )
                .arg( all.noFront )
          : QObject::tr( "Nothing to compare: no scene has both a predicted and a reference front." ) );

  QVariantMap results{ { NO_FRONT, all.noFront }, { SCENES, all.scenes } };
  results[MDE] = std::isfinite( all.meanDistanceError ) ? QVariant( all.meanDistanceError ) : QVariant();
  QStringList missing;
  for ( const SceneEvaluation &scene : scenes )
    if ( !scene.distances.comparable() )
      missing << QString::fromStdString( scene.name );
  results[NO_FRONT_SCENES] = missing.join( '\n' );

  results[OUTPUT] = VectorOutput( parameterDefinition( OUTPUT ), parameters, context )
                        .write( evaluationTable( scenes, groups ) );
  const VectorOutput errors( parameterDefinition( ERRORS ), parameters, context );
  if ( errors.isWanted() )
    results[ERRORS] = errors.write( errorLayer( scenes, context.transformContext() ) );
  if ( const QString csv = parameterAsFileOutput( parameters, CSV, context ); !csv.isEmpty() )
  {
    writeEvaluationCsv( csv.toStdString(), scenes, groups );
    results[CSV] = csv;
  }
  if ( const QString report = parameterAsFileOutput( parameters, REPORT, context ); !report.isEmpty() )
  {
    writeEvaluationReport( report.toStdString(), scenes, groups );
    results[REPORT] = report;
  }
  return results;
}

} // namespace calving
