#include "model/change/glaciersetup.h"

#include <algorithm>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/base/quantile.h"
#include "model/change/automaticbox.h"
#include "model/error.h"

namespace calving
{

namespace
{

using Fronts = std::vector<std::vector<Line>>;

Fronts frontsOf( const std::vector<ChangeRow> &rows )
{
  Fronts fronts;
  for ( const ChangeRow &row : rows )
    fronts.push_back( row.front.parts );
  return fronts;
}

Fronts linesOf( const std::vector<DatedFront> &fronts )
{
  Fronts lines;
  for ( const DatedFront &front : fronts )
    lines.push_back( front.parts );
  return lines;
}

//! The first point of the longest front, round which all lie; the mean would be nowhere at the date line.
Point somePoint( const std::vector<DatedFront> &fronts )
{
  const Fronts lines = linesOf( fronts );
  const Line *longest = &lines.front().front();
  for ( const std::vector<Line> &front : lines )
    for ( const Line &part : front )
      if ( lengthOf( part ) > lengthOf( *longest ) )
        longest = &part;
  return ( *longest )[longest->size() / 2];
}

double medianWidth( const std::vector<ChangeRow> &rows )
{
  std::vector<double> widths;
  for ( const ChangeRow &row : rows )
    widths.push_back( row.shape.width );
  return quantile( widths, 0.5 );
}

void addRows( const std::vector<DatedFront> &fronts, const ChangeOptions &options, GlacierChange &change )
{
  for ( const DatedFront &front : fronts )
  {
    ChangeRow row;
    row.front = front;
    for ( Line &part : row.front.parts )
      part = change.plane->project( part, front.crs, "A front of " + front.moment.date() );
    row.shape = frontShape( row.front.parts );
    if ( !std::isfinite( row.front.error ) )
      row.front.error = options.error.value_or( unknownNumber );
    change.rows.push_back( std::move( row ) );
  }
}

//! How many of \a fronts \a meets; of one that most meet.
template <typename Thing, typename Meets>
const Thing *mostMet( const std::vector<Thing> &things, const Fronts &fronts, const Meets &meets )
{
  const Thing *best = nullptr;
  std::ptrdiff_t most = 0;
  for ( const Thing &thing : things )
  {
    const std::ptrdiff_t met =
        std::count_if( fronts.begin(), fronts.end(),
                       [&]( const std::vector<Line> &front ) { return meets( thing, front ); } );
    if ( met > most )
    {
      best = &thing;
      most = met;
    }
  }
  return best;
}

bool touches( const MapPolygon &box, const std::vector<Line> &front )
{
  return std::any_of( front.begin(), front.end(),
                      [&box]( const Line &part )
                      {
                        return std::any_of( part.begin(), part.end(),
                                            [&box]( const Point &point )
                                            { return contains( box, point ); } ) ||
                               firstCrossing( box.front(), { part } );
                      } );
}

std::optional<Centreline> chosenCentreline( const GlacierChange &change, const ChangeInput &input )
{
  if ( input.centrelines.isEmpty() )
    return {};
  const std::vector<Line> lines = linesOn( *change.plane, input.centrelines, change.crs );
  const Line *line = mostMet( lines, frontsOf( change.rows ),
                              []( const Line &one, const std::vector<Line> &front )
                              { return firstCrossing( one, front ).has_value(); } );
  if ( line )
    return Centreline( *line, input.centrelines.what );
  // Extrapolation needs no crossing.
  if ( change.method == ChangeMethod::ExtrapolatedCentreline && lines.size() == 1 )
    return Centreline( lines.front(), input.centrelines.what );
  throw Error( "No front of " + shownName( change.glacier ) +
               " crosses a centreline. Draw one through all fronts, from the ice to the ocean, and check the "
               "coordinate reference systems of both layers." );
}

std::optional<MeasuringBox> chosenBox( const GlacierChange &change, const ChangeInput &input )
{
  if ( input.boxes.isEmpty() )
    return {};
  const std::vector<MapPolygon> boxes = boxesOn( *change.plane, input.boxes, change.crs );
  const MapPolygon *box = mostMet( boxes, frontsOf( change.rows ), touches );
  if ( !box )
    throw Error( "No front of " + shownName( change.glacier ) +
                 " meets the box. Draw a box across which all fronts go, and check the coordinate reference "
                 "systems of both layers." );
  return drawnBox( *box, change.flow.towardsOcean );
}

OceanHints hintsFor( const GlacierChange &change, const ChangeInput &input, const ChangeOptions &options )
{
  OceanHints hints;
  hints.azimuth = options.azimuth;
  hints.centreline = change.centreline;
  hints.isOnLeft = std::all_of( change.rows.begin(), change.rows.end(),
                                []( const ChangeRow &row ) { return row.front.isOceanLeft; } );
  if ( input.ocean.isEmpty() )
    return hints;
  const Point centre = middleOf( frontsOf( change.rows ) );
  const std::vector<Point> points =
      oceanPointsOn( *change.plane, input.ocean, change.crs, centre, 2 * medianWidth( change.rows ) );
  hints.ocean = { *std::min_element( points.begin(), points.end(),
                                     [&centre]( const Point &a, const Point &b )
                                     { return distance( a, centre ) < distance( b, centre ); } ) };
  return hints;
}

//! Turns a centreline that leads from the ocean to the ice, where something else says where the ocean is.
void turnCentreline( const ChangeInput &input, const ChangeOptions &options, GlacierChange &change )
{
  if ( !change.centreline || ( !options.azimuth && input.ocean.isEmpty() ) )
    return;
  OceanHints line;
  line.centreline = change.centreline;
  const Point along = flowDirection( frontsOf( change.rows ), line ).towardsOcean;
  if ( along[0] * change.flow.towardsOcean[0] + along[1] * change.flow.towardsOcean[1] >= 0 )
    return;
  change.centreline = change.centreline->reversed();
  change.remarks.push_back( "The centreline is drawn from the ocean to the ice, and was turned." );
}

MeasuringBox madeBox( GlacierChange &change )
{
  std::string description;
  const MeasuringBox box = automaticBox( frontsOf( change.rows ), change.flow.towardsOcean, description );
  change.remarks.push_back( "The box was made from the fronts, along the flow: " + description +
                            ". Give BOX to choose it yourself, as series are compared in equal boxes." );
  return box;
}

void setBox( const ChangeInput &input, const ChangeOptions &options, GlacierChange &change )
{
  if ( change.method == ChangeMethod::CurvilinearBox )
  {
    const double width = options.boxWidth > 0 ? options.boxWidth : medianWidth( change.rows ) / 2;
    change.box = change.centreline->corridor( width / 2, width / 2 );
    change.remarks.push_back( "The curvilinear box is " + numberText( width, Decimals{ 0 } ) + " m wide." );
    return;
  }
  change.box = chosenBox( change, input );
  if ( change.box )
    return;
  if ( change.method == ChangeMethod::RectilinearBox )
  {
    change.box = madeBox( change );
    return;
  }
  if ( change.rows.size() < 2 ) // nothing to compare
    return;
  try
  {
    change.box = madeBox( change );
  }
  catch ( const Error &reason )
  {
    change.remarks.push_back( std::string( "No areas: " ) + reason.what() );
  }
}

} // namespace

std::string shownName( const std::string &glacier )
{
  return glacier.empty() ? "the glacier" : glacier;
}

GlacierChange placedGlacier( const std::string &glacier, const std::vector<DatedFront> &fronts,
                             const ChangeInput &input, const ChangeOptions &options )
{
  GlacierChange change;
  change.glacier = glacier;
  change.method = options.method;
  change.crs = fronts.front().crs;
  change.plane = std::make_shared<GlacierPlane>( change.crs, somePoint( fronts ) );
  addRows( fronts, options, change );
  change.centreline = chosenCentreline( change, input );
  if ( asksForCentreline( change.method ) && !change.centreline )
    throw Error(
        "The " + nameOf( change.method ) +
        " method needs CENTRELINE, a line from the ice to the ocean through all fronts. Draw one, or choose "
        "METHOD=rectilinear." );
  change.flow = flowDirection( frontsOf( change.rows ), hintsFor( change, input, options ) );
  change.remarks.push_back( "The ocean lies towards " + numberText( change.flow.azimuth(), Decimals{ 0 } ) +
                            "° (clockwise from north): " + change.flow.told + "." );
  turnCentreline( input, options, change );
  return change;
}

GlacierChange glacierSetup( const std::string &glacier, const std::vector<DatedFront> &fronts,
                            const ChangeInput &input, const ChangeOptions &options )
{
  GlacierChange change = placedGlacier( glacier, fronts, input, options );
  setBox( input, options, change );
  return change;
}

} // namespace calving
