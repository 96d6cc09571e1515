#include "algorithms/layers/masklayers.h"

#include <cmath>

#include <QObject>
#include <qgscolorrampshader.h>
#include <qgsmeshdataprovider.h>
#include <qgsmeshlayer.h>
#include <qgsmeshrenderersettings.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>

#include "algorithms/layers/loadedlayers.h"
#include "algorithms/layers/shapes.h"
#include "model/icemask/maskfile.h"

namespace calving
{

VectorContent closedFronts( const IceMaskResult &masks )
{
  VectorContent layer;
  layer.type = compat::wkbMultiPolygon;
  layer.crs = QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( masks.grid.crs ) );
  constexpr int longest = 254; // in a Shapefile
  for ( const char *name : { "Date", "OfficialN", "ImageID" } )
    layer.fields.append( QgsField( QLatin1String( name ), compat::fieldString, QString(), longest ) );
  for ( const ClosedFront &front : masks.closed )
  {
    QgsFeature feature( layer.fields );
    feature.setAttribute( 0, QString::fromStdString( front.date ) );
    feature.setAttribute( 1, QString::fromStdString( front.glacier ) );
    feature.setAttribute( 2, QString::fromStdString( front.imageId ) );
    feature.setGeometry( multiPolygonOf( front.ice ) );
    layer.features << feature;
  }
  return layer;
}

void styleMasks( QgsMapLayer &layer )
{
  auto *mesh = qobject_cast<QgsMeshLayer *>( &layer );
  if ( !mesh || !mesh->dataProvider() )
    return;
  QgsMeshRendererSettings settings = mesh->rendererSettings();
  for ( const int group : mesh->datasetGroupsIndexes() )
  {
    if ( mesh->datasetGroupMetadata( QgsMeshDatasetIndex( group, 0 ) ).name() !=
         QLatin1String( iceMaskTitle ) )
      continue;
    // Between pixels a mesh may be a little above 1.
    QgsColorRampShader colours( 0, 1 );
    // By name: the enumeration differs between QGIS 3.22 and 3.40.
    colours.setColorRampType( QStringLiteral( "DISCRETE" ) );
    colours.setColorRampItemList( { { 0.5, QColor( 40, 90, 150, 0 ), QObject::tr( "no ice" ) },
                                    { HUGE_VAL, QColor( 210, 235, 250 ), QObject::tr( "ice" ) } } );
    QgsMeshRendererScalarSettings scalar = settings.scalarSettings( group );
    scalar.setClassificationMinimumMaximum( 0, 1 );
    scalar.setColorRampShader( colours );
    settings.setScalarSettings( group, scalar );
    settings.setActiveScalarDatasetGroup( group );
    mesh->setStaticScalarDatasetIndex( QgsMeshDatasetIndex( group, 0 ) );
  }
  mesh->setRendererSettings( settings );
}

void showMasksOnLoad( QgsProcessingContext &context, const QString &path, const std::string &glacier )
{
  if ( !context.project() )
    return;
  QgsProcessingContext::LayerDetails details( QObject::tr( "Ice masks" ), context.project(),
                                              QObject::tr( "Ice masks" ),
                                              QgsProcessingUtils::LayerHint::Mesh );
  context.addLayerToLoadOnCompletion( path, details );
  SceneFacts scene;
  scene.glacier = glacier;
  showOnLoad( context, scene, { { path, QObject::tr( "Ice masks" ), styleMasks } } );
}

} // namespace calving
