#include "model/export/closedfronts.h"

#include <map>

#include "model/base/listednames.h"
#include "model/change/boxcut.h"
#include "model/change/glaciersetup.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! How many dates a sentence lists.
constexpr std::size_t most = 3;

//! Warns of fronts that were left out, by the reason why.
void warnOf( const std::map<std::string, std::vector<std::string>> &left, const std::string &glacier,
             const Feedback &feedback )
{
  for ( const auto &[reason, dates] : left )
    feedback.warn( "No closed polygon of " + shownName( glacier ) + " on " + listedNames( dates, most ) +
                   ": the front " + reason + "." );
}

//! The closed fronts of one glacier.
std::vector<ClosedLine> closedOf( const std::string &glacier, const std::vector<DatedFront> &fronts,
                                   const ChangeInput &input, const ChangeOptions &options,
                                   const std::string &crs, const Feedback &feedback )
{
  const GlacierChange change = glacierSetup( glacier, fronts, input, options );
  std::vector<ClosedLine> closed;
  std::map<std::string, std::vector<std::string>> left;
  for ( const ChangeRow &row : change.rows )
  {
    feedback.check();
    const BoxCut cut = cutBox( *change.box, row.front.parts, options.longestGap * change.box->width );
    if ( !cut.succeeded )
    {
      left[cut.reason].push_back( row.front.moment.date() );
      continue;
    }
    ClosedLine front{ row.front.records, {} };
    for ( const MapPolygon &polygon : unionOf( cut.ocean ) )
      front.ocean.push_back( change.plane->unproject( polygon, crs ) );
    closed.push_back( std::move( front ) );
  }
  warnOf( left, glacier, feedback );
  return closed;
}

} // namespace

std::vector<ClosedLine> closedFronts( const ChangeInput &input, const ChangeOptions &options,
                                       const std::string &crs, const Feedback &feedback )
{
  const std::map<std::string, std::vector<DatedFront>> glaciers = frontsByGlacier( input.fronts, feedback );
  std::vector<ClosedLine> closed;
  for ( const auto &[glacier, fronts] : glaciers )
    try
    {
      if ( fronts.empty() )
        continue;
      for ( ClosedLine &front : closedOf( glacier, fronts, input, options, crs, feedback ) )
        closed.push_back( std::move( front ) );
    }
    catch ( const Error &problem )
    {
      if ( glaciers.size() == 1 )
        throw;
      feedback.warn( "No closed polygons of " + shownName( glacier ) + ": " + problem.what() );
    }
  if ( closed.empty() )
    throw Error(
        "No front parts the fjord, so that there are no closed polygons. Draw the polygon of BOX so that "
        "all fronts go across it from side to side, or leave POLYGONS out." );
  return closed;
}

} // namespace calving
