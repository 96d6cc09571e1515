#include "algorithms/parameters/datasetinputs.h"

#include <functional>
#include <iterator>
#include <map>

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <qgsexception.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/drawnshapes.h"
#include "algorithms/layers/requiredfield.h"
#include "algorithms/parameters/frontsparameter.h"
#include "algorithms/parameters/layerparameters.h"
#include "model/dataset/opticalimage.h"
#include "model/error.h"
#include "model/raster/rasterfiles.h"
#include "model/sar/product/productsat.h"
#include "model/scene/stacitems.h"

namespace calving
{

namespace
{

void addFootprints( const QgsVectorLayer &layer, const QString &pathField, std::vector<RasterInput> &rasters )
{
  const int field = requiredField(
      layer.fields(), pathField, QObject::tr( "The layer of footprints %1" ).arg( layer.name() ),
      QObject::tr( "Give the one that holds the rasters' paths as PATH_FIELD." ) );
  const QDir folder = QFileInfo( layer.source().section( '|', 0, 0 ) ).dir();
  QgsFeatureIterator features = layer.getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    const QString path = feature.attribute( field ).toString();
    if ( path.isEmpty() )
      throw QgsProcessingException(
          QObject::tr( "The footprint %1 of the layer %2 has no path in the attribute “%3”. Fill it in, or "
                       "delete the footprint." )
              .arg( feature.id() )
              .arg( layer.name(), pathField ) );
    rasters.push_back( folder.absoluteFilePath( path ).toStdString() );
  }
}

QgsProcessingException cannotOpen( const QVariant &entry )
{
  return QgsProcessingException(
      QFileInfo::exists( entry.toString() )
          ? QObject::tr( "QGIS cannot open %1. Check that it is whole, and a raster or layer of footprints." )
                .arg( entry.toString() )
          : QObject::tr( "Cannot open %1. Check the path." ).arg( entry.toString() ) );
}

void addRasters( const QVariant &entry, const QString &pathField, QgsProcessingContext &context,
                 std::vector<RasterInput> &rasters )
{
  if ( QFileInfo( entry.toString() ).isDir() )
  {
    for ( const auto &[name, path] : rasterFiles( entry.toString().toStdString() ) )
      rasters.push_back( path );
    return;
  }
  QgsMapLayer *layer = layerOfEntry( entry, context );
  if ( const auto *vector = qobject_cast<QgsVectorLayer *>( layer ) )
    addFootprints( *vector, pathField, rasters );
  else if ( const auto *raster = qobject_cast<QgsRasterLayer *>( layer ) )
    rasters.push_back( rasterInput( raster, raster->name(), {} ) );
  else if ( !layer && QFileInfo( entry.toString() ).isFile() )
    rasters.push_back( entry.toString().toStdString() );
  else
    throw cannotOpen( entry );
}

//! The scenes of \a entry, if that is a file of STAC items, or the layer that QGIS makes of one without
//! reading their assets: those that its filter lets through. Empty for anything else.
std::optional<ListedScenes> stacScenesOf( const QVariant &entry, const std::string &polarisation,
                                          QgsProcessingContext &context )
{
  if ( QFileInfo( entry.toString() ).isFile() )
    return stacScenes( entry.toString().toStdString(), polarisation );
  const auto *layer = qobject_cast<QgsVectorLayer *>( layerOfEntry( entry, context ) );
  if ( !layer )
    return std::nullopt;
  const int field = layer->fields().indexOf( QLatin1String( "id" ) );
  std::function<bool( const std::string & )> isWanted;
  if ( field >= 0 && !layer->subsetString().isEmpty() )
  {
    QSet<QString> ids;
    for ( const QVariant &id : layer->uniqueValues( field ) )
      ids.insert( id.toString() );
    isWanted = [ids]( const std::string &id ) { return ids.contains( QString::fromStdString( id ) ); };
  }
  return stacScenes( layer->source().section( '|', 0, 0 ).toStdString(), polarisation, isWanted );
}

//! Adds the Sentinel-1 products that \a path names; whether there are any.
bool addProducts( const QString &path, ListedScenes &scenes )
{
  const std::vector<std::string> products = productsAt( path.toStdString() );
  for ( const std::string &product : products )
    scenes.scenes.emplace_back( product ).isProduct = true;
  return !products.empty();
}

} // namespace

