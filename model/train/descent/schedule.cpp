#include "model/train/descent/schedule.h"

#include <algorithm>
#include <cmath>

namespace calving
{

std::string scheduleName( ScheduleKind kind )
{
  switch ( kind )
  {
  case ScheduleKind::Cosine:
    return "cosine";
  case ScheduleKind::Plateau:
    return "plateau";
  default:
    return "constant";
  }
}

double rateFactor( const ScheduleOptions &options, const ScheduleState &state, std::uint64_t step,
                   double progress )
{
  const double warmup =
      options.warmupSteps > 0 ? std::min( 1.0, static_cast<double>( step + 1 ) / options.warmupSteps ) : 1.0;
  if ( options.kind == ScheduleKind::Plateau )
    return warmup * state.plateauScale;
  if ( options.kind == ScheduleKind::Constant )
    return warmup;
  const double fall = ( 1 + std::cos( 3.14159265358979323846 * std::clamp( progress, 0.0, 1.0 ) ) ) / 2;
  return warmup * ( options.finalShare + ( 1 - options.finalShare ) * fall );
}

void endEpoch( const ScheduleOptions &options, ScheduleState &state, double figure )
{
  constexpr double leastGain = 1e-4;
  const bool better = !state.plateauBest || figure < *state.plateauBest * ( 1 - leastGain );
  if ( better )
    state.plateauBest = figure;
  state.epochsWithoutImprovement = better ? 0 : state.epochsWithoutImprovement + 1;
  if ( state.epochsWithoutImprovement <= options.plateauPatience )
    return;
  state.plateauScale *= options.plateauFactor;
  state.epochsWithoutImprovement = 0;
}

} // namespace calving
