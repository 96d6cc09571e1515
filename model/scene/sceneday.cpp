#include "model/scene/sceneday.h"

#include "model/base/calendar.h"
#include "model/base/utctime.h"

namespace calving
{

std::optional<double> sceneDay( const SceneFacts &facts )
{
  if ( const std::optional<UtcTime> time = UtcTime::parse( facts.dateTime ) )
    return static_cast<double>( time->nanoseconds ) * 1e-9 / 86400;
  if ( facts.date.empty() )
    return std::nullopt;
  constexpr int daysTo2000 = 10957; // from 1970
  constexpr double noon = 0.5;
  return dayOfIsoDate( facts.date ) + daysTo2000 + noon;
}

} // namespace calving
