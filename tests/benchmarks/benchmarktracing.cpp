/**
 * Time and memory of tracing fronts in simulated zones.
 *
 *   benchmarktracing                     zones of 4096 and of 20000 pixels a side, clean and noisy
 *
 * Noisy: one pixel in a hundred has another class, which is what classifiers without context give. Each case
 * runs in a process of its own, because the peak of memory never falls. Extra memory is the peak over that of
 * a process that has only opened the raster.
 */

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/resource.h>

#include <cpl_conv.h>
#include <gdal.h>

#include "benchmarks/apart.h"
#include "benchmarks/stopwatch.h"
#include "model/front/tracefronts.h"

using namespace calving;

namespace
{

std::uint8_t zone( int x, int y, int side, int noisePercent, unsigned &state )
{
  state = state * 1664525u + 1013904223u;
  if ( static_cast<int>( ( state >> 8 ) % 100 ) < noisePercent )
    return static_cast<std::uint8_t>( state >> 30 );
  const double front = side * ( 0.5 + 0.1 * std::sin( 20.0 * y / side ) ) + 5 * std::sin( y / 11.0 );
  if ( y < side / 8 || y > side - side / 8 )
    return 1;
  return x < front ? 2 : 3;
}

void writeZones( const std::string &path, int side, int noisePercent )
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
        values[static_cast<std::size_t>( y ) * side + x] = zone( x, top + y, side, noisePercent, state );
    writer.write( { 0, top, side, height }, values );
  }
  writer.commit();
}

double peakMegabytes()
{
  rusage usage{};
  getrusage( RUSAGE_SELF, &usage );
  return static_cast<double>( usage.ru_maxrss ) / 1024;
}

//! In a process of its own: reads alone, then traces three times.
void measure( const std::string &path, int side, int noisePercent )
{
  GDALSetCacheMax64( 64 << 20 );
  const RasterReader zones( path );
  const double reading = seconds(
      [&]
      {
        for ( int y = 0; y < side; y += 256 )
          zones.readBytes( 1, { 0, y, side, std::min( 256, side - y ) } );
      } );
  const double before = peakMegabytes();
  std::vector<double> times;
  TracedFronts fronts;
  for ( int i = 0; i < 3; ++i )
    times.push_back( seconds( [&] { fronts = traceFronts( zones, {}, nullptr, nullptr, {} ); } ) );
  std::size_t vertices = 0;
  for ( const FrontLine &line : fronts.lines )
    vertices += line.vertices();
  std::printf(
      "%6d x %-6d %2d %% noise: %6.2f s (reading alone %5.2f s), %6.0f MB extra, %zu fronts, %zu vertices\n",
      side, side, noisePercent, median( times ), reading, peakMegabytes() - before, fronts.lines.size(),
      vertices );
}

} // namespace

int main()
{
  const std::string path = CPLGenerateTempFilename( "benchmarktracing.tif" );
  bool succeeded = true;
  for ( int side : { 4096, 20000 } )
    for ( int noisePercent : { 0, 1 } )
    {
      succeeded = succeeded && apart( [&] { writeZones( path, side, noisePercent ); } ) &&
                  apart( [&] { measure( path, side, noisePercent ); } );
      std::remove( path.c_str() );
    }
  return succeeded ? EXIT_SUCCESS : EXIT_FAILURE;
}
