#pragma once

#include <vector>

#include "model/change/glacierplane.h"

namespace calving
{

/**
 * How a front looks, as MaQiT (Lea 2018) measures it; metres on the plane.
 *
 * A front of several parts is what its parts are together.
 */
struct FrontShape
{
  //! Straight from one end to the other: of several parts, between the two ends farthest apart.
  double width = 0;
  //! Along the line, gaps between parts left out.
  double path = 0;
  //! path / width; 1 is straight. NaN of a closed line.
  double sinuosity = 0;
  int vertices = 0;
  //! path / vertices.
  double nodeSpacing = 0;
};

//! REQUIRES: at least one part of two points.
FrontShape frontShape( const std::vector<Line> &parts );

double lengthOf( const Line &line );
//! Whether \a line is one: not of one point, or of equal ones.
bool hasLength( const Line &line );
double distance( const Point &a, const Point &b );

//! A point of a front and the metres of front that it stands for.
struct FrontSample
{
  Point point;
  double metres;
};
//! \a parts cut into pieces of \a step metres at most, each by its middle.
std::vector<FrontSample> sampled( const std::vector<Line> &parts, double step );

} // namespace calving
