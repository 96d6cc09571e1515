#include "model/change/wanderingfit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <optional>

#include <gsl/gsl_cdf.h>

namespace calving
{

namespace
{

//! Years in which the correlation of a wander falls to 1/e: from \a shortest on, each a little longer.
constexpr double shortest = 0.05;
constexpr double longest = 6;
constexpr int times = 10;
//! Of all variance, what is the wander's.
constexpr double shares[] = { 0.1, 0.2, 0.4, 0.6, 0.8, 0.95, 1 };
//! How much likelier no wander is beforehand than all wanders together; one that the data show outweighs it.
constexpr double oddsOfNone = 5;

using Matrix = std::vector<double>;

//! Replaces the lower half of the symmetric \a matrix by its root (Cholesky); false where it has none.
bool takeRoot( Matrix &matrix, std::size_t size )
{
  for ( std::size_t i = 0; i < size; ++i )
    for ( std::size_t j = 0; j <= i; ++j )
    {
      double sum = matrix[i * size + j];
      const double whole = sum;
      for ( std::size_t k = 0; k < j; ++k )
        sum -= matrix[i * size + k] * matrix[j * size + k];
      constexpr double rounding = 1e-12;
      if ( i == j && !( sum > rounding * whole ) )
        return false;
      matrix[i * size + j] = i == j ? std::sqrt( sum ) : sum / matrix[j * size + j];
    }
  return true;
}

//! The inverse of the lower half \a root.
Matrix inverseOf( const Matrix &root, std::size_t size )
{
  Matrix inverse( size * size, 0.0 );
  for ( std::size_t column = 0; column < size; ++column )
    for ( std::size_t i = column; i < size; ++i )
    {
      double sum = i == column ? 1 : 0;
      for ( std::size_t k = column; k < i; ++k )
        sum -= root[i * size + k] * inverse[k * size + column];
      inverse[i * size + column] = sum / root[i * size + i];
    }
  return inverse;
}

//! Sums of products of rows and values made independent, and what is lost by that.
struct NormalEquations
{
  //! Of the columns, and of the columns with the values.
  Matrix rows;
  std::vector<double> values;
  double square = 0;
  double logDeterminant = 0;
};

/**
 * Takes from each row what is known of it from those before (Kalman's filter), so that the rest is
 * independent; the gain is the same for all columns.
 */
NormalEquations independent( const std::vector<WanderingFit::Datum> &data, double time, double share )
{
  const std::size_t columns = data.front().row.size();
  NormalEquations sums;
  sums.rows.assign( columns * columns, 0.0 );
  sums.values.assign( columns, 0.0 );
  std::vector<double> state( columns + 1, 0.0 );
  std::vector<double> rest( columns + 1, 0.0 );
  double uncertainty = share;
  for ( std::size_t i = 0; i < data.size(); ++i )
  {
    const WanderingFit::Datum &one = data[i];
    if ( i > 0 && share > 0 )
    {
      const double kept = std::exp( -( one.years - data[i - 1].years ) / time );
      for ( double &value : state )
        value *= kept;
      uncertainty = kept * kept * uncertainty + share * ( 1 - kept * kept );
    }
    // Two values of one moment differ by something.
    constexpr double least = 1e-6;
    const double variance = uncertainty + ( 1 - share + least ) * one.variance;
    const double gain = uncertainty / variance;
    for ( std::size_t j = 0; j <= columns; ++j )
    {
      rest[j] = ( j < columns ? one.row[j] : one.value ) - state[j];
      state[j] += gain * rest[j];
    }
    uncertainty *= 1 - gain;
    for ( std::size_t j = 0; j < columns; ++j )
    {
      for ( std::size_t k = 0; k < columns; ++k )
        sums.rows[j * columns + k] += rest[j] * rest[k] / variance;
      sums.values[j] += rest[j] * rest[columns] / variance;
    }
    sums.square += rest[columns] * rest[columns] / variance;
    sums.logDeterminant += std::log( variance );
  }
  return sums;
}

struct CellFit
{
  double logLikelihood = 0;
  std::vector<double> coefficients;
  Matrix covariance;
};

//! Empty where no fit is unique.
std::optional<CellFit> fitted( const std::vector<WanderingFit::Datum> &data, double time, double share )
{
  NormalEquations sums = independent( data, time, share );
  const std::size_t columns = sums.values.size();
  if ( !takeRoot( sums.rows, columns ) )
    return {};
  const Matrix inverse = inverseOf( sums.rows, columns );
  // The values in the columns' own directions, then the coefficients.
  std::vector<double> turned( columns, 0.0 );
  CellFit fit;
  fit.coefficients.assign( columns, 0.0 );
  fit.covariance.assign( columns * columns, 0.0 );
  double square = sums.square;
  double logDeterminant = sums.logDeterminant;
  for ( std::size_t i = 0; i < columns; ++i )
  {
    for ( std::size_t k = 0; k <= i; ++k )
      turned[i] += inverse[i * columns + k] * sums.values[k];
    square -= turned[i] * turned[i];
    logDeterminant += 2 * std::log( sums.rows[i * columns + i] );
  }
  const auto freedom = static_cast<double>( data.size() - columns );
  // Metres: what lies on a curve but for rounding has some error, too.
  constexpr double least = 1e-12;
  square = std::max( square, least * freedom );
  for ( std::size_t i = 0; i < columns; ++i )
    for ( std::size_t k = i; k < columns; ++k )
    {
      fit.coefficients[i] += inverse[k * columns + i] * turned[k];
      for ( std::size_t j = 0; j <= k; ++j )
        fit.covariance[i * columns + j] +=
            inverse[k * columns + i] * inverse[k * columns + j] * square / freedom;
    }
  fit.logLikelihood = -0.5 * ( logDeterminant + freedom * std::log( square ) );
  return fit;
}

double normalShare( double value )
{
  return 0.5 * std::erfc( -value / std::sqrt( 2.0 ) );
}

} // namespace

WanderingFit::WanderingFit( const std::vector<Datum> &data )
{
  mTail = gsl_cdf_tdist_Pinv( 0.975, static_cast<double>( data.size() - data.front().row.size() ) ) /
          halfWidthsOf95;
  double best = 0;
  const auto add = [&]( double time, double share, double prior )
  {
    std::optional<CellFit> fit = fitted( data, time, share );
    if ( !fit )
      return;
    // Logarithms until the best is known.
    const double weight = fit->logLikelihood + std::log( prior );
    best = mCells.empty() ? weight : std::max( best, weight );
    mCells.push_back( { weight, std::move( fit->coefficients ), std::move( fit->covariance ) } );
  };
  add( 1, 0, oddsOfNone );
  const double cells = times * static_cast<double>( std::size( shares ) );
  for ( int i = 0; i < times; ++i )
    for ( const double share : shares )
      add( shortest * std::pow( longest / shortest, i / ( times - 1.0 ) ), share, 1 / cells );
  double sum = 0;
  for ( Cell &cell : mCells )
    sum += cell.weight = std::exp( cell.weight - best );
  // What counts for less changes no digit that anyone reads.
  constexpr double least = 1e-3;
  mCells.erase( std::remove_if( mCells.begin(), mCells.end(),
                                [sum]( const Cell &cell ) { return cell.weight < least * sum; } ),
                mCells.end() );
  sum = 0;
  for ( const Cell &cell : mCells )
    sum += cell.weight;
  for ( Cell &cell : mCells )
    cell.weight /= sum;
}

double WanderingFit::value( const std::vector<double> &row ) const
{
  double sum = 0;
  for ( const Cell &cell : mCells )
    sum += cell.weight * std::inner_product( row.begin(), row.end(), cell.coefficients.begin(), 0.0 );
  return sum;
}

WanderingFit::Estimate WanderingFit::estimate( const std::vector<double> &row ) const
{
  struct Part
  {
    double weight;
    double value;
    double deviation;
  };
  std::vector<Part> parts;
  Estimate result;
  result.value = value( row );
  double high = 0;
  for ( const Cell &cell : mCells )
  {
    Part part{ cell.weight, std::inner_product( row.begin(), row.end(), cell.coefficients.begin(), 0.0 ), 0 };
    for ( std::size_t i = 0; i < row.size(); ++i )
      for ( std::size_t j = 0; j < row.size(); ++j )
        part.deviation += row[i] * row[j] * cell.covariance[i * row.size() + j];
    part.deviation = mTail * std::sqrt( std::max( part.deviation, 0.0 ) );
    parts.push_back( part );
  }
  for ( const Part &part : parts )
    high = std::max( high, std::abs( part.value - result.value ) + 2 * part.deviation );
  // The half width that holds 95 % of what all cells say together.
  double low = 0;
  constexpr int halvings = 24;
  for ( int i = 0; i < halvings; ++i )
  {
    result.halfWidth = ( low + high ) / 2;
    double held = 0;
    for ( const Part &part : parts )
      if ( part.deviation > 0 )
        held += part.weight *
                ( normalShare( ( result.value + result.halfWidth - part.value ) / part.deviation ) -
                  normalShare( ( result.value - result.halfWidth - part.value ) / part.deviation ) );
      else
        held += std::abs( part.value - result.value ) <= result.halfWidth ? part.weight : 0;
    ( held < 0.95 ? low : high ) = result.halfWidth;
  }
  return result;
}

} // namespace calving
