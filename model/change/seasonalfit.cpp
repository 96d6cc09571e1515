#include "model/change/seasonalfit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>

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
    squares.push_back( one.error * one.error );
  return quantile( squares, 0.5 );
}

template <typename Thing, typename Free> auto owned( Thing *thing, Free free )
{
  return std::unique_ptr<Thing, Free>( thing, free );
}

struct Solution
{
  std::vector<double> coefficients;
  //! By rows.
  std::vector<double> covariance;
};

//! The robust solution of \a rows for \a values, each times its root weight; empty where there is none.
std::optional<Solution> solved( const std::vector<std::vector<double>> &rows,
                                const std::vector<double> &values, const std::vector<double> &weights )
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
  Solution result;
  for ( std::size_t i = 0; i < columns; ++i )
  {
    result.coefficients.push_back( gsl_vector_get( solution.get(), i ) );
    for ( std::size_t j = 0; j < columns; ++j )
      result.covariance.push_back( gsl_matrix_get( covariance.get(), i, j ) );
  }
  if ( std::any_of( result.coefficients.begin(), result.coefficients.end(),
                    []( double value ) { return !std::isfinite( value ); } ) )
    return {};
  return result;
}

//! The standard deviation of what \a coefficients leave of \a values, by the median of its amount.
double scatterOf( const std::vector<std::vector<double>> &rows, const std::vector<double> &values,
                  const std::vector<double> &coefficients )
{
  std::vector<double> left;
  for ( std::size_t i = 0; i < rows.size(); ++i )
    left.push_back( std::abs(
        values[i] - std::inner_product( rows[i].begin(), rows[i].end(), coefficients.begin(), 0.0 ) ) );
  // So many may be 0 for having been fitted alone.
  std::sort( left.begin(), left.end() );
  left.erase( left.begin(), left.begin() + static_cast<std::ptrdiff_t>( coefficients.size() ) );
  constexpr double normal = 0.6745; // the median amount for a standard deviation of 1
  return quantileOfSorted( left, 0.5 ) / normal;
}

} // namespace

std::vector<double> SeasonalFit::row( double years, double phase ) const
{
  std::vector<double> values{ 1, years - mOrigin };
  for ( int k = 1; k <= mHarmonics; ++k )
  {
    values.push_back( std::cos( 2 * M_PI * k * phase ) );
    values.push_back( std::sin( 2 * M_PI * k * phase ) );
  }
  return values;
}

SeasonalFit::SeasonalFit( const std::vector<Observation> &observations )
{
  constexpr std::size_t leastDays = 4;
  if ( daysOf( observations ) < leastDays )
    return;
  mHarmonics = harmonicsFor( observations );
  for ( const Observation &one : observations )
    mOrigin += one.years / static_cast<double>( observations.size() );
  std::vector<std::vector<double>> rows;
  std::vector<double> positions;
  for ( const Observation &one : observations )
  {
    rows.push_back( row( one.years, one.phase ) );
    positions.push_back( one.position );
  }
  const std::optional<Solution> plain = solved( rows, positions, std::vector<double>( rows.size(), 1.0 ) );
  if ( !plain )
    return;
  const double scatter = scatterOf( rows, positions, plain->coefficients );
  const double extra = std::max( 0.0, scatter * scatter - medianSquaredError( observations ) );
  const std::optional<Solution> weighted = solved( rows, positions, rootWeights( observations, extra ) );
  if ( !weighted )
    return;
  mCoefficients = weighted->coefficients;
  mCovariance = weighted->covariance;
  mScatter = scatterOf( rows, positions, mCoefficients );
  mQuantile = gsl_cdf_tdist_Pinv( 0.975, static_cast<double>( rows.size() - mCoefficients.size() ) );
}

SeasonalFit::Estimate SeasonalFit::combined( const std::vector<double> &row ) const
{
  double value = 0;
  double variance = 0;
  for ( std::size_t i = 0; i < row.size(); ++i )
  {
    value += row[i] * mCoefficients[i];
    for ( std::size_t j = 0; j < row.size(); ++j )
      variance += row[i] * row[j] * mCovariance[i * row.size() + j];
  }
  return { value, mQuantile * std::sqrt( std::max( variance, 0.0 ) ) };
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

double SeasonalFit::season( double phase ) const
{
  const std::vector<double> values = row( mOrigin, phase );
  double sum = 0;
  for ( std::size_t i = 2; i < values.size(); ++i )
    sum += values[i] * mCoefficients[i];
  return sum;
}

double SeasonalFit::highest() const
{
  int best = 0;
  for ( int i = 1; i < phases; ++i )
    if ( season( static_cast<double>( i ) / phases ) > season( static_cast<double>( best ) / phases ) )
      best = i;
  return static_cast<double>( best ) / phases;
}

SeasonalFit::Estimate SeasonalFit::amplitude() const
{
  if ( mHarmonics == 0 )
    return {};
  int lowest = 0;
  for ( int i = 1; i < phases; ++i )
    if ( season( static_cast<double>( i ) / phases ) < season( static_cast<double>( lowest ) / phases ) )
      lowest = i;
  const std::vector<double> high = row( mOrigin, highest() );
  std::vector<double> half = row( mOrigin, static_cast<double>( lowest ) / phases );
  for ( std::size_t i = 0; i < half.size(); ++i )
    half[i] = ( high[i] - half[i] ) / 2;
  return combined( half );
}

} // namespace calving
