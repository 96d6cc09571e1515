/**
 * How many samples the loader makes beside how many the network takes: whether training waits for data.
 *
 * A data set of two scenes of 4000 x 3000 pixels, as tiled GeoTIFF and as PNG, which is decoded from its
 * first row, with a 14-band optical image is read window by window as in a training. Both run alone, one
 * after the other, so that the figures add up on any number of cores. Usage: benchmarkloader [side] [size]
 * (256 and tiny without)
 */
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <gdal_priv.h>

#include "benchmarks/stopwatch.h"
#include "model/dataset/datasetfolder.h"
#include "model/nn/device.h"
#include "model/train/data/random.h"
#include "model/train/pretraintask.h"
#include "model/train/trainedweights.h"

using namespace calving;

namespace
{

constexpr int width = 4000;
constexpr int height = 3000;
constexpr int bands = 14;
constexpr int repeats = 9;

//! Grey values between noise and a picture, so that they can be compressed a little.
void writeImage( const std::string &path, int count, std::uint64_t seed )
{
  const GDALDatasetUniquePtr image( GetGDALDriverManager()->GetDriverByName( "MEM" )->Create(
      "", width, height, count, GDT_Byte, nullptr ) );
  CounterRandom random( seed, 0, 0 );
  std::vector<std::uint8_t> pixels( static_cast<std::size_t>( width ) * height );
  for ( int band = 1; band <= count; ++band )
  {
    for ( std::uint8_t &value : pixels )
    {
      const std::uint64_t bits = random.next();
      value =
          static_cast<std::uint8_t>( ( ( bits & 255 ) + ( bits >> 8 & 255 ) + ( bits >> 16 & 255 ) ) / 3 );
    }
    CPL_IGNORE_RET_VAL( image->GetRasterBand( band )->RasterIO( GF_Write, 0, 0, width, height, pixels.data(),
                                                                width, height, GDT_Byte, 0, 0 ) );
  }
  const bool png = std::filesystem::path( path ).extension() == ".png";
  char **layout = png ? nullptr : CSLAddString( nullptr, "TILED=YES" );
  GDALDatasetUniquePtr( GetGDALDriverManager()
                            ->GetDriverByName( png ? "PNG" : "GTiff" )
                            ->CreateCopy( path.c_str(), image.get(), false, layout, nullptr, nullptr ) );
  CSLDestroy( layout );
}

std::string writeDataSet( const std::string &ending )
{
  const std::string folder = ( std::filesystem::temp_directory_path() / "benchmarkloader" ).string();
  std::filesystem::remove_all( folder );
  for ( const char *part : { "sar_images", "optical" } )
    std::filesystem::create_directories( folder + "/" + part );
  for ( const char *glacier : { "A", "B" } )
  {
    writeImage( folder + "/sar_images/" + glacier + "_2020-01-01_S1_10" + ending, 1, glacier[0] );
    writeImage( folder + "/optical/" + glacier + "_2020-07-01_S2.tif", bands, glacier[0] );
  }
  return folder;
}

double medianSeconds( const std::function<void()> &work )
{
  work();
  std::vector<double> times;
  for ( int i = 0; i < repeats; ++i )
    times.push_back( seconds( work ) );
  return median( times );
}

void measure( const DatasetFolder &pairs, PretrainMethod method, int side, const std::string &size )
{
  constexpr int batch = 4;
  PretrainOptions options;
  options.method = method;
  options.training.size = size;
  options.training.batch = batch;
  options.training.loaderThreads = 1;
  options.samples.side = options.training.samples.crop.side = side;
  options.samples.readsTarget = readsOptical( method );
  options.samples.masks = masksTokens( method );
  auto source = pairs.clone();
  PretrainTask task( *source, { { 0, 1 }, {}, "" }, options, {} );
  double loading = 0;
  Batch last;
  {
    const auto loader = task.loader( 0 );
    for ( int i = 0; i < 6; ++i ) // what was made ahead would be free
      loader->next();
    loading = medianSeconds( [&] { last = loader->next(); } );
  }
  TrainedWeights weights( task, task.loss( last, torch::kCPU ), options.training );
  const double step = medianSeconds(
      [&]
      {
        const torch::Tensor loss = task.loss( last, torch::kCPU );
        loss.backward();
        weights.step( 1e-6, loss.detach() );
      } );
  std::printf(
      "%-14s %s, crops of %d: one loader thread %7.1f samples/s, network %6.1f samples/s: %.1f times\n",
      methodName( method ).c_str(), size.c_str(), side, batch / loading, batch / step, step / loading );
}

} // namespace

int main( int argc, char **argv )
{
  const int side = argc > 1 ? std::atoi( argv[1] ) : 256;
  const std::string size = argc > 2 ? argv[2] : "tiny";
  std::setvbuf( stdout, nullptr, _IOLBF, 0 );
  useThreads( 0 );
  std::printf( "%s\n", describeCompute( {} ).c_str() );
  GDALAllRegister();
  for ( const std::string ending : { ".tif", ".png" } )
  {
    const std::string folder = writeDataSet( ending );
    std::printf( "scenes as %s\n", ending.c_str() );
    {
      const DatasetFolder pairs( folder );
      for ( PretrainMethod method :
            { PretrainMethod::OptSimMim, PretrainMethod::OptTranslator, PretrainMethod::SimMim } )
        measure( pairs, method, side, size );
    }
    std::filesystem::remove_all( folder );
  }
  return 0;
}
