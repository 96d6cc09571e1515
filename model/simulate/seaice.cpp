#include "model/simulate/seaice.h"

#include <algorithm>
#include <cmath>

#include "model/simulate/positionrandom.h"

namespace calving
{

namespace
{

constexpr int iceStream = 41;

float tone( std::uint64_t id )
{
  return static_cast<float>( PositionRandom::toUniform( mixBits( id ) ) );
}

} // namespace

SeaIce::SeaIce( std::uint64_t seed, int day, const Season &season, double smallest )
  : mSeason( season )
  , mFloes( PositionRandom( seed ).bits( iceStream, day ) )
  , mPatches( mFloes )
  , mSmallest( smallest )
{
}

FloatingIce SeaIce::melange( double x, double y ) const
{
  // Floes of two sizes in a matrix of brash, with dark pools between.
  const Cell large = nearestCell( mFloes, x / ( 7 * mSmallest ), y / ( 7 * mSmallest ) );
  const Cell small = nearestCell( mFloes + 1, x / ( 2.2 * mSmallest ), y / ( 2.2 * mSmallest ) );
  const float pools = mPatches.fractal( x / ( 15 * mSmallest ), y / ( 15 * mSmallest ), 4 );
  FloatingIce ice;
  ice.cover = 1 - 0.85F * smoothStep( 0.38F, 0.52F, pools ) * smoothStep( 0.1F, 0.3F, 1 - large.edge );
  const float block = tone( large.id ) < 0.3F ? 0.9F * ( smoothStep( 0.1F, 0.35F, large.edge ) - 0.35F ) : 0;
  ice.roughness = 0.5F + 0.35F * ( tone( small.id ) - 0.5F ) + block * ( tone( large.id ^ 7 ) - 0.4F ) -
                  0.2F * ( 1 - smoothStep( 0.0F, 0.15F, small.edge ) ) + 0.12F * pools;
  return ice;
}

float SeaIce::iceberg( double x, double y, float chance ) const
{
  const double size = 14 * mSmallest;
  const Cell cell = nearestCell( mFloes + 2, x / size, y / size );
  const float pick = tone( cell.id );
  if ( pick > chance )
    return 0;
  const float radius = 0.08F + 0.25F * tone( cell.id ^ 3 ) * tone( cell.id ^ 5 );
  return 1 - smoothStep( 0.6F * radius, radius, cell.distance );
}

FloatingIce SeaIce::at( double x, double y, const SurfacePoint &point ) const
{
  const float seaward = std::max( 0.0F, -point.fromFront );
  const float length = mSeason.melangeLength + 1;
  const float ragged = seaward / length + 0.35F * mPatches.fractal( x / ( 0.6 * point.halfWidth ),
                                                                    y / ( 0.6 * point.halfWidth ), 5 );
  const float packed = mSeason.melangeLength > 0 ? 1 - smoothStep( 0.80F, 1.05F, ragged ) : 0;
  FloatingIce ice;
  if ( packed > 0 )
    ice = melange( x, y );
  // Bergs are most frequent behind the melange's edge and thin out towards the sea.
  const float chance = 0.02F + 0.35F * std::exp( -( seaward + 1 ) / ( 0.5F * length + point.halfWidth ) );
  const float berg = iceberg( x, y, chance );
  ice.cover = std::max( ice.cover * packed, berg );
  if ( berg > 0 )
    ice.roughness = std::max( packed > 0 ? ice.roughness : 0, 0.8F * berg );
  return ice;
}

} // namespace calving
