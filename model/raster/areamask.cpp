#include "model/raster/areamask.h"

#include <algorithm>

#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogr_geometry.h>

#include "model/error.h"

namespace calving
{

namespace
{

using Geometry = std::unique_ptr<OGRGeometry>;

std::vector<Geometry> geometries( const std::vector<std::vector<std::uint8_t>> &polygons )
{
  std::vector<Geometry> result;
  for ( const std::vector<std::uint8_t> &wkb : polygons )
  {
    OGRGeometry *geometry = nullptr;
    OGRGeometryFactory::createFromWkb( wkb.data(), nullptr, &geometry, wkb.size() );
    result.emplace_back( geometry );
    const OGRwkbGeometryType type = geometry ? wkbFlatten( geometry->getGeometryType() ) : wkbUnknown;
    if ( type != wkbPolygon && type != wkbMultiPolygon && type != wkbCurvePolygon && type != wkbMultiSurface )
      throw Error( "A feature of the area is damaged or not a polygon. Choose a layer of polygons." );
  }
  return result;
}

//! Burns 1 into \a height rows from \a top on.
void burn( const std::vector<OGRGeometryH> &shapes, const RasterGrid &grid, int top, int height,
           std::vector<std::uint8_t> &values )
{
  std::fill( values.begin(), values.end(), std::uint8_t( 0 ) );
  GDALDriver *memory = GetGDALDriverManager()->GetDriverByName( "MEM" );
  GDALDatasetUniquePtr strip( memory->Create( "", grid.width, height, 0, GDT_Byte, nullptr ) );
  char pointer[64] = {};
  pointer[CPLPrintPointer( pointer, values.data(), sizeof pointer - 1 )] = 0;
  CPLStringList options;
  options.SetNameValue( "DATAPOINTER", pointer );
  strip->AddBand( GDT_Byte, options.List() );
  std::array<double, 6> transform = grid.transform;
  const std::array<double, 2> origin = grid.toMap( 0, top );
  transform[0] = origin[0];
  transform[3] = origin[1];
  strip->SetGeoTransform( transform.data() );

  const int band = 1;
  const std::vector<double> ones( shapes.size(), 1.0 );
  if ( GDALRasterizeGeometries( GDALDataset::ToHandle( strip.get() ), 1, &band,
                                static_cast<int>( shapes.size() ), shapes.data(), nullptr, nullptr,
                                ones.data(), nullptr, nullptr, nullptr ) != CE_None )
    throw Error( std::string( "Cannot rasterise the area: " ) + CPLGetLastErrorMsg() );
}

} // namespace

AreaMask::AreaMask( const RasterGrid &grid, const std::vector<std::vector<std::uint8_t>> &polygons )
  : mPixels( grid.width )
{
  GDALAllRegister();
  const std::vector<Geometry> owned = geometries( polygons );
  std::vector<OGRGeometryH> shapes;
  for ( const Geometry &geometry : owned )
    shapes.push_back( OGRGeometry::ToHandle( geometry.get() ) );

  bool any = false;
  const int strip = std::clamp( ( 1 << 24 ) / grid.width, 1, grid.height );
  std::vector<std::uint8_t> values( static_cast<std::size_t>( strip ) * grid.width );
  for ( int top = 0; top < grid.height; top += strip )
  {
    const int height = std::min( strip, grid.height - top );
    burn( shapes, grid, top, height, values );
    for ( int row = 0; row < height; ++row )
      mPixels.appendRow( values.data() + static_cast<std::size_t>( row ) * grid.width );
    any = any || std::find( values.begin(), values.end(), 1 ) != values.end();
  }
  if ( !any )
    throw Error(
        "The area covers no pixel of the raster. Check that both have the right coordinate reference "
        "system, and that the polygons overlap the scene." );
}

} // namespace calving
