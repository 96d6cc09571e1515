/**
 * Time of measuring the change of Harald Moltke Bræ, 159 fronts, by every method.
 *
 *   benchmarkchange FOLDER               the folder moltke of the test data
 *
 * The files are read before; measuring is all from lines in memory to the table, the polygons and the fit.
 * Each time is the median of five runs. Centreline methods measure along the middle of the box.
 */

#include <cstdio>
#include <cstdlib>
#include <numeric>

#include "benchmarks/stopwatch.h"
#include "model/change/frontchange.h"
#include "support/moltke.h"

using namespace calving;

namespace
{

//! From the middle of the side upstream to that of the ocean.
WellKnownBinary centreline()
{
  OGRLineString line;
  line.addPoint( ( -560124.157 - 563739.770 ) / 2, ( -1345100.785 - 1348707.772 ) / 2 );
  line.addPoint( ( -564307.003 - 567938.635 ) / 2, ( -1340859.297 - 1344500.509 ) / 2 );
  WellKnownBinary shape( line.WkbSize() );
  line.exportToWkb( wkbNDR, shape.data() );
  return shape;
}

} // namespace

int main( int count, char **arguments )
{
  if ( count != 2 )
  {
    std::puts( "benchmarkchange FOLDER: the folder moltke of the test data" );
    return EXIT_FAILURE;
  }
  GDALAllRegister();
  ChangeInput input;
  const double reading = seconds( [&] { input.fronts = moltkeFronts( arguments[1] ); } );
  const std::string crs = input.fronts.front().crs;
  const std::size_t vertices = std::accumulate( input.fronts.begin(), input.fronts.end(), std::size_t( 0 ),
                                                []( std::size_t sum, const FrontRecord &front )
                                                { return sum + front.lines.front().size(); } );
  std::printf( "%zu fronts, %zu vertices, read in %.2f s\n", input.fronts.size(), vertices, reading );
  input.boxes = moltkeBox( arguments[1], crs );
  input.centrelines = { "The centreline", crs, { centreline() } };
  for ( ChangeMethod method :
        { ChangeMethod::RectilinearBox, ChangeMethod::Centreline, ChangeMethod::MultiCentreline,
          ChangeMethod::ExtrapolatedCentreline, ChangeMethod::CurvilinearBox, ChangeMethod::VariableBox } )
  {
    ChangeOptions options;
    options.method = method;
    std::vector<double> times;
    std::vector<GlacierChange> changes;
    for ( int i = 0; i < 5; ++i )
      times.push_back( seconds( [&] { changes = measureChange( input, options, {} ); } ) );
    const GlacierChange &change = changes.front();
    const SeasonalFit::Estimate trend = change.fit->trend();
    std::printf( "%-24s %5.2f s, trend %7.1f +- %.1f m/yr, change in area %.3f km2, polygons %zu\n",
                 nameOf( method ).c_str(), median( times ), trend.value, trend.halfWidth,
                 ( change.rows.back().area - change.rows.front().area ) / 1e6, change.polygons.size() );
  }
  return EXIT_SUCCESS;
}
