#include "model/simulate/fronthistory.h"

#include <cmath>

#include "model/base/calendar.h"
#include "model/simulate/positionrandom.h"

namespace calving
{

namespace
{

constexpr int frontStream = 21;
constexpr int eventStream = 22;
constexpr int eventsPerYear = 6;
// Years after which a bay is filled to a third.
constexpr double refillYears = 0.3;

//! Since 1 January 2020.
double yearsOf( int day )
{
  return ( day - dayNumber( { 2020, 1, 1 } ) ) / 365.25;
}

//! \a value as it is up to \a free; beyond, it nears \a limit.
double bounded( double value, double free, double limit )
{
  const double beyond = std::abs( value ) - free;
  return beyond <= 0
             ? value
             : std::copysign( free + ( limit - free ) * std::tanh( beyond / ( limit - free ) ), value );
}

} // namespace

FrontHistory::FrontHistory( const Landscape &landscape, const FrontMotion &motion )
  : mLandscape( landscape )
  , mMotion( motion )
  , mShape( PositionRandom( landscape.options().seed ).bits( frontStream ) )
{
}

FrontDrift FrontHistory::drift( int day ) const
{
  const double years = yearsOf( day );
  // Fronts reach furthest in May (November in the south), before the melange breaks up.
  const double furthest = mMotion.southern ? 0.87 : 0.37;
  FrontDrift drift;
  drift.trend = mMotion.retreatRate * years;
  drift.season = -mMotion.seasonalAmplitude * std::cos( 2 * M_PI * ( years - furthest ) );
  drift.loss = mMotion.loss && day >= mMotion.loss->day ? mMotion.loss->metres : 0;
  drift.all = bounded( drift.trend + drift.season + drift.loss, 0.12 * mLandscape.options().span,
                       0.18 * mLandscape.options().span );
  return drift;
}

double FrontHistory::calved( int fjord, double across, double years ) const
{
  const PositionRandom random( PositionRandom( mLandscape.options().seed ).bits( eventStream, fjord ) );
  const int latest = static_cast<int>( std::floor( years * eventsPerYear ) );
  double depth = 0;
  for ( int event = latest - 2 * eventsPerYear; event <= latest; ++event )
  {
    const double age = years - ( event + random.uniform( 1, event ) ) / eventsPerYear;
    if ( age < 0 )
      continue;
    const double width = random.between( 0.15, 0.45, 2, event );
    const double away = ( across - random.between( -0.9, 0.9, 3, event ) ) / width;
    const double size = 0.02 - 0.07 * std::log( random.uniform( 4, event ) );
    depth += size * std::exp( -age / refillYears - away * away * away * away );
  }
  return depth;
}

double FrontHistory::position( int fjord, double across, int day ) const
{
  const double years = yearsOf( day );
  const PositionRandom random( PositionRandom( mLandscape.options().seed ).bits( frontStream, fjord ) );
  const double mean = mLandscape.options().span * random.between( -0.07, 0.07, 5 );
  const double row = 4.3 * fjord;
  const double coarse = 0.20 * mShape.fractal( 1.3 * across, row + 0.6 * years, 3 );
  const double fine = 0.035 * mShape.fractal( 7 * across, row + 100 + 3 * years, 4 );
  const double bow = random.between( -0.25, 0.35, 6 ) * across * across;
  const double width = mLandscape.halfWidth( fjord, mean );
  return mean + drift( day ).all + width * ( coarse + fine + bow + calved( fjord, across, years ) );
}

} // namespace calving
