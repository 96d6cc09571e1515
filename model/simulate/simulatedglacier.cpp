#include "model/simulate/simulatedglacier.h"

#include <algorithm>
#include <cmath>

#include "model/simulate/positionrandom.h"

namespace calving
{

namespace
{

constexpr int glacierStream = 61;
// Wider scenes show several fjords instead of a wider one.
constexpr double widestSpan = 30000;

LandscapeOptions landscapeOptions( const SceneOptions &options, int number )
{
  LandscapeOptions result;
  result.seed = number == 0 ? options.seed : PositionRandom( options.seed ).bits( glacierStream, number );
  const double width = options.width * options.pixelSizeMetres;
  const double height = options.height * options.pixelSizeMetres;
  result.span = std::min( { width, height, widestSpan } );
  result.pixelSize = options.pixelSizeMetres;
  result.reach = 0.5 * std::hypot( width, height ) + 0.5 * result.span;
  return result;
}

} // namespace

SimulatedGlacier::SimulatedGlacier( const SceneOptions &options, int number )
  : mOptions( options )
  , mNumber( number )
{
  checkSceneOptions( options );
  mPlacement = placeScene( options, number );
  mLandscape = std::make_unique<Landscape>( landscapeOptions( options, number ) );
  FrontMotion motion{ options.retreatRate, options.seasonalAmplitude, mPlacement.latitude < 0, {} };
  if ( options.eventDay )
    motion.loss = FrontLoss{ *options.eventDay, options.eventMetres };
  mFronts = std::make_unique<FrontHistory>( *mLandscape, motion );
}

std::string SimulatedGlacier::name() const
{
  return "Fjord" + std::to_string( mNumber + 1 );
}

Surface SimulatedGlacier::surfaceOn( int day ) const
{
  return Surface( *mLandscape, *mFronts, day );
}

Season SimulatedGlacier::seasonOn( int day ) const
{
  const SeasonPlace place{ mLandscape->relief(), mLandscape->options().span, mPlacement.latitude < 0 };
  return calving::seasonOn( day, seed(), place, mOptions.melange );
}

std::array<double, 2> SimulatedGlacier::metresOf( double column, double row ) const
{
  return { ( column + 0.5 - 0.5 * mOptions.width ) * mOptions.pixelSizeMetres,
           ( 0.5 * mOptions.height - row - 0.5 ) * mOptions.pixelSizeMetres };
}

std::array<double, 2> SimulatedGlacier::pixelOf( double x, double y ) const
{
  return { x / mOptions.pixelSizeMetres + 0.5 * mOptions.width,
           0.5 * mOptions.height - y / mOptions.pixelSizeMetres };
}

} // namespace calving
