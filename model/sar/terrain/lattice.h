#pragma once

#include <functional>
#include <vector>

#include "model/sar/terrain/groundgrid.h"

namespace calving
{

/**
 * Smooth functions over a grid, computed at every step-th pixel and interpolated bilinearly.
 *
 * Nodes lie at fixed pixels of the whole grid, so a pixel's values do not depend on the window.
 */
class Lattice
{
public:
  //! Places of nodes; appends the channels of each node, one after the other, to the result.
  using Nodes = std::function<std::vector<double>( std::vector<double> x, std::vector<double> y )>;

  //! Values for \a window of \a grid, which has \a channels of them at each node.
  Lattice( const GroundGrid &grid, const Window &window, int channels, const Nodes &nodes );

  //! Pixels from node to node: as many as fit into 320 m, at most 64.
  static int stepFor( const GroundGrid &grid );

  /**
   * Writes the row \a y of the window (from 0), channel after channel, each of the window's width, to
   * \a values.
   */
  void row( int y, double *values ) const;

private:
  Window mWindow;
  int mChannels;
  int mStep;
  int mFirstColumn;
  int mFirstRow;
  int mColumns;
  std::vector<double> mValues;
};

} // namespace calving
