#pragma once

#include <functional>

namespace calving
{

//! Who does the work.
struct Workers
{
  //! 0: every core.
  int threads = 0;
  //! Called on the calling thread between its rows; may throw, for instance Cancelled. May be empty.
  std::function<void()> poll;
};

/**
 * Calls \a work( row ) once for each row of [begin, end).
 *
 * Returns when all rows are done; an exception of \a work or of the poll reaches the caller. Rows come in no
 * fixed order.
 */
void parallelRows( int begin, int end, const Workers &workers, const std::function<void( int row )> &work );

} // namespace calving
