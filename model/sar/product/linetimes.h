#pragma once

#include <vector>

#include "model/sar/product/annotation.h"

namespace calving
{

//! Time of each line of a measurement, which in an SLC with bursts jumps back where one burst follows
//! another.
class LineTimes
{
public:
  explicit LineTimes( const Annotation &annotation );

  bool hasBursts() const { return !mBurstTimes.empty(); }
  int linesPerBurst() const { return mLinesPerBurst; }
  //! Burst that \a line belongs to. REQUIRES: hasBursts().
  int burstOf( int line ) const;
  //! Time that the processor gave to the centre of \a line.
  UtcTime at( int line ) const;
  //! Time in the middle of \a burst.
  UtcTime middleOf( int burst ) const;

private:
  UtcTime mFirstTime;
  double mInterval;
  int mLinesPerBurst;
  std::vector<UtcTime> mBurstTimes;
};

} // namespace calving
