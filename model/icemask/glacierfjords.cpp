#include "model/icemask/glacierfjords.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "model/base/listednames.h"
#include "model/change/glaciersetup.h"
#include "model/error.h"
#include "model/geometry/ogrpolygon.h"

namespace calving
{

namespace
{

//! What of \a ice lies up to the walls.
std::vector<MapPolygon> withinWalls( const std::vector<MapPolygon> &ice, const MapPolygon &inside )
{
  const std::unique_ptr<OGRPolygon> fjord = ogrPolygon( inside );
  std::vector<MapPolygon> result;
  for ( const MapPolygon &polygon : unionOf( ice ) )
  {
    const std::unique_ptr<OGRGeometry> common( fjord->Intersection( ogrPolygon( polygon ).get() ) );
    if ( !common )
      throw Error( "The ice of a front cannot be cut with the walls (GEOS failed). Check both with QGIS's "
                   "“Check validity”." );
    for ( MapPolygon &part : polygonsIn( *common ) )
      result.push_back( std::move( part ) );
  }
  return result;
}

//! Why fronts were left out, and of which days they are.
using Reasons = std::map<std::string, std::vector<std::string>>;

std::string sentenceOf( const Reasons &reasons )
{
  constexpr std::size_t most = 5;
  std::string sentence;
  for ( const auto &[reason, days] : reasons )
    sentence += ( sentence.empty() ? "" : "; " ) + std::string( "the front " ) + reason + " on " +
                listedNames( days, most );
  return sentence;
}

//! The reasons of cutBox(), of a box that is a fjord here.
std::string inFjord( std::string reason )
{
  for ( std::size_t at = reason.find( "box" ); at != std::string::npos; at = reason.find( "box", at ) )
    reason.replace( at, 3, "fjord" );
  return reason;
}

void warnOf( const Reasons &reasons, const std::string &glacier, std::size_t all, const Feedback &feedback )
{
  std::size_t count = 0;
  for ( const auto &[reason, days] : reasons )
    count += days.size();
  if ( count == all )
    throw Error( "No front of " + shownName( glacier ) + " parts ice from ocean: " + sentenceOf( reasons ) +
                 ". Draw WALLS that the fronts reach, give a longer LONGEST_GAP, or check the coordinate "
                 "reference systems of all layers." );
  if ( count > 0 )
    feedback.warn( "Fronts that part no ice from ocean and are left out: " + std::to_string( count ) + " (" +
                   sentenceOf( reasons ) + ")." );
}

} // namespace

std::vector<MappedGlacier> placedGlaciers( const IceMaskInput &input, const IceMaskOptions &options,
                                           const Feedback &feedback )
{
  ChangeOptions how;
  how.azimuth = options.azimuth;
  const std::map<std::string, std::vector<DatedFront>> all = frontsByGlacier( input.fronts.fronts, feedback );
  std::vector<MappedGlacier> glaciers;
  for ( const auto &[name, fronts] : all )
  {
    if ( fronts.empty() )
      continue;
    try
    {
      glaciers.push_back( { placedGlacier( name, fronts, input.fronts, how ), {}, { 0, 0 } } );
    }
    catch ( const Error &reason ) // the others may still have masks
    {
      if ( all.size() == 1 )
        throw;
      feedback.warn( shownName( name ) + " is left out. " + reason.what() );
      continue;
    }
    for ( const std::string &remark : glaciers.back().setup.remarks )
      feedback.inform( ( name.empty() ? "" : name + ": " ) + remark );
  }
  if ( glaciers.empty() )
    throw Error( "There is no front to make masks of. Warnings before this say why; lines of a single point "
                 "are no fronts." );
  return glaciers;
}

void mapGlacier( const std::string &crs, MappedGlacier &glacier )
{
  const GlacierPlane &plane = *glacier.setup.plane;
  std::vector<std::vector<Line>> onPlane;
  for ( const ChangeRow &row : glacier.setup.rows )
  {
    onPlane.push_back( row.front.parts );
    glacier.fronts.emplace_back();
    for ( const Line &part : row.front.parts )
      glacier.fronts.back().push_back( plane.unproject( part, crs ) );
  }
  // North of the map is not north everywhere.
  const Point centre = middleOf( onPlane );
  const Point towards = glacier.setup.flow.towardsOcean;
  constexpr double way = 1000;
  const Line line =
      plane.unproject( Line{ centre, { centre[0] + way * towards[0], centre[1] + way * towards[1] } }, crs );
  const double length = distance( line[0], line[1] );
  if ( !( length > 0 && std::isfinite( length ) ) )
    throw Error( "CRS does not show where the fronts are. Choose another, or leave it empty." );
  glacier.flow = { ( line[1][0] - line[0][0] ) / length, ( line[1][1] - line[0][1] ) / length };
}

std::vector<Line> partsOf( const MappedGlacier &glacier )
{
  std::vector<Line> parts;
  for ( const std::vector<Line> &front : glacier.fronts )
    parts.insert( parts.end(), front.begin(), front.end() );
  return parts;
}

std::vector<CutFjords> cutFjords( const MappedGlacier &glacier, const std::vector<Line> &walls,
                                  const RasterGrid &grid, double longestGap, const Feedback &feedback,
                                  std::vector<ClosedFront> &closed )
{
  const std::vector<ChangeRow> &rows = glacier.setup.rows;
  std::vector<CutFjords> fjords;
  for ( Fjord &fjord : fjordsOf( partsOf( glacier ), FlowAxes( glacier.flow ), walls, grid ) )
    fjords.push_back( { std::move( fjord ), {} } );
  Reasons reasons;
  for ( std::size_t i = 0; i < rows.size(); ++i )
  {
    feedback.report( static_cast<double>( i ) / static_cast<double>( rows.size() ) );
    ClosedFront one{ glacier.setup.glacier, rows[i].front.moment.date(), rows[i].front.imageId, {} };
    std::string reason;
    for ( CutFjords &fjord : fjords )
    {
      const double gap = longestGap * fjord.fjord.wider.width + fjord.fjord.behindWalls;
      BoxCut cut = cutBox( fjord.fjord.wider, glacier.fronts[i], gap );
      if ( !cut.succeeded )
      {
        reason = inFjord( cut.reason );
        continue;
      }
      for ( MapPolygon &polygon : withinWalls( cut.ice, fjord.fjord.inside ) )
        one.ice.push_back( std::move( polygon ) );
      fjord.cuts.push_back( { rows[i].front.moment.days(), std::move( cut ) } );
    }
    if ( one.ice.empty() )
      reasons[reason].push_back( one.date );
    else
      closed.push_back( std::move( one ) );
  }
  warnOf( reasons, glacier.setup.glacier, rows.size(), feedback );
  fjords.erase( std::remove_if( fjords.begin(), fjords.end(),
                                []( const CutFjords &fjord ) { return fjord.cuts.empty(); } ),
                fjords.end() );
  return fjords;
}

} // namespace calving
