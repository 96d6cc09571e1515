/**
 * What extraction costs beside the network, and how much memory it takes.
 *
 *   benchmarkextract                     memory and speed without a network at three sizes of scene
 *   benchmarkextract MODEL [SIDE]        share of everything but the network, with a model file (default
 * 2048)
 *
 * Each size runs in a process of its own, because the peak of memory never falls.
 */

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/resource.h>

#include <QTemporaryDir>

#include "benchmarks/apart.h"
#include "model/error.h"
#include "model/extract/extractfronts.h"
#include "support/segmenters.h"

using namespace calving;

namespace
{

//! A fjord with crevasses and speckle: glacier in the east, ocean in the west, rock north and south of both.
std::uint8_t fjord( int x, int y, int side, unsigned &state )
{
  state = state * 1664525u + 1013904223u;
  const int speckle = static_cast<int>( state >> 28 ) - 8;
  const double front = side * ( 0.5 + 0.03 * std::sin( 20.0 * y / side ) );
  if ( y < side / 8 || y > side - side / 8 )
    return static_cast<std::uint8_t>( 96 + speckle );
  return static_cast<std::uint8_t>( ( x < front ? 220 : 160 ) + speckle );
}

void writeFjord( const std::string &path, int side )
{
  const RasterGrid grid{ side, side, { 500000, 20, 0, 8000000, 0, -20 }, true, "" };
  RasterWriter writer( path, grid );
  constexpr int strip = 256;
  unsigned state = 1;
  for ( int top = 0; top < side; top += strip )
  {
    const int height = std::min( strip, side - top );
    std::vector<std::uint8_t> values( static_cast<std::size_t>( height ) * side );
    for ( int y = 0; y < height; ++y )
      for ( int x = 0; x < side; ++x )
        values[static_cast<std::size_t>( y ) * side + x] = fjord( x, top + y, side, state );
    writer.write( { 0, top, side, height }, values );
    writer.flush();
  }
  writer.commit();
}

double peakMegabytes()
{
  rusage usage;
  getrusage( RUSAGE_SELF, &usage );
  return usage.ru_maxrss / 1024.0;
}

void extract( Segmenter &segmenter, const std::string &folder, int side )
{
  ExtractOptions options;
  options.scene = folder + "/scene.tif";
  options.georeference.pixelSizeMetres = 20;
  options.temporaryFolder = folder;
  options.zonesPath = folder + "/zones.tif";
  const double before = peakMegabytes();
  double segmenting = 0;
  Feedback feedback;
  feedback.progress = [&segmenting]( double fraction )
  {
    if ( fraction < 0.94 )
      segmenting = peakMegabytes();
    return true;
  };
  ExtractedFronts result = extractFronts( segmenter, openScene( options ), options, feedback );
  result.commit();
  const SegmentReport &report = result.report;
  const double total = report.totalSeconds + result.tracingSeconds;
  std::printf( "%5d x %-5d  %6lld tiles  total %8.1f s  network %8.1f s  tracing %6.1f s  other than network "
               "%5.1f %%  "
               "peak %6.0f MB (%.0f MB before, %.0f MB before tracing)  %zu fronts\n",
               side, side, static_cast<long long>( report.tiles ), total, report.networkSeconds,
               result.tracingSeconds, 100.0 * ( total - report.networkSeconds ) / total, peakMegabytes(),
               before, segmenting, result.fronts.lines.size() );
  std::fflush( stdout );
}

} // namespace

int main( int argc, char **argv )
{
  const std::string model = argc > 1 ? argv[1] : "";
  const std::vector<int> sides =
      model.empty()
          ? std::vector<int>{ 5000, 10000, 20000 }
          : std::vector<int>{ argc > 2 ? static_cast<int>( std::strtol( argv[2], nullptr, 10 ) ) : 2048 };
  for ( const int side : sides )
  {
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    const bool extracted = apart( [&] { writeFjord( path + "/scene.tif", side ); } ) &&
                           apart(
                               [&]
                               {
                                 if ( model.empty() )
                                 {
                                   FunctionSegmenter segmenter( fourGreys );
                                   segmenter.batch = 1;
                                   return extract( segmenter, path, side );
                                 }
                                 ComputeOptions compute;
                                 useThreads( compute.threads );
                                 std::printf( "%s\n", describeCompute( compute ).c_str() );
                                 const std::unique_ptr<Segmenter> segmenter = loadSegmenter( model, compute );
                                 extract( *segmenter, path, side );
                               } );
    if ( !extracted )
      return 1;
  }
  return 0;
}
