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

  //! The number of threads: never less than 1.
  int count() const;
};

/**
 * Calls \a work( row ) once for each row of [begin, end).
 *
 * Returns when all rows are done; an exception of \a work or of the poll reaches the caller. Rows come in no
 * fixed order.
 */
void parallelRows( int begin, int end, const Workers &workers, const std::function<void( int row )> &work );

/**
 * The same, and calls \a deliver( row ) on the calling thread, row after row, once the row's work is done.
 *
 * At most two rows for each thread are done or under work and not yet delivered. The poll comes before each
 * row is waited for. What \a work throws comes in the place of its row, after the rows before it; whatever is
 * thrown, no thread outlives the call. Throws Error where the system has no thread left.
 */
void parallelRowsInOrder( int begin, int end, const Workers &workers,
                          const std::function<void( int row )> &work,
                          const std::function<void( int row )> &deliver );

} // namespace calving
