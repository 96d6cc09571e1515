#include "model/geometry/bentedges.h"

#include <algorithm>
#include <cmath>

#include "model/geometry/dateline.h"

namespace calving
{

namespace
{

using Place = std::array<double, 2>;

Place along( const Place &a, const Place &b, double share )
{
  return { a[0] + share * ( b[0] - a[0] ), a[1] + share * ( b[1] - a[1] ) };
}

//! Where on an edge its deviation from the chord is looked for: not in the middle alone, where an S crosses
//! it.
constexpr int quarters = 4;

//! Pieces into which an edge must be cut, of which \a places are the ends and the points between on the map.
int piecesOf( const Ring &places, double tolerance )
{
  constexpr double most = 10000;
  double deviation = 0;
  for ( int i = 1; i < quarters; ++i )
  {
    const Place chord = along( places.front(), places.back(), static_cast<double>( i ) / quarters );
    deviation = std::max( deviation, std::hypot( places[i][0] - chord[0], places[i][1] - chord[1] ) );
  }
  // A piece deviates with the square of its length.
  const double pieces = std::ceil( std::sqrt( deviation / tolerance ) );
  return static_cast<int>( std::isfinite( pieces ) ? std::clamp( pieces, 1.0, most ) : 1.0 );
}

} // namespace

Ring bent( const Ring &ring, const MapTransform &way, double tolerance, double turn )
{
  Ring probes;
  for ( std::size_t i = 1; i < ring.size(); ++i )
    for ( int part = 0; part < quarters; ++part )
      probes.push_back( along( ring[i - 1], ring[i], static_cast<double>( part ) / quarters ) );
  probes.push_back( ring.back() );
  probes = way.applied( probes );
  if ( turn > 0 )
    unwrap( probes, turn );
  Ring dense;
  for ( std::size_t i = 1; i < ring.size(); ++i )
  {
    const auto first = probes.begin() + static_cast<std::ptrdiff_t>( i - 1 ) * quarters;
    const int pieces = piecesOf( { first, first + quarters + 1 }, tolerance );
    for ( int piece = 0; piece < pieces; ++piece )
      dense.push_back( along( ring[i - 1], ring[i], static_cast<double>( piece ) / pieces ) );
  }
  dense.push_back( ring.back() );
  dense = way.applied( dense );
  if ( turn > 0 )
    unwrap( dense, turn );
  return dense;
}

} // namespace calving
