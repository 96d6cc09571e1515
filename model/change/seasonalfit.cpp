#include "model/change/seasonalfit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>

#include "model/base/quantile.h"

namespace calving
{

namespace
{

//! Steps in which the highest and the lowest point of the cycle are looked for.
constexpr int phases = 365;

//! Standard errors to either side of a 95 % interval.

//! How many days have a front.
std::size_t daysOf( const std::vector<SeasonalFit::Observation> &observations )
{
  constexpr double daysOfYear = 365.25;
  constexpr double rounding = 1e-6;
  std::set<int> days;
  for ( const SeasonalFit::Observation &one : observations )
    days.insert( static_cast<int>( std::floor( one.years * daysOfYear + rounding ) ) );
  return days.size();
}

int harmonicsFor( const std::vector<SeasonalFit::Observation> &observations )
{
  std::set<int> months;
  double first = observations.front().years;
  double last = first;
  for ( const SeasonalFit::Observation &one : observations )
  {
    months.insert( static_cast<int>( one.phase * 12 ) );
    first = std::min( first, one.years );
    last = std::max( last, one.years );
  }
  const std::size_t dates = daysOf( observations );
  if ( dates >= 12 && months.size() >= 7 && last - first >= 1.5 )
    return 2;
  return dates >= 8 && months.size() >= 5 && last - first >= 1 ? 1 : 0;
}

//! Square roots of the weights, 1 in the mean; all 1 where an error is unknown. \a extra: the variance that
//! positions have beside their errors.
std::vector<double> rootWeights( const std::vector<SeasonalFit::Observation> &observations, double extra )
{
  std::vector<double> weights;
  for ( const SeasonalFit::Observation &one : observations )
    weights.push_back( one.error > 0 ? 1 / std::sqrt( one.error * one.error + extra )
                                     : std::numeric_limits<double>::quiet_NaN() );
  double sum = 0;
  for ( double weight : weights )
    sum += weight;
  for ( double &weight : weights )
    weight = std::isfinite( sum ) ? weight * static_cast<double>( weights.size() ) / sum : 1;
  return weights;
}

double medianSquaredError( const std::vector<SeasonalFit::Observation> &observations )
{
  std::vector<double> squares;
  for ( const SeasonalFit::Observation &one : observations )
    if ( std::isfinite( one.error ) )
      squares.push_back( one.error * one.error );
  return squares.empty() ? 0 : quantile( squares, 0.5 );
}

template <typename Thing, typename Free> auto owned( Thing *thing, Free free )
{
  return std::unique_ptr<Thing, Free>( thing, free );
}

//! The robust solution of \a rows for \a values, each times its root weight; empty where there is none.
std::optional<std::vector<double>> solved( const std::vector<std::vector<double>> &rows,
                                           const std::vector<double> &values,
                                           const std::vector<double> &weights )
{
  const std::size_t columns = rows.front().size();
  const auto matrix = owned( gsl_matrix_alloc( rows.size(), columns ), gsl_matrix_free );
  const auto right = owned( gsl_vector_alloc( rows.size() ), gsl_vector_free );
  const auto solution = owned( gsl_vector_alloc( columns ), gsl_vector_free );
  const auto covariance = owned( gsl_matrix_alloc( columns, columns ), gsl_matrix_free );
  for ( std::size_t i = 0; i < rows.size(); ++i )
  {
    for ( std::size_t j = 0; j < columns; ++j )
      gsl_matrix_set( matrix.get(), i, j, weights[i] * rows[i][j] );
    gsl_vector_set( right.get(), i, weights[i] * values[i] );
  }
  // The handler is one for the whole program.
  static std::mutex handlers;
  const std::lock_guard<std::mutex> lock( handlers );
  gsl_error_handler_t *const handler = gsl_set_error_handler_off();
  const auto work = owned( gsl_multifit_robust_alloc( gsl_multifit_robust_bisquare, rows.size(), columns ),
                           gsl_multifit_robust_free );
  gsl_multifit_robust_maxiter( 200, work.get() );
  const int status =
      gsl_multifit_robust( matrix.get(), right.get(), solution.get(), covariance.get(), work.get() );
  gsl_set_error_handler( handler );
  // Positions on one line but for rounding never settle, and are fitted all the same.
  if ( status != GSL_SUCCESS && status != GSL_EMAXITER )
    return {};
  std::vector<double> coefficients;
  for ( std::size_t i = 0; i < columns; ++i )
    coefficients.push_back( gsl_vector_get( solution.get(), i ) );
  if ( std::any_of( coefficients.begin(), coefficients.end(),
                    []( double value ) { return !std::isfinite( value ); } ) )
    return {};
  return coefficients;
}

double product( const std::vector<double> &a, const std::vector<double> &b )
{
  return std::inner_product( a.begin(), a.end(), b.begin(), 0.0 );
}

std::vector<double> residualsOf( const std::vector<std::vector<double>> &rows,
                                 const std::vector<double> &values, const std::vector<double> &coefficients )
{
  std::vector<double> residuals;
  for ( std::size_t i = 0; i < rows.size(); ++i )
    residuals.push_back( values[i] - product( rows[i], coefficients ) );
  return residuals;
}

//! The standard deviation of \a residuals of a fit with so many columns, by the median of their amount.
double scatterOf( std::vector<double> residuals, std::size_t columns )
{
  for ( double &residual : residuals )
    residual = std::abs( residual );
  // So many may be 0 for having been fitted alone.
  std::sort( residuals.begin(), residuals.end() );
  residuals.erase( residuals.begin(), residuals.begin() + static_cast<std::ptrdiff_t>( columns ) );
  constexpr double normal = 0.6745; // the median amount for a standard deviation of 1
  return quantileOfSorted( residuals, 0.5 ) / normal;
}

//! Which of \a residuals are so far away that Tukey's bisquare gives them no weight; none where they are too
//! many to be outliers.
std::vector<bool> outliersAmong( const std::vector<double> &residuals, std::size_t columns )
{
  constexpr double tuning = 4.685;
  constexpr double most = 0.2;
  constexpr double rounding = 1e-6; // metres
  const double limit = tuning * std::max( scatterOf( residuals, columns ), rounding );
  std::vector<bool> isOutlier;
  for ( double residual : residuals )
    isOutlier.push_back( std::abs( residual ) > limit );
  const auto count = static_cast<double>( std::count( isOutlier.begin(), isOutlier.end(), true ) );
  if ( count > most * static_cast<double>( residuals.size() ) )
    isOutlier.assign( residuals.size(), false );
  return isOutlier;
}

//! Dates on either side of an event.
constexpr std::size_t beside = 3;

double medianOf( const std::vector<double> &values, std::size_t begin )
{
  const auto first = values.begin() + static_cast<std::ptrdiff_t>( begin );
  return quantile( std::vector<double>( first, first + beside ), 0.5 );
}

} // namespace

//! A fit with given events.
struct SeasonalFit::Attempt
{
  //! Of the robust fit, and what it leaves of each observation.
  std::vector<double> coefficients;
  std::vector<double> residuals;
  double scatter = 0;
  WanderingFit wandering;
};

std::vector<double> SeasonalFit::row( double years, double phase ) const
{
  std::vector<double> values = seasonRow( phase );
  values[0] = 1;
  values[1] = years - mOrigin;
  for ( std::size_t i = 0; i < mEvents.size(); ++i )
    values[values.size() - mEvents.size() + i] =
        years > ( mEvents[i].before + mEvents[i].after ) / 2 ? -1.0 : 0.0;
  return values;
}

std::vector<double> SeasonalFit::seasonRow( double phase ) const
{
  std::vector<double> values{ 0, 0 };
  for ( int k = 1; k <= mHarmonics; ++k )
  {
    values.push_back( std::cos( 2 * M_PI * k * phase ) );
    values.push_back( std::sin( 2 * M_PI * k * phase ) );
  }
  values.resize( values.size() + mEvents.size(), 0.0 );
  return values;
}

std::optional<SeasonalFit::Attempt> SeasonalFit::attempt( const std::vector<Observation> &observations ) const
{
  std::vector<std::vector<double>> rows;
  std::vector<double> positions;
  for ( const Observation &one : observations )
  {
    rows.push_back( row( one.years, one.phase ) );
    positions.push_back( one.position );
  }
  const std::size_t columns = rows.front().size();
  const auto plain = solved( rows, positions, std::vector<double>( rows.size(), 1.0 ) );
  if ( !plain )
    return {};
  const double scatter = scatterOf( residualsOf( rows, positions, *plain ), columns );
  const double extra = std::max( 0.0, scatter * scatter - medianSquaredError( observations ) );
  const std::vector<double> weights = rootWeights( observations, extra );
  const auto robust = solved( rows, positions, weights );
  if ( !robust )
    return {};
  const std::vector<double> residuals = residualsOf( rows, positions, *robust );
  std::vector<double> weighted;
  for ( std::size_t i = 0; i < residuals.size(); ++i )
    weighted.push_back( residuals[i] * weights[i] );
  std::vector<bool> isOutlier = outliersAmong( weighted, columns );
  // Else an event one date off would pass, with the front of that date left out.
  for ( const Event &event : mEvents )
    for ( std::size_t i = 0; i < isOutlier.size(); ++i )
      if ( const std::size_t begin = i < beside ? 0 : i - beside,
           end = std::min( i + beside, isOutlier.size() - 1 );
           observations[begin].years <= event.before && observations[end].years >= event.after )
        isOutlier[i] = false;
  std::vector<WanderingFit::Datum> data;
  for ( std::size_t i = 0; i < rows.size(); ++i )
    if ( !isOutlier[i] )
      data.push_back( { rows[i], residuals[i], observations[i].years, 1 / ( weights[i] * weights[i] ) } );
  WanderingFit wandering( data );
  if ( !wandering.exists() )
    return {};
  return Attempt{ *robust, residuals, scatterOf( residuals, columns ), std::move( wandering ) };
}

SeasonalFit::SeasonalFit( const std::vector<Observation> &observations )
{
  constexpr std::size_t leastDays = 4;
  constexpr std::size_t daysOfEvent = 12;
  const std::size_t days = daysOf( observations );
  if ( days < leastDays )
    return;
  std::vector<Observation> sorted = observations;
  std::stable_sort( sorted.begin(), sorted.end(),
                    []( const Observation &a, const Observation &b ) { return a.years < b.years; } );
  mHarmonics = harmonicsFor( sorted );
  for ( const Observation &one : sorted )
    mOrigin += one.years / static_cast<double>( sorted.size() );
  std::optional<Attempt> current = attempt( sorted );
  if ( !current )
    return;
  while ( ( mEvents.size() + 1 ) * daysOfEvent <= days && addEvent( sorted, *current ) )
    ;
  mCoefficients = current->coefficients;
  mScatter = current->scatter;
  mFit = std::move( current->wandering );
  for ( std::size_t i = 0; i < mEvents.size(); ++i )
  {
    std::vector<double> size( mCoefficients.size(), 0.0 );
    size[size.size() - mEvents.size() + i] = 1;
    mEvents[i].size = combined( size );
  }
}

//! Adds the event of which is most certain that there was one, and makes the fit with it the \a current one.
bool SeasonalFit::addEvent( const std::vector<Observation> &observations, Attempt &current )
{
  constexpr std::size_t mostTried = 6;
  constexpr double certain = 7;
  constexpr double large = 4;
  const std::vector<Event> known = mEvents;
  std::vector<std::pair<double, std::size_t>> falls;
  for ( std::size_t i = beside; i + beside <= observations.size(); ++i )
  {
    const bool isNearOther = std::any_of( known.begin(), known.end(),
                                          [&]( const Event &event )
                                          {
                                            return observations[i - beside].years < event.after &&
                                                   observations[i + beside - 1].years > event.before;
                                          } );
    const double fall = medianOf( current.residuals, i - beside ) - medianOf( current.residuals, i );
    if ( !isNearOther && fall > 0 && observations[i].years > observations[i - 1].years )
      falls.emplace_back( fall, i );
  }
  std::sort( falls.rbegin(), falls.rend() );
  falls.resize( std::min( falls.size(), mostTried ) );
  double best = certain;
  std::optional<Attempt> found;
  std::vector<Event> events;
  for ( const auto &[fall, i] : falls )
  {
    mEvents = known;
    mEvents.push_back( { observations[i - 1].years, observations[i].years, {} } );
    std::optional<Attempt> tried = attempt( observations );
    if ( !tried )
      continue;
    std::vector<double> size( tried->coefficients.size(), 0.0 );
    size.back() = 1;
    const double lasting = tried->coefficients.back();
    const Estimate estimate = tried->wandering.estimate( size );
    const double metres = lasting + estimate.value;
    const double certainty = halfWidthsOf95 * metres / estimate.halfWidth;
    if ( !( certainty > best && metres > large * tried->scatter && lasting > metres / 2 ) )
      continue;
    best = certainty;
    found = std::move( tried );
    events = mEvents;
  }
  mEvents = found ? events : known;
  if ( found )
    current = std::move( *found );
  return found.has_value();
}

SeasonalFit::Estimate SeasonalFit::combined( const std::vector<double> &row ) const
{
  const Estimate beside = mFit->estimate( row );
  return { product( row, mCoefficients ) + beside.value, beside.halfWidth };
}

SeasonalFit::Estimate SeasonalFit::trend() const
{
  std::vector<double> slope( mCoefficients.size(), 0.0 );
  slope[1] = 1;
  return combined( slope );
}

SeasonalFit::Estimate SeasonalFit::at( double years, double phase ) const
{
  return combined( row( years, phase ) );
}

//! The phases at which the cycle is lowest and highest.
std::pair<double, double> SeasonalFit::extremes() const
{
  std::pair<double, double> places;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for ( int i = 0; i < phases; ++i )
  {
    const double phase = static_cast<double>( i ) / phases;
    const std::vector<double> row = seasonRow( phase );
    const double value = product( row, mCoefficients ) + mFit->value( row );
    if ( value < low )
    {
      low = value;
      places.first = phase;
    }
    if ( value > high )
    {
      high = value;
      places.second = phase;
    }
  }
  return places;
}

SeasonalFit::Estimate SeasonalFit::highest() const
{
  constexpr double halfAYear = 0.5;
  const double phase = extremes().second;
  const Estimate swing = amplitude();
  if ( swing.value <= swing.halfWidth )
    return { phase, halfAYear };
  // It lies where the slope is 0: what moves the slope moves it by that through the curvature.
  std::vector<double> slope( mCoefficients.size(), 0.0 );
  std::vector<double> curvature = slope;
  for ( int k = 1; k <= mHarmonics; ++k )
  {
    const double turn = 2 * M_PI * k;
    const std::size_t place = 2 * static_cast<std::size_t>( k );
    slope[place] = -turn * std::sin( turn * phase );
    slope[place + 1] = turn * std::cos( turn * phase );
    curvature[place] = -turn * turn * std::cos( turn * phase );
    curvature[place + 1] = -turn * turn * std::sin( turn * phase );
  }
  const double bend = std::abs( combined( curvature ).value );
  const double halfWidth = bend > 0 ? combined( slope ).halfWidth / bend : halfAYear;
  return { phase, std::min( halfWidth, halfAYear ) };
}

SeasonalFit::Estimate SeasonalFit::amplitude() const
{
  if ( mHarmonics == 0 )
    return {};
  const auto [lowest, highest] = extremes();
  const std::vector<double> high = seasonRow( highest );
  std::vector<double> half = seasonRow( lowest );
  for ( std::size_t i = 0; i < half.size(); ++i )
    half[i] = ( high[i] - half[i] ) / 2;
  Estimate estimate = combined( half );
  constexpr double held = 0.95;
  const double ofAllPhases =
      estimate.halfWidth * std::sqrt( gsl_cdf_chisq_Pinv( held, 2.0 * mHarmonics ) ) / halfWidthsOf95;
  if ( estimate.value <= ofAllPhases )
    estimate.halfWidth = ofAllPhases;
  return estimate;
}

} // namespace calving
