/**
 * Calibration of a simulated Sentinel-1 product to sigma0, float, with thermal noise removed, from file to
 * file, against Orfeo ToolBox (otbcli_SARCalibration, Debian's otb-bin) on the same product in the same run.
 *
 * usage: benchmarkcalibrate [SAMPLES LINES [FOLDER]]
 * Runs alternate, so that a busy machine meets both. Orfeo's start-up, measured on a tiny product, is given
 * too and not taken off: its share is small. Wall and processor time, medians; and a plain copy of the
 * measurement by GDAL.
 */
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <sys/resource.h>

#include <gdal_priv.h>

#include "benchmarks/stopwatch.h"
#include "model/sar/calibration/calibrateproduct.h"
#include "model/simulate/product/simulateproduct.h"

using namespace calving;

namespace
{

constexpr int repeats = 3;

//! Processor seconds of \a who (RUSAGE_SELF or RUSAGE_CHILDREN) so far.
double processorSeconds( int who )
{
  rusage usage{};
  getrusage( who, &usage );
  const auto secondsOf = []( const timeval &time ) { return time.tv_sec + 1e-6 * time.tv_usec; };
  return secondsOf( usage.ru_utime ) + secondsOf( usage.ru_stime );
}

//! Wall and processor times of several runs.
class Times
{
public:
  template <typename Work> void add( int who, const Work &work )
  {
    const double before = processorSeconds( who );
    mWall.push_back( seconds( work ) );
    mProcessor.push_back( processorSeconds( who ) - before );
  }
  double wall() const { return median( mWall ); }
  double processor() const { return median( mProcessor ); }

private:
  std::vector<double> mWall;
  std::vector<double> mProcessor;
};

std::string product( int samples, int lines, const std::string &folder )
{
  ProductOptions options;
  options.scene.width = options.scene.height = 100;
  options.scene.pixelSizeMetres = 200;
  options.ground.sigma0Db = -12;
  options.samples = samples;
  options.lines = lines;
  return simulateProduct( options, folder, {} ).manifest;
}

void calibrateWithOrfeo( const std::string &manifest, const std::string &output )
{
  const std::string command = "otbcli_SARCalibration -in " +
                              openProduct( manifest ).images.front().measurementPath + " -out " + output +
                              " float -lut sigma -removenoise true > /dev/null 2>&1";
  if ( std::system( command.c_str() ) != 0 )
    std::printf( "failed: %s\n", command.c_str() );
}

void copyByGdal( const std::string &from, const std::string &to )
{
  GDALAllRegister();
  const GDALDatasetUniquePtr source( GDALDataset::Open( from.c_str() ) );
  GDALDatasetUniquePtr(
      source->GetDriver()->CreateCopy( to.c_str(), source.get(), FALSE, nullptr, nullptr, nullptr ) );
}

void print( const char *name, const Times &times )
{
  std::printf( "%-28s %8.2f %8.2f\n", name, times.wall(), times.processor() );
}

} // namespace

int main( int argc, char **argv )
{
  const int samples = argc > 2 ? std::atoi( argv[1] ) : 13000;
  const int lines = argc > 2 ? std::atoi( argv[2] ) : 8000;
  const std::filesystem::path folder =
      argc > 3 ? std::filesystem::path( argv[3] )
               : std::filesystem::temp_directory_path() / "calvingfront-benchmarkcalibrate";
  std::filesystem::create_directories( folder );
  const std::string tiny = product( 64, 64, folder / "tiny.SAFE" );
  Times simulation;
  std::string manifest;
  simulation.add( RUSAGE_SELF, [&] { manifest = product( samples, lines, folder / "product.SAFE" ); } );
  const std::string measurement = openProduct( manifest ).images.front().measurementPath;

  Times ours;
  Times orfeo;
  Times startUp;
  Times copy;
  for ( int i = 0; i < repeats; ++i )
  {
    ours.add( RUSAGE_SELF,
              [&] { calibrateProduct( manifest, {}, BackscatterUnit::Linear, folder / "ours.tif", {} ); } );
    orfeo.add( RUSAGE_CHILDREN, [&] { calibrateWithOrfeo( manifest, folder / "orfeo.tif" ); } );
    startUp.add( RUSAGE_CHILDREN, [&] { calibrateWithOrfeo( tiny, folder / "tiny.tif" ); } );
    copy.add( RUSAGE_SELF, [&] { copyByGdal( measurement, folder / "copy.tif" ); } );
  }
  std::printf( "Calibration to sigma0 less noise, %d x %d pixels; seconds, median of %d\n", samples, lines,
               repeats );
  std::printf( "%-28s %8s %8s\n", "", "wall", "processor" );
  print( "ours", ours );
  print( "Orfeo", orfeo );
  print( "Orfeo's start-up", startUp );
  print( "copy of the measurement", copy );
  print( "simulation of the product", simulation );
  std::printf( "%-28s %8.1f %8.1f\n", "Orfeo / ours", orfeo.wall() / ours.wall(),
               orfeo.processor() / ours.processor() );
  std::filesystem::remove_all( folder );
  return 0;
}
