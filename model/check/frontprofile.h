#pragma once

#include <array>
#include <optional>
#include <vector>

#include "model/change/glacierplane.h"

namespace calving
{

//! How far a front reaches across the glacier: metres square to the flow.
struct AcrossReach
{
  double right = 0;
  double left = 0;

  double width() const { return left - right; }
  //! The part of the narrower of both that they share, 0 to 1.
  double shareWith( const AcrossReach &other ) const;
};
AcrossReach acrossReach( const std::vector<Line> &parts, const Point &flow );

/**
 * How far a front stands along the flow in each of many stripes of equal width from the right to the left of
 * the glacier; NaN where it does not reach.
 *
 * In a stripe that the front goes through more than once, the mean along the front counts.
 */
inline constexpr std::size_t stripeCount = 64;
using FrontProfile = std::array<float, stripeCount>;

//! \a flow: unit vector, either way; \a across: from where to where the stripes go.
FrontProfile frontProfile( const std::vector<Line> &parts, const Point &flow, const AcrossReach &across );

} // namespace calving
