/**
 * Despeckling of a 4096 x 4096 float raster, 7x7, from file to file, against Orfeo ToolBox (otbcli_Despeckle,
 * Debian's otb-bin) on the same file in the same run. Medians; runs alternate, so that noise meets both.
 *
 * Orfeo's start-up is measured on a tiny raster and taken off its times.
 */
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "benchmarks/stopwatch.h"
#include "model/raster/raster.h"
#include "model/sar/speckle/specklefilter.h"
#include "model/sar/stream/rastersource.h"
#include "model/sar/stream/streamblocks.h"

using namespace calving;

namespace
{

constexpr int side = 4096;
constexpr int repeats = 3;

RasterFormat floatFormat()
{
  RasterFormat format;
  format.type = PixelType::Float32;
  format.compressed = false;
  return format;
}

RasterGrid gridOf( int size )
{
  RasterGrid grid;
  grid.width = grid.height = size;
  return grid;
}

void writeSpeckle( const std::string &path, int size )
{
  std::mt19937 generator( 1 );
  std::gamma_distribution<float> speckle( 4.0F, 0.25F );
  RasterWriter writer( path, gridOf( size ), floatFormat() );
  std::vector<float> row( size );
  for ( int y = 0; y < size; ++y )
  {
    for ( float &value : row )
      value = speckle( generator );
    writer.write( { 0, y, size, 1 }, row );
  }
  writer.commit();
}

void filterFile( const std::string &input, const std::string &output, const SpeckleOptions &options )
{
  const auto source = despeckled( std::make_shared<RasterSource>( input ), options );
  RasterWriter writer( output, gridOf( source->width() ), floatFormat() );
  streamBlocks(
      *source, {},
      [&]( const Window &window, const std::vector<float> &values ) { writer.write( window, values ); }, {} );
  writer.commit();
}

void filterWithOrfeo( const std::string &input, const std::string &output, const std::string &filter )
{
  const std::string command = "otbcli_Despeckle -in " + input + " -out " + output + " float -filter " +
                              filter + " -filter." + filter + ".rad 3" +
                              ( filter == "frost" ? "" : " -filter." + filter + ".nblooks 4" ) +
                              " > /dev/null 2>&1";
  if ( std::system( command.c_str() ) != 0 )
    std::printf( "failed: %s\n", command.c_str() );
}

} // namespace

int main()
{
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / "calvingfront-benchmarkdespeckle";
  std::filesystem::create_directories( folder );
  const std::string input = folder / "speckle.tif";
  const std::string tiny = folder / "tiny.tif";
  writeSpeckle( input, side );
  writeSpeckle( tiny, 16 );

  std::printf( "Despeckling %d x %d float, 7x7, file to file; seconds, median of %d\n", side, side, repeats );
  std::printf( "%-10s %8s %8s %8s\n", "filter", "ours", "Orfeo", "ratio" );
  const struct
  {
    const char *name;
    SpeckleMethod method;
    const char *orfeo;
  } filters[] = { { "Lee", SpeckleMethod::Lee, "lee" },
                  { "Kuan", SpeckleMethod::Kuan, "kuan" },
                  { "Gamma-MAP", SpeckleMethod::GammaMap, "gammamap" },
                  { "Frost", SpeckleMethod::Frost, "frost" } };
  for ( const auto &filter : filters )
  {
    SpeckleOptions options;
    options.method = filter.method;
    options.looks = 4;
    options.distance = FrostDistance::Euclidean;
    std::vector<double> ours;
    std::vector<double> orfeo;
    for ( int i = 0; i < repeats; ++i )
    {
      ours.push_back( seconds( [&] { filterFile( input, folder / "ours.tif", options ); } ) );
      const double startUp =
          seconds( [&] { filterWithOrfeo( tiny, folder / "tinyorfeo.tif", filter.orfeo ); } );
      orfeo.push_back( seconds( [&] { filterWithOrfeo( input, folder / "orfeo.tif", filter.orfeo ); } ) -
                       startUp );
    }
    std::printf( "%-10s %8.2f %8.2f %8.1f\n", filter.name, median( ours ), median( orfeo ),
                 median( orfeo ) / median( ours ) );
  }
  for ( const SpeckleMethod method :
        { SpeckleMethod::RefinedLee, SpeckleMethod::LeeSigma, SpeckleMethod::Median } )
  {
    SpeckleOptions options;
    options.method = method;
    const double time = seconds( [&] { filterFile( input, folder / "ours.tif", options ); } );
    std::printf( "%-10s %8.2f\n",
                 method == SpeckleMethod::RefinedLee ? "refined Lee"
                 : method == SpeckleMethod::LeeSigma ? "Lee sigma"
                                                     : "median",
                 time );
  }
  const double copy = seconds( [&] { filterFile( input, folder / "ours.tif", { SpeckleMethod::None } ); } );
  std::printf( "%-10s %8.2f\n", "plain copy", copy );
  std::filesystem::remove_all( folder );
}
