#pragma once

#include <functional>

namespace calving
{

/**
 * Calls \a work( row ) once for each row of [begin, end), on \a threads threads (0: every core).
 *
 * Returns when all rows are done; an exception of \a work reaches the caller. Rows come in no fixed order.
 */
void parallelRows( int begin, int end, int threads, const std::function<void( int row )> &work );

} // namespace calving
