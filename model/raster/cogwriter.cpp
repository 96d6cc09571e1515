#include "model/raster/cogwriter.h"

#include <gdal_priv.h>

#include "model/error.h"
#include "model/raster/gdalprogress.h"
#include "model/raster/gdalraster.h"
#include "model/raster/pendingraster.h"

namespace calving
{

namespace
{

CPLStringList tiledOptions()
{
  const std::string side = std::to_string( CogWriter::tileSize );
  CPLStringList options;
  options.SetNameValue( "TILED", "YES" );
  options.SetNameValue( "BLOCKXSIZE", side.c_str() );
  options.SetNameValue( "BLOCKYSIZE", side.c_str() );
  options.SetNameValue( "BIGTIFF", "IF_SAFER" );
  options.SetNameValue( "SPARSE_OK", "TRUE" );
  return options;
}

CPLStringList cogOptions( const CogFormat &format )
{
  const std::string side = std::to_string( CogWriter::tileSize );
  CPLStringList options;
  options.SetNameValue( "COMPRESS", "DEFLATE" );
  options.SetNameValue( "PREDICTOR", format.classes ? "NO" : "YES" );
  options.SetNameValue( "BLOCKSIZE", side.c_str() );
  options.SetNameValue( "NUM_THREADS", "ALL_CPUS" );
  options.SetNameValue( "BIGTIFF", "IF_SAFER" );
  options.SetNameValue( "OVERVIEW_RESAMPLING", format.classes ? "NEAREST" : "AVERAGE" );
  return options;
}

} // namespace

struct CogWriter::Dataset
{
  PendingRaster file;
  //! What is written into, uncompressed; never committed.
  PendingRaster tilesFile;
  CogFormat format;
  GDALDatasetUniquePtr tiles;
};

CogWriter::CogWriter( const std::string &path, const RasterGrid &grid, const CogFormat &format )
  : mDataset( new Dataset{ PendingRaster( path ), PendingRaster( path, ".tiles" ), format, {} } )
{
  GDALAllRegister();
  CPLErrorReset();
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GTiff" );
  mDataset->tiles.reset( driver->Create( mDataset->tilesFile.temporaryPath().c_str(), grid.width, grid.height,
                                         1, format.type == PixelType::Byte ? GDT_Byte : GDT_Float32,
                                         tiledOptions().List() ) );
  if ( !mDataset->tiles )
    throw rasterWriteError( "Cannot create raster " + path );
  GDALDataset &tiles = *mDataset->tiles;
  tiles.SetGeoTransform( const_cast<double *>( grid.transform.data() ) );
  const OGRSpatialReference reference = spatialReference( grid.crs );
  tiles.SetSpatialRef( &reference );
  for ( const auto &[key, value] : format.metadata )
    tiles.SetMetadataItem( key.c_str(), value.c_str() );
  GDALRasterBand *band = tiles.GetRasterBand( 1 );
  if ( format.noData )
    band->SetNoDataValue( *format.noData );
  band->SetDescription( format.bandName.c_str() );
}

CogWriter::~CogWriter() = default;

void CogWriter::write( const Window &window, const std::vector<float> &values )
{
  CPLErrorReset();
  if ( mDataset->tiles->GetRasterBand( 1 )->RasterIO(
           GF_Write, window.x, window.y, window.width, window.height, const_cast<float *>( values.data() ),
           window.width, window.height, GDT_Float32, 0, 0, nullptr ) != CE_None )
    throw rasterWriteError( "Cannot write raster " + mDataset->file.path() );
}

void CogWriter::finish( const Feedback &feedback )
{
  CPLErrorReset();
  mDataset->tiles->FlushCache();
  if ( CPLGetLastErrorType() >= CE_Failure )
    throw rasterWriteError( "Cannot write raster " + mDataset->file.path() );
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "COG" );
  if ( !driver )
    throw Error( "This GDAL has no driver for Cloud-Optimised GeoTIFFs. Install GDAL 3.1 or newer." );
  ProgressWatch watch{ feedback };
  GDALDatasetUniquePtr part(
      driver->CreateCopy( mDataset->file.temporaryPath().c_str(), mDataset->tiles.get(), FALSE,
                          cogOptions( mDataset->format ).List(), watchProgress, &watch ) );
  if ( watch.cancelled )
    throw Cancelled();
  if ( !part )
    throw rasterWriteError( "Cannot finish raster " + mDataset->file.path() );
  // What the file system still holds back may fail only now, on a full disk for instance.
  CPLErrorReset();
  part.reset();
  if ( CPLGetLastErrorType() >= CE_Failure )
    throw rasterWriteError( "Cannot finish raster " + mDataset->file.path() );
  mDataset->tiles.reset();
  VSIUnlink( mDataset->tilesFile.temporaryPath().c_str() );
}

void CogWriter::commit()
{
  mDataset->file.commit();
}

} // namespace calving
