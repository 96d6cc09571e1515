#include "model/change/changereport.h"

#include <algorithm>
#include <cmath>

#include "model/base/calendar.h"
#include "model/base/numbertext.h"
#include "model/change/changemap.h"
#include "model/change/changetable.h"
#include "model/report/htmlreport.h"
#include "model/report/svgplot.h"

namespace calving
{

namespace
{

constexpr Decimals whole{ 0 };
constexpr int plotWidth = 760;
//! Standard errors to either side of a 95 % interval.

std::string withError( const std::string &value, double error, Decimals decimals )
{
  return value + ( std::isfinite( error ) ? " ± " + numberText( error, decimals ) : std::string() );
}

std::string withError( double value, double error, Decimals decimals )
{
  return withError( numberText( value, decimals ), error, decimals );
}

PlotOptions plot( const char *title, const char *unit )
{
  PlotOptions options{ title, "year", unit };
  options.width = plotWidth;
  return options;
}

//! One of a row's numbers by date, with an interval of one standard error to both sides.
PlotSeries points( const GlacierChange &change, const char *name, double ChangeRow::*value,
                   double ChangeRow::*error, double unit = 1 )
{
  PlotSeries series{ name, {}, {}, false, true };
  for ( const ChangeRow &row : change.rows )
  {
    series.x.push_back( row.front.moment.decimalYear() );
    series.y.push_back( row.*value / unit );
    series.low.push_back( ( row.*value - row.*error ) / unit );
    series.high.push_back( ( row.*value + row.*error ) / unit );
  }
  return series;
}

//! Rates from each front back to the latest one at least 30 days earlier: between fronts a few days apart,
//! errors are larger than any rate.
PlotSeries monthlyRates( const GlacierChange &change )
{
  constexpr double days = 30;
  PlotSeries series{ "", {}, {}, false, true };
  for ( std::size_t i = 0; i < change.rows.size(); ++i )
  {
    const ChangeRow &row = change.rows[i];
    std::size_t before = i;
    while ( before > 0 && ( row.front.moment.days() - change.rows[before].front.moment.days() < days ||
                            !change.rows[before].isMeasured() ) )
      --before;
    const ChangeRow &earlier = change.rows[before];
    const double years = ( row.front.moment.days() - earlier.front.moment.days() ) / 365.25;
    if ( years * 365.25 < days )
      continue;
    const double rate = ( row.position - earlier.position ) / years;
    const double error = std::hypot( row.positionError, earlier.positionError ) / years;
    series.x.push_back( row.front.moment.decimalYear() );
    series.y.push_back( rate );
    series.low.push_back( rate - error );
    series.high.push_back( rate + error );
  }
  return series;
}

//! The fit in steps of a week, and its interval.
PlotSeries curve( const GlacierChange &change )
{
  PlotSeries series{ "trend, season and events, 95 %", {}, {}, true };
  const FrontMoment first = change.rows.front().front.moment;
  for ( int day = first.day; day <= change.rows.back().front.moment.day; day += 7 )
  {
    const FrontMoment moment{ day };
    const SeasonalFit::Estimate estimate = change.fit->at( moment.days() / 365.25, moment.yearFraction() );
    series.x.push_back( moment.decimalYear() );
    series.y.push_back( estimate.value );
    series.low.push_back( estimate.value - estimate.halfWidth );
    series.high.push_back( estimate.value + estimate.halfWidth );
  }
  return series;
}

const ChangeRow *firstMeasured( const GlacierChange &change )
{
  const auto found = std::find_if( change.rows.begin(), change.rows.end(),
                                   []( const ChangeRow &row ) { return row.isMeasured(); } );
  return &*found;
}

const ChangeRow *lastMeasured( const GlacierChange &change )
{
  const auto found = std::find_if( change.rows.rbegin(), change.rows.rend(),
                                   []( const ChangeRow &row ) { return row.isMeasured(); } );
  return &*found;
}

//! Between which dates each event lies, and what it took away.
std::vector<std::pair<std::string, std::string>> eventsOf( const GlacierChange &change )
{
  std::vector<std::pair<std::string, std::string>> texts;
  const auto dateOf = []( double years )
  {
    constexpr double rounding = 1e-6;
    return FrontMoment{ static_cast<int>( std::floor( years * daysOfYear + rounding ) ) }.date();
  };
  for ( const SeasonalFit::Event &event : change.fit->events() )
    texts.emplace_back( "between " + dateOf( event.before ) + " and " + dateOf( event.after ),
                        withError( -event.size.value, event.size.halfWidth, whole ) );
  return texts;
}

double sumOf( const GlacierChange &change, double ChangeRow::*value )
{
  double sum = 0;
  for ( const ChangeRow &row : change.rows )
    if ( std::isfinite( row.*value ) )
      sum += row.*value;
  return sum;
}

void addOverview( const GlacierChange &change, HtmlReport &report )
{
  const ChangeRow &first = *firstMeasured( change );
  const ChangeRow &last = *lastMeasured( change );
  std::vector<std::pair<std::string, std::string>> values{
      { "Method", nameOf( change.method ) },
      { "Fronts", std::to_string( change.rows.size() ) },
      { "From", first.front.moment.date() },
      { "To", last.front.moment.date() },
      { "Advance (m)",
        withError( last.sinceFirst, std::hypot( last.positionError, first.positionError ), whole ) },
  };
  if ( std::isfinite( first.area ) && std::isfinite( last.area ) )
    values.emplace_back( "Change in area (km²)",
                         withError( ( last.area - first.area ) / 1e6,
                                    std::hypot( last.areaError, first.areaError ) / 1e6, Decimals{ 3 } ) );
  if ( change.fit && change.fit->exists() )
  {
    const SeasonalFit::Estimate trend = change.fit->trend();
    values.emplace_back( change.fit->events().empty() ? "Trend (m/yr), 95 %"
                                                      : "Trend beside events (m/yr), 95 %",
                         withError( trend.value, trend.halfWidth, whole ) );
    if ( change.fit->harmonics() > 0 )
    {
      const SeasonalFit::Estimate amplitude = change.fit->amplitude();
      values.emplace_back( "Seasonal amplitude (m), 95 %",
                           withError( amplitude.value, amplitude.halfWidth, whole ) );
      const SeasonalFit::Estimate highest = change.fit->highest();
      const int day = static_cast<int>( highest.value * 365 );
      values.emplace_back( "Farthest advanced in (month-day ± days), 95 %",
                           withError( isoDate( dayNumber( { 2019, 1, 1 } ) + day ).substr( 5 ),
                                      highest.halfWidth * 365, whole ) );
    }
    for ( const auto &[dates, metres] : eventsOf( change ) )
      values.emplace_back( "Calving event " + dates + " (m), 95 %", metres );
    values.emplace_back( "Scatter beside trend and season (m)", numberText( change.fit->scatter(), whole ) );
  }
  report.values( values );
  report.list( change.remarks );
}

void addPlots( const GlacierChange &change, HtmlReport &report )
{
  std::vector<PlotSeries> positions{
      points( change, "fronts ± 1 σ", &ChangeRow::position, &ChangeRow::positionError ) };
  if ( change.fit && change.fit->exists() )
    positions.push_back( curve( change ) );
  report.figure( linePlot( positions, plot( "Position along the glacier", "m" ) ), "Up is advance." );
  const PlotSeries rates = monthlyRates( change );
  if ( hasPoints( { rates } ) )
    report.figure( linePlot( { rates }, plot( "Rate over a month", "m/yr" ) ),
                   "From each front back to the latest one at least 30 days earlier, ± 1 σ." );
  PlotSeries gained = points( change, "gained", &ChangeRow::gained, &ChangeRow::areaChangeError, 1e6 );
  PlotSeries lost = points( change, "lost", &ChangeRow::lost, &ChangeRow::areaChangeError, 1e6 );
  for ( double &value : lost.y )
    value = -value;
  for ( PlotSeries *series : { &gained, &lost } )
  {
    series->stems = true;
    series->markers = false;
    series->low.clear();
    series->high.clear();
  }
  if ( hasPoints( { gained } ) )
    report.figure( linePlot( { gained, lost }, plot( "Area gained and lost since the front before", "km²" ) ),
                   "In all " + numberText( sumOf( change, &ChangeRow::gained ) / 1e6, Decimals{ 3 } ) +
                       " km² gained and " +
                       numberText( sumOf( change, &ChangeRow::lost ) / 1e6, Decimals{ 3 } ) +
                       " km² lost; noise from front to front counts on both sides." );
  report.figure( changeMap( change ),
                 "What was gained and lost from the first to the last front. North is up." );
}

void addMonths( const GlacierChange &change, HtmlReport &report )
{
  if ( change.months.empty() )
    return;
  PlotSeries mass{ "", {}, {}, false, false };
  mass.stems = true;
  double sum = 0;
  std::vector<std::vector<std::string>> rows;
  for ( const MonthlyMass &month : change.months )
  {
    mass.x.push_back( FrontMoment{ static_cast<int>( ( month.begin + month.end ) / 2 ) }.decimalYear() );
    mass.y.push_back( month.mass );
    mass.low.push_back( month.mass - month.massError );
    mass.high.push_back( month.mass + month.massError );
    sum += month.mass;
    const std::vector<std::string> values = monthValues( change, month );
    rows.push_back( { values[1], numberText( month.areaChange / 1e6, Decimals{ 3 } ),
                      numberText( month.thickness, whole ),
                      withError( month.mass, month.massError, Decimals{ 4 } ) } );
  }
  report.heading( "Mass by month" );
  report.figure( linePlot( { mass }, plot( "Change in mass by the front's moving", "Gt a month" ) ),
                 "In all " + numberText( sum, Decimals{ 4 } ) + " Gt; bars: one standard error." );
  report.table( { "from", "area (km²)", "thickness (m)", "mass (Gt)" }, rows );
  report.paragraph(
      "Change in area times mean thickness times 917 kg/m³, the density of ice; between two fronts ice "
      "comes and goes evenly. What flows through a front that stands still is not in it." );
}

void addSeries( const GlacierChange &change, HtmlReport &report )
{
  std::vector<std::vector<std::string>> rows;
  for ( const ChangeRow &row : change.rows )
    rows.push_back( { row.front.moment.date(), withError( row.position, row.positionError, whole ),
                      withError( row.change, row.changeError, whole ),
                      withError( row.rate, row.rateError, whole ),
                      numberText( row.area / 1e6, Decimals{ 3 } ), numberText( row.shape.width, whole ),
                      numberText( row.shape.sinuosity, Decimals{ 2 } ) } );
  report.heading( "Fronts" );
  report.table(
      { "date", "position (m)", "change (m)", "rate (m/yr)", "area (km²)", "width (m)", "sinuosity" }, rows );
}

void addDefinitions( HtmlReport &report )
{
  report.heading( "How this was measured" );
  report.list( {
      "Lengths and areas are those of the ground: on an equal-area projection of the ellipsoid round each "
      "glacier, "
      "not on the map of the layer.",
      "Errors are standard errors. σ of a position is √(π/2) = 1.25 times the front's mean distance error "
      "error_m, as "
      "if the whole front were off by it; σ of an area is that times the width of the box; σ of a difference "
      "√(σ₁² + σ₂²), and of a rate that divided by the years.",
      "The fit is a trend and a seasonal cycle of one or two harmonics, weighted by 1/σ² where all fronts "
      "have "
      "one; single fronts far from a robust fit (Tukey's bisquare) are left out. Events are losses that "
      "last, "
      "seven times their standard error or more; the trend is that beside them.",
      "Intervals of 95 % are those of the curve, and allow for fronts being alike from date to date: what is "
      "left wanders for weeks to years, and counts for as long as the dates say. A wander slower than the "
      "series "
      "cannot be told from a trend.",
  } );
}

} // namespace

void writeChangeReport( const std::string &path, const std::vector<GlacierChange> &changes )
{
  HtmlReport report( "Glacier change" );
  for ( const GlacierChange &change : changes )
  {
    report.heading( change.glacier.empty() ? "The glacier" : change.glacier );
    addOverview( change, report );
    addPlots( change, report );
    addMonths( change, report );
    addSeries( change, report );
  }
  addDefinitions( report );
  report.write( path );
}

} // namespace calving
