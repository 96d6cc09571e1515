#pragma once

#include <vector>

#include "model/sar/speckle/neighbourhood.h"

namespace calving
{

//! Mean and variance (divided by n - 1) of the window around each pixel of one row of a block.
struct RowStatistics
{
  std::vector<double> mean;
  std::vector<double> variance;
};

/**
 * Statistics of square windows, row after row.
 *
 * Each window is summed afresh in one order, columns first: a running sum would make a pixel depend on where
 * its block began. NaN is left out; a window without any number has mean NaN.
 */
class WindowStatistics
{
public:
  //! REQUIRES: \a radius <= area.radius(). Keeps a reference to \a area.
  WindowStatistics( const Neighbourhood &area, int radius );

  //! Statistics of row \a y of the block. The reference is valid until the next call.
  const RowStatistics &row( int y );

private:
  void addRows( int y );
  void addColumns();

  const Neighbourhood &mArea;
  const int mRadius;
  std::vector<double> mColumnSum;
  std::vector<double> mColumnSquares;
  std::vector<double> mColumnCount;
  std::vector<double> mSum;
  std::vector<double> mSquares;
  std::vector<double> mCount;
  RowStatistics mRow;
};

} // namespace calving
