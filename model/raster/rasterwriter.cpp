#include <algorithm>
#include <cerrno>
#include <cstring>

#include <gdal_priv.h>

#include "model/base/temporaryname.h"
#include "model/raster/gdalraster.h"
#include "model/raster/raster.h"

namespace calving
{

namespace
{

GDALDataType gdalType( PixelType type )
{
  switch ( type )
  {
  case PixelType::Byte:
    return GDT_Byte;
  case PixelType::UInt16:
    return GDT_UInt16;
  case PixelType::Int16:
    return GDT_Int16;
  default:
    return GDT_Float32;
  }
}

void describeClasses( GDALRasterBand &band, const std::vector<RasterClass> &classes )
{
  GDALColorTable colours;
  std::vector<std::string> names;
  for ( const RasterClass &entry : classes )
  {
    const GDALColorEntry colour{ entry.colour[0], entry.colour[1], entry.colour[2], 255 };
    colours.SetColorEntry( entry.value, &colour );
    names.resize( std::max<std::size_t>( names.size(), entry.value + 1 ) );
    names[entry.value] = entry.name;
  }
  band.SetColorTable( &colours );
  std::vector<char *> list;
  for ( std::string &name : names )
    list.push_back( name.data() );
  list.push_back( nullptr );
  band.SetCategoryNames( list.data() );
}

//! GDAL keeps there what a GeoTIFF has no place for.
std::string sidecar( const std::string &path )
{
  return path + ".aux.xml";
}

CPLStringList creationOptions( const RasterFormat &format )
{
  CPLStringList options;
  options.SetNameValue( "BIGTIFF", "IF_SAFER" );
  options.SetNameValue( "INTERLEAVE", "BAND" );
  if ( !format.compressed )
    return options;
  options.SetNameValue( "TILED", "YES" );
  options.SetNameValue( "COMPRESS", "DEFLATE" );
  options.SetNameValue( "NUM_THREADS", "ALL_CPUS" );
  // Floating-point noise hardly shrinks, however long one tries.
  if ( format.type == PixelType::Float32 )
    options.SetNameValue( "ZLEVEL", "1" );
  return options;
}

void setControlPoints( GDALDataset &dataset, const std::vector<GroundControlPoint> &points )
{
  if ( points.empty() )
    return;
  std::vector<GDAL_GCP> list( points.size() );
  GDALInitGCPs( static_cast<int>( list.size() ), list.data() );
  for ( std::size_t i = 0; i < points.size(); ++i )
  {
    list[i].dfGCPPixel = points[i].column;
    list[i].dfGCPLine = points[i].row;
    list[i].dfGCPX = points[i].longitude;
    list[i].dfGCPY = points[i].latitude;
    list[i].dfGCPZ = points[i].height;
  }
  const OGRSpatialReference degrees = spatialReference( "EPSG:4326" );
  dataset.SetGCPs( static_cast<int>( list.size() ), list.data(), &degrees );
  GDALDeinitGCPs( static_cast<int>( list.size() ), list.data() );
}

} // namespace

struct RasterWriter::Dataset
{
  GDALDatasetUniquePtr gdal;
  std::string path;
  std::string temporaryPath;

  void writeBand( GDALDataType type, const void *values, const Window &window, int band )
  {
    CPLErrorReset();
    const CPLErr result = gdal->GetRasterBand( band )->RasterIO(
        GF_Write, window.x, window.y, window.width, window.height, const_cast<void *>( values ), window.width,
        window.height, type, 0, 0, nullptr );
    if ( result != CE_None )
      throw rasterWriteError( "Cannot write raster " + path );
  }
};

RasterWriter::RasterWriter( const std::string &path, const RasterGrid &grid, const RasterFormat &format )
  : mDataset( std::make_unique<Dataset>() )
{
  GDALAllRegister();
  CPLErrorReset();
  mDataset->path = path;
  mDataset->temporaryPath = temporaryName( path );
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GTiff" );
  mDataset->gdal.reset( driver->Create( mDataset->temporaryPath.c_str(), grid.width, grid.height,
                                        format.bands, gdalType( format.type ),
                                        creationOptions( format ).List() ) );
  if ( !mDataset->gdal )
    throw rasterWriteError( "Cannot create raster " + path );

  GDALDataset &dataset = *mDataset->gdal;
  if ( grid.hasTransform )
    dataset.SetGeoTransform( const_cast<double *>( grid.transform.data() ) );
  if ( !grid.crs.empty() )
  {
    const OGRSpatialReference reference = spatialReference( grid.crs );
    dataset.SetSpatialRef( &reference );
  }
  for ( const auto &[key, value] : format.metadata )
    dataset.SetMetadataItem( key.c_str(), value.c_str() );
  for ( const auto &[domain, xml] : format.xmlMetadata )
  {
    CPLStringList document;
    document.AddString( xml.c_str() );
    dataset.SetMetadata( document.List(), domain.c_str() );
  }
  setControlPoints( dataset, format.controlPoints );
  for ( int band = 1; band <= format.bands; ++band )
  {
    if ( format.noData )
      dataset.GetRasterBand( band )->SetNoDataValue( *format.noData );
    if ( band <= static_cast<int>( format.bandNames.size() ) )
      dataset.GetRasterBand( band )->SetDescription( format.bandNames[band - 1].c_str() );
  }
  if ( !format.classes.empty() )
    describeClasses( *dataset.GetRasterBand( 1 ), format.classes );
}

RasterWriter::~RasterWriter()
{
  if ( !mDataset )
    return;
  mDataset->gdal.reset();
  VSIUnlink( mDataset->temporaryPath.c_str() ); // after commit() there is nothing to remove
  VSIUnlink( sidecar( mDataset->temporaryPath ).c_str() );
}

RasterWriter::RasterWriter( RasterWriter && ) noexcept = default;

void RasterWriter::write( const Window &window, const std::vector<std::uint8_t> &values, int band )
{
  mDataset->writeBand( GDT_Byte, values.data(), window, band );
}

void RasterWriter::write( const Window &window, const std::vector<float> &values, int band )
{
  mDataset->writeBand( GDT_Float32, values.data(), window, band );
}

void RasterWriter::flush()
{
  CPLErrorReset();
  mDataset->gdal->FlushCache();
  if ( CPLGetLastErrorType() >= CE_Failure )
    throw rasterWriteError( "Cannot write raster " + mDataset->path );
}

const std::string &RasterWriter::close()
{
  if ( mDataset->gdal )
  {
    CPLErrorReset();
    mDataset->gdal.reset();
    if ( CPLGetLastErrorType() >= CE_Failure )
      throw rasterWriteError( "Cannot finish raster " + mDataset->path );
  }
  return mDataset->temporaryPath;
}

void RasterWriter::commit()
{
  const std::string &written = close();
  if ( VSIRename( written.c_str(), mDataset->path.c_str() ) != 0 )
    throw Error( "Cannot finish raster " + mDataset->path + ": " + std::strerror( errno ) + "." );
  // The old file's names and statistics must not describe the new one.
  VSIUnlink( sidecar( mDataset->path ).c_str() );
  VSIRename( sidecar( written ).c_str(), sidecar( mDataset->path ).c_str() );
}

} // namespace calving
