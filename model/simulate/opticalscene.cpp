#include "model/simulate/opticalscene.h"

#include <algorithm>
#include <cmath>

#include "model/base/parallelrows.h"
#include "model/scene/zone.h"
#include "model/simulate/positionrandom.h"

namespace calving
{

namespace
{

constexpr int opticalStream = 81;

// Typical reflectances (Hall and Martinec, Remote Sensing of Ice and Snow, 1985; ASTER spectral library), at
// 443, 490, 560, 665, 705, 740, 783, 842, 865, 945, 1610 and 2190 nm.
constexpr Spectrum freshSnow{ .95F, .95F, .94F, .93F, .91F, .90F, .88F, .86F, .85F, .75F, .12F, .10F };
constexpr Spectrum bareIce{ .58F, .61F, .58F, .49F, .45F, .41F, .37F, .33F, .32F, .24F, .05F, .04F };
constexpr Spectrum blueIce{ .46F, .50F, .48F, .36F, .31F, .26F, .22F, .18F, .17F, .12F, .02F, .02F };
constexpr Spectrum moraine{ .13F, .14F, .16F, .18F, .19F, .20F, .20F, .21F, .21F, .21F, .23F, .21F };
constexpr Spectrum bareRock{ .08F, .09F, .12F, .15F, .16F, .17F, .18F, .19F, .20F, .20F, .24F, .22F };
constexpr Spectrum tundra{ .04F, .05F, .08F, .07F, .12F, .20F, .23F, .25F, .26F, .25F, .22F, .13F };
constexpr Spectrum fjordWater{ .07F,  .07F,  .06F,  .035F, .025F, .016F,
                               .013F, .011F, .010F, .008F, .004F, .003F };
constexpr Spectrum brashIce{ .50F, .52F, .50F, .44F, .40F, .36F, .32F, .28F, .26F, .20F, .04F, .03F };

// Classes of the Sentinel-2 Level-2A scene classification.
constexpr float shadowClass = 2;
constexpr float vegetationClass = 4;
constexpr float bareClass = 5;
constexpr float waterClass = 6;
constexpr float snowClass = 11;

Spectrum mixed( const Spectrum &a, const Spectrum &b, float share )
{
  Spectrum result;
  for ( std::size_t band = 0; band < result.size(); ++band )
    result[band] = a[band] + share * ( b[band] - a[band] );
  return result;
}

} // namespace

const std::vector<std::string> &opticalBandNames()
{
  static const std::vector<std::string> names{ "B1", "B2",  "B3", "B4",  "B5",  "B6",  "B7",
                                               "B8", "B8A", "B9", "B11", "B12", "WVP", "SCL" };
  return names;
}

OpticalScene::OpticalScene( const SimulatedGlacier &glacier, int index )
  : mGlacier( glacier )
  , mSeason( glacier.seasonOn( glacier.options().dayOf( index ) ) )
  , mSun( sunOn( glacier.options().dayOf( index ), glacier.placement() ) )
  , mSeaIce( glacier.seed(), glacier.options().dayOf( index ), mSeason,
             std::max( 25.0, 1.2 * glacier.options().pixelSizeMetres ) )
  , mPatches( PositionRandom( glacier.seed() ).bits( opticalStream ) )
{
}

OpticalScene::Ground OpticalScene::ice( const SurfacePoint &point, double x, double y ) const
{
  const float relief = static_cast<float>( mGlacier.landscape().relief() );
  const float patches = mPatches.fractal( x / ( 0.8 * relief ), y / ( 0.8 * relief ), 5 );
  const float snow =
      smoothStep( -0.06F, 0.06F, ( point.height - mSeason.snowLine ) / relief + 0.2F * patches );
  Spectrum bare = mixed( bareIce, blueIce, std::clamp( 0.4F + 0.7F * patches, 0.0F, 1.0F ) );
  float debris = 0;
  if ( point.trunk )
  {
    // Medial moraines are drawn out along the flow; crevasses dim the torn ice near the front.
    const float lane = mPatches.at( point.across / 0.12, 70 + point.fromFront / ( 6 * point.halfWidth ) );
    debris = 0.8F * smoothStep( 0.45F, 0.7F, lane );
    bare = mixed( bare, moraine, debris );
    const float cracks = mPatches.at( point.fromFront / 120 + 3 * point.across * point.across,
                                      point.across * point.halfWidth / 400 );
    const float torn = std::exp( -point.fromFront / ( 1.6F * point.halfWidth ) );
    bare = mixed( bare, fjordWater, 0.5F * torn * smoothStep( 0.0F, 0.5F, cracks ) );
  }
  const Spectrum old = mixed( freshSnow, bareIce, 0.35F * mSeason.wetness );
  return { mixed( bare, old, snow ), debris * ( 1 - snow ) > 0.4F ? bareClass : snowClass };
}

OpticalScene::Ground OpticalScene::rock( const SurfacePoint &point, double x, double y ) const
{
  const float relief = static_cast<float>( mGlacier.landscape().relief() );
  const float patches = mPatches.fractal( x / ( 0.5 * relief ), y / ( 0.5 * relief ), 5 );
  const float green = mSeason.summer * smoothStep( -0.1F, 0.3F, patches ) *
                      ( 1 - smoothStep( 0.2F, 0.5F, point.height / relief ) );
  const float snow =
      smoothStep( -0.05F, 0.15F, ( point.height - mSeason.snowLine ) / relief + 0.3F * patches );
  const Spectrum ground = mixed( mixed( bareRock, moraine, 0.5F + patches ), tundra, green );
  return { mixed( ground, freshSnow, 0.85F * snow ), snow > 0.5F    ? snowClass
                                                     : green > 0.5F ? vegetationClass
                                                                    : bareClass };
}

OpticalScene::Ground OpticalScene::ocean( const SurfacePoint &point, double x, double y ) const
{
  const FloatingIce ice = mSeaIce.at( x, y, point );
  // Meltwater plumes cloud the water in front of the glacier in summer.
  const float plume = mSeason.summer * std::exp( point.fromFront / ( 2 * point.halfWidth ) );
  const Spectrum water = mixed( fjordWater, moraine, 0.5F * std::clamp( plume, 0.0F, 1.0F ) );
  const Spectrum floe = mixed( brashIce, freshSnow, std::clamp( 1.4F * ice.roughness - 0.3F, 0.0F, 1.0F ) );
  return { mixed( water, floe, ice.cover ), ice.cover > 0.5F ? snowClass : waterClass };
}

OpticalScene::Ground OpticalScene::groundAt( const SurfacePoint &point, double x, double y ) const
{
  switch ( point.zone )
  {
  case Zone::Glacier:
    return ice( point, x, y );
  case Zone::Rock:
    return rock( point, x, y );
  default:
    return ocean( point, x, y );
  }
}

std::array<float, opticalBands> OpticalScene::pixel( const SurfaceStrip &strip, const ShadowCaster &caster,
                                                     int column, int row ) const
{
  const SurfacePoint &point = strip.point( column, row );
  const auto [x, y] = mGlacier.metresOf( column, row );
  const auto [slopeX, slopeY] = strip.slope( column, row );
  const RayDirection sun = mSun.rays();
  const double horizontal = 1 / std::sqrt( 1 + sun.climb * sun.climb );
  const double vertical = sun.climb * horizontal;
  const double towards = ( vertical - horizontal * ( slopeX * sun.towards[0] + slopeY * sun.towards[1] ) ) /
                         std::sqrt( 1.0 + slopeX * slopeX + slopeY * slopeY );
  const float pixelSize = static_cast<float>( mGlacier.options().pixelSizeMetres );
  const float lit = 1 - smoothStep( 0, pixelSize, caster.depth( column, row ) );
  // Level 2A keeps the shading of the terrain: direct sun, and the sky's light, which is bluer.
  const float direct = 0.85F * lit * static_cast<float>( std::clamp( towards / vertical, 0.0, 1.8 ) );

  const Ground ground = groundAt( point, x, y );
  std::array<float, opticalBands> values;
  for ( std::size_t band = 0; band < ground.reflectance.size(); ++band )
  {
    const float sky = 0.24F / ( 1 + 0.25F * static_cast<float>( band ) );
    values[band] = 10000 * std::min( ground.reflectance[band] * ( direct + sky ), 1.5F );
  }
  values[12] = 1000 * ( 0.25F + 0.9F * mSeason.summer ) * std::exp( -point.height / 2000 );
  values[13] = direct < 0.15F && ground.sceneClass != waterClass ? shadowClass : ground.sceneClass;
  return values;
}

std::array<std::vector<float>, opticalBands> OpticalScene::pixels( const SurfaceStrip &strip ) const
{
  const SceneOptions &options = mGlacier.options();
  const Rows rows = strip.rows();
  std::array<std::vector<float>, opticalBands> bands;
  bands.fill( std::vector<float>( static_cast<std::size_t>( options.width ) * rows.count ) );
  const ShadowCaster caster(
      strip.heights(), rays(),
      { options.pixelSizeMetres, mGlacier.landscape().highest(), options.pixelSizeMetres } );
  const auto seeRow = [&]( int row )
  {
    for ( int column = 0; column < options.width; ++column )
    {
      const std::array<float, opticalBands> values = pixel( strip, caster, column, row );
      for ( int band = 0; band < opticalBands; ++band )
        bands[band][static_cast<std::size_t>( row - rows.first ) * options.width + column] = values[band];
    }
  };
  parallelRows( rows.first, rows.first + rows.count, options.workers(), seeRow );
  return bands;
}

} // namespace calving
