#include "model/labels/labelfile.h"

#include <ogrsf_frmts.h>

#include "model/base/calendar.h"
#include "model/error.h"
#include "model/geometry/wkbgeometry.h"
#include "model/raster/gdalraster.h"
#include "model/scene/zonenames.h"

namespace calving
{

namespace
{

const char *nameOf( std::uint8_t zone )
{
  static constexpr const char *names[] = { "N/A", "rock", "glacier", "ocean" };
  return names[zone];
}

//! \a sentence with GDAL's last word as the reason.
Error refused( const std::string &path )
{
  const std::string reason = CPLGetLastErrorMsg();
  return Error( "Cannot write the labels to " + path + ( reason.empty() ? "" : ": " + reason ) +
                ". Save and end editing its layers in QGIS, and check that you may write there and that the disk has "
                "room. Nothing was changed." );
}

GDALDatasetUniquePtr opened( const std::string &path, unsigned int mode )
{
  return GDALDatasetUniquePtr( GDALDataset::Open( path.c_str(), GDAL_OF_VECTOR | mode ) );
}

OGRLayer &layerOf( GDALDataset &file, const char *name, const std::string &path )
{
  OGRLayer *layer = file.GetLayerByName( name );
  if ( !layer )
    throw Error( "The file " + path + " has no layer “" + name +
                 "”, so it holds no labels to add to. Choose another name for the output." );
  return *layer;
}

int fieldOf( OGRLayer &layer, const char *name, const std::string &path )
{
  const int field = layer.GetLayerDefn()->GetFieldIndex( name );
  if ( field < 0 )
    throw Error( "The layer “" + std::string( layer.GetName() ) + "” of " + path + " has no attribute “" + name +
                 "”, so it holds no labels to add to. Choose another name for the output." );
  return field;
}

void addField( OGRLayer &layer, const char *name, OGRFieldType type, const std::string &path )
{
  OGRFieldDefn field( name, type );
  if ( layer.CreateField( &field ) != OGRERR_NONE )
    throw refused( path );
}

OGRLayer &addedLayer( GDALDataset &file, const char *name, OGRwkbGeometryType type, const std::string &crs,
                      const std::string &path )
{
  OGRSpatialReference reference = spatialReference( crs );
  OGRLayer *layer = file.CreateLayer( name, &reference, type, nullptr );
  if ( !layer )
    throw refused( path );
  return *layer;
}

//! Sets what zones and fronts have in common, where the layer has a place for it.
void describe( OGRFeature &feature, const PreparedLabels &labels )
{
  const auto set = [&feature]( const char *name, const std::string &text )
  {
    if ( const int field = feature.GetFieldIndex( name ); field >= 0 && !text.empty() )
      feature.SetField( field, text.c_str() );
  };
  set( labelfile::rasterField, labels.scene );
  set( "glacier_name", labels.glacier );
  set( "source", labels.source );
  const int field = feature.GetFieldIndex( "date" );
  if ( field < 0 || labels.date.empty() )
    return;
  const CalendarDate date = dateOfDay( dayOfIsoDate( labels.date ) );
  feature.SetField( field, date.year, date.month, date.day );
}

void addFeature( OGRLayer &layer, const WellKnownBinary &shape, const PreparedLabels &labels, const char *zone,
                 const std::string &path )
{
  OGRFeature feature( layer.GetLayerDefn() );
  describe( feature, labels );
  if ( zone )
    feature.SetField( labelfile::zoneField, zone );
  std::unique_ptr<OGRGeometry> geometry = geometryOf( shape );
  if ( wkbFlatten( layer.GetGeomType() ) == wkbMultiPolygon )
    geometry.reset( OGRGeometryFactory::forceToMultiPolygon( geometry.release() ) );
  feature.SetGeometryDirectly( geometry.release() );
  if ( layer.CreateFeature( &feature ) != OGRERR_NONE )
    throw refused( path );
}

void removeScene( OGRLayer &layer, const std::string &scene, const std::string &path )
{
  const int field = fieldOf( layer, labelfile::rasterField, path );
  std::vector<GIntBig> old;
  for ( const OGRFeatureUniquePtr &feature : layer )
    if ( scene == feature->GetFieldAsString( field ) )
      old.push_back( feature->GetFID() );
  for ( const GIntBig feature : old )
    if ( layer.DeleteFeature( feature ) != OGRERR_NONE )
      throw refused( path );
}

WellKnownBinary shapeOf( const OGRFeature &feature )
{
  const OGRGeometry *geometry = feature.GetGeometryRef();
  if ( !geometry || geometry->IsEmpty() )
    return {};
  WellKnownBinary shape( geometry->WkbSize() );
  geometry->exportToWkb( wkbNDR, shape.data(), wkbVariantIso );
  return shape;
}

ZonePolygon polygonOf( const OGRFeature &feature, int zoneField, int rasterField, const std::string &path )
{
  const std::string which = "Polygon " + std::to_string( feature.GetFID() ) + " of the layer “zones” of " + path;
  const std::string text = feature.GetFieldAsString( zoneField );
  const std::optional<std::uint8_t> zone = zoneNamed( text );
  if ( !zone )
    throw Error( which + " has the class “" + text + "”. Use N/A, rock, glacier or ocean." );
  ZonePolygon polygon{ *zone, feature.GetFieldAsString( rasterField ), shapeOf( feature ) };
  if ( polygon.scene.empty() )
    throw Error( which + " does not say to which raster it belongs. Fill in its attribute “raster”." );
  return polygon;
}

} // namespace

namespace
{

std::vector<DrawnFront> frontsIn( OGRLayer &layer, int rasterField )
{
  std::vector<DrawnFront> fronts;
  for ( const OGRFeatureUniquePtr &feature : layer )
    if ( DrawnFront front{ feature->GetFieldAsString( rasterField ), shapeOf( *feature ) }; !front.shape.empty() )
      fronts.push_back( std::move( front ) );
  return fronts;
}

} // namespace

std::vector<DrawnFront> frontsInLabelFile( const std::string &path )
{
  GDALAllRegister();
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const GDALDatasetUniquePtr file = opened( path, GDAL_OF_READONLY );
  OGRLayer *layer = file ? file->GetLayerByName( labelfile::fronts ) : nullptr;
  const int field = layer ? layer->GetLayerDefn()->GetFieldIndex( labelfile::rasterField ) : -1;
  return field < 0 ? std::vector<DrawnFront>() : frontsIn( *layer, field );
}

ZonePolygons readLabelFile( const std::string &path )
{
  GDALAllRegister();
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const GDALDatasetUniquePtr file = opened( path, GDAL_OF_READONLY );
  if ( !file )
    throw Error( "The file " + path + " is there, but no GeoPackage of labels. Choose another name for the output." );
  OGRLayer &zones = layerOf( *file, labelfile::zones, path );
  OGRLayer &fronts = layerOf( *file, labelfile::fronts, path );
  ZonePolygons labels;
  if ( const OGRSpatialReference *reference = zones.GetSpatialRef() )
    labels.crs = wellKnownText( *reference );
  const int zoneField = fieldOf( zones, labelfile::zoneField, path );
  const int rasterField = fieldOf( zones, labelfile::rasterField, path );
  for ( const OGRFeatureUniquePtr &feature : zones )
    if ( feature->GetGeometryRef() && !feature->GetGeometryRef()->IsEmpty() )
      labels.polygons.push_back( polygonOf( *feature, zoneField, rasterField, path ) );
  labels.fronts = frontsIn( fronts, fieldOf( fronts, labelfile::rasterField, path ) );
  return labels;
}

void createLabelFile( const std::string &path, const std::string &crs )
{
  GDALAllRegister();
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  CPLErrorReset();
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GPKG" );
  const GDALDatasetUniquePtr file( driver ? driver->Create( path.c_str(), 0, 0, 0, GDT_Unknown, nullptr ) : nullptr );
  if ( !file )
    throw refused( path );
  OGRLayer &zones = addedLayer( *file, labelfile::zones, wkbMultiPolygon, crs, path );
  OGRLayer &fronts = addedLayer( *file, labelfile::fronts, wkbLineString, crs, path );
  addField( zones, labelfile::zoneField, OFTString, path );
  for ( OGRLayer *layer : { &zones, &fronts } )
  {
    addField( *layer, labelfile::rasterField, OFTString, path );
    addField( *layer, "glacier_name", OFTString, path );
    addField( *layer, "date", OFTDate, path );
    addField( *layer, "source", OFTString, path );
  }
}

void addLabels( const std::string &path, const std::vector<PreparedLabels> &labels )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  CPLErrorReset();
  const GDALDatasetUniquePtr file = opened( path, GDAL_OF_UPDATE );
  if ( !file || file->StartTransaction() != OGRERR_NONE )
    throw refused( path );
  try
  {
    OGRLayer &zones = layerOf( *file, labelfile::zones, path );
    OGRLayer &fronts = layerOf( *file, labelfile::fronts, path );
    for ( const PreparedLabels &scene : labels )
    {
      if ( scene.replaces )
        removeScene( zones, scene.scene, path );
      for ( const ZonePolygon &zone : scene.zones )
        addFeature( zones, zone.shape, scene, nameOf( zone.zone ), path );
      for ( const WellKnownBinary &front : scene.fronts )
        addFeature( fronts, front, scene, nullptr, path );
    }
    for ( OGRLayer *layer : { &zones, &fronts } )
      if ( layer->SyncToDisk() != OGRERR_NONE )
        throw refused( path );
    if ( file->CommitTransaction() != OGRERR_NONE )
      throw refused( path );
  }
  catch ( const Error & )
  {
    file->RollbackTransaction();
    throw;
  }
}

