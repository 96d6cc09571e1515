#pragma once

#include <map>
#include <vector>

#include "model/change/measuringbox.h"

namespace calving
{

/**
 * The faces into which lines cut a box, and which of them touch.
 */
class BoxFaces
{
public:
  //! Throws Error where GDAL lacks GEOS or GEOS fails.
  BoxFaces( const MeasuringBox &box, const std::vector<Line> &lines );

  struct Face
  {
    MapPolygon polygon;
    //! Some point inside it.
    Point inside;
    //! Faces beyond a line.
    std::vector<int> neighbours;
    bool touchesBox = false;
    //! Metres of the box's edges towards the ocean, and upstream.
    double oceanEdge = 0;
    double upstreamEdge = 0;
  };
  const std::vector<Face> &faces() const { return mFaces; }

  //! The face with most of the edges towards the ocean, or upstream. REQUIRES: there is a face.
  int oceanFace() const;
  int upstreamFace() const;

  //! How many lines must be crossed from face \a start to each; -1 where there is no way.
  std::vector<int> crossingsFrom( int start ) const;

private:
  using EdgeKey = std::pair<Point, Point>;

  void addFace( MapPolygon polygon, const Point &inside );
  void connect( const MeasuringBox &box );

  std::vector<Face> mFaces;
  //! The faces on either side of each edge.
  std::map<EdgeKey, std::vector<int>> mEdges;
};

} // namespace calving
