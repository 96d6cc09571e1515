#pragma once

#include <optional>
#include <vector>

#include "model/change/glacierplane.h"
#include "model/change/measuringbox.h"

namespace calving
{

/**
 * A line down a glacier, from the ice to the ocean, and what is measured along it; metres on the plane.
 */
class Centreline
{
public:
  //! Throws Error, a sentence about \a what, where \a points have no length or cross themselves.
  Centreline( Line points, const std::string &what );

  const Line &points() const { return mPoints; }
  double length() const { return mAlong.back(); }
  //! The same line from its end to its start.
  Centreline reversed() const;

  //! Metres along it where \a front first crosses it; empty where it does not.
  std::optional<double> firstCrossing( const std::vector<Line> &front ) const;
  //! The unit vector along it at \a metres.
  Point directionAt( double metres ) const;
  Point pointAt( double metres ) const;

  //! Where a point lies: metres along the line to the nearest of its points, and metres beside it, positive
  //! to the left.
  struct Place
  {
    double along = 0;
    double beside = 0;
  };
  Place placeOf( const Point &point ) const;

  /**
   * The way along the line that stands for \a point in the extrapolated centreline method: the mean over the
   * whole line, weighted by the inverse square of the distance to the point (Lea et al. 2014, equations 1 to
   * 3), integrated in closed form instead of summed over points 1 m apart.
   */
  double extrapolated( const Point &point ) const;

  //! A line beside it at \a offset metres, to the left where positive; without the corners that a bend would
  //! fold back. Empty where nothing is left.
  Line parallel( double offset ) const;

  //! Metres under which a corridor is no box.
  static constexpr double leastWidth = 1;
  //! What lies within \a left metres to the left of it and \a right metres to its right, cut off square at
  //! both ends. Throws Error, naming the width, where that is narrower than leastWidth.
  MeasuringBox corridor( double left, double right ) const;

private:
  Line mPoints;
  //! Metres from the start to each point.
  std::vector<double> mAlong;
};

//! Metres along \a line where \a front first crosses it; empty where it does not.
std::optional<double> firstCrossing( const Line &line, const std::vector<Line> &front );

} // namespace calving