namespace
{

//! QGIS's table of styles; made where it is missing.
OGRLayer &styleTable( GDALDataset &file, const std::string &path )
{
  constexpr const char *name = "layer_styles";
  if ( OGRLayer *layer = file.GetLayerByName( name ) )
    return *layer;
  CPLStringList options;
  options.SetNameValue( "FID", "id" );
  OGRLayer *layer = file.CreateLayer( name, nullptr, wkbNone, options.List() );
  if ( !layer )
    throw refused( path );
  for ( const char *field : { "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName",
                              "styleQML", "styleSLD", "description", "owner", "ui" } )
    addField( *layer, field, OFTString, path );
  OGRFieldDefn isDefault( "useAsDefault", OFTInteger );
  isDefault.SetSubType( OFSTBoolean );
  OGRFieldDefn time( "update_time", OFTDateTime );
  time.SetDefault( "CURRENT_TIMESTAMP" );
  for ( OGRFieldDefn *field : { &isDefault, &time } )
    if ( layer->CreateField( field ) != OGRERR_NONE )
      throw refused( path );
  return *layer;
}

//! The default style of \a layer in \a table; null where there is none.
OGRFeatureUniquePtr defaultStyle( OGRLayer &table, const std::string &layer )
{
  for ( OGRFeatureUniquePtr &style : table )
    if ( layer == style->GetFieldAsString( "f_table_name" ) && style->GetFieldAsInteger( "useAsDefault" ) )
      return OGRFeatureUniquePtr( style->Clone() );
  return nullptr;
}

} // namespace

