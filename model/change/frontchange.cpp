#include "model/change/frontchange.h"

#include <algorithm>
#include <cmath>

#include "model/base/listednames.h"
#include "model/change/boxcut.h"
#include "model/change/glaciersetup.h"
#include "model/change/positions.h"
#include "model/change/thickness.h"
#include "model/error.h"

namespace calving
{

namespace
{

//! Of normal errors, the standard deviation for a mean distance of 1.
const double deviation = std::sqrt( M_PI / 2 );

double root( double a, double b )
{
  return std::sqrt( a * a + b * b );
}

std::vector<BoxCut> cutsOf( const GlacierChange &change, const ChangeOptions &options,
                            const Feedback &feedback )
{
  std::vector<BoxCut> cuts( change.rows.size() );
  for ( std::size_t i = 0; change.box && i < cuts.size(); ++i )
  {
    feedback.report( static_cast<double>( i ) / static_cast<double>( cuts.size() ) );
    cuts[i] = cutBox( *change.box, change.rows[i].front.parts, options.longestGap * change.box->width );
  }
  return cuts;
}

void takeAreas( const std::vector<BoxCut> &cuts, GlacierChange &change )
{
  for ( std::size_t i = 0; i < cuts.size(); ++i )
  {
    ChangeRow &row = change.rows[i];
    row.positionError = row.isMeasured() ? deviation * row.front.error : unknownNumber;
    if ( !cuts[i].succeeded )
      continue;
    row.area = areaOf( cuts[i].ice );
    row.areaError = deviation * row.front.error * change.box->width;
    row.parts = cuts[i].parts;
    row.closed = cuts[i].closedMetres;
    row.isAmbiguous = cuts[i].isAmbiguous;
  }
}

void comparePositions( GlacierChange &change )
{
  const ChangeRow *first = nullptr;
  const ChangeRow *before = nullptr;
  for ( ChangeRow &row : change.rows )
  {
    if ( !row.isMeasured() )
      continue;
    first = first ? first : &row;
    row.sinceFirst = row.position - first->position;
    if ( before )
    {
      row.change = row.position - before->position;
      row.changeError = root( row.positionError, before->positionError );
      row.years = ( row.front.moment.days() - before->front.moment.days() ) / daysOfYear;
      row.rate = row.years > 0 ? row.change / row.years : unknownNumber;
      row.rateError = row.years > 0 ? row.changeError / row.years : unknownNumber;
    }
    before = &row;
  }
}

double addPolygons( std::vector<MapPolygon> pieces, bool isGained, std::size_t from, std::size_t to,
                    std::vector<ChangePolygon> &polygons )
{
  double sum = 0;
  for ( MapPolygon &piece : pieces )
  {
    const double area = areaOf( piece );
    sum += area;
    polygons.push_back( { isGained, std::move( piece ), area, from, to } );
  }
  return sum;
}

void compareAreas( const std::vector<BoxCut> &cuts, GlacierChange &change, const Feedback &feedback )
{
  std::optional<std::size_t> before;
  for ( std::size_t i = 0; i < cuts.size(); ++i )
  {
    feedback.report( static_cast<double>( i ) / static_cast<double>( cuts.size() ) );
    if ( !cuts[i].succeeded )
      continue;
    ChangeRow &row = change.rows[i];
    if ( before )
    {
      row.areaChange = row.area - change.rows[*before].area;
      row.areaChangeError = root( row.areaError, change.rows[*before].areaError );
      BoxDifference moved = differenceOf( *change.box, cuts[*before], cuts[i] );
      row.gained = addPolygons( std::move( moved.gained ), true, *before, i, change.polygons );
      row.lost = addPolygons( std::move( moved.lost ), false, *before, i, change.polygons );
    }
    before = i;
  }
}

//! Whether two positions are those of one front, to the millimetre.
bool isSamePlace( double position, double other )
{
  constexpr double same = 1e-3;
  return std::abs( position - other ) < same;
}

//! Notes each event at the first front after it, be that a copy of a label.
void markEvents( GlacierChange &change )
{
  for ( const SeasonalFit::Event &event : change.fit->events() )
  {
    auto after =
        std::find_if( change.rows.begin(), change.rows.end(),
                      [&event]( const ChangeRow &row )
                      { return row.isMeasured() && row.front.moment.days() / daysOfYear >= event.after; } );
    if ( after == change.rows.end() )
      continue;
    for ( auto before = after; before != change.rows.begin(); )
    {
      --before;
      if ( !before->isMeasured() )
        continue;
      if ( !isSamePlace( before->position, after->position ) )
        break;
      after = before;
    }
    after->event = event.size.value;
    after->eventError = event.size.halfWidth / halfWidthsOf95;
  }
}

/**
 * Of observations in a row of one position the one of the least error, which is the label that the others
 * repeat; of several such, or where no errors are known, the middle one.
 *
 * Where images tell nothing, a series of fronts repeats the label nearest in time: that was seen once, and as
 * so many observations it would leave nothing to chance, and make an event of each step from one label to the
 * next.
 */
std::vector<SeasonalFit::Observation>
withoutCopies( const std::vector<SeasonalFit::Observation> &observations )
{
  std::vector<SeasonalFit::Observation> kept;
  for ( std::size_t first = 0; first < observations.size(); )
  {
    std::size_t end = first + 1;
    while ( end < observations.size() &&
            isSamePlace( observations[end].position, observations[first].position ) )
      ++end;
    const auto error = [&observations]( std::size_t index )
    { return std::isfinite( observations[index].error ) ? observations[index].error : HUGE_VAL; };
    std::vector<std::size_t> best;
    for ( std::size_t index = first; index < end; ++index )
    {
      if ( !best.empty() && error( index ) < error( best.front() ) )
        best.clear();
      if ( best.empty() || error( index ) == error( best.front() ) )
        best.push_back( index );
    }
    kept.push_back( observations[best[( best.size() - 1 ) / 2]] );
    first = end;
  }
  return kept;
}

void fit( GlacierChange &change )
{
  std::vector<SeasonalFit::Observation> observations;
  for ( const ChangeRow &row : change.rows )
    if ( row.isMeasured() )
      observations.push_back( { row.front.moment.days() / daysOfYear, row.front.moment.yearFraction(),
                                row.position, row.positionError } );
  const std::vector<SeasonalFit::Observation> seen = withoutCopies( observations );
  if ( seen.size() < observations.size() )
    change.remarks.push_back(
        std::to_string( observations.size() - seen.size() ) +
        " front(s) lie exactly where the one before lies, as copies of a label do: trend, season "
        "and events count each such place once, on the date of its least error, or in the middle of its "
        "dates where errors are not known. Changes from front to front and from month to month take them "
        "as they are, as if all change came between one copy and the next." );
  change.fit.emplace( seen );
  if ( !change.fit->exists() )
    return;
  for ( ChangeRow &row : change.rows )
  {
    const SeasonalFit::Estimate estimate =
        change.fit->at( row.front.moment.days() / daysOfYear, row.front.moment.yearFraction() );
    row.fit = estimate.value;
    row.fitLow = estimate.value - estimate.halfWidth;
    row.fitHigh = estimate.value + estimate.halfWidth;
    row.residual = row.position - estimate.value;
  }
  markEvents( change );
}

//! Throws where no front could be measured; warns of those that could not.
void requireSome( const GlacierChange &change, const Feedback &feedback )
{
  std::map<std::string, std::vector<std::string>> left;
  std::size_t count = 0;
  for ( const ChangeRow &row : change.rows )
    if ( !row.isMeasured() )
    {
      left[row.note].push_back( row.front.moment.date() );
      ++count;
    }
  constexpr std::size_t most = 5;
  std::string sentence;
  for ( const auto &[note, dates] : left )
    sentence += ( sentence.empty() ? "" : "; " ) + std::string( "the front " ) + note + " on " +
                listedNames( dates, most );
  if ( count == change.rows.size() )
    throw Error( "No front of " + shownName( change.glacier ) + " can be measured: " + sentence +
                 ". Check the box or the centreline, and the coordinate reference systems of all layers." );
  if ( count > 0 )
    feedback.warn( "Fronts without a position: " + std::to_string( count ) + " (" + sentence + ")." );
}

void remarkCuts( GlacierChange &change )
{
  int several = 0;
  int closed = 0;
  std::vector<std::string> ambiguous;
  for ( const ChangeRow &row : change.rows )
  {
    several += row.parts > 2;
    closed += row.closed > 0;
    if ( row.isAmbiguous )
      ambiguous.push_back( row.front.moment.date() );
  }
  if ( several > 0 )
    change.remarks.push_back(
        "Fronts that cut the box into more than two parts: " + std::to_string( several ) + "." );
  if ( closed > 0 )
    change.remarks.push_back( "Fronts whose ends were joined with the sides of the box: " +
                              std::to_string( closed ) + " (attribute closed_m)." );
  constexpr std::size_t most = 5;
  if ( !ambiguous.empty() )
    change.remarks.push_back(
        "Two lines part ice from ocean, and what lies between them counts as ocean, on " +
        listedNames( ambiguous, most ) + "." );
}

GlacierChange measured( const std::string &glacier, const std::vector<DatedFront> &fronts,
                        const ChangeInput &input, const ChangeOptions &options, const Feedback &feedback )
{
  GlacierChange change = glacierSetup( glacier, fronts, input, options );
  const std::vector<BoxCut> cuts = cutsOf( change, options, feedback.part( 0, 0.6 ) );
  measurePositions( change, options, cuts );
  requireSome( change, feedback );
  takeAreas( cuts, change );
  comparePositions( change );
  compareAreas( cuts, change, feedback.part( 0.6, 0.95 ) );
  fit( change );
  remarkCuts( change );
  if ( !input.thickness.isEmpty() && change.box )
  {
    const Thickness thickness( input.thickness, *change.plane, change.crs, *change.box );
    change.remarks.insert( change.remarks.end(), thickness.remarks().begin(), thickness.remarks().end() );
    change.months = monthlyMass( change, thickness, options.thicknessError );
  }
  return change;
}

} // namespace

std::vector<GlacierChange> measureChange( const ChangeInput &input, const ChangeOptions &options,
                                          const Feedback &feedback )
{
  const std::map<std::string, std::vector<DatedFront>> glaciers = frontsByGlacier( input.fronts, feedback );
  std::vector<GlacierChange> changes;
  for ( const auto &[glacier, fronts] : glaciers )
  {
    if ( fronts.empty() )
      continue;
    const double done = static_cast<double>( changes.size() ) / static_cast<double>( glaciers.size() );
    const Feedback part = feedback.part( done, done + 1 / static_cast<double>( glaciers.size() ) );
    try
    {
      changes.push_back( measured( glacier, fronts, input, options, part ) );
    }
    catch ( const Error &reason ) // the others may still be measured
    {
      if ( glaciers.size() == 1 )
        throw;
      feedback.warn( shownName( glacier ) + " is left out. " + reason.what() );
      continue;
    }
    for ( const std::string &remark : changes.back().remarks )
      feedback.inform( ( glacier.empty() ? "" : glacier + ": " ) + remark );
  }
  if ( changes.empty() )
    throw Error(
        "Nothing can be measured of any glacier. Warnings before this say why; lines of a single point are "
        "no fronts." );
  return changes;
}

} // namespace calving
