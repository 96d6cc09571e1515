#include "model/dataset/opticalimage.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <regex>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>

#include "model/dataset/opticalunits.h"
#include "model/error.h"
#include "model/raster/gdalraster.h"
#include "model/raster/rasterfiles.h"
#include "model/scene/scenename.h"

namespace calving
{

namespace
{

constexpr const char *productFile = "MTD_MSIL2A.xml";

bool endsWith( const std::string &text, const std::string &ending )
{
  return text.size() >= ending.size() && EQUAL( text.c_str() + text.size() - ending.size(), ending.c_str() );
}

std::vector<std::string> namesIn( const std::string &folder )
{
  const CPLStringList list( VSIReadDir( folder.c_str() ) );
  std::vector<std::string> names( list.List(), list.List() + list.Count() );
  std::sort( names.begin(), names.end() );
  return names;
}

//! The metadata file of the product that \a path is, contains or, as .zip, holds; empty if it is no product.
std::string productMetadata( const std::string &path )
{
  if ( endsWith( path, productFile ) )
    return path;
  // A layer that QGIS opened is a part of its product.
  static const std::regex part( R"re(SENTINEL2_L2A:"?(.*\.xml)"?:\d+m:EPSG_\d+)re" );
  if ( std::smatch name; std::regex_match( path, name, part ) )
    return name[1];
  const std::string folder = endsWith( path, ".zip" ) ? "/vsizip/" + path : path;
  if ( pathExists( folder + '/' + productFile ) )
    return folder + '/' + productFile;
  if ( !endsWith( path, ".zip" ) )
    return {};
  for ( const std::string &name : namesIn( folder ) )
    if ( endsWith( name, ".SAFE" ) && pathExists( folder + '/' + name + '/' + productFile ) )
      return folder + '/' + name + '/' + productFile;
  throw Error( "The archive " + path + " holds no Sentinel-2 Level-2A product (" + productFile +
               " is missing). Level-1C products must be corrected first." );
}

void requirePlace( const RasterReader &raster )
{
  if ( !raster.grid().hasTransform || raster.grid().crs.empty() )
    throw Error( "The optical image " + raster.path() +
                 " has no coordinate reference system. Georeference it, or assign one." );
}

//! By what a product of Level 2A multiplies reflectances and water vapour (cm) to store them; classes it does
//! not.
double productFactor( int channel )
{
  return channel == sclChannel ? 1 : channel < spectralBandCount ? 10000 : 1000;
}

bool isWhole( PixelType type )
{
  return type == PixelType::Byte || type == PixelType::UInt16 || type == PixelType::Int16;
}

OpticalImage fromRaster( const RasterInput &input )
{
  const RasterReader raster( input );
  const TargetBands bands = findTargetBands( raster );
  requirePlace( raster );
  OpticalImage image;
  image.path = input.path;
  image.date = sceneFacts( input.path, raster.metadata() ).date;
  image.grid = raster.grid();
  const OpticalUnits units = opticalUnits( raster, bands );
  image.warnings = units.warnings;
  image.offset = units.offset;
  for ( int channel = 0; channel < targetBandCount; ++channel )
  {
    image.channels[channel] = BandSource{ input, bands[channel] };
    if ( bands[channel] == 0 )
      continue;
    const int band = bands[channel];
    const bool isScaled = raster.scale( band ) != 1;
    const bool isSpectral = channel < spectralBandCount;
    const double unscaled = isSpectral ? units.factor : channel == sclChannel ? 1 : units.waterFactor;
    image.factors[channel] = isScaled ? productFactor( channel ) : unscaled;
    image.wholeNumbers = image.wholeNumbers &&
                         ( image.factors[channel] != 1 || isWhole( raster.type( band ) ) || !isSpectral );
    if ( isSpectral && units.greatestIsNothing[channel] )
    {
      const double greatest = 65535 * raster.scale( band ) + raster.offset( band );
      image.channels[channel].raster.noData[band].ranges.push_back( { greatest, greatest } );
    }
  }
  return image;
}

//! The first of the offsets in a product's metadata, which all its bands share; 0 where there is none.
double offsetIn( const std::string &xml )
{
  static const std::regex entry( R"(<BOA_ADD_OFFSET[^>]*>\s*(-?\d+))" );
  std::smatch part;
  return std::regex_search( xml, part, entry ) ? CPLAtof( part[1].str().c_str() ) : 0.0;
}

//! Whether a file of the band is there: GDAL lists all bands that a product should have.
bool hasFile( GDALDataset &part, const std::string &channel )
{
  const std::string name = channel.size() == 2 && channel[0] == 'B' ? "B0" + channel.substr( 1 ) : channel;
  const CPLStringList files( part.GetFileList() );
  for ( int i = 0; i < files.Count(); ++i )
    if ( std::string( CPLGetFilename( files[i] ) ).find( '_' + name + '_' ) != std::string::npos )
      return true;
  return false;
}

//! The sub-dataset \a name of \a product, with what was declared of that.
RasterInput partOf( const RasterInput &product, const std::string &name )
{
  RasterInput part = product;
  part.path = name;
  // Bands are numbered anew in each sub-dataset.
  if ( name != product.path )
    part.noData.clear();
  return part;
}

//! Takes the channels that the sub-dataset \a source has and no finer one had.
void addChannels( const RasterInput &source, OpticalImage &image )
{
  const RasterReader part( source );
  const GDALDatasetUniquePtr files = openRaster( source ); // not for its pixels
  if ( image.grid.width == 0 )
    image.grid = part.grid();
  for ( int band = 1; band <= part.bands(); ++band )
    if ( const int channel = channelNamed( part.bandName( band ) );
         channel >= 0 && image.channels[channel].band == 0 && hasFile( *files, targetBandNames[channel] ) )
    {
      image.channels[channel] = { source, band };
      // Level 2A marks pixels outside the swath by 0.
      image.channels[channel].raster.noData[band].ranges.push_back( { 0, 0 } );
    }
}

//! The product's sub-datasets by the side of their pixels, of one coordinate reference system.
std::map<int, std::string> subdatasets( GDALDataset &product )
{
  static const std::regex form( R"(SENTINEL2_L2A:.*:(\d+)m:(EPSG_\d+))" );
  std::map<int, std::string> result;
  std::string zone;
  char **items = product.GetMetadata( "SUBDATASETS" );
  for ( ; items && *items; ++items )
  {
    const std::string item = *items;
    const std::string name = item.substr( item.find( '=' ) + 1 );
    std::smatch part;
    if ( item.find( "_NAME=" ) == std::string::npos || !std::regex_match( name, part, form ) )
      continue;
    zone = zone.empty() ? part[2].str() : zone;
    if ( part[2] == zone )
      result[std::stoi( part[1] )] = name;
  }
  return result;
}

OpticalImage fromProduct( const RasterInput &input, const std::string &metadata )
{
  const std::string &path = input.path;
  GDALAllRegister();
  CPLErrorReset();
  // For its metadata: what it holds of pixels are its sub-datasets.
  const GDALDatasetUniquePtr product( GDALDataset::Open( metadata.c_str(), GDAL_OF_RASTER ) );
  const std::map<int, std::string> parts = product ? subdatasets( *product ) : std::map<int, std::string>();
  if ( parts.empty() )
    throw Error( "The Sentinel-2 product " + path + " cannot be opened: " + CPLGetLastErrorMsg() +
                 ". It must be a complete Level-2A product, and GDAL must read JPEG 2000." );
  OpticalImage image;
  image.grid.width = 0;
  for ( const auto &[side, name] : parts )
    addChannels( partOf( input, name ), image );
  image.path = path;
  image.date = sceneFromName( path ).date;
  if ( const char *start = product->GetMetadataItem( "PRODUCT_START_TIME" ); image.date.empty() && start )
    image.date = isoDate( start );
  if ( char **xml = product->GetMetadata( "xml:SENTINEL2" ); xml && *xml )
    image.offset = offsetIn( *xml );
  TargetBands bands{};
  for ( int channel = 0; channel < targetBandCount; ++channel )
    bands[channel] = image.channels[channel].band;
  requireSpectralBands( path, bands );
  return image;
}

} // namespace

OpticalImage openOpticalImage( const RasterInput &input )
{
  const std::string metadata = productMetadata( input.path );
  return metadata.empty() ? fromRaster( input ) : fromProduct( input, metadata );
}

std::vector<std::string> opticalImagesIn( const std::string &folder )
{
  if ( endsWith( folder, ".SAFE" ) || pathExists( folder + '/' + productFile ) )
    return { folder };
  std::vector<std::string> images;
  for ( const std::string &name : namesIn( folder ) )
    if ( endsWith( name, ".SAFE" ) || endsWith( name, ".zip" ) || endsWith( name, ".tif" ) ||
         endsWith( name, ".tiff" ) || endsWith( name, ".vrt" ) )
      images.push_back( folder + '/' + name );
  return images;
}

} // namespace calving
