#include <algorithm>
#include <map>
#include <set>

#include <gdal_priv.h>
#include <gdal_rat.h>

#include "model/base/numbertext.h"
#include "model/raster/bandvalues.h"
#include "model/raster/gdalraster.h"
#include "model/raster/hdf5raster.h"
#include "model/raster/raster.h"
#include "model/raster/regularraster.h"
#include "model/raster/shownpath.h"

namespace calving
{

namespace
{

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
  if ( const OGRSpatialReference *reference = dataset.GetSpatialRef() )
    grid.crs = wellKnownText( *reference );
  if ( grid.hasTransform )
    return grid;
  grid.transform = { 0, 1, 0, 0, 0, 1 };
  if ( dataset.GetGCPCount() < 3 || isOfRadar( dataset ) ||
       !GDALGCPsToGeoTransform( dataset.GetGCPCount(), dataset.GetGCPs(), grid.transform.data(), FALSE ) )
    return grid;
  grid.hasTransform = true;
  if ( const OGRSpatialReference *reference = dataset.GetGCPSpatialRef() )
    grid.crs = wellKnownText( *reference );
  return grid;
}

//! The column of \a table with that \a usage, else with that \a name; -1 for none.
int columnOf( const GDALRasterAttributeTable &table, GDALRATFieldUsage usage, const char *name )
{
  if ( const int column = table.GetColOfUsage( usage ); column >= 0 )
    return column;
  for ( int column = 0; column < table.GetColumnCount(); ++column )
    if ( EQUAL( table.GetNameOfCol( column ), name ) )
      return column;
  return -1;
}

//! The first column of texts; -1 for none.
int textColumn( const GDALRasterAttributeTable &table )
{
  for ( int column = 0; column < table.GetColumnCount(); ++column )
    if ( table.GetTypeOfCol( column ) == GFT_String )
      return column;
  return -1;
}

std::map<int, std::string> namesIn( const GDALRasterAttributeTable &table )
{
  const int named = columnOf( table, GFU_Name, "name" );
  const int text = named >= 0 ? named : textColumn( table );
  const int minimum = columnOf( table, GFU_MinMax, "value" );
  const int number = minimum >= 0 ? minimum : columnOf( table, GFU_Min, "min" );
  std::map<int, std::string> names;
  for ( int row = 0; text >= 0 && row < table.GetRowCount(); ++row )
    if ( const char *name = table.GetValueAsString( row, text ); name && *name )
      names[number >= 0 ? table.GetValueAsInt( row, number ) : row] = name;
  return names;
}

} // namespace

struct RasterReader::Dataset
{
  RasterInput input;
  RasterContent content = RasterContent::Values;
  GDALDatasetUniquePtr gdal;
  RasterGrid grid;
  //! Whether the first row stored is the southernmost. Readers get rows from north to south: a network that
  //! meets a scene upside down sees another one.
  bool isSouthUp = false;
  //! Bands that were asked for.
  std::map<int, BandValues> bands;

  const BandValues &band( int number )
  {
    const auto known = bands.find( number );
    return known != bands.end() ? known->second
                                : bands.try_emplace( number, *gdal, number, input, content ).first->second;
  }

  //! \a window as it is stored.
  Window stored( const Window &window ) const
  {
    return isSouthUp ? Window{ window.x, grid.height - window.y - window.height, window.width, window.height }
                     : window;
  }

  //! Brings the rows of \a values, of stored( \a window ), into the order of the window.
  template <typename Value> void order( const Window &window, Value *values ) const
  {
    const auto row = [&]( int y ) { return values + static_cast<std::size_t>( y ) * window.width; };
    for ( int y = 0; isSouthUp && y < window.height / 2; ++y )
      std::swap_ranges( row( y ), row( y + 1 ), row( window.height - 1 - y ) );
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

void readPixels( GDALRasterBand &band, const std::string &path, const Window &window, GDALDataType type,
                 void *values )
{
  CPLErrorReset();
  if ( band.RasterIO( GF_Read, window.x, window.y, window.width, window.height, values, window.width,
                      window.height, type, 0, 0, nullptr ) != CE_None )
    throw gdalError( "Cannot read raster " + shownPath( path ) );
}

GDALDatasetUniquePtr openRaster( const RasterInput &input )
{
  requireRegularRaster( input.path );
  GDALAllRegister();
  CPLErrorReset();
  CPLStringList options;
  for ( const std::string &option : input.openOptions )
    options.AddString( option.c_str() );
  GDALDatasetUniquePtr raster(
      GDALDataset::Open( input.path.c_str(), GDAL_OF_RASTER, nullptr, options.List() ) );
  if ( !raster )
    throw gdalError( "Cannot open raster " + shownPath( input.path ) );
  raster = asCfVariable( std::move( raster ), input.path );
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
  std::array<double, 6> &t = mDataset->grid.transform;
  mDataset->isSouthUp = content != RasterContent::Stored && mDataset->grid.hasTransform && t[2] == 0 &&
                        t[4] == 0 && t[1] > 0 && t[5] > 0;
  if ( mDataset->isSouthUp )
  {
    t[3] += mDataset->grid.height * t[5];
    t[5] = -t[5];
  }
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

bool RasterReader::declaresNoData( int band ) const
{
  return mDataset->band( band ).declaresNoData();
}

double RasterReader::scale( int band ) const
{
  return mDataset->band( band ).scale();
}

double RasterReader::offset( int band ) const
{
  return mDataset->band( band ).offset();
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

void RasterReader::addZeroAreas( int band )
{
  mDataset->input.noData[band].zeroAreas = true;
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

std::map<int, std::string> RasterReader::classNames( int band ) const
{
  // GDAL's GeoTIFFs look for the names beside the file only once something else was asked.
  mDataset->gdal->GetMetadata();
  GDALRasterBand &numbers = *mDataset->gdal->GetRasterBand( band );
  std::map<int, std::string> names;
  char **categories = numbers.GetCategoryNames();
  for ( int code = 0; categories && categories[code]; ++code )
    if ( *categories[code] )
      names[code] = categories[code];
  if ( names.empty() )
    if ( const GDALRasterAttributeTable *table = numbers.GetDefaultRAT() )
      names = namesIn( *table );
  return names;
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
  mDataset->band( band ).read( mDataset->stored( window ), values );
  mDataset->order( window, values );
}

std::vector<std::uint8_t> RasterReader::readBytes( int band, const Window &window ) const
{
  std::vector<std::uint8_t> values( static_cast<std::size_t>( window.width ) * window.height );
  mDataset->band( band ).readBytes( mDataset->stored( window ), values.data() );
  mDataset->order( window, values.data() );
  return values;
}

std::vector<std::uint8_t> RasterReader::readMask( int band, const Window &window ) const
{
  std::vector<std::uint8_t> mask( static_cast<std::size_t>( window.width ) * window.height );
  mDataset->band( band ).readMask( mDataset->stored( window ), mask.data() );
  mDataset->order( window, mask.data() );
  return mask;
}

std::vector<std::complex<float>> RasterReader::readComplex( const Window &window ) const
{
  std::vector<std::complex<float>> values( static_cast<std::size_t>( window.width ) * window.height );
  readPixels( *mDataset->gdal->GetRasterBand( 1 ), path(), mDataset->stored( window ), GDT_CFloat32,
              values.data() );
  mDataset->order( window, values.data() );
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
