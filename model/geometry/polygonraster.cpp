#include "model/geometry/polygonraster.h"

#include <gdal_alg.h>
#include <gdal_priv.h>

#include "model/geometry/ogrpolygon.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

OGREnvelope envelopeOf( const RasterGrid &grid, const Window &window )
{
  OGREnvelope envelope;
  for ( int corner = 0; corner < 4; ++corner )
  {
    const auto [x, y] =
        grid.toMap( window.x + ( corner % 2 ) * window.width, window.y + ( corner / 2 ) * window.height );
    envelope.Merge( x, y );
  }
  return envelope;
}

//! \a values as a raster of GDAL on the \a window of \a grid.
GDALDatasetUniquePtr rasterOver( std::vector<std::uint8_t> &values, const RasterGrid &grid,
                                 const Window &window )
{
  GDALAllRegister();
  GDALDriver *memory = GetGDALDriverManager()->GetDriverByName( "MEM" );
  GDALDatasetUniquePtr raster( memory->Create( "", window.width, window.height, 0, GDT_Byte, nullptr ) );
  char pointer[64] = {};
  pointer[CPLPrintPointer( pointer, values.data(), sizeof pointer - 1 )] = 0;
  CPLStringList options;
  options.SetNameValue( "DATAPOINTER", pointer );
  raster->AddBand( GDT_Byte, options.List() );
  std::array<double, 6> transform = grid.transform;
  const std::array<double, 2> origin = grid.toMap( window.x, window.y );
  transform[0] = origin[0];
  transform[3] = origin[1];
  raster->SetGeoTransform( transform.data() );
  return raster;
}

} // namespace

struct PolygonRaster::Shape
{
  std::unique_ptr<OGRPolygon> polygon;
  OGREnvelope envelope;
  std::uint8_t value;
};

PolygonRaster::PolygonRaster( const RasterGrid &grid )
  : mGrid( grid )
{
}

PolygonRaster::~PolygonRaster() = default;
PolygonRaster::PolygonRaster( PolygonRaster && ) noexcept = default;
PolygonRaster &PolygonRaster::operator=( PolygonRaster && ) noexcept = default;

void PolygonRaster::add( const std::vector<MapPolygon> &polygons, std::uint8_t value )
{
  const OGREnvelope extent = envelopeOf( mGrid, { 0, 0, mGrid.width, mGrid.height } );
  for ( const MapPolygon &polygon : polygons )
  {
    Shape shape{ ogrPolygon( polygon ), {}, value };
    shape.polygon->getEnvelope( &shape.envelope );
    if ( shape.envelope.Intersects( extent ) )
      mShapes.push_back( std::move( shape ) );
  }
}

std::vector<std::uint8_t> PolygonRaster::read( const Window &window ) const
{
  std::vector<std::uint8_t> values( static_cast<std::size_t>( window.width ) * window.height );
  const OGREnvelope extent = envelopeOf( mGrid, window );
  std::vector<OGRGeometryH> shapes;
  std::vector<double> burned;
  for ( const Shape &shape : mShapes )
    if ( shape.envelope.Intersects( extent ) )
    {
      shapes.push_back( OGRGeometry::ToHandle( shape.polygon.get() ) );
      burned.push_back( shape.value );
    }
  if ( shapes.empty() )
    return values;
  const GDALDatasetUniquePtr raster = rasterOver( values, mGrid, window );
  const int band = 1;
  CPLErrorReset();
  if ( GDALRasterizeGeometries( GDALDataset::ToHandle( raster.get() ), 1, &band,
                                static_cast<int>( shapes.size() ), shapes.data(), nullptr, nullptr,
                                burned.data(), nullptr, nullptr, nullptr ) != CE_None )
    throw gdalError( "Cannot rasterise polygons" );
  return values;
}

} // namespace calving
