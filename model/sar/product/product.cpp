#include "model/sar/product/product.h"

#include <algorithm>

#include <cpl_vsi.h>

#include "model/sar/product/productpath.h"
#include "model/sar/product/xmlnode.h"

namespace calving
{

namespace
{

constexpr std::size_t largestManifest = 16u << 20;

//! The file of \a folder (relative to the product) with one of \a names; empty if there is none.
std::string existing( const std::string &folder, std::initializer_list<std::string> names )
{
  for ( const std::string &name : names )
  {
    const std::string path = folder + "/" + name;
    VSIStatBufL status;
    if ( VSIStatExL( path.c_str(), &status, VSI_STAT_EXISTS_FLAG ) == 0 )
      return path;
  }
  return {};
}

//! Files of one image share a stem, whatever the naming scheme; manifests of renamed copies do not know it.
SarImage openImage( const std::string &product, const std::string &stem )
{
  SarImage image;
  const std::string annotation = product + "/annotation";
  image.annotationPath = annotation + "/" + stem + ".xml";
  image.annotation = readAnnotation( image.annotationPath );
  image.calibrationPath = existing( annotation + "/calibration", { "calibration-" + stem + ".xml" } );
  image.noisePath = existing( annotation + "/calibration", { "noise-" + stem + ".xml" } );
  image.measurementPath =
      existing( product + "/measurement", { stem + ".tiff", stem + ".tif", stem + "-cog.tiff" } );
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
  product.manifest = parseSafeManifest( readTextFile( manifestPath, largestManifest ), manifestPath );
  for ( const std::string &file : filesIn( product.path + "/annotation" ) )
    if ( file.size() > 4 && file.substr( file.size() - 4 ) == ".xml" )
    {
      product.images.push_back( openImage( product.path, file.substr( 0, file.size() - 4 ) ) );
      checkAgainst( product.manifest, product.images.back() );
    }
  if ( product.images.empty() )
    throw Error( "The product " + product.path +
                 " has no annotation (annotation/*.xml). Download it again." );
  return product;
}

} // namespace calving
