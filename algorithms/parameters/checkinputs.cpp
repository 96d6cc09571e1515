#include "algorithms/parameters/checkinputs.h"

#include <memory>

#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/qgiscompat.h"
#include "algorithms/parameters/changeinputs.h"
#include "algorithms/parameters/datasetinputs.h"
#include "algorithms/parameters/frontsparameter.h"
#include "algorithms/parameters/keys.h"
#include "model/scene/scenename.h"

namespace calving
{

using namespace key;

namespace
{

//! Whose each footprint is, in the order of drawnShapes().
std::vector<FootprintScene> footprintScenes( const QVariantMap &parameters, QgsProcessingContext &context,
                                             const QgsProcessingAlgorithm &algorithm )
{
  const std::unique_ptr<QgsProcessingFeatureSource> source( QgsProcessingParameters::parameterAsSource(
      algorithm.parameterDefinition( FOOTPRINTS ), parameters, context ) );
  std::vector<FootprintScene> scenes;
  QgsFeatureIterator features = drawnFeatures( *source );
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    if ( !feature.hasGeometry() || feature.geometry().isEmpty() )
      continue;
    const AttributeText attribute = attributesOf( feature );
    FootprintScene scene;
    for ( const char *name : { "image_id", "ImageID", "imageID", "Image_ID" } )
      if ( scene.imageId.empty() )
        scene.imageId = sceneFromName( attribute( name ) ).imageId;
    scene.date = dateOfAttributes( attribute );
    scenes.push_back( scene );
  }
  return scenes;
}

DocumentedParameter polygons( const QString &key, const QString &label, const QString &help )
{
  return DocumentedParameter(
      new QgsProcessingParameterFeatureSource(
          key, label, { static_cast<int>( compat::sourceVectorPolygon ) }, QVariant(), true ),
      help );
}

} // namespace

DocumentedParameters checkInputParameters()
{
  DocumentedParameters list;
  list.emplace_back(
      new FrontsParameter( INPUT, QObject::tr( "Calving fronts" ), compat::sourceVectorLine ),
      QObject::tr( "Layers of lines with dates, one or many, or a folder of them: fronts of this program, of "
                   "TermPicks, CALFIN, NSIDC, AutoTerm or your own. Several become one layer, in the "
                   "coordinate reference system of the first." ) );
  list.push_back(
      polygons( FJORD, QObject::tr( "Fjord" ),
                QObject::tr( "Polygons inside which fronts may lie: ice and water between the walls." ) ) );
  list.push_back(
      polygons( FOOTPRINTS, QObject::tr( "Footprints" ),
                QObject::tr( "Polygons of what scenes show, or of the area in which fronts were looked for. "
                             "Those with an image_id or a date belong to fronts of that image or day, others "
                             "to all." ) ) );
  list.emplace_back(
      new FrontsParameter( RASTERS, QObject::tr( "Scenes" ), compat::sourceRaster, QVariant(), true ),
      QObject::tr(
          "Scenes from which fronts come, as rasters or a folder of them: each front is held against "
          "the edge, and what has no data, of the one whose name is its image_id, or that is of its "
          "day where it has none." ) );
  return list;
}

CheckInput checkInput( const QVariantMap &parameters, QgsProcessingContext &context,
                       const QgsProcessingAlgorithm &algorithm )
{
  CheckInput input;
  input.fronts = changeInput( parameters, context, algorithm ).fronts;
  input.fjord = drawnShapes( FJORD, QObject::tr( "fjord" ), parameters, context, algorithm );
  input.footprints = drawnShapes( FOOTPRINTS, QObject::tr( "footprint" ), parameters, context, algorithm );
  if ( !input.footprints.isEmpty() )
    input.footprintScenes = footprintScenes( parameters, context, algorithm );
  input.scenes = radarRasters( parameters.value( RASTERS ), QString(), context );
  return input;
}

} // namespace calving
