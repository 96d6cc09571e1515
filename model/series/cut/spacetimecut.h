#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace calving
{

/**
 * Glacier or ocean of each cell on each date: the least sum of what cells cost, of what borders of a change
 * cost, and of what a change in time costs.
 *
 *   sum_t <cost_t, u_t>  +  border sum_t TV( u_t - reference_t )  +  sum_t inTime_t |u_t+1 - u_t|_1
 *
 * over u from 0 (ocean) to 1 (glacier). The variation in space is that of the change against a reference, so
 * that a front that does not move costs nothing, however winding it is. A convex relaxation of a cut whose
 * thresholded solution is one of the cut's (Chan, Esedoglu and Nikolova 2006), solved by the primal-dual
 * iteration of Chambolle and Pock 2011.
 */
struct SpaceTimeCut
{
  int width = 0;
  int height = 0;
  int dates = 0;
  //! Date after date, row by row: what glacier costs more than ocean there.
  std::vector<float> cost;
  //! The same order: 1 glacier, 0 ocean.
  std::vector<std::uint8_t> reference;
  //! 1 where the reference must hold.
  std::vector<std::uint8_t> fixed;
  //! Of a unit of border between a cell that changed and one that did not.
  float border = 0;
  //! Of a change from each date to the next, one less than dates.
  std::vector<float> inTime;

  //! u, 0 to 1, in the order of the cost. \a threads: 0: every core. \a poll is called between iterations with
  //! the share done, and may throw. REQUIRES: vectors of the sizes named.
  std::vector<float> solve( int threads, const std::function<void( double share )> &poll ) const;
};

} // namespace calving
