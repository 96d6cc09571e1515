#include "model/change/seasonalfit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <set>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>

namespace calving
{

namespace
{

//! Steps in which the highest and the lowest point of the cycle are looked for.
constexpr int phases = 365;

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
  const std::size_t dates = observations.size();
  if ( dates >= 12 && months.size() >= 7 && last - first >= 1.5 )
    return 2;
  return dates >= 8 && months.size() >= 5 && last - first >= 1 ? 1 : 0;
}

//! Square roots of the weights, 1 in the mean; all 1 where an error is unknown.
std::vector<double> rootWeights( const std::vector<SeasonalFit::Observation> &observations )
{
  std::vector<double> weights;
  for ( const SeasonalFit::Observation &one : observations )
    weights.push_back( one.error > 0 ? 1 / one.error : std::numeric_limits<double>::quiet_NaN() );
  double sum = 0;
  for ( double weight : weights )
    sum += weight;
  for ( double &weight : weights )
    weight = std::isfinite( sum ) ? weight * static_cast<double>( weights.size() ) / sum : 1;
  return weights;
}

template <typename Thing, typename Free> auto owned( Thing *thing, Free free )
{
  return std::unique_ptr<Thing, Free>( thing, free );
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
  constexpr std::size_t leastDates = 4;
  if ( observations.size() < leastDates )
    return;
  mHarmonics = harmonicsFor( observations );
  for ( const Observation &one : observations )
    mOrigin += one.years / static_cast<double>( observations.size() );
  const std::size_t rows = observations.size();
  const std::size_t columns = 2 + 2 * static_cast<std::size_t>( mHarmonics );
  const std::vector<double> weights = rootWeights( observations );
  const auto matrix = owned( gsl_matrix_alloc( rows, columns ), gsl_matrix_free );
  const auto right = owned( gsl_vector_alloc( rows ), gsl_vector_free );
  const auto solution = owned( gsl_vector_alloc( columns ), gsl_vector_free );
  const auto covariance = owned( gsl_matrix_alloc( columns, columns ), gsl_matrix_free );
  for ( std::size_t i = 0; i < rows; ++i )
  {
    const std::vector<double> values = row( observations[i].years, observations[i].phase );
    for ( std::size_t j = 0; j < columns; ++j )
      gsl_matrix_set( matrix.get(), i, j, weights[i] * values[j] );
    gsl_vector_set( right.get(), i, weights[i] * observations[i].position );
  }
  gsl_error_handler_t *const handler = gsl_set_error_handler_off();
  const auto work = owned( gsl_multifit_robust_alloc( gsl_multifit_robust_bisquare, rows, columns ),
                           gsl_multifit_robust_free );
  gsl_multifit_robust_maxiter( 200, work.get() );
  const int status =
      gsl_multifit_robust( matrix.get(), right.get(), solution.get(), covariance.get(), work.get() );
  gsl_set_error_handler( handler );
  // Positions on one line but for rounding never settle, and are fitted all the same.
  if ( status != GSL_SUCCESS && status != GSL_EMAXITER )
    return;
  mScatter = gsl_multifit_robust_statistics( work.get() ).sigma_mad;
  mQuantile = gsl_cdf_tdist_Pinv( 0.975, static_cast<double>( rows - columns ) );
  for ( std::size_t i = 0; i < columns; ++i )
  {
    mCoefficients.push_back( gsl_vector_get( solution.get(), i ) );
    for ( std::size_t j = 0; j < columns; ++j )
      mCovariance.push_back( gsl_matrix_get( covariance.get(), i, j ) );
  }
  if ( std::any_of( mCoefficients.begin(), mCoefficients.end(),
                    []( double value ) { return !std::isfinite( value ); } ) )
    mCoefficients.clear();
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
