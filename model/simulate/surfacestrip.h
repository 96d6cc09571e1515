#pragma once

#include <vector>

#include "model/simulate/field.h"
#include "model/simulate/radarview.h"
#include "model/simulate/shadow.h"
#include "model/simulate/simulatedglacier.h"

namespace calving
{

//! A number of whole rows of a scene: first row and how many.
struct Rows
{
  int first = 0;
  int count = 0;
};

/**
 * The surface of some rows of a scene, with as much beyond them as slopes, labels and shadows need.
 *
 * Its values do not depend on which rows are computed together.
 */
class SurfaceStrip
{
public:
  /**
   * \a rays: every source whose shadows will be asked for. \a threads: 0 uses every core.
   * Throws nothing of its own.
   */
  SurfaceStrip( const SimulatedGlacier &glacier, const Surface &surface, const Rows &rows,
                const std::vector<RayDirection> &rays );

  const Rows &rows() const { return mRows; }
  //! REQUIRES: a pixel of the rows, or one beside or above or below them.
  const SurfacePoint &point( int column, int row ) const { return mPoints.at( column, row ); }
  float height( int column, int row ) const { return mHeights.at( column, row ); }
  const Field<float> &heights() const { return mHeights; }
  //! Metres of height per metre towards the right and the top of the map, by central differences.
  std::array<float, 2> slope( int column, int row ) const;

private:
  Rows mRows;
  float mTwoPixels;
  Field<float> mHeights;
  Field<SurfacePoint> mPoints;
};

} // namespace calving
