#include "model/simulate/radarscene.h"

#include <algorithm>
#include <cmath>

#include "model/base/parallelrows.h"
#include "model/scene/zone.h"

namespace calving
{

namespace
{

constexpr int speckleStream = 71;

SurfaceBackscatter::Options backscatterOptions( const SimulatedGlacier &glacier, int day )
{
  return { glacier.seed(), day, glacier.options().pixelSizeMetres, glacier.landscape().relief() };
}

std::uint64_t sceneNumber( int day, bool noise )
{
  return ( static_cast<std::uint64_t>( static_cast<std::uint32_t>( day ) ) << 8 ) + speckleStream + noise;
}

} // namespace

RadarScene::RadarScene( const SimulatedGlacier &glacier, int index )
  : mGlacier( glacier )
  , mView( glacier.options().incidence, glacier.options().lookOf( index ) )
  , mBackscatter( backscatterOptions( glacier, glacier.options().dayOf( index ) ),
                  glacier.seasonOn( glacier.options().dayOf( index ) ), mView )
  , mSpeckle( glacier.seed(), sceneNumber( glacier.options().dayOf( index ), false ),
              glacier.options().looks )
  , mNoise( glacier.seed(), sceneNumber( glacier.options().dayOf( index ), true ), glacier.options().looks )
  , mNoiseFloor( static_cast<float>( std::pow( 10.0, glacier.options().noiseFloorDb / 10 ) ) )
{
}

RayDirection RadarScene::rays() const
{
  return { { -mView.look()[0], -mView.look()[1] }, mView.climb() };
}

// The foot of the ice cliff belongs to the ocean although the cliff may hide it.
double RadarScene::shadowDepth() const
{
  return 1.2 * mGlacier.landscape().cliffHeight();
}

Field<float> RadarScene::shadows( const SurfaceStrip &strip ) const
{
  const SceneOptions &options = mGlacier.options();
  Field<float> shadows( -1, strip.rows().first - 1, options.width + 2, strip.rows().count + 2 );
  const double deepEnough = std::max( shadowDepth(), options.pixelSizeMetres );
  const ShadowCaster caster( strip.heights(), rays(),
                             { options.pixelSizeMetres, mGlacier.landscape().highest(), deepEnough } );
  const auto castRow = [&]( int row )
  {
    for ( int column = -1; column <= options.width; ++column )
      shadows.at( column, row ) = caster.depth( column, row );
  };
  parallelRows( shadows.firstRow(), shadows.endRow(), options.workers(), castRow );
  return shadows;
}

Field<Zone> RadarScene::zones( const SurfaceStrip &strip, const Field<float> &shadows ) const
{
  Field<Zone> zones( -1, strip.rows().first - 1, mGlacier.options().width + 2, strip.rows().count + 2 );
  for ( int row = zones.firstRow(); row < zones.endRow(); ++row )
    for ( int column = zones.firstColumn(); column < zones.endColumn(); ++column )
      zones.at( column, row ) =
          shadows.at( column, row ) > shadowDepth() ? Zone::NotAvailable : strip.point( column, row ).zone;
  return zones;
}

bool RadarScene::hidesSeaAt( const Surface &surface, double x, double y ) const
{
  const RayDirection ray = rays();
  const double pixel = mGlacier.options().pixelSizeMetres;
  for ( double away = pixel; away * ray.climb + shadowDepth() < mGlacier.landscape().highest();
        away += pixel )
    if ( surface.at( x + away * ray.towards[0], y + away * ray.towards[1] ).height - away * ray.climb >
         shadowDepth() )
      return true;
  return false;
}

float RadarScene::measured( const SurfaceStrip &strip, float shadow, int column, int row ) const
{
  // Sub-pixel shadow edges: a pixel half hidden returns half.
  const float softness = static_cast<float>( 0.5 * mGlacier.options().pixelSizeMetres );
  const float lit = 1 - smoothStep( 0, softness, shadow );
  float sigma0 = 0;
  if ( lit > 0 )
  {
    const auto [x, y] = mGlacier.metresOf( column, row );
    const auto [slopeX, slopeY] = strip.slope( column, row );
    sigma0 = lit * mBackscatter.sigma0( { strip.point( column, row ), x, y, slopeX, slopeY } );
  }
  return sigma0 * mSpeckle.at( column, row ) + mNoiseFloor * mNoise.at( column, row );
}

float RadarScene::inUnit( float sigma0 ) const
{
  const SceneOptions &options = mGlacier.options();
  if ( options.unit == SceneUnit::Linear )
    return sigma0;
  const float decibel = 10 * std::log10( std::max( sigma0, 1e-6F ) );
  return options.unit == SceneUnit::Decibel ? decibel
                                            : byteOfDecibel( decibel, options.dbMin, options.dbMax );
}

std::vector<float> RadarScene::pixels( const SurfaceStrip &strip, const Field<float> &shadows ) const
{
  const SceneOptions &options = mGlacier.options();
  const Rows rows = strip.rows();
  std::vector<float> pixels( static_cast<std::size_t>( options.width ) * rows.count );
  const auto seeRow = [&]( int row )
  {
    float *line = pixels.data() + static_cast<std::size_t>( row - rows.first ) * options.width;
    for ( int column = 0; column < options.width; ++column )
      line[column] = inUnit( measured( strip, shadows.at( column, row ), column, row ) );
  };
  parallelRows( rows.first, rows.first + rows.count, options.workers(), seeRow );
  return pixels;
}

std::uint8_t byteOfDecibel( float decibel, double dbMin, double dbMax )
{
  const double scaled = 255 * ( decibel - dbMin ) / ( dbMax - dbMin );
  return static_cast<std::uint8_t>( std::clamp( std::lround( scaled ), 0L, 255L ) );
}

} // namespace calving
