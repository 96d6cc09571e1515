#pragma once

#include <vector>

#include "model/change/glacierplane.h"

namespace calving
{

//! From where to where something lies along the flow and across it (to the left, seen along the flow).
struct Reach
{
  double back = 0;
  double front = 0;
  double right = 0;
  double left = 0;
};

//! Metres of a map along the flow of a glacier and across it.
class FlowAxes
{
public:
  //! \a flow: unit vector towards the ocean.
  explicit FlowAxes( const Point &flow )
    : mFlow( flow )
  {
  }

  const Point &flow() const { return mFlow; }
  double along( const Point &point ) const { return point[0] * mFlow[0] + point[1] * mFlow[1]; }
  double across( const Point &point ) const { return point[1] * mFlow[0] - point[0] * mFlow[1]; }
  Point place( double along, double across ) const
  {
    return { along * mFlow[0] - across * mFlow[1], along * mFlow[1] + across * mFlow[0] };
  }
  //! REQUIRES: there is a point.
  Reach reachOf( const std::vector<Line> &lines ) const;

private:
  Point mFlow;
};

} // namespace calving
