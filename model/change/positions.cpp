#include "model/change/positions.h"

#include <algorithm>
#include <cmath>

namespace calving
{

namespace
{

const char *const missesCentreline = "does not cross the centreline";

void alongCentreline( GlacierChange &change )
{
  for ( ChangeRow &row : change.rows )
    if ( const std::optional<double> crossing = change.centreline->firstCrossing( row.front.parts ) )
      row.position = *crossing;
    else
      row.note = missesCentreline;
}

//! The mean over the front of the way along the centreline, each metre of front counting alike.
void extrapolated( GlacierChange &change, double step )
{
  for ( ChangeRow &row : change.rows )
  {
    double sum = 0;
    double metres = 0;
    for ( const FrontSample &sample : sampled( row.front.parts, step ) )
    {
      sum += sample.metres * change.centreline->extrapolated( sample.point );
      metres += sample.metres;
    }
    row.position = sum / metres;
  }
}

//! Of one line parallel to the centreline, where each front crosses it; NaN where it does not.
using Crossings = std::vector<double>;

Crossings crossingsOf( const Line &line, const std::vector<ChangeRow> &rows )
{
  Crossings crossings;
  for ( const ChangeRow &row : rows )
    crossings.push_back( firstCrossing( line, row.front.parts ).value_or( unknownNumber ) );
  return crossings;
}

std::size_t count( const Crossings &crossings )
{
  return static_cast<std::size_t>( std::count_if( crossings.begin(), crossings.end(),
                                                  []( double value ) { return std::isfinite( value ); } ) );
}

//! The lines on one side of the centreline that most fronts cross, from the first beside it on.
void addSide( const GlacierChange &change, double spacing, std::vector<Crossings> &lines )
{
  for ( int i = 1;; ++i )
  {
    const Line line = change.centreline->parallel( i * spacing );
    const Crossings crossings = line.empty() ? Crossings() : crossingsOf( line, change.rows );
    if ( 2 * count( crossings ) <= change.rows.size() )
      return;
    lines.push_back( crossings );
  }
}

double meanOf( const Crossings &crossings )
{
  double sum = 0;
  for ( double value : crossings )
    if ( std::isfinite( value ) )
      sum += value;
  return sum / static_cast<double>( count( crossings ) );
}

/**
 * The mean over all lines of where a front crosses them.
 *
 * A front that misses some must not seem to move for that: what counts is how far it lies from each line's
 * own mean.
 */
void multiCentreline( GlacierChange &change, double spacing )
{
  std::vector<Crossings> lines{ crossingsOf( change.centreline->points(), change.rows ) };
  if ( count( lines.front() ) == 0 )
    lines.clear();
  addSide( change, spacing, lines );
  addSide( change, -spacing, lines );
  double level = 0;
  for ( const Crossings &line : lines )
    level += meanOf( line ) / static_cast<double>( lines.size() );
  for ( std::size_t i = 0; i < change.rows.size(); ++i )
  {
    double sum = 0;
    int crossed = 0;
    for ( const Crossings &line : lines )
      if ( std::isfinite( line[i] ) )
      {
        sum += line[i] - meanOf( line );
        ++crossed;
      }
    if ( crossed == 0 )
      change.rows[i].note = missesCentreline;
    else
      change.rows[i].position = level + sum / crossed;
  }
  change.remarks.push_back(
      "Parallel lines that at least half of the fronts cross: " + std::to_string( lines.size() ) + "." );
}

//! Fills what \a cut, of a box \a width metres wide, says of \a row.
void takeFrom( const BoxCut &cut, double width, ChangeRow &row )
{
  if ( !cut.succeeded )
  {
    row.note = cut.reason;
    return;
  }
  row.position = areaOf( cut.ice ) / width;
  row.boxWidth = width;
}

//! A box as wide as each front, from one of its sides to the other.
void variableBox( GlacierChange &change )
{
  for ( ChangeRow &row : change.rows )
  {
    double left = 0;
    double right = 0;
    for ( const Line &part : row.front.parts )
      for ( const Point &point : part )
      {
        const double beside = change.centreline->placeOf( point ).beside;
        left = std::max( left, beside );
        right = std::max( right, -beside );
      }
    if ( !change.centreline->firstCrossing( row.front.parts ) )
      row.note = missesCentreline;
    else // its own sides are never too far for the ends of a front
      takeFrom( cutBox( change.centreline->corridor( left, right ), row.front.parts, left + right ),
                left + right, row );
  }
}

} // namespace

void measurePositions( GlacierChange &change, const ChangeOptions &options, const std::vector<BoxCut> &cuts )
{
  switch ( change.method )
  {
  case ChangeMethod::Centreline:
    return alongCentreline( change );
  case ChangeMethod::MultiCentreline:
    return multiCentreline( change, options.spacing );
  case ChangeMethod::ExtrapolatedCentreline:
    return extrapolated( change, options.step );
  case ChangeMethod::VariableBox:
    return variableBox( change );
  case ChangeMethod::CurvilinearBox:
  case ChangeMethod::RectilinearBox:
    for ( std::size_t i = 0; i < change.rows.size(); ++i )
      takeFrom( cuts[i], change.box->width, change.rows[i] );
  }
}

} // namespace calving
