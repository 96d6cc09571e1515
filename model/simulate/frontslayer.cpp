#include "model/simulate/frontslayer.h"

#include <ogrsf_frmts.h>

#include "model/base/calendar.h"
#include "model/error.h"
#include "model/raster/gdalraster.h"
#include "model/version.h"

namespace calving
{

namespace
{

Error cannotWrite( const std::string &path )
{
  return Error( "Cannot write the fronts to " + path + ": " + CPLGetLastErrorMsg() + "." );
}

OGRLayer *createLayer( GDALDataset &file, const std::string &crs )
{
  OGRSpatialReference reference = spatialReference( crs );
  OGRLayer *layer = file.CreateLayer( "fronts", &reference, wkbLineString, nullptr );
  if ( !layer )
    return nullptr;
  OGRFieldDefn glacier( "glacier_name", OFTString );
  OGRFieldDefn date( "date", OFTDate );
  OGRFieldDefn sensor( "sensor", OFTString );
  OGRFieldDefn length( "length_m", OFTReal );
  // As in layers of extracted fronts, by which it is known that the ocean is on the left.
  OGRFieldDefn software( "software", OFTString );
  for ( OGRFieldDefn *field : { &glacier, &date, &sensor, &length, &software } )
    if ( layer->CreateField( field ) != OGRERR_NONE )
      return nullptr;
  return layer;
}

bool addFront( OGRLayer &layer, const SimulatedFront &front )
{
  OGRLineString line;
  for ( const auto &[x, y] : front.points )
    line.addPoint( x, y );
  OGRFeature feature( layer.GetLayerDefn() );
  feature.SetGeometry( &line );
  const CalendarDate date = dateOfDay( front.day );
  feature.SetField( "glacier_name", front.glacier.c_str() );
  feature.SetField( "date", date.year, date.month, date.day );
  feature.SetField( "sensor", front.sensor.c_str() );
  feature.SetField( "length_m", front.lengthMetres );
  feature.SetField( "software", ( std::string( "Calving Front " ) + softwareVersion ).c_str() );
  return layer.CreateFeature( &feature ) == OGRERR_NONE;
}

} // namespace

void writeFrontsLayer( const std::string &path, const std::string &crs,
                       const std::vector<SimulatedFront> &fronts )
{
  GDALAllRegister();
  CPLErrorReset();
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GPKG" );
  if ( !driver )
    throw Error( "This GDAL cannot write GeoPackages, so the fronts cannot be stored in " + path + "." );
  const GDALDatasetUniquePtr file( driver->Create( path.c_str(), 0, 0, 0, GDT_Unknown, nullptr ) );
  OGRLayer *layer = file ? createLayer( *file, crs ) : nullptr;
  if ( !layer || layer->StartTransaction() != OGRERR_NONE )
    throw cannotWrite( path );
  for ( const SimulatedFront &front : fronts )
    if ( !addFront( *layer, front ) )
      throw cannotWrite( path );
  if ( layer->CommitTransaction() != OGRERR_NONE )
    throw cannotWrite( path );
}

} // namespace calving
