#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

#include "model/extract/tileaxis.h"

namespace calving
{

//! One row of averaged class probabilities.
struct ProbabilityRow
{
  //! classes x width values; zero where no tile was added.
  std::vector<float> values;
  //! width values: above 0 where at least one tile was added.
  std::vector<float> weight;
};

//! Where such rows go: each once, from the top.
class ProbabilityReceiver
{
public:
  virtual ~ProbabilityReceiver() = default;

  //! Throws Error if what follows from \a row finds no room.
  virtual void receive( const ProbabilityRow &row ) = 0;
  //! Called once, after the last row.
  virtual void finish() = 0;
};

/**
 * Averages the class probabilities of overlapping tiles with Gaussian importance.
 *
 * Only the rows between the last finished one and the end of the newest tile are held.
 */
class BlendRows
{
public:
  //! \a columns and \a rows must outlive the object.
  BlendRows( const TileAxis &columns, const TileAxis &rows, int classes );

  /**
   * Adds the tile in \a column, \a row (counted in tiles).
   *
   * \a probabilities: classes x rows.contextSide() x columns.contextSide() values. REQUIRES: \a row never
   * decreases.
   */
  void add( int column, int row, const float *probabilities );

  //! Hands over all rows before \a end, in order, each once; normalised. REQUIRES: no later tile touches
  //! them.
  void finish( int end, const std::function<void( const ProbabilityRow &row )> &receive );

private:
  void addLine( ProbabilityRow &line, int column, const float *probabilities, float rowWeight );

  const TileAxis &mColumns;
  const TileAxis &mRows;
  int mClasses;
  int mFirstRow = 0;
  std::deque<ProbabilityRow> mHeld;
};

} // namespace calving
