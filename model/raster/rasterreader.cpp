#include <algorithm>
#include <map>
#include <set>

#include <gdal_priv.h>

#include "model/base/numbertext.h"
#include "model/base/regularfile.h"
#include "model/raster/bandvalues.h"
#include "model/raster/gdalraster.h"
#include "model/raster/raster.h"

namespace calving
{

namespace
{

std::string wktOf( const OGRSpatialReference *reference )
{
  char *wkt = nullptr;
  const char *options[] = { "FORMAT=WKT2_2019", nullptr };
  const bool known = reference && reference->exportToWkt( &wkt, options ) == OGRERR_NONE;
  const std::string text = known ? wkt : "";
  CPLFree( wkt );
  return text;
}

//! Whether a raster in radar geometry, whose control points are no map's, is meant.
bool isOfRadar( GDALDataset &dataset )
{
  return dataset.GetMetadata( "xml:CALVINGFRONT_RADAR" ) != nullptr;
}

RasterGrid gridOf( GDALDataset &dataset )
{
  RasterGrid grid;
  grid.width = dataset.GetRasterXSize();
  grid.height = dataset.GetRasterYSize();
  grid.hasTransform = dataset.GetGeoTransform( grid.transform.data() ) == CE_None;
  grid.crs = wktOf( dataset.GetSpatialRef() );
  if ( grid.hasTransform )
    return grid;
  grid.transform = { 0, 1, 0, 0, 0, 1 };
  if ( dataset.GetGCPCount() < 3 || isOfRadar( dataset ) ||
       !GDALGCPsToGeoTransform( dataset.GetGCPCount(), dataset.GetGCPs(), grid.transform.data(), FALSE ) )
    return grid;
  grid.hasTransform = true;
  grid.crs = wktOf( dataset.GetGCPSpatialRef() );
  return grid;
}

} // namespace

struct RasterReader::Dataset
{
  RasterInput input;
  RasterContent content = RasterContent::Values;
  GDALDatasetUniquePtr gdal;
  RasterGrid grid;
  //! Bands that were asked for.
  std::map<int, BandValues> bands;

  const BandValues &band( int number )
  {
    const auto known = bands.find( number );
    return known != bands.end() ? known->second
                                : bands.try_emplace( number, *gdal, number, input, content ).first->second;
  }
};

void requireSmallBlocks( GDALRasterBand &band, const std::string &path )
{
  constexpr double most = 512.0 * ( 1 << 20 );
  int width = 0;
  int height = 0;
  band.GetBlockSize( &width, &height );
  const double bytes =
      static_cast<double>( width ) * height * GDALGetDataTypeSizeBytes( band.GetRasterDataType() );
  if ( bytes > most )
    throw Error(
        "The raster " + path + " is stored in blocks of " + std::to_string( width ) + " x " +
        std::to_string( height ) + " pixels, of which one takes " + numberText( bytes / ( 1 << 30 ), 3 ) +
        " GB of memory. Write it anew in tiles, with gdal_translate -co TILED=YES or “Translate” in QGIS." );
}

GDALDatasetUniquePtr openRaster( const RasterInput &input )
{
  requireRegularFile( input.path );
  GDALAllRegister();
  CPLErrorReset();
  CPLStringList options;
  for ( const std::string &option : input.openOptions )
    options.AddString( option.c_str() );
  GDALDatasetUniquePtr raster(
      GDALDataset::Open( input.path.c_str(), GDAL_OF_RASTER, nullptr, options.List() ) );
  if ( !raster )
    throw gdalError( "Cannot open raster " + input.path );
  for ( GDALRasterBand *band : raster->GetBands() )
    requireSmallBlocks( *band, input.path );
  return raster;
}

RasterReader::RasterReader( const RasterInput &input, RasterContent content )
  : mDataset( std::make_unique<Dataset>() )
{
  mDataset->input = input;
  mDataset->content = content;
  mDataset->gdal = openRaster( input );
  if ( mDataset->gdal->GetRasterCount() == 0 )
    throw Error( "Raster " + input.path + " has no bands. Choose one of its sub-datasets instead." );
  mDataset->grid = gridOf( *mDataset->gdal );
  if ( !input.crs.empty() )
    mDataset->grid.crs = input.crs;
  mDataset->band( 1 );
}

RasterReader::~RasterReader() = default;
RasterReader::RasterReader( RasterReader && ) noexcept = default;

const std::string &RasterReader::path() const
{
  return mDataset->input.path;
}

const RasterInput &RasterReader::input() const
{
  return mDataset->input;
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

PixelType RasterReader::type( int band ) const
{
  return mDataset->band( band ).type();
}

std::optional<double> RasterReader::noData( int band ) const
{
  return mDataset->band( band ).noData();
}

double RasterReader::scale( int band ) const
{
  return mDataset->band( band ).scale();
}

std::string RasterReader::remark( int band ) const
{
  return mDataset->band( band ).remark();
}

void RasterReader::addNoData( int band, const ValueRange &range )
{
  mDataset->input.noData[band].ranges.push_back( range );
  mDataset->bands.erase( band );
}

std::optional<double> RasterReader::ruledOut() const
{
  for ( const auto &[number, band] : mDataset->bands )
    if ( band.ruledOut() )
      return band.ruledOut();
  return std::nullopt;
}

bool RasterReader::hasOnlyControlPoints() const
{
  return !mDataset->grid.hasTransform && mDataset->gdal->GetGCPCount() > 0;
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
  const std::size_t pixels = static_cast<std::size_t>( image.width ) * image.height;
  image.values.resize( pixels * image.bands );
  for ( int band = 1; band <= image.bands; ++band )
    readBand( band, window, image.values.data() + ( band - 1 ) * pixels );
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
  mDataset->band( band ).read( window, values );
}

std::vector<std::uint8_t> RasterReader::readBytes( int band, const Window &window ) const
{
  std::vector<std::uint8_t> values( static_cast<std::size_t>( window.width ) * window.height );
  mDataset->band( band ).readBytes( window, values.data() );
  return values;
}

std::vector<std::uint8_t> RasterReader::readMask( int band, const Window &window ) const
{
  std::vector<std::uint8_t> mask( static_cast<std::size_t>( window.width ) * window.height );
  mDataset->band( band ).readMask( window, mask.data() );
  return mask;
}

std::vector<std::complex<float>> RasterReader::readComplex( const Window &window ) const
{
  CPLErrorReset();
  std::vector<std::complex<float>> values( static_cast<std::size_t>( window.width ) * window.height );
  if ( mDataset->gdal->GetRasterBand( 1 )->RasterIO( GF_Read, window.x, window.y, window.width, window.height,
                                                     values.data(), window.width, window.height, GDT_CFloat32,
                                                     0, 0, nullptr ) != CE_None )
    throw gdalError( "Cannot read raster " + path() );
  return values;
}

std::array<int, 2> RasterReader::blockSize() const
{
  std::array<int, 2> size{};
  mDataset->gdal->GetRasterBand( 1 )->GetBlockSize( &size[0], &size[1] );
  return size;
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
