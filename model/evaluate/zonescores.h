#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/raster/runlengthimage.h"

namespace calving
{

//! One score for each of the four zones and their plain mean.
struct ClassScores
{
  std::array<double, 4> zones{};
  double macro = 0;
};

//! Scores of predicted zones, 0 to 1. A zone that is in neither raster counts 0, as in torchmetrics and
//! CaFFe.
struct ZoneScores
{
  ClassScores precision;
  ClassScores recall;
  ClassScores f1;
  ClassScores iou;
};

//! Scores of one scene. Classes 0 to 3 as in enum Zone. REQUIRES: equal sizes.
ZoneScores zoneScores( const std::vector<std::uint8_t> &predicted,
                       const std::vector<std::uint8_t> &reference );

//! The same of zones as readZones() reads them, run by run.
ZoneScores zoneScores( const RunLengthImage &predicted, const RunLengthImage &reference );

//! Mean over scenes; all 0 of none.
ZoneScores meanScores( const std::vector<ZoneScores> &scenes );

} // namespace calving
