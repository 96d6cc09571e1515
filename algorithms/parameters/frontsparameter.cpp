#include "algorithms/parameters/frontsparameter.h"

#include <algorithm>
#include <set>

#include <QFileInfo>
#include <qgsexception.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/parameters/layerparameters.h"
#include "model/error.h"
#include "model/scene/frontattributes.h"

namespace calving
{

namespace
{

QString fileOf( const QgsMapLayer &layer )
{
  return layer.source().section( '|', 0, 0 );
}

//! Name of the scene that \a layer as a whole is: that of its file, if it has one.
std::string sceneName( const QgsMapLayer &layer )
{
  const QString file = fileOf( layer );
  return sceneFromName( ( QFileInfo::exists( file ) ? file : layer.name() ).toStdString() ).imageId;
}

//! The scenes that the attribute \a field names.
std::set<std::string> imagesOf( const QgsVectorLayer &layer, int field )
{
  std::set<std::string> images;
  if ( field >= 0 )
    for ( const QVariant &value : layer.uniqueValues( field ) )
      if ( !value.toString().isEmpty() )
        images.insert( sceneFromName( value.toString().toStdString() ).imageId );
  return images;
}

//! Whether readFrontGeometry() knows more: published longitudes and latitudes say not what they are.
bool isPlainFile( const QgsVectorLayer &layer )
{
  return !layer.crs().isValid() &&
         QFileInfo( fileOf( layer ) ).suffix().compare( "gmt", Qt::CaseInsensitive ) == 0;
}

void addVectorLayer( const QgsVectorLayer &layer, SceneFiles &scenes )
{
  int field = layer.fields().indexOf( QLatin1String( "image_id" ) );
  if ( field < 0 )
    field = layer.fields().indexOf( QLatin1String( "ImageID" ) );
  const std::set<std::string> images = imagesOf( layer, field );
  const bool several = images.size() > 1;
  const std::string only = images.size() == 1 ? *images.begin() : sceneName( layer );
  FrontGeometry empty;
  empty.source = layer.name().toStdString();
  empty.crs = textOf( crsOf( layer ) );
  std::map<std::string, FrontGeometry> fronts;
  if ( !several )
    fronts[only] = empty;
  bool hasShape = false;
  QgsFeatureIterator features = layer.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    const std::string name =
        several ? sceneFromName( feature.attribute( field ).toString().toStdString() ).imageId : only;
    if ( name.empty() ) // of several scenes, that of nobody knows which
      continue;
    FrontGeometry &front = fronts.try_emplace( name, empty ).first->second;
    if ( feature.hasGeometry() && !feature.geometry().isEmpty() )
    {
      addFrontLines( shapeOf( feature ), front );
      hasShape = true;
    }
    else
      ++front.withoutShape;
    addAttributes( attributesOf( feature ), front );
  }
  const bool holdsLines = std::any_of( fronts.begin(), fronts.end(),
                                       []( const auto &front ) { return !front.second.lines.empty(); } );
  if ( hasShape && !holdsLines )
    throw Error( holdsNoLines( empty.source ) );
  for ( const auto &[name, front] : fronts )
    scenes.add( name, front );
  scenes.merged = scenes.merged || several;
}

} // namespace

bool FrontsParameter::checkValueIsAcceptable( const QVariant &input, QgsProcessingContext *context ) const
{
  const QVariantList entries = layerEntries( input );
  const bool exist = !entries.isEmpty() && std::all_of( entries.begin(), entries.end(),
                                                        []( const QVariant &entry )
                                                        { return QFileInfo::exists( entry.toString() ); } );
  return exist || QgsProcessingParameterMultipleLayers::checkValueIsAcceptable( input, context );
}

SceneFiles scenesOf( const QVariant &value, QgsProcessingContext &context )
{
  SceneFiles scenes;
  for ( const QVariant &entry : layerEntries( value ) )
  {
    const QString text = entry.toString();
    if ( QFileInfo( text ).isDir() )
    {
      const SceneFiles folder = filesInFolder( text.toStdString() );
      for ( const auto &[name, path] : folder.paths )
        scenes.add( name, path );
      continue;
    }
    QgsMapLayer *layer = layerOfEntry( entry, context );
    if ( const auto *raster = qobject_cast<QgsRasterLayer *>( layer ) )
      scenes.add( sceneName( *raster ), rasterInput( raster, raster->name(), {} ) );
    else if ( const auto *vector = qobject_cast<QgsVectorLayer *>( layer );
              vector && holdsShapes( *vector ) && !isPlainFile( *vector ) )
      addVectorLayer( *vector, scenes );
    else if ( const std::string file = ( layer ? fileOf( *layer ) : text ).toStdString();
              QFileInfo( QString::fromStdString( file ) ).isFile() )
      // QGIS could not read it. Whether we can must be known before names are compared.
      scenes.add( sceneFromName( file ).imageId, readFrontGeometry( file ) );
    else
      throw QgsProcessingException(
          QObject::tr( "Cannot open %1. Give a layer of lines, a raster, or a folder of them." )
              .arg( text ) );
  }
  return scenes;
}

} // namespace calving
