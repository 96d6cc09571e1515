#include "model/simulate/product/simulateproduct.h"
#include "model/base/regularfile.h"
#include "model/sar/product/annotationframe.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <thread>

#include "model/base/atomicfile.h"
#include "model/base/mixbits.h"
#include "model/error.h"
#include "model/report/pngimage.h"
#include "model/report/quicklook.h"
#include "model/simulate/product/groundprojection.h"
#include "model/simulate/product/productground.h"
#include "model/simulate/product/productimage.h"
#include "model/simulate/product/productlayout.h"
#include "model/simulate/product/productxml.h"
#include "model/simulate/replacedfolder.h"
#include "model/version.h"

namespace calving
{

namespace
{

constexpr int blockLines = 128;
constexpr const char *quickLookPath = "preview/quick-look.png";
constexpr int quickLookSide = 512;

Annotation layoutOf( const ProductOptions &options, const ProductGround &ground )
{
  LayoutWish wish;
  wish.type = productType( options.type );
  wish.outline = ground.outline();
  wish.centre = ground.centre();
  wish.incidence = options.scene.incidence;
  wish.ascending = options.ascending;
  wish.day = options.scene.dayOf( 0 );
  wish.samples = options.samples;
  wish.lines = options.lines;
  return layoutOf( wish );
}

std::string nameOf( const ProductOptions &options, const Annotation &annotation )
{
  const ProductType &type = productType( options.type );
  const bool dual = options.polarisations.size() > 1;
  return "S1A_" + type.mode + "_GRD" + type.resolution + "_1S" + ( dual ? "D" : "S" ) +
         options.polarisations.front().substr( 0, 1 ) + "_" + timesInNames( annotation, '_' ) + "_" +
         fixedDigits( mixBits( options.scene.seed ), 16, 4 ) + ".SAFE";
}

std::string targetOf( std::string folder, const std::string &name )
{
  while ( folder.size() > 1 && folder.back() == '/' )
    folder.pop_back();
  const std::string ending = ".SAFE";
  const bool isProduct = folder.size() > ending.size() &&
                         folder.compare( folder.size() - ending.size(), ending.size(), ending ) == 0;
  return isProduct ? folder : folder + "/" + name;
}

//! A product of ESA has the same files.
bool isSimulatedProduct( const std::string &folder )
{
  requireRegularFile( folder + "/manifest.safe" );
  std::ifstream file( folder + "/manifest.safe", std::ios::binary );
  return isSimulatedManifest( { std::istreambuf_iterator<char>( file ), {} } );
}

//! In grey, darkest and brightest 2 % cut off.
void writeQuickLook( const std::string &path, const std::string &measurement )
{
  const QuickLook look = quickLook( measurement, { 1 }, true, quickLookSide );
  AtomicFile file( path );
  file.write( pngImage( look.values, look.width, look.height, 3 ) );
  file.commit();
}

//! The images of a product, written side by side.
class ProductWriter
{
public:
  ProductWriter( const ProductOptions &options, const Annotation &annotation, const std::string &folder )
    : mOptions( options )
    , mFolder( folder )
  {
    for ( const std::string &polarisation : options.polarisations )
    {
      const int number = static_cast<int>( mImages.size() ) + 1;
      ImageWish wish{ productType( options.type ), annotation,        number, options.looks,
                      options.scene.noiseFloorDb,  options.scene.seed };
      wish.annotation.header.polarisation = polarisation;
      if ( wish.looks <= 0 )
        wish.looks = wish.type.looks;
      mImages.push_back( std::make_unique<ProductImage>( wish, folder ) );
    }
  }

  //! Some blocks of lines at a time, one for each thread.
  void writeLines( const GroundProjection &projection, const PointTargets &targets, const Feedback &feedback )
  {
    const int height = mImages.front()->annotation().height;
    const int blocks = ( height + blockLines - 1 ) / blockLines;
    std::vector<std::vector<std::vector<std::uint16_t>>> numbers( blocks );
    int written = 0;
    const auto report = [&] { feedback.report( static_cast<double>( written ) / blocks ); };
    const auto compute = [&]( int block )
    {
      const int line = block * blockLines;
      const PictureRows rows = projection.rows( line, std::min( blockLines, height - line ) );
      for ( const std::unique_ptr<ProductImage> &image : mImages )
        numbers[block].push_back(
            image->digitalNumbers( line, image->isCross() ? rows.cross : rows.co, targets ) );
    };
    const auto write = [&]( int block )
    {
      for ( std::size_t i = 0; i < mImages.size(); ++i )
        mImages[i]->write( numbers[block][i] );
      numbers[block].clear();
      ++written;
    };
    parallelRowsInOrder( 0, blocks, { mOptions.scene.threads, report }, compute, write );
  }

  void writeManifest()
  {
    ManifestFacts facts;
    facts.type = productType( mOptions.type );
    facts.polarisations = mOptions.polarisations;
    facts.software = std::string( "Calving Front " ) + softwareVersion;
    for ( const std::unique_ptr<ProductImage> &image : mImages )
      for ( const ProductFile &file : image->finish() )
        facts.files.push_back( file );
    writeQuickLook( mFolder + "/" + quickLookPath, mFolder + "/" + mImages.front()->measurement() );
    facts.files.push_back( productFile( mFolder, quickLookPath, "QuickLook" ) );
    AtomicFile file( mFolder + "/manifest.safe" );
    file.write( manifestXml( mImages.front()->annotation(), facts ) );
    file.commit();
  }

private:
  const ProductOptions &mOptions;
  std::string mFolder;
  std::vector<std::unique_ptr<ProductImage>> mImages;
};

} // namespace

SimulatedProduct simulateProduct( const ProductOptions &options, const std::string &folder,
                                  const Feedback &feedback )
{
  if ( const std::string contradiction = datumContradiction( options.ground.terrain );
       !contradiction.empty() )
    feedback.warn( contradiction );
  informOfHeights( options.ground.terrain, feedback );
  const ProductGround place( options );
  const Annotation annotation = layoutOf( options, place );
  const auto radar = std::make_shared<const RadarGeometry>( radarFrame( annotation ) );
  const GroundProjection projection( radar, place.below( *radar, feedback ), place.referenceIncidence(),
                                     annotation.azimuthPixelSpacing );
  const PointTargets targets( options.targets, *radar,
                              annotation.rangePixelSpacing * annotation.azimuthPixelSpacing );

  const std::string path = targetOf( folder, nameOf( options, annotation ) );
  ReplacedFolder product( path, { "a simulated product",
                                  { "manifest.safe", "annotation", "measurement", "preview" },
                                  isSimulatedProduct } );
  product.subfolder( "annotation/calibration" );
  product.subfolder( "measurement" );
  product.subfolder( "preview" );
  {
    ProductWriter writer( options, annotation, product.temporaryPath() );
    writer.writeLines( projection, targets, feedback );
    writer.writeManifest();
  }
  warnOfHeights( options.ground.terrain, feedback );
  product.commit();
  feedback.report( 1 );
  return { path + "/manifest.safe", annotation.width, annotation.height, annotation.incidenceAngleMidSwath,
           targets.positions() };
}

} // namespace calving
