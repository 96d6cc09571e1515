#include "model/simulate/season.h"

#include <cmath>

#include "model/base/calendar.h"
#include "model/simulate/gradientnoise.h"
#include "model/simulate/positionrandom.h"

namespace calving
{

namespace
{

constexpr int weatherStream = 31;

float melangeLength( Melange melange, float summer, float chance, double span )
{
  switch ( melange )
  {
  case Melange::None:
    return 0;
  case Melange::Full:
    return static_cast<float>( 4 * span );
  case Melange::BySeason:
    break;
  }
  // Rigid melange fills the fjord in winter; what is left in summer depends on the year.
  const float winter = 1 - smoothStep( 0.35F, 0.8F, summer );
  return static_cast<float>( span ) * ( 0.05F * chance + winter * ( 0.15F + 0.6F * chance ) );
}

} // namespace

Season seasonOn( int day, std::uint64_t seed, const SeasonPlace &place, Melange melange )
{
  const PositionRandom random( PositionRandom( seed ).bits( weatherStream, day ) );
  const auto between = [&]( int counter, double low, double high )
  { return static_cast<float>( random.between( low, high, 1, counter ) ); };

  Season season;
  // The warmest day is about 20 July in the north, 18 January in the south.
  const double warmest = place.southern ? 18 : 201;
  season.summer =
      static_cast<float>( 0.5 + 0.5 * std::cos( 2 * M_PI * ( dayOfYear( day ) - warmest ) / 365.25 ) );
  season.wetness = smoothStep( 0.55F, 0.85F, season.summer ) * between( 0, 0.7, 1.0 );
  const float relief = static_cast<float>( place.relief );
  season.meltHeight = relief * season.wetness * between( 1, 0.6, 1.3 );
  season.snowLine =
      relief * ( smoothStep( 0.5F, 1.0F, season.summer ) * ( 0.6F + between( 2, 0.45, 0.8 ) ) - 0.6F );
  season.waterDb = between( 3, -21, -12.5 );
  season.windDirection = between( 4, 0, 2 * M_PI );
  season.melangeLength = melangeLength( melange, season.summer, between( 5, 0, 1 ), place.span );
  season.melangeDb = between( 6, -12.5, -7 );
  season.glacierDb = between( 7, -1.5, 1.5 ) - 2.0F * season.wetness;
  season.rockDb = between( 8, -1, 1 );
  return season;
}

} // namespace calving