std::string layerStyle( const std::string &path, const std::string &layer )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const GDALDatasetUniquePtr file = opened( path, GDAL_OF_READONLY );
  OGRLayer *table = file ? file->GetLayerByName( "layer_styles" ) : nullptr;
  const OGRFeatureUniquePtr style = table ? defaultStyle( *table, layer ) : nullptr;
  return style ? style->GetFieldAsString( "styleQML" ) : std::string();
}

void setLayerStyle( const std::string &path, const std::string &layer, const std::string &qml )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  CPLErrorReset();
  const GDALDatasetUniquePtr file = opened( path, GDAL_OF_UPDATE );
  if ( !file )
    throw refused( path );
  OGRLayer &table = styleTable( *file, path );
  OGRFeatureUniquePtr style = defaultStyle( table, layer );
  const bool isNew = !style;
  if ( isNew )
  {
    style.reset( new OGRFeature( table.GetLayerDefn() ) );
    for ( const char *field : { "f_table_catalog", "f_table_schema", "styleSLD", "description", "owner", "ui" } )
      style->SetField( field, "" );
    style->SetField( "f_table_name", layer.c_str() );
    style->SetField( "f_geometry_column", file->GetLayerByName( layer.c_str() )->GetGeometryColumn() );
    style->SetField( "styleName", layer.c_str() );
    style->SetField( "useAsDefault", 1 );
  }
  style->SetField( "styleQML", qml.c_str() );
  if ( ( isNew ? table.CreateFeature( style.get() ) : table.SetFeature( style.get() ) ) != OGRERR_NONE ||
       table.SyncToDisk() != OGRERR_NONE )
    throw refused( path );
}

} // namespace calving
