#include <algorithm>

#include <gdal_priv.h>

#include "model/raster/gdalraster.h"
#include "model/raster/pendingraster.h"
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

CPLStringList creationOptions( const RasterFormat &format )
{
  CPLStringList options;
  options.SetNameValue( "BIGTIFF", "IF_SAFER" );
  options.SetNameValue( "INTERLEAVE", "BAND" );
  if ( format.sparse )
    options.SetNameValue( "SPARSE_OK", "TRUE" );
  if ( format.sparse || format.compressed )
    options.SetNameValue( "TILED", "YES" );
  if ( !format.compressed )
    return options;
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
  OGRSpatialReference degrees;
  degrees.SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
  degrees.importFromEPSG( 4326 );
  dataset.SetGCPs( static_cast<int>( list.size() ), list.data(), &degrees );
  GDALDeinitGCPs( static_cast<int>( list.size() ), list.data() );
}

} // namespace

struct RasterWriter::Dataset
{
  //! Goes last: GDAL closes the file before it is removed.
  PendingRaster file;
  GDALDatasetUniquePtr gdal;

  explicit Dataset( const std::string &path )
    : file( path )
  {
  }

  ~Dataset()
  {
    // Closing fills what was not written: with 0, which takes no room, unless another value means "no data".
    if ( gdal )
      for ( GDALRasterBand *band : gdal->GetBands() )
        band->DeleteNoDataValue();
  }

  void writeBand( GDALDataType type, const void *values, const Window &window, int band )
  {
    CPLErrorReset();
    const CPLErr result = gdal->GetRasterBand( band )->RasterIO(
        GF_Write, window.x, window.y, window.width, window.height, const_cast<void *>( values ), window.width,
        window.height, type, 0, 0, nullptr );
    if ( result != CE_None )
      throw rasterWriteError( "Cannot write raster " + file.path() );
  }
};

RasterWriter::RasterWriter( const std::string &path, const RasterGrid &grid, const RasterFormat &format )
  : mDataset( std::make_unique<Dataset>( path ) )
{
  GDALAllRegister();
  CPLErrorReset();
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GTiff" );
  mDataset->gdal.reset( driver->Create( mDataset->file.temporaryPath().c_str(), grid.width, grid.height,
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

RasterWriter::~RasterWriter() = default;
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
    throw rasterWriteError( "Cannot write raster " + mDataset->file.path() );
}

const std::string &RasterWriter::close()
{
  if ( mDataset->gdal )
  {
    CPLErrorReset();
    mDataset->gdal.reset();
    if ( CPLGetLastErrorType() >= CE_Failure )
      throw rasterWriteError( "Cannot finish raster " + mDataset->file.path() );
  }
  return mDataset->file.temporaryPath();
}

void RasterWriter::commit()
{
  close();
  mDataset->file.commit();
}

} // namespace calving
