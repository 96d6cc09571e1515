#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace calving
{

using Point = std::array<double, 2>;

//! A straight piece of a front; a point where both ends are equal.
struct Segment
{
  Point a;
  Point b;
};

/**
 * Finds the nearest of many segments exactly, in about log n steps: a tree of bounding boxes, halved at the
 * median. By hand, because GEOS's tree knows boxes alone: it would call back into code of ours for each
 * distance, and again for the point.
 */
class NearestSegment
{
public:
  //! REQUIRES: at least one segment.
  explicit NearestSegment( std::vector<Segment> segments );

  //! What lies nearest to a position.
  struct Hit
  {
    double distance;
    Point point;
  };
  Hit find( const Point &position ) const;

private:
  struct Box
  {
    Point low;
    Point high;
  };

  void build( std::size_t node, std::size_t begin, std::size_t end );
  void search( std::size_t node, std::size_t begin, std::size_t end, const Point &position, Hit &best ) const;

  std::vector<Segment> mSegments;
  std::vector<Box> mBoxes;
};

} // namespace calving
