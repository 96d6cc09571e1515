// The whole chain from an IW GRDH product to a map of 20 m, 8 bit: noise removal, Lee 7x7, terrain
// correction.
//
// usage: benchmarkpreprocess PRODUCT.SAFE|.zip [FOLDER] [LINES...]
// PRODUCT lends its annotation, calibration and noise; the measurement is synthetic (speckled uint16 of the
// annotation's size) and written below FOLDER first. For each number of LINES the product is cut to an area
// of as many lines, so that memory can be seen not to grow, then comes all of it (a 0 among
// LINES leaves that out). Steps are timed one on top of the other on 4096 lines, beside what the machine can
// do at best: moving the same bytes through memory, and a plain copy of the measurement by GDAL.
#include <cstdio>
#include <fstream>
#include <random>
#include <string>

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <sys/resource.h>

#include "benchmarks/apart.h"
#include "benchmarks/stopwatch.h"
#include "model/sar/calibration/scenearea.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/sar/preprocess.h"
#include "model/sar/product/annotationframe.h"
#include "model/sar/product/measurement.h"
#include "model/sar/speckle/multilook.h"
#include "model/sar/stream/streamblocks.h"
#include "model/sar/terrain/averaging.h"
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

//! Speckled land and dark sea as digital numbers.
void writeMeasurement( const std::string &path, int width, int height )
{
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
  apart(
      [&]
      {
        const double time = seconds( [&] { simulateProduct( options, target, {} ); } );
        std::printf( "simulation of the product: %.1f s, peak resident %.0f MB\n", time,
                     megabytes( "VmHWM:" ) );
      } );
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

void copyByGdal( const std::string &from, const std::string &to )
{
  GDALDatasetUniquePtr source( GDALDataset::Open( from.c_str() ) );
  GDALDatasetUniquePtr(
      source->GetDriver()->CreateCopy( to.c_str(), source.get(), FALSE, nullptr, nullptr, nullptr ) );
}

//! Seconds of all threads.
double processorSeconds()
{
  rusage usage;
  getrusage( RUSAGE_SELF, &usage );
  const auto value = []( const timeval &time )
  { return static_cast<double>( time.tv_sec ) + 1e-6 * static_cast<double>( time.tv_usec ); };
  return value( usage.ru_utime ) + value( usage.ru_stime );
}

struct Cost
{
  double wall = 0;
  double processor = 0;
};

template <typename Work> Cost costOf( const Work &work )
{
  const double before = processorSeconds();
  const double wall = seconds( work );
  return { wall, processorSeconds() - before };
}

Cost pull( const BlockSource &source )
{
  return costOf( [&]
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

//! Processor time of moving \a pixels floats from one place in memory to another, far beyond the caches.
double movingFloats( double pixels )
{
  std::vector<float> from( 1 << 26, 1.0f );
  std::vector<float> to( from.size() );
  const Cost cost = costOf(
      [&]
      {
        for ( int i = 0; i < 4; ++i )
          std::copy( from.begin() + i, from.end(), to.begin() );
      } );
  return cost.processor * pixels / ( 4.0 * static_cast<double>( from.size() ) );
}

//! Prints \a cost and how much \a before, the chain up to the step before, had of it.
void printStep( const char *name, const Cost &cost, const Cost &before, double pixels )
{
  std::printf( "%-34s %6.2f s, processor %6.2f s: this step %5.2f ns a pixel\n", name, cost.wall,
               cost.processor, 1e9 * ( cost.processor - before.processor ) / pixels );
}

void measureSteps( const std::string &path, const std::string &folder )
{
  constexpr int lines = 4096;
  const Product product = openProduct( path );
  const SarPicture scene = openCalibrated( product, {}, {} );
  const int height = std::min( lines, scene.frame->height );
  const Window part{ 0, 0, scene.frame->width, height };
  const double pixels = static_cast<double>( part.width ) * height;
  const auto partOf = [&]( std::shared_ptr<const BlockSource> source ) { return cropped( source, part ); };
  std::printf( "steps on %d x %d pixels; moving them once through memory takes %.2f ns a pixel\n", part.width,
               height, 1e9 * movingFloats( pixels ) / pixels );
  const Cost read = pull( *partOf( openMeasurement( product, product.images.front() ) ) );
  printStep( "read", read, {}, pixels );
  const Cost calibrated = pull( *partOf( scene.values ) );
  printStep( "... calibrate, less noise", calibrated, read, pixels );
  const auto filtered = despeckled( partOf( scene.values ), PreprocessOptions{}.speckle.filter );
  const Cost lee = pull( *filtered );
  printStep( "... Lee 7x7", lee, calibrated, pixels );
  SarPicture picture;
  picture.values = filtered;
  picture.frame = subset( *scene.frame, part );
  picture.metadata = scene.metadata;
  average( picture, looksFor( *picture.frame, 20 ) );
  const Cost averaged = pull( *picture.values );
  printStep( "... average to 20 m", averaged, lee, pixels );
  const Cost map = costOf(
      [&] {
        terrainCorrect( picture, usualOptions().correction, { folder + "/steps.tif", {}, {} }, {} );
      } );
  printStep( "... map of bytes, with overviews", map, averaged, pixels );
}

void measureChain( const std::string &path, const std::string &folder, int lines )
{
  PreprocessOptions options = usualOptions();
  const RadarFrame frame = radarFrame( openProduct( path ).images.front().annotation );
  if ( lines < frame.height )
    options.correction.map.area = firstLines( frame, lines );
  PreprocessResult result;
  const Cost cost = costOf(
      [&] {
        result = preprocess( path, options, { folder + "/map.tif", {}, {} }, {} );
      } );
  std::printf( "chain, %d x %d pixels: %.1f s, processor %.1f s, peak resident %.0f MB; map %d x %d\n",
               frame.width, lines, cost.wall, cost.processor, megabytes( "VmHWM:" ),
               result.correction.grid.width, result.correction.grid.height );
}

} // namespace

int main( int argc, char **argv )
{
  if ( argc < 2 )
    return std::fprintf( stderr, "usage: benchmarkpreprocess PRODUCT [FOLDER] [LINES...]\n" ), 1;
  const std::string folder = argc > 2 ? argv[2] : ".";
  std::setvbuf( stdout, nullptr, _IOLBF, 0 );
  GDALAllRegister();
  const std::string path = completed( argv[1], folder );
  const Product product = openProduct( path );
  bool all = true;
  for ( int i = 3; i < argc; ++i )
    if ( const int lines = std::atoi( argv[i] ) )
      apart( [&] { measureChain( path, folder, lines ); } );
    else
      all = false;
  if ( all )
    apart( [&] { measureChain( path, folder, product.images.front().annotation.height ); } );
  const Cost copy =
      costOf( [&] { copyByGdal( product.images.front().measurementPath, folder + "/copy.tif" ); } );
  std::printf( "plain GDAL copy of the measurement: %.1f s, processor %.1f s\n", copy.wall, copy.processor );
  measureSteps( path, folder );
  return 0;
}
