// The whole chain from an IW GRDH product to a map of 20 m, 8 bit: noise removal, Lee 7x7, terrain
// correction.
//
// usage: benchmarkpreprocess PRODUCT.SAFE|.zip [FOLDER] [LINES...]
// PRODUCT lends its annotation, calibration and noise; the measurement is synthetic (speckled uint16 of the
// annotation's size) and written below FOLDER first. For each number of LINES the product is cut to an area
// of as many lines, so that memory can be seen not to grow. Every step is timed on its own, and against a
// plain copy of the measurement by GDAL.
#include <cstdio>
#include <fstream>
#include <random>
#include <string>

#include <cpl_conv.h>
#include <gdal_priv.h>

#include "benchmarks/stopwatch.h"
#include "model/sar/preprocess.h"
#include "model/sar/radargeometry.h"
#include "model/sar/streamblocks.h"
#include "model/simulate/product/simulateproduct.h"

using namespace calving;

namespace
{

//! A number in kB from /proc/self/status.
double megabytes( const std::string &key )
{
  std::ifstream status( "/proc/self/status" );
  for ( std::string line; std::getline( status, line ); )
    if ( line.rfind( key, 0 ) == 0 )
      return std::stod( line.substr( key.size() + 1 ) ) / 1024;
  return 0;
}

void forgetPeak()
{
  std::ofstream( "/proc/self/clear_refs" ) << "5";
}

//! Speckled land and dark sea as digital numbers.
void writeMeasurement( const std::string &path, int width, int height )
{
  GDALAllRegister();
  GDALDatasetUniquePtr file( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
      path.c_str(), width, height, 1, GDT_UInt16, nullptr ) );
  std::mt19937 random( 1 );
  std::gamma_distribution<float> speckle( 4.4f, 1 / 4.4f );
  std::vector<float> table( 1 << 16 );
  for ( float &value : table )
    value = std::sqrt( speckle( random ) );
  std::vector<std::uint16_t> row( width );
  std::uint32_t state = 1;
  for ( int y = 0; y < height; ++y )
  {
    for ( int x = 0; x < width; ++x )
    {
      state = state * 1664525u + 1013904223u;
      const float ground = ( ( x / 900 ) + ( y / 700 ) ) % 3 ? 300.0f : 70.0f;
      row[x] = static_cast<std::uint16_t>( 1 + ground * table[state >> 16] );
    }
    CPL_IGNORE_RET_VAL( file->GetRasterBand( 1 )->RasterIO( GF_Write, 0, y, width, 1, row.data(), width, 1,
                                                            GDT_UInt16, 0, 0, nullptr ) );
  }
}

//! A simulated glacier coast of the size of a usual IW GRDH, below \a folder. Returns its path.
std::string simulated( const std::string &folder )
{
  const std::string target = folder + "/simulated.SAFE";
  VSIStatBufL status;
  if ( VSIStatL( target.c_str(), &status ) == 0 )
    return target;
  ProductOptions options;
  options.scene.width = options.scene.height = 600;
  options.scene.pixelSizeMetres = 200;
  options.samples = 26102;
  options.lines = 16705;
  const double time = seconds( [&] { simulateProduct( options, target, {} ); } );
  std::printf( "simulation of the product: %.1f s, peak resident %.0f MB\n", time, megabytes( "VmHWM:" ) );
  return target;
}

