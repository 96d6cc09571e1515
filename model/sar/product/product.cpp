#include "model/sar/product/product.h"

#include <algorithm>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "model/sar/product/productpath.h"
#include "model/sar/product/xmlnode.h"

namespace calving
{

namespace
{

constexpr std::size_t largestManifest = 16u << 20;

/**
 * Stems of the annotation files in \a folder.
 *
 * File managers leave their own beside them, which are none: "._name.xml" (macOS), "name - Copy.xml", "Copy
 * of name.xml", "name (1).xml".
 */
std::vector<std::string> annotationStems( const std::string &folder )
{
  std::vector<std::string> stems;
  for ( const std::string &file : filesIn( folder ) )
    if ( file[0] != '.' && EQUAL( CPLGetExtension( file.c_str() ), "xml" ) )
      stems.push_back( file.substr( 0, file.size() - 4 ) );
  std::stable_sort( stems.begin(), stems.end(),
                    []( const std::string &a, const std::string &b ) { return a.size() < b.size(); } );
  std::vector<std::string> originals;
  for ( const std::string &stem : stems )
    if ( std::none_of( originals.begin(), originals.end(),
                       [&stem]( const std::string &original )
                       { return stem.find( original ) != std::string::npos; } ) )
      originals.push_back( stem );
  std::sort( originals.begin(), originals.end() );
  return originals;
}

//! The file of \a folder with one of \a names that belongs to the product at \a product; empty if there is
//! none.
std::string existing( const std::string &product, const std::string &folder,
                      const std::vector<std::string> &names )
{
  const std::string path = fileNamed( product + "/" + folder, names );
  if ( !path.empty() )
    requireInside( product, path );
  return path;
}

//! Files of one image share a stem, whatever the naming scheme; manifests of renamed copies do not know it.
SarImage openImage( const std::string &product, const std::string &stem )
{
  SarImage image;
  const std::string radiometry = "annotation/calibration";
  image.annotationPath = existing( product, "annotation", { stem + ".xml" } );
  image.annotation = readAnnotation( image.annotationPath );
  image.calibrationPath = existing( product, radiometry, { "calibration-" + stem + ".xml" } );
  image.noisePath = existing( product, radiometry, { "noise-" + stem + ".xml" } );
  // Copernicus also distributes GRDs as Cloud-Optimised GeoTIFFs.
  image.measurementPath = existing(
      product, "measurement", { stem + ".tiff", stem + ".tif", stem + "-cog.tiff", stem + "-cog.tif" } );
  return image;
}

void checkAgainst( const SafeManifest &manifest, const SarImage &image )
{
  const ImageHeader &header = image.annotation.header;
  if ( header.mission != manifest.mission || header.productType != manifest.productType )
    throw Error( "The annotation " + image.annotationPath + " belongs to another product (" + header.mission +
                 " " + header.productType + ") than the manifest (" + manifest.mission + " " +
                 manifest.productType + "). Download the product again." );
}

} // namespace

std::vector<std::string> Product::polarisations() const
{
  std::vector<std::string> present;
  const auto take = [&present]( const std::string &polarisation )
  {
    if ( std::find( present.begin(), present.end(), polarisation ) == present.end() )
      present.push_back( polarisation );
  };
  for ( const std::string &polarisation : manifest.polarisations )
    for ( const SarImage &image : images )
      if ( image.annotation.header.polarisation == polarisation )
        take( polarisation );
  for ( const SarImage &image : images )
    take( image.annotation.header.polarisation );
  return present;
}

std::string Product::resolution() const
{
  if ( manifest.productType != "GRD" )
    return {};
  // Pixels of 3.5 or 4 m are full resolution, of 10 m (IW, SM) or 25 m (EW) high, of 40 m medium.
  const double spacing = images.front().annotation.rangePixelSpacing;
  return spacing < 7 ? "F" : spacing < 32 ? "H" : "M";
}

std::vector<const SarImage *> Product::imagesOf( const std::string &polarisation ) const
{
  std::vector<const SarImage *> chosen;
  for ( const SarImage &image : images )
    if ( image.annotation.header.polarisation == polarisation )
      chosen.push_back( &image );
  if ( chosen.empty() )
  {
    std::string present;
    for ( const std::string &other : polarisations() )
      present += ( present.empty() ? "" : ", " ) + other;
    throw Error( "The product " + name + " has no image of polarisation " + polarisation +
                 ". It has: " + present + "." );
  }
  std::stable_sort( chosen.begin(), chosen.end(),
                    []( const SarImage *a, const SarImage *b )
                    { return a->annotation.slantRangeTime < b->annotation.slantRangeTime; } );
  return chosen;
}

Product openProduct( const std::string &path )
{
  Product product;
  product.path = productFolder( path );
  product.name = productName( product.path );
  const std::string manifestPath = product.path + "/manifest.safe";
  requireInside( product.path, manifestPath );
  product.manifest = parseSafeManifest( readTextFile( manifestPath, largestManifest ), manifestPath );
  for ( const std::string &stem : annotationStems( product.path + "/annotation" ) )
  {
    product.images.push_back( openImage( product.path, stem ) );
    checkAgainst( product.manifest, product.images.back() );
  }
  if ( product.images.empty() )
    throw Error( "The product " + product.path +
                 " has no annotation (annotation/*.xml). Download it again." );
  return product;
}

bool isSentinel1Product( const std::string &path )
{
  if ( path.rfind( "SENTINEL1_", 0 ) == 0 )
    return true;
  try
  {
    const std::string manifest = readTextFile( productFolder( path ) + "/manifest.safe", largestManifest );
    return manifest.find( ">SENTINEL-1<" ) != std::string::npos;
  }
  catch ( const Error & )
  {
    return false;
  }
}

} // namespace calving
