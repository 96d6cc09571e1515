#include "model/icemask/icemasks.h"

#include <algorithm>
#include <cmath>

#include "model/base/atomicfile.h"
#include "model/error.h"
#include "model/geometry/bentedges.h"
#include "model/icemask/maskfile.h"
#include "model/icemask/maskgrid.h"
#include "model/icemask/maskground.h"
#include "model/version.h"

namespace calving
{

namespace
{

std::vector<Line> wallsOn( const RasterGrid &grid, const DrawnShapes &walls )
{
  if ( walls.isEmpty() )
    return {};
  std::vector<Line> lines = outlinesOf( walls );
  if ( walls.crs.empty() || grid.crs.empty() )
    return lines;
  const MapTransform way( walls.crs, grid.crs );
  const double tolerance = grid.transform[1] / 1000;
  for ( Line &line : lines )
  {
    line = bent( line, way, tolerance, 0 );
    if ( std::any_of( line.begin(), line.end(),
                      []( const Point &point ) { return !std::isfinite( point[0] + point[1] ); } ) )
      throw Error( walls.what + " lies partly where the map shows nothing of the Earth. Check which system "
                                "the layer states." );
  }
  return lines;
}

//! When there was a front, in order.
std::vector<double> daysOf( const std::vector<MappedGlacier> &glaciers )
{
  std::vector<double> days;
  for ( const MappedGlacier &glacier : glaciers )
    for ( const ChangeRow &row : glacier.setup.rows )
      days.push_back( row.front.moment.days() );
  std::sort( days.begin(), days.end() );
  return days;
}

std::string dateOf( double day )
{
  FrontMoment moment;
  moment.day = static_cast<int>( std::floor( day ) );
  return moment.date();
}

//! What becomes of times beyond the fronts.
void warnOfHeldTimes( const std::vector<MaskTime> &times,
                      const std::vector<std::unique_ptr<MovingFront>> &fronts, const Feedback &feedback )
{
  double first = -HUGE_VAL;
  double last = HUGE_VAL;
  for ( const std::unique_ptr<MovingFront> &front : fronts )
  {
    first = std::max( first, front->firstDay() );
    last = std::min( last, front->lastDay() );
  }
  const auto held = std::count_if(
      times.begin(), times.end(), [&]( const MaskTime &time ) { return time.at < first || time.at > last; } );
  if ( first >= last )
    feedback.warn( "There is but one moment with a front, " + dateOf( first ) +
                   ": nothing can be interpolated, and all masks show it." );
  else if ( held > 0 )
    feedback.warn( "Times before the first front (" + dateOf( first ) + ") or after the last (" +
                   dateOf( last ) + "): " + std::to_string( held ) + " of " + std::to_string( times.size() ) +
                   ". Masks there show that front as it was; nothing is extrapolated." );
}

//! What the file says of itself.
std::map<std::string, std::string> attributesOf( const std::vector<MappedGlacier> &glaciers,
                                                 const IceMaskOptions &options )
{
  std::string names;
  for ( const MappedGlacier &glacier : glaciers )
    if ( !glacier.setup.glacier.empty() )
      names += ( names.empty() ? " of " : ", " ) + glacier.setup.glacier;
  return {
      { "title", "Ice masks" + names },
      { "source", std::string( "Calving Front " ) + softwareVersion +
                      ": dated calving fronts, interpolated in time by their signed distances" },
      { "comment",
        std::string( "Between two fronts the signed distance of each pixel is interpolated linearly in "
                     "time; before the first and after the last front that front is held. " ) +
            ( options.isCumulative ? "land_ice_area_fraction_retreat is cumulative: it never grows."
                                   : "land_ice_area_fraction_retreat follows the front, and may grow." ) } };
}

void writeTimes( const MaskGround &ground, const std::vector<std::unique_ptr<MovingFront>> &fronts,
                 const IceMaskOptions &options, const Feedback &feedback, IceMaskResult &result,
                 MaskFile &file )
{
  const double area = options.resolution * options.resolution;
  std::vector<double> days;
  for ( std::size_t i = 0; i < result.times.size(); ++i )
  {
    feedback.report( static_cast<double>( i ) / static_cast<double>( result.times.size() ) );
    double farthest = 0;
    for ( const std::unique_ptr<MovingFront> &front : fronts )
    {
      front->moveTo( result.times[i].at, [&] { feedback.check(); } );
      farthest = std::max( farthest, front->daysFromFront( result.times[i].at ) );
    }
    const MaskSlice slice = maskSlice( result.grid, ground, fronts );
    file.write( i, slice );
    days.push_back( farthest );
    result.lastIce = slice.iceArea * area;
    if ( i == 0 )
      result.firstIce = result.lastIce;
  }
  file.writeDaysFromFront( days );
}

} // namespace

IceMaskResult writeIceMasks( const std::string &path, const IceMaskInput &input,
                             const IceMaskOptions &options, const Feedback &feedback )
{
  requireWritable( path );
  std::vector<MappedGlacier> glaciers = placedGlaciers( input, options, feedback );
  const MappedGlacier &some = glaciers.front();
  const std::string crs =
      maskCrs( options, *some.setup.plane, some.setup.rows.front().front.parts.front().front() );
  std::vector<Line> parts;
  for ( MappedGlacier &glacier : glaciers )
  {
    mapGlacier( crs, glacier );
    for ( Line &part : partsOf( glacier ) )
      parts.push_back( std::move( part ) );
  }
  IceMaskResult result;
  result.grid = maskGrid( options, crs, parts );
  result.times = maskTimes( options, daysOf( glaciers ) );
  requireSensibleSize( result.grid, glaciers.size(), result.times.size() );

  const std::vector<Line> walls = wallsOn( result.grid, input.walls );
  std::vector<CutFjords> fjords;
  for ( std::size_t i = 0; i < glaciers.size(); ++i )
  {
    const double all = static_cast<double>( glaciers.size() );
    const Feedback part =
        feedback.part( 0.3 * static_cast<double>( i ) / all, 0.3 * static_cast<double>( i + 1 ) / all );
    for ( CutFjords &fjord :
          cutFjords( glaciers[i], walls, result.grid, options.longestGap, part, result.closed ) )
      fjords.push_back( std::move( fjord ) );
  }
  const MaskGround ground = maskGround( input, fjords, result.grid, [&] { feedback.check(); } );
  std::vector<std::unique_ptr<MovingFront>> fronts;
  for ( CutFjords &fjord : fjords )
    fronts.push_back( std::make_unique<MovingFront>( fjord.fjord, std::move( fjord.cuts ), result.grid,
                                                     options.isCumulative ) );
  warnOfHeldTimes( result.times, fronts, feedback );
  MaskFile file( path, result.grid, result.times, attributesOf( glaciers, options ) );
  file.writeRock( ground );
  writeTimes( ground, fronts, options, feedback.part( 0.3, 1 ), result, file );
  feedback.report( 1 );
  file.commit();
  return result;
}

} // namespace calving
