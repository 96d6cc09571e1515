#include "model/raster/raster.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "model/error.h"

namespace calving
{

namespace
{

Error gdalError( const std::string &sentence )
{
  const std::string reason = CPLGetLastErrorMsg();
  return Error( reason.empty() ? sentence + "." : sentence + ": " + reason + "." );
}

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

//! The spatial reference in traditional x, y axis order; empty WKT gives an empty reference.
OGRSpatialReference spatialReference( const std::string &wkt )
{
  OGRSpatialReference reference;
  reference.SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
  if ( !wkt.empty() )
    reference.importFromWkt( wkt.c_str() );
  return reference;
}

} // namespace

std::array<double, 2> RasterGrid::toMap( double column, double row ) const
{
  return { transform[0] + column * transform[1] + row * transform[2],
           transform[3] + column * transform[4] + row * transform[5] };
}

std::array<double, 2> RasterGrid::toPixel( double x, double y ) const
{
  const double determinant = transform[1] * transform[5] - transform[2] * transform[4];
  const double dx = x - transform[0];
  const double dy = y - transform[3];
  return { ( dx * transform[5] - dy * transform[2] ) / determinant,
           ( dy * transform[1] - dx * transform[4] ) / determinant };
}

bool RasterGrid::isGeographic() const
{
  return !crs.empty() && spatialReference( crs ).IsGeographic();
}

std::array<double, 2> RasterGrid::pixelSizeMetres() const
{
  double x = std::hypot( transform[1], transform[4] );
  double y = std::hypot( transform[2], transform[5] );
  if ( crs.empty() )
    return { x, y };
  const OGRSpatialReference reference = spatialReference( crs );
  if ( !reference.IsGeographic() )
  {
    const double unit = reference.GetLinearUnits();
    return { x * unit, y * unit };
  }
  // Radii of curvature of the ellipsoid at the middle of the raster.
  const double latitude = toMap( width / 2.0, height / 2.0 )[1] * reference.GetAngularUnits();
  const double a = reference.GetSemiMajor();
  const double b = reference.GetSemiMinor();
  const double e2 = 1.0 - ( b * b ) / ( a * a );
  const double w2 = 1.0 - e2 * std::sin( latitude ) * std::sin( latitude );
  const double primeVertical = a / std::sqrt( w2 );
  const double meridian = a * ( 1.0 - e2 ) / ( w2 * std::sqrt( w2 ) );
  const double unit = reference.GetAngularUnits();
  const auto length = [&]( double east, double north )
  { return std::hypot( east * unit * primeVertical * std::cos( latitude ), north * unit * meridian ); };
  return { length( transform[1], transform[4] ), length( transform[2], transform[5] ) };
}

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

void RasterReader::forgetBlocks() const
{
  mDataset->gdal->FlushCache();
  // Masks are bands of their own, which the dataset does not count among its bands.
  for ( int band = 1; band <= bands(); ++band )
    mDataset->gdal->GetRasterBand( band )->GetMaskBand()->FlushCache();
}

namespace
{

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

} // namespace

namespace
{

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
  OGRSpatialReference degrees;
  degrees.SetAxisMappingStrategy( OAMS_TRADITIONAL_GIS_ORDER );
  degrees.importFromEPSG( 4326 );
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
      throw gdalError( "Cannot write raster " + path );
  }
};

RasterWriter::RasterWriter( const std::string &path, const RasterGrid &grid, const RasterFormat &format )
  : mDataset( std::make_unique<Dataset>() )
{
  GDALAllRegister();
  CPLErrorReset();
  mDataset->path = path;
  mDataset->temporaryPath = path + ".part";
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GTiff" );
  mDataset->gdal.reset( driver->Create( mDataset->temporaryPath.c_str(), grid.width, grid.height,
                                        format.bands, gdalType( format.type ),
                                        creationOptions( format ).List() ) );
  if ( !mDataset->gdal )
    throw gdalError( "Cannot create raster " + path );

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
    throw gdalError( "Cannot write raster " + mDataset->path );
}

const std::string &RasterWriter::close()
{
  if ( mDataset->gdal )
  {
    CPLErrorReset();
    mDataset->gdal.reset();
    if ( CPLGetLastErrorType() >= CE_Failure )
      throw gdalError( "Cannot finish raster " + mDataset->path );
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
