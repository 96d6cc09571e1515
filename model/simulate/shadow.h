#pragma once

#include <array>

#include "model/simulate/field.h"

namespace calving
{

//! Rays from the ground to a far source: the radar or the sun.
struct RayDirection
{
  //! Unit vector on the map towards the source; x to the right, y up.
  std::array<double, 2> towards{ 0, 1 };
  //! Metres that a ray climbs per metre of ground. Positive.
  double climb = 1;
};

/**
 * How deep below the lowest ray of the source a pixel lies, in metres; 0 where the source sees it.
 *
 * Walks along the ray in steps of one pixel, with heights interpolated bilinearly, until the ray is higher
 * than \a highest, leaves the field, or the depth exceeds \a deepEnough.
 */
class ShadowCaster
{
public:
  struct Limits
  {
    double pixelSize = 1;
    //! No height of the field is above this.
    double highest = 0;
    double deepEnough = 1e9;
  };

  //! Keeps a reference to \a heights.
  ShadowCaster( const Field<float> &heights, const RayDirection &direction, const Limits &limits );

  //! REQUIRES: the pixel lies in the field.
  float depth( int column, int row ) const;

  //! Pixels (columns, rows; signed) that rays of a height range \a range cross: the margin that heights need.
  static std::array<int, 2> margin( const RayDirection &direction, double range, double pixelSize );

private:
  //! Highest value within a block of the heights and its eight neighbours.
  float topAround( int column, int row ) const;
  void findTops();

  const Field<float> &mHeights;
  Field<float> mTops;
  double mStepColumn;
  double mStepRow;
  float mRise;
  Limits mLimits;
};

} // namespace calving
