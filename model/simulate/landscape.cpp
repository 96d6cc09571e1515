#include "model/simulate/landscape.h"

#include <algorithm>
#include <cmath>

#include "model/simulate/positionrandom.h"

namespace calving
{

namespace
{

// Streams of the random numbers of a landscape.
constexpr int pathStream = 11;
constexpr int ridgeStream = 12;
constexpr int roughStream = 13;
constexpr int shapeStream = 14;

// Wavelength of the largest mountains, in spans.
constexpr double mountainScale = 0.30;
// Octaves of the mountains that ice follows; the crests of finer ones pierce it as rock.
constexpr int iceOctaves = 2;
// Share of the half width that is flat.
constexpr float valleyFloor = 0.75F;

} // namespace

Landscape::Landscape( const LandscapeOptions &options )
  : mOptions( options )
  , mPath( PositionRandom( options.seed ).bits( pathStream ) )
  , mRidges( PositionRandom( options.seed ).bits( ridgeStream ) )
  , mRough( PositionRandom( options.seed ).bits( roughStream ) )
{
  const PositionRandom random( options.seed );
  const double direction = 2 * M_PI * random.uniform( shapeStream, 0 );
  mInland = { std::cos( direction ), std::sin( direction ) };
  mRelief = std::min( 0.09 * options.span, 2000.0 ) * random.between( 0.55, 1.35, shapeStream, 1 );
  mCliff = std::clamp( 0.003 * options.span, 4.0, random.between( 40, 70, shapeStream, 2 ) );
  mIceCover = random.between( -0.04, 0.18, shapeStream, 3 );
  mValleyWidth = options.span * random.between( 0.095, 0.14, shapeStream, 4 );
  mCoast = options.span * random.between( -1.0, -0.5, shapeStream, 5 );
  mOctaves = std::clamp(
      static_cast<int>( std::log2( mountainScale * options.span / ( 2 * options.pixelSize ) ) ) + 1,
      iceOctaves, 11 );
}

double Landscape::centre( int fjord, double along ) const
{
  const double jitter = 0.08 * mPath.at( 0.37 + 5.1 * fjord, -3.5 );
  const double bends = mPath.at( along / ( 0.55 * mOptions.span ), 10.5 + 7.3 * fjord );
  return mOptions.span * ( fjord + jitter + 0.16 * bends );
}

double Landscape::halfWidth( int fjord, double along ) const
{
  return mValleyWidth * ( 1 + 0.3 * mPath.at( along / ( 0.4 * mOptions.span ), 40.5 + 3.7 * fjord ) );
}

std::array<double, 2> Landscape::place( int fjord, double along, double across ) const
{
  const double q = centre( fjord, along ) + across * halfWidth( fjord, along );
  return { along * mInland[0] - q * mInland[1], along * mInland[1] + q * mInland[0] };
}

std::array<float, 2> Landscape::mountains( double p, double q ) const
{
  const double unit = mountainScale * mOptions.span;
  const float bend = 0.25F * mRough.at( p / unit + 31, q / unit );
  const RidgedSum ridges = mRidges.ridged( p / unit + bend, q / unit - bend, mOctaves, iceOctaves );
  const float span = static_cast<float>( mOptions.span );
  float shore = static_cast<float>( p - mCoast ) / span;
  if ( shore < 0.75F ) // further inland the shore's roughness changes nothing
    shore += 0.2F * mRough.fractal( p / unit, q / unit + 57, 4 );
  const float land = smoothStep( -0.25F, 0.25F, shore );
  // Far inland the mountains drown in the ice sheet.
  const float sheet = smoothStep( 0.5F, 1.3F, static_cast<float>( p ) / span );
  const float rock = std::clamp( 1.25F * ridges.full - 0.05F, 0.10F, 1.2F ) * ( 1 - 0.5F * sheet );
  // Ice fills the valleys: smoother and flatter than the rock, so that crests stand out of it.
  const float waves = 0.008F * mRough.fractal( 8 * p / unit, 8 * q / unit + 91, 3 );
  const float filled = 0.33F + 0.50F * ridges.coarse + waves + static_cast<float>( mIceCover );
  const float ice = std::min( filled * ( 1 - 0.3F * sheet ) + 0.45F * sheet, 1.2F );
  return { rock * land - 0.2F * ( 1 - land ), ice * land - 0.4F * ( 1 - land ) };
}

Ground Landscape::at( double x, double y ) const
{
  const double p = x * mInland[0] + y * mInland[1];
  const double q = y * mInland[0] - x * mInland[1];
  Ground ground;
  ground.along = p;
  ground.fjord = static_cast<int>( std::lround( q / mOptions.span ) );
  ground.halfWidth = static_cast<float>( halfWidth( ground.fjord, p ) );
  ground.across = static_cast<float>( ( q - centre( ground.fjord, p ) ) / ground.halfWidth );

  const float floor = -0.22F;
  const float relief = static_cast<float>( mRelief );
  ground.bed = ground.snowIce = floor * relief;
  const double unit = 0.15 * mOptions.span;
  const float bank = std::abs( ground.across ) + 0.22F * mRough.fractal( p / unit, q / unit + 13, 4 );
  if ( bank <= valleyFloor )
    return ground;
  const float wall = smoothStep( valleyFloor, 1.9F, bank );
  const auto [rock, ice] = mountains( p, q );
  ground.bed = relief * ( floor + ( rock - floor ) * wall );

  // Mountain glaciers end well above the sea beside the fjord, and reach down to the trunk glacier inland.
  const float valleyIce = floor + ( ice - floor ) * smoothStep( 0.8F, 1.9F, bank );
  const float lowest = 0.45F - 0.30F * smoothStep( -0.15F, 0.35F, static_cast<float>( p / mOptions.span ) );
  ground.snowIce = relief * ( valleyIce - 3 * std::max( 0.0F, lowest - valleyIce ) );
  // It thins out towards the shore, which is rock: only trunk glaciers calve.
  const float thickest =
      ( 0.9F + 9 * smoothStep( 1.25F, 1.9F, bank ) ) * std::max( 0.0F, ground.bed - 0.03F * relief );
  ground.snowIce = std::min( ground.snowIce, ground.bed + thickest );
  return ground;
}

} // namespace calving
