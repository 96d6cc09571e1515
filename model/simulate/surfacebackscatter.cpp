#include "model/simulate/surfacebackscatter.h"

#include <algorithm>
#include <cmath>

#include "model/scene/zone.h"
#include "model/simulate/positionrandom.h"

namespace calving
{

namespace
{

constexpr int textureStream = 51;

} // namespace

float fallOf( Zone zone )
{
  return zone == Zone::Ocean ? 4.0F : zone == Zone::Glacier ? 2.0F : 1.8F;
}

SurfaceBackscatter::SurfaceBackscatter( const Options &options, const Season &season, const RadarView &view )
  : mOptions( options )
  , mSeason( season )
  , mView( view )
  , mSeaIce( options.seed, options.day, season, std::max( 25.0, 1.2 * options.pixelSize ) )
  , mFlow( PositionRandom( options.seed ).bits( textureStream, 1 ) )
  , mCracks( PositionRandom( options.seed ).bits( textureStream, 2 ) )
  , mGround( PositionRandom( options.seed ).bits( textureStream, 3 ) )
  , mWaves( PositionRandom( options.seed ).bits( textureStream, options.day + 1000 ) )
{
}

// Streaks along the flow, and crevasses across it that are arched by the faster flow of the middle.
float SurfaceBackscatter::trunkIce( const SurfacePoint &point ) const
{
  const float along = point.fromFront;
  const float aside = point.across * point.halfWidth;
  const float width = point.halfWidth;
  const float streaks = 4.5F * mFlow.fractal( aside / ( 0.32F * width ), along / ( 6 * width ), 4 );

  const float wave = std::max( 110.0F, 3.5F * static_cast<float>( mOptions.pixelSize ) );
  const float arch = along + 0.25F * width * point.across * point.across;
  const float bend = 0.7F * mCracks.at( aside / ( 8 * wave ), along / ( 8 * wave ) );
  const float cracks = mCracks.at( arch / wave + bend, aside / ( 3.5F * wave ) + 100 );
  const float fields = 0.6F + 0.9F * mCracks.at( aside / ( 0.4F * width ) + 33, along / ( 0.5F * width ) );
  const float torn = std::exp( -along / ( 1.6F * width ) );
  const float roughness = ( 0.8F + 4.2F * torn ) * std::clamp( fields, 0.15F, 1.2F );
  // Torn ice near the front, and the shear margins, are rougher and so brighter throughout.
  const float margin = smoothStep( 0.65F, 1.0F, std::abs( point.across ) );
  return -13.0F + mSeason.glacierDb + 3.5F * torn + 1.5F * margin + streaks * ( 1 - 0.4F * torn ) +
         2 * roughness * cracks;
}

float SurfaceBackscatter::snow( const RadarTarget &target ) const
{
  const float height = target.point.height;
  const float scale = static_cast<float>( mOptions.relief );
  const float patches = mGround.fractal( target.x / ( 1.1F * scale ), target.y / ( 1.1F * scale ), 4 );
  const float dry = -7.0F + 5.0F * height / scale + 4.5F * patches;
  const float wet = -16.5F + 2.0F * patches;
  const float aboveMelt = ( height + 0.25F * scale * patches - mSeason.meltHeight ) / scale;
  const float melting = mSeason.wetness * ( 1 - smoothStep( -0.1F, 0.1F, aboveMelt ) );
  return dry + melting * ( wet - dry ) + 0.5F * mSeason.glacierDb;
}

float SurfaceBackscatter::rock( const RadarTarget &target ) const
{
  const float pixel = static_cast<float>( mOptions.pixelSize );
  const float blocks = mGround.fractal( target.x / ( 14 * pixel ), target.y / ( 14 * pixel ), 3 );
  const float bare = -11.0F + mSeason.rockDb + 4.0F * blocks;
  // Winter snow on rock is nearly transparent; melting snow hides it.
  const float aboveLine = ( target.point.height - mSeason.snowLine ) / static_cast<float>( mOptions.relief );
  const float covered = smoothStep( -0.1F, 0.1F, aboveLine );
  return bare - 3.5F * covered * mSeason.wetness;
}

float SurfaceBackscatter::ocean( const RadarTarget &target ) const
{
  const SurfacePoint &point = target.point;
  const float cosine = std::cos( mSeason.windDirection );
  const float sine = std::sin( mSeason.windDirection );
  const double downwind = target.x * cosine + target.y * sine;
  const double crosswind = target.y * cosine - target.x * sine;
  const double gust = 1.2 * point.halfWidth;
  const float wind =
      2.5F * mWaves.fractal( downwind / gust, crosswind / ( 0.5 * gust ), 4 ) +
      1.0F * mWaves.at( downwind / ( 4 * mOptions.pixelSize ), crosswind / ( 14 * mOptions.pixelSize ) );
  const FloatingIce ice = mSeaIce.at( target.x, target.y, point );
  const float frozen = mSeason.melangeDb + 13.0F * ( ice.roughness - 0.5F );
  return mSeason.waterDb + wind + ice.cover * ( frozen - mSeason.waterDb - wind );
}

float SurfaceBackscatter::reflectivity( const RadarTarget &target ) const
{
  switch ( target.point.zone )
  {
  case Zone::Rock:
    return rock( target );
  case Zone::Glacier:
    return target.point.trunk ? trunkIce( target.point ) : snow( target );
  default:
    return ocean( target );
  }
}

float SurfaceBackscatter::sigma0( const RadarTarget &target ) const
{
  const float reference = std::pow( 10.0F, 0.1F * reflectivity( target ) );
  const float cosine = std::max( 0.05F, mView.cosLocal( target.slopeX, target.slopeY ) );
  const float fall =
      std::pow( cosine / static_cast<float>( mView.cosIncidence() ), fallOf( target.point.zone ) );
  return reference * fall * mView.areaFactor( target.slopeX, target.slopeY );
}

} // namespace calving
