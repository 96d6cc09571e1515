#pragma once

#include <vector>

namespace calving
{

/**
 * The x that makes |A x - b| smallest, for several b at once, by Householder's method (GSL).
 *
 * \a matrix holds A by rows (\a rows by \a columns) and \a right the b, one column each (\a rows by \a
 * rightColumns, by rows). Returns x (\a columns by \a rightColumns, by rows). REQUIRES: rows >= columns, and
 * A has full rank.
 */
struct LeastSquares
{
  int rows = 0;
  int columns = 0;
  int rightColumns = 0;
  std::vector<double> matrix;
  std::vector<double> right;

  std::vector<double> solve() const;
};

} // namespace calving
