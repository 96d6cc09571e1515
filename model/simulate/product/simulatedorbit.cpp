#include "model/simulate/product/simulatedorbit.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/error.h"
#include "model/sar/geometry/radargeometry.h"

namespace calving
{

namespace
{

constexpr double inclination = 98.18 * degree;
// m: what the period asks of a satellite over a point mass of the Earth's.
constexpr double radius = 7071.0e3;
constexpr double motion = 2 * M_PI / SimulatedOrbit::period;
//! Radians per second.
constexpr double earthRotation = 7.2921150e-5;

//! Position and velocity of an orbit with the node at \a node (longitude) and the satellite \a angle beyond
//! it.
StateVector stateOf( double angle, double node )
{
  const double u = std::cos( angle );
  const double v = std::sin( angle ) * std::cos( inclination );
  const double du = -std::sin( angle ) * motion;
  const double dv = std::cos( angle ) * std::cos( inclination ) * motion;
  const double c = std::cos( node );
  const double s = std::sin( node );
  StateVector state;
  state.position = { radius * ( c * u - s * v ), radius * ( s * u + c * v ),
                     radius * std::sin( angle ) * std::sin( inclination ) };
  state.velocity = { radius * ( c * du - s * dv ) + earthRotation * state.position[1],
                     radius * ( s * du + c * dv ) - earthRotation * state.position[0],
                     radius * std::cos( angle ) * std::sin( inclination ) * motion };
  return state;
}

//! What is wrong with an orbit: metres ahead of abeam, and degrees of incidence too many.
using Misses = std::array<double, 2>;

Misses missesOf( const PassWish &wish, double angle, double node )
{
  const StateVector state = stateOf( angle, node );
  const Vector3 place = toCartesian( wish.place );
  const Vector3 sight = place - state.position;
  return { dot( sight, state.velocity ) / length( state.velocity ),
           incidenceAngle( state.position, place ) - wish.incidence };
}

//! Longitude and latitude \a distance (radians) from \a from towards \a azimuth on a sphere.
std::array<double, 2> moved( const std::array<double, 2> &from, double azimuth, double distance )
{
  const double sine = std::sin( from[1] ) * std::cos( distance ) +
                      std::cos( from[1] ) * std::sin( distance ) * std::cos( azimuth );
  const double east = std::atan2( std::sin( azimuth ) * std::sin( distance ) * std::cos( from[1] ),
                                  std::cos( distance ) - std::sin( from[1] ) * sine );
  return { from[0] + east, std::asin( std::clamp( sine, -1.0, 1.0 ) ) };
}

//! Orbit angle and node of a track over a sphere that passes as wished, nearly.
std::array<double, 2> firstGuess( const PassWish &wish )
{
  const double incidence = wish.incidence * degree;
  const double away = incidence - std::asin( semiMajorAxis / radius * std::sin( incidence ) );
  std::array<double, 2> below{ wish.place.longitude, wish.place.latitude };
  double angle = 0;
  for ( int step = 0; step < 30; ++step )
  {
    const double sine = std::clamp( std::sin( below[1] ) / std::sin( inclination ), -0.999999, 0.999999 );
    angle = wish.ascending ? std::asin( sine ) : M_PI - std::asin( sine );
    const double heading = std::atan2( std::cos( inclination ), std::cos( angle ) * std::sin( inclination ) );
    below = moved( { wish.place.longitude, wish.place.latitude }, heading - M_PI / 2, away );
  }
  const double fromNode = std::atan2( std::sin( angle ) * std::cos( inclination ), std::cos( angle ) );
  return { angle, below[0] - fromNode };
}

} // namespace

SimulatedOrbit::SimulatedOrbit( const PassWish &wish, UtcTime time )
  : mTime( time )
{
  auto [angle, node] = firstGuess( wish );
  Misses misses = missesOf( wish, angle, node );
  constexpr double step = 1e-6;
  for ( int i = 0; i < 50 && std::abs( misses[0] ) + std::abs( misses[1] ) > 1e-7; ++i )
  {
    const Misses byAngle = missesOf( wish, angle + step, node );
    const Misses byNode = missesOf( wish, angle, node + step );
    const double a = ( byAngle[0] - misses[0] ) / step;
    const double b = ( byNode[0] - misses[0] ) / step;
    const double c = ( byAngle[1] - misses[1] ) / step;
    const double d = ( byNode[1] - misses[1] ) / step;
    const double determinant = a * d - b * c;
    angle -= std::clamp( ( d * misses[0] - b * misses[1] ) / determinant, -0.05, 0.05 );
    node -= std::clamp( ( a * misses[1] - c * misses[0] ) / determinant, -0.05, 0.05 );
    misses = missesOf( wish, angle, node );
  }
  const StateVector state = stateOf( angle, node );
  const Vector3 right = cross( state.velocity, state.position );
  const bool found = std::abs( misses[0] ) < 0.01 && std::abs( misses[1] ) < 1e-4 &&
                     dot( toCartesian( wish.place ) - state.position, right ) > 0 &&
                     ( state.velocity[2] > 0 ) == wish.ascending;
  if ( !found )
    throw Error( std::string( "No orbit of Sentinel-1 sees this place on " ) +
                 ( wish.ascending ? "an ascending" : "a descending" ) + " pass under " +
                 std::to_string( wish.incidence ).substr( 0, 4 ) +
                 " degrees of incidence. Choose the other pass, another incidence angle or another place." );
  mAngle = angle;
  mNode = node;
}

UtcTime SimulatedOrbit::ascendingNodeTime() const
{
  const double turns = mAngle / ( 2 * M_PI );
  return mTime + -( turns - std::floor( turns ) ) * period;
}

StateVector SimulatedOrbit::at( double seconds ) const
{
  StateVector state = stateOf( mAngle + motion * seconds, mNode - earthRotation * seconds );
  state.time = mTime + seconds;
  return state;
}

std::vector<StateVector> SimulatedOrbit::vectors( double before, double after ) const
{
  constexpr std::int64_t tenSeconds = 10'000'000'000;
  std::vector<StateVector> vectors;
  UtcTime time{ ( mTime + before ).nanoseconds / tenSeconds * tenSeconds };
  for ( ; time - mTime < after + 10; time = time + 10 )
    vectors.push_back( at( time - mTime ) );
  return vectors;
}

} // namespace calving