std::vector<RasterInput> radarRasters( const QVariant &value, const QString &pathField,
                                       QgsProcessingContext &context )
{
  std::vector<RasterInput> rasters;
  for ( const QVariant &entry : layerEntries( value ) )
    addRasters( entry, pathField, context, rasters );
  return rasters;
}

ListedScenes listedScenes( const QVariant &value, const QString &pathField, const std::string &polarisation,
                           QgsProcessingContext &context )
{
  ListedScenes scenes;
  for ( const QVariant &entry : layerEntries( value ) )
  {
    if ( std::optional<ListedScenes> listed = stacScenesOf( entry, polarisation, context ) )
    {
      std::move( listed->scenes.begin(), listed->scenes.end(), std::back_inserter( scenes.scenes ) );
      std::move( listed->leftOut.begin(), listed->leftOut.end(), std::back_inserter( scenes.leftOut ) );
      continue;
    }
    if ( addProducts( entry.toString(), scenes ) && !QFileInfo( entry.toString() ).isDir() )
      continue;
    std::vector<RasterInput> rasters;
    addRasters( entry, pathField, context, rasters );
    for ( const RasterInput &raster : rasters )
      if ( !addProducts( QString::fromStdString( raster.path ), scenes ) )
        scenes.scenes.emplace_back( raster );
  }
  return scenes;
}

std::vector<RasterInput> opticalImages( const QVariant &value, QgsProcessingContext &context )
{
  std::vector<RasterInput> rasters;
  for ( const QVariant &entry : layerEntries( value ) )
  {
    const QFileInfo file( entry.toString() );
    if ( file.isDir() )
    {
      const std::vector<std::string> images = opticalImagesIn( entry.toString().toStdString() );
      rasters.insert( rasters.end(), images.begin(), images.end() );
    }
    else if ( file.isFile() )
      rasters.push_back( entry.toString().toStdString() );
    else if ( const auto *raster = qobject_cast<QgsRasterLayer *>( layerOfEntry( entry, context ) ) )
      rasters.push_back( rasterInput( raster, raster->name(), {} ) );
    else
      throw cannotOpen( entry );
  }
  return rasters;
}

std::vector<GlacierArea> glacierAreas( const QgsProcessingFeatureSource &source, const QString &nameField )
{
  const int field = requiredField( source.fields(), nameField,
                                   QObject::tr( "The layer of glacier areas %1" ).arg( source.sourceName() ),
                                   QObject::tr( "Give the one with the glaciers' names as NAME_FIELD." ) );
  std::map<std::string, DrawnPolygons> glaciers;
  QgsFeatureIterator features = drawnFeatures( source );
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    const std::string name = feature.attribute( field ).toString().trimmed().toStdString();
    if ( name.empty() )
      throw Error( "A polygon of the layer of glacier areas has no name in the attribute “" +
                   nameField.toStdString() + "”. Name it, or delete it." );
    DrawnPolygons &area = glaciers[name];
    area.what = "The area of glacier " + name;
    area.crs = textOf( source.sourceCrs() );
    if ( feature.hasGeometry() && !feature.geometry().isEmpty() )
      area.shapes.push_back( shapeOf( feature ) );
  }
  std::vector<GlacierArea> areas;
  for ( auto &[name, polygons] : glaciers )
  {
    if ( polygons.isEmpty() )
      throw Error( polygons.what + " has no polygon. Draw it, or delete it from the layer." );
    areas.push_back( { name, std::move( polygons ) } );
  }
  return areas;
}

} // namespace calving
