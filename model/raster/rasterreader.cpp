#include <algorithm>
#include <set>

#include <gdal_priv.h>

#include "model/base/regularfile.h"
#include "model/raster/gdalraster.h"
#include "model/raster/raster.h"

namespace calving
{

namespace
{

PixelType pixelType( GDALDataType type )
{
  switch ( type )
  {
  case GDT_Byte:
    return PixelType::Byte;
  case GDT_UInt16:
    return PixelType::UInt16;
  case GDT_Int16:
    return PixelType::Int16;
  case GDT_Float32:
    return PixelType::Float32;
  default:
    return PixelType::Other;
  }
}

RasterGrid gridOf( GDALDataset &dataset )
{
  RasterGrid grid;
  grid.width = dataset.GetRasterXSize();
  grid.height = dataset.GetRasterYSize();
  grid.hasTransform = dataset.GetGeoTransform( grid.transform.data() ) == CE_None;
  if ( !grid.hasTransform )
    grid.transform = { 0, 1, 0, 0, 0, 1 };
  if ( const OGRSpatialReference *reference = dataset.GetSpatialRef() )
  {
    char *wkt = nullptr;
    const char *options[] = { "FORMAT=WKT2_2019", nullptr };
    if ( reference->exportToWkt( &wkt, options ) == OGRERR_NONE )
      grid.crs = wkt;
    CPLFree( wkt );
  }
  return grid;
}

} // namespace

struct RasterReader::Dataset
{
  GDALDatasetUniquePtr gdal;
  std::string path;
  RasterGrid grid;

  void readBands( GDALDataType type, void *values, const Window &window, int firstBand, int count ) const
  {
    CPLErrorReset();
    std::vector<int> bands( count );
    for ( int i = 0; i < count; ++i )
      bands[i] = firstBand + i;
    const CPLErr result =
        gdal->RasterIO( GF_Read, window.x, window.y, window.width, window.height, values, window.width,
                        window.height, type, count, bands.data(), 0, 0, 0, nullptr );
    if ( result != CE_None )
      throw gdalError( "Cannot read raster " + path );
  }
};

RasterReader::RasterReader( const std::string &path )
  : mDataset( std::make_unique<Dataset>() )
{
  requireRegularFile( path );
  GDALAllRegister();
  CPLErrorReset();
  mDataset->path = path;
  mDataset->gdal.reset( GDALDataset::Open( path.c_str(), GDAL_OF_RASTER ) );
  if ( !mDataset->gdal )
    throw gdalError( "Cannot open raster " + path );
  if ( mDataset->gdal->GetRasterCount() == 0 )
    throw Error( "Raster " + path + " has no bands. Choose one of its sub-datasets instead." );
  mDataset->grid = gridOf( *mDataset->gdal );
}

RasterReader::~RasterReader() = default;
RasterReader::RasterReader( RasterReader && ) noexcept = default;

const std::string &RasterReader::path() const
{
  return mDataset->path;
}

const RasterGrid &RasterReader::grid() const
{
  return mDataset->grid;
}

int RasterReader::width() const
{
  return mDataset->grid.width;
}

int RasterReader::height() const
{
  return mDataset->grid.height;
}

int RasterReader::bands() const
{
  return mDataset->gdal->GetRasterCount();
}

PixelType RasterReader::type() const
{
  return pixelType( mDataset->gdal->GetRasterBand( 1 )->GetRasterDataType() );
}

std::optional<double> RasterReader::noData( int band ) const
{
  int has = 0;
  const double value = mDataset->gdal->GetRasterBand( band )->GetNoDataValue( &has );
  return has ? std::optional<double>( value ) : std::nullopt;
}

std::string RasterReader::bandName( int band ) const
{
  return mDataset->gdal->GetRasterBand( band )->GetDescription();
}

std::map<std::string, std::string> RasterReader::metadata( const std::string &domain ) const
{
  std::map<std::string, std::string> result;
  char **items = mDataset->gdal->GetMetadata( domain.c_str() );
  for ( ; items && *items; ++items )
  {
    const std::string item = *items;
    const std::size_t equals = item.find( '=' );
    if ( equals != std::string::npos )
      result[item.substr( 0, equals )] = item.substr( equals + 1 );
  }
  return result;
}

std::string RasterReader::xmlMetadata( const std::string &domain ) const
{
  char **items = mDataset->gdal->GetMetadata( domain.c_str() );
  return items && *items ? *items : std::string();
}

Image RasterReader::read( const Window &window ) const
{
  Image image{ window.width, window.height, bands(), {} };
  image.values.resize( static_cast<std::size_t>( image.width ) * image.height * image.bands );
  mDataset->readBands( GDT_Float32, image.values.data(), window, 1, image.bands );
  return image;
}

std::vector<float> RasterReader::readBand( int band, const Window &window ) const
{
  std::vector<float> values( static_cast<std::size_t>( window.width ) * window.height );
  readBand( band, window, values.data() );
  return values;
}

void RasterReader::readBand( int band, const Window &window, float *values ) const
{
  mDataset->readBands( GDT_Float32, values, window, band, 1 );
}

std::vector<std::complex<float>> RasterReader::readComplex( const Window &window ) const
{
  std::vector<std::complex<float>> values( static_cast<std::size_t>( window.width ) * window.height );
  mDataset->readBands( GDT_CFloat32, values.data(), window, 1, 1 );
  return values;
}

std::vector<std::uint8_t> RasterReader::readBytes( int band, const Window &window ) const
{
  std::vector<std::uint8_t> values( static_cast<std::size_t>( window.width ) * window.height );
  mDataset->readBands( GDT_Byte, values.data(), window, band, 1 );
  return values;
}

std::vector<std::uint8_t> RasterReader::readMask( int band, const Window &window ) const
{
  std::vector<std::uint8_t> mask( static_cast<std::size_t>( window.width ) * window.height );
  if ( mDataset->gdal->GetRasterBand( band )->GetMaskFlags() & GMF_ALL_VALID )
  {
    std::fill( mask.begin(), mask.end(), std::uint8_t( 255 ) );
    return mask;
  }
  CPLErrorReset();
  GDALRasterBand *source = mDataset->gdal->GetRasterBand( band )->GetMaskBand();
  if ( source->RasterIO( GF_Read, window.x, window.y, window.width, window.height, mask.data(), window.width,
                         window.height, GDT_Byte, 0, 0, nullptr ) != CE_None )
    throw gdalError( "Cannot read the mask of raster " + mDataset->path );
  return mask;
}

bool RasterReader::isSequential() const
{
  static const std::set<std::string> formats{ "PNG", "JPEG", "GIF", "WEBP" };
  const GDALDriver *driver = mDataset->gdal->GetDriver();
  return driver && formats.count( driver->GetDescription() ) > 0;
}

void RasterReader::forgetBlocks() const
{
  mDataset->gdal->FlushCache();
  // Masks are bands of their own, which the dataset does not count among its bands.
  for ( int band = 1; band <= bands(); ++band )
    mDataset->gdal->GetRasterBand( band )->GetMaskBand()->FlushCache();
}

} // namespace calving
