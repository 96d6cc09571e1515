#include "model/check/frontrules.h"

namespace calving
{

const std::array<RuleName, ruleCount> &ruleNames()
{
  static const std::array<RuleName, ruleCount> names{ {
      { CheckRule::Roughness, "rough", "chk_rough",
        "mean curvature as a multiple of what is usual for the glacier" },
      { CheckRule::Length, "length", "chk_length",
        "length divided by the median of the fronts before and after" },
      { CheckRule::Jump, "jump", "chk_jump",
        "m² by which the front lies beyond those before and beyond the next ones, gained and lost" },
      { CheckRule::Duplicate, "duplicate", "chk_twin",
        "mean distance in m to the front that it repeats; empty where it repeats none" },
      { CheckRule::Crossing, "crossing", "chk_cross", "how often the front crosses or touches itself" },
      { CheckRule::Edge, "edge", "chk_edge", "m to the edge of the scene or to what has no data" },
      { CheckRule::Outside, "outside", "chk_out", "m of the front outside the fjord" },
      { CheckRule::Single, "disagrees", "chk_single",
        "mean distance in m between the series and what the scene says alone" },
  } };
  return names;
}

const RuleName &nameOf( CheckRule rule )
{
  return ruleNames()[static_cast<std::size_t>( rule )];
}

std::string FrontVerdict::text() const
{
  if ( !reason.empty() )
    return reason;
  std::string list;
  for ( const RuleName &name : ruleNames() )
    if ( isFlagged( name.rule ) )
      list += ( list.empty() ? "" : ", " ) + std::string( name.flag );
  return list.empty() ? faultless : list;
}

} // namespace calving
