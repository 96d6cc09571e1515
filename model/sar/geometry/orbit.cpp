#include "model/sar/geometry/orbit.h"

#include <algorithm>
#include <string>

#include "model/error.h"
#include "model/sar/geometry/leastsquares.h"

namespace calving
{

namespace
{

//! Enough positions to do without velocities.
constexpr std::size_t enoughPositions = 6;

//! Coefficients of the powers in each Chebyshev polynomial T_0 to T_(count - 1).
std::vector<std::vector<double>> chebyshevPowers( int count )
{
  std::vector<std::vector<double>> powers( count, std::vector<double>( count, 0.0 ) );
  powers[0][0] = 1;
  if ( count > 1 )
    powers[1][1] = 1;
  for ( int n = 2; n < count; ++n )
    for ( int k = 0; k < count; ++k )
      powers[n][k] = ( k > 0 ? 2 * powers[n - 1][k - 1] : 0.0 ) - powers[n - 2][k];
  return powers;
}

//! Values of T_0 to T_(count - 1) at \a u, or with \a derivative their slopes.
std::vector<double> chebyshevRow( int count, double u, bool derivative )
{
  std::vector<double> row;
  for ( const std::vector<double> &powers : chebyshevPowers( count ) )
  {
    double value = 0;
    double slope = 0;
    for ( auto c = powers.rbegin(); c != powers.rend(); ++c )
    {
      slope = slope * u + value;
      value = value * u + *c;
    }
    row.push_back( derivative ? slope : value );
  }
  return row;
}

} // namespace

Orbit::Orbit( std::vector<StateVector> vectors )
  : mVectors( std::move( vectors ) )
{
  if ( mVectors.size() < 2 )
    throw Error( "An orbit needs at least two state vectors. Choose another orbit file." );
  for ( std::size_t i = 1; i < mVectors.size(); ++i )
    if ( !( mVectors[i - 1].time < mVectors[i].time ) )
      throw Error( "The times of the orbit's state vectors do not rise. Choose another orbit file." );
  mHalf = 0.5 * duration();
  mMiddle = mHalf;
  mOrigin = mVectors[mVectors.size() / 2].position;
  fit();
  checkFit();
}

void Orbit::fit()
{
  const bool useVelocities = mVectors.size() < enoughPositions;
  const int equations = static_cast<int>( mVectors.size() ) * ( useVelocities ? 2 : 1 );
  mCount = std::min( mostCoefficients, equations );
  LeastSquares system{ equations, mCount, 3, {}, {} };
  const auto add = [&system]( const std::vector<double> &row, const Vector3 &right )
  {
    system.matrix.insert( system.matrix.end(), row.begin(), row.end() );
    system.right.insert( system.right.end(), right.begin(), right.end() );
  };
  for ( const StateVector &vector : mVectors )
  {
    const double u = ( seconds( vector.time ) - mMiddle ) / mHalf;
    add( chebyshevRow( mCount, u, false ), vector.position - mOrigin );
    if ( useVelocities )
      add( chebyshevRow( mCount, u, true ), mHalf * vector.velocity );
  }
  const std::vector<double> solution = system.solve();
  const std::vector<std::vector<double>> powers = chebyshevPowers( mCount );
  for ( int k = 0; k < mCount; ++k )
    for ( int n = 0; n < mCount; ++n )
      for ( int axis = 0; axis < 3; ++axis )
        mCoefficients[k][axis] += solution[3 * n + axis] * powers[n][k];
}

void Orbit::checkFit() const
{
  constexpr double tolerance = 10.0; // real vectors agree to millimetres, onboard solutions to centimetres
  for ( const StateVector &vector : mVectors )
    if ( !( length( at( seconds( vector.time ) ).position - vector.position ) < tolerance ) )
      throw Error( "The orbit's state vector of " + vector.time.text() +
                   " lies more than 10 m beside the path of the others. Choose another orbit file." );
}

Orbit::State Orbit::at( double seconds ) const
{
  const double u = ( seconds - mMiddle ) / mHalf;
  Vector3 value{};
  Vector3 slope{};
  Vector3 halfCurvature{};
  for ( int k = mCount - 1; k >= 0; --k ) // Horner's rule with its two derivatives
    for ( int axis = 0; axis < 3; ++axis )
    {
      halfCurvature[axis] = halfCurvature[axis] * u + slope[axis];
      slope[axis] = slope[axis] * u + value[axis];
      value[axis] = value[axis] * u + mCoefficients[k][axis];
    }
  const double perSecond = 1.0 / mHalf;
  return { mOrigin + value, perSecond * slope, 2.0 * perSecond * perSecond * halfCurvature };
}

Orbit Orbit::delayed( double seconds ) const
{
  std::vector<StateVector> vectors = mVectors;
  for ( StateVector &vector : vectors )
    vector.time = vector.time + seconds;
  return Orbit( std::move( vectors ) );
}

} // namespace calving
