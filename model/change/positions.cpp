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

double meanOf( const std::vector<double> &values )
{
  double sum = 0;
  int known = 0;
  for ( double value : values )
    if ( std::isfinite( value ) )
    {
      sum += value;
      ++known;
    }
  return known > 0 ? sum / known : unknownNumber;
}

/**
 * Of each front, how far along all \a lines it lies; NaN of one that crosses none.
 *
 * A front that misses some lines must not seem to move for that, nor a line that only some fronts reach seem
 * to lie elsewhere: a crossing is taken as the sum of what is its line's and what is its front's own, fitted
 * by turns (least squares of a two-way layout with gaps).
 */
std::vector<double> levelsOf( const std::vector<Crossings> &lines, std::size_t fronts )
{
  constexpr int mostTurns = 10000;
  constexpr double settled = 1e-6; // metres: turns shrink slowly, and what is left must stay under 1 mm
  std::vector<double> ofFront( fronts, 0 );
  std::vector<double> ofLine( lines.size(), 0 );
  double moved = settled;
  for ( int turn = 0; turn < mostTurns && moved >= settled; ++turn )
  {
    moved = 0;
    for ( std::size_t j = 0; j < lines.size(); ++j )
    {
      std::vector<double> rest( fronts );
      for ( std::size_t i = 0; i < fronts; ++i )
        rest[i] = lines[j][i] - ofFront[i];
      ofLine[j] = meanOf( rest );
    }
    for ( std::size_t i = 0; i < fronts; ++i )
    {
      std::vector<double> rest( lines.size() );
      for ( std::size_t j = 0; j < lines.size(); ++j )
        rest[j] = lines[j][i] - ofLine[j];
      const double before = ofFront[i];
      ofFront[i] = meanOf( rest );
      if ( std::isfinite( ofFront[i] ) )
        moved = std::max( moved, std::abs( ofFront[i] - before ) );
    }
  }
  const double level = meanOf( ofLine );
  for ( double &value : ofFront )
    value += level;
  return ofFront;
}

//! The mean over all lines of where a front crosses them.
void multiCentreline( GlacierChange &change, double spacing )
{
  std::vector<Crossings> lines{ crossingsOf( change.centreline->points(), change.rows ) };
  if ( count( lines.front() ) == 0 )
    lines.clear();
  addSide( change, spacing, lines );
  addSide( change, -spacing, lines );
  const std::vector<double> levels = levelsOf( lines, change.rows.size() );
  for ( std::size_t i = 0; i < levels.size(); ++i )
    if ( std::isfinite( levels[i] ) )
      change.rows[i].position = levels[i];
    else
      change.rows[i].note = missesCentreline;
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
    else if ( left + right < Centreline::leastWidth )
      row.note = "has no width beside the centreline";
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