//! The product of \a source with a synthetic measurement, below \a folder; if that is “simulated”, all of it
//! is. Returns its path.
std::string completed( const std::string &source, const std::string &folder )
{
  if ( source == "simulated" )
    return simulated( folder );
  const Product product = openProduct( source );
  const std::string target = folder + "/" + product.name + ".SAFE";
  VSIMkdirRecursive( ( target + "/measurement" ).c_str(), 0755 );
  VSIMkdirRecursive( ( target + "/annotation/calibration" ).c_str(), 0755 );
  const SarImage &image = product.images.front();
  const auto copy = [&]( const std::string &from )
  { CPLCopyFile( ( target + from.substr( product.path.size() ) ).c_str(), from.c_str() ); };
  for ( const std::string &path :
        { product.path + "/manifest.safe", image.annotationPath, image.calibrationPath, image.noisePath } )
    copy( path );
  const std::string stem = CPLGetBasename( image.annotationPath.c_str() );
  const std::string measurement = target + "/measurement/" + stem + ".tiff";
  VSIStatBufL status;
  if ( VSIStatL( measurement.c_str(), &status ) != 0 )
    writeMeasurement( measurement, image.annotation.width, image.annotation.height );
  return target;
}

double copyByGdal( const std::string &from, const std::string &to )
{
  return seconds(
      [&]
      {
        GDALDatasetUniquePtr source( GDALDataset::Open( from.c_str() ) );
        GDALDatasetUniquePtr(
            source->GetDriver()->CreateCopy( to.c_str(), source.get(), FALSE, nullptr, nullptr, nullptr ) );
        source->FlushCache();
      } );
}

double pull( const BlockSource &source )
{
  return seconds( [&]
                  { streamBlocks( source, {}, []( const Window &, const std::vector<float> & ) {}, {} ); } );
}

PreprocessOptions usualOptions()
{
  PreprocessOptions options;
  options.correction.terrain.height = 30;
  return options;
}

//! Corners of the first \a lines lines.
std::vector<LonLat> firstLines( const RadarFrame &frame, int lines )
{
  const RadarGeometry radar( frame );
  std::vector<LonLat> corners;
  for ( const double line : { 0.0, lines - 1.0 } )
    for ( const double pixel : { 0.0, frame.width - 1.0 } )
    {
      const Geodetic place = toGeodetic( radar.point( { line, pixel }, 30 ) );
      corners.push_back( { place.longitude / degree, place.latitude / degree } );
    }
  return corners;
}

void measureSteps( const std::string &path )
{
  const Product product = openProduct( path );
  const CalibratedScene scene = openCalibrated( product, {}, {} );
  std::printf( "read and calibrate, with noise removal: %.1f s\n", pull( *scene.backscatter ) );
  std::printf( "the same and Lee 7x7: %.1f s\n",
               pull( *despeckled( scene.backscatter, PreprocessOptions{}.speckle.filter ) ) );
}

void measureChain( const std::string &path, const std::string &folder, int lines )
{
  PreprocessOptions options = usualOptions();
  const RadarFrame frame = radarFrame( openProduct( path ).images.front().annotation );
  if ( lines < frame.height )
    options.correction.map.area = firstLines( frame, lines );
  forgetPeak();
  PreprocessResult result;
  const double time = seconds(
      [&] {
        result = preprocess( path, options, { folder + "/map.tif", {}, {} }, {} );
      } );
  std::printf( "chain, %d x %d pixels: %.1f s, peak resident %.0f MB; map %d x %d\n", frame.width, lines,
               time, megabytes( "VmHWM:" ), result.correction.grid.width, result.correction.grid.height );
}

} // namespace

int main( int argc, char **argv )
{
  if ( argc < 2 )
    return std::fprintf( stderr, "usage: benchmarkpreprocess PRODUCT [FOLDER] [LINES...]\n" ), 1;
  const std::string folder = argc > 2 ? argv[2] : ".";
  std::setvbuf( stdout, nullptr, _IOLBF, 0 );
  const std::string path = completed( argv[1], folder );
  const Product product = openProduct( path );
  // First the chain: afterwards the process holds what GDAL cached for the steps.
  for ( int i = 3; i < argc; ++i )
    measureChain( path, folder, std::atoi( argv[i] ) );
  measureChain( path, folder, product.images.front().annotation.height );
  std::printf( "plain GDAL copy of the measurement: %.1f s\n",
               copyByGdal( product.images.front().measurementPath, folder + "/copy.tif" ) );
  measureSteps( path );
  return 0;
}
