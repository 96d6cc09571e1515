#include "model/change/automaticbox.h"

#include <algorithm>
#include <limits>

#include "model/base/numbertext.h"
#include "model/base/quantile.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! Where a front lies along the flow and across it.
struct Reach
{
  double back = std::numeric_limits<double>::infinity();
  double front = -std::numeric_limits<double>::infinity();
  double right = std::numeric_limits<double>::infinity();
  double left = -std::numeric_limits<double>::infinity();
};

Reach reachOf( const std::vector<Line> &front, const Point &flow )
{
  Reach reach;
  for ( const Line &part : front )
    for ( const Point &point : part )
    {
      const double along = point[0] * flow[0] + point[1] * flow[1];
      const double across = point[1] * flow[0] - point[0] * flow[1];
      reach = { std::min( reach.back, along ), std::max( reach.front, along ),
                std::min( reach.right, across ), std::max( reach.left, across ) };
    }
  return reach;
}

} // namespace

MeasuringBox automaticBox( const std::vector<std::vector<Line>> &fronts, const Point &flow,
                           std::string &description )
{
  Reach all;
  std::vector<double> rights;
  std::vector<double> lefts;
  std::vector<double> widths;
  for ( const std::vector<Line> &front : fronts )
  {
    const Reach reach = reachOf( front, flow );
    all.back = std::min( all.back, reach.back );
    all.front = std::max( all.front, reach.front );
    rights.push_back( reach.right );
    lefts.push_back( reach.left );
    widths.push_back( reach.left - reach.right );
  }
  constexpr double reaching = 0.9;
  const double right = quantile( rights, reaching );
  const double left = quantile( lefts, 1 - reaching );
  const double width = left - right;
  if ( width < 0.5 * quantile( widths, 0.5 ) )
    throw Error(
        "The fronts have too little width in common for a box: " +
        numberText( std::max( width, 0.0 ), Decimals{ 0 } ) + " m, of " +
        numberText( quantile( widths, 0.5 ), Decimals{ 0 } ) +
        " m that they have in the middle. Give BOX, or GLACIER_FIELD if the layer holds several glaciers." );
  constexpr double margin = 0.1;
  const double back = all.back - margin * width;
  const double front = all.front + margin * width;
  // Drawn in a little, so that fronts that end just there still cross its sides.
  constexpr double inside = 0.02;
  description = numberText( width * ( 1 - 2 * inside ), Decimals{ 0 } ) + " m wide and " +
                numberText( front - back, Decimals{ 0 } ) + " m long";
  return rectangle( flow, back, front, right + inside * width, left - inside * width );
}

} // namespace calving
