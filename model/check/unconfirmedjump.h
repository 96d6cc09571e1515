#pragma once

#include <vector>

#include "model/check/frontprofile.h"

namespace calving
{

/**
 * How far each front of a series jumps without the next ones confirming it, and what usual changes are.
 *
 * After AutoTerm (Zhang et al. 2023): a change in area larger than changes in this series usually are is
 * doubted where none of the next 5 (optical) or 10 (Sentinel-1) fronts confirms it. Measured stripe by
 * stripe, so that a tongue that a front draws into the water counts, and a bay beside it does not cancel it:
 * what of the way from the median of the three fronts before (the next ones where there are none) also lies
 * beyond the next fronts, all but the foremost of them, as one alone may be wrong itself. Where no next front
 * follows, nothing confirms a jump.
 */
class UnconfirmedJumps
{
public:
  //! \a profiles in the order of time; \a next: how many next fronts may confirm each; \a stripe: width in
  //! metres.
  UnconfirmedJumps( const std::vector<FrontProfile> &profiles, const std::vector<int> &next, double stripe );

  //! m² of each front, gained and lost added up; NaN where it has no stripe in common with others.
  const std::vector<double> &areas() const { return mAreas; }
  //! m² from each front but the first to the next one, gained less lost, without sign.
  const std::vector<double> &changes() const { return mChanges; }

private:
  std::vector<double> mAreas;
  std::vector<double> mChanges;
};

} // namespace calving
