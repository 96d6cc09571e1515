#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace calving
{

//! How the learning rate changes.
enum class ScheduleKind
{
  //! As published.
  Constant,
  //! Half a cosine from the full rate to its final share.
  Cosine,
  //! Multiplied by a factor where the validation has not become better for some epochs.
  Plateau
};

//! "constant", "cosine" or "plateau".
std::string scheduleName( ScheduleKind kind );

struct ScheduleOptions
{
  ScheduleKind kind = ScheduleKind::Constant;
  //! Steps over which the rate grows from nearly 0 to its full value.
  int warmupSteps = 0;
  //! Cosine: the share of the rate that is left at the end.
  double finalShare = 0.01;
  //! Plateau: what the rate is multiplied by, after how many epochs without improvement.
  double plateauFactor = 0.5;
  int plateauPatience = 5;
};

//! The state of a schedule, as a checkpoint keeps it.
struct ScheduleState
{
  double plateauScale = 1.0;
  int epochsWithoutImprovement = 0;
  //! The figure to be bettered; not set before the first.
  std::optional<double> plateauBest;
};

/**
 * What the learning rate is multiplied by in step \a step (from 0), when \a progress (0 to 1) of the training
 * is done.
 */
double rateFactor( const ScheduleOptions &options, const ScheduleState &state, std::uint64_t step,
                   double progress );

/**
 * Brings \a state up to date after an epoch of which \a figure (the lower the better) was judged.
 *
 * As PyTorch's ReduceLROnPlateau does by default, only a gain of more than a ten-thousandth counts.
 */
void endEpoch( const ScheduleOptions &options, ScheduleState &state, double figure );

} // namespace calving
