#include "model/sar/geometry/leastsquares.h"

#include <gsl/gsl_linalg.h>

namespace calving
{

std::vector<double> LeastSquares::solve() const
{
  std::vector<double> a = matrix;
  std::vector<double> b = right;
  std::vector<double> x( static_cast<std::size_t>( columns ) * rightColumns );
  std::vector<double> scales( columns );
  std::vector<double> residuals( rows );
  gsl_matrix_view decomposed = gsl_matrix_view_array( a.data(), rows, columns );
  gsl_matrix_view given = gsl_matrix_view_array( b.data(), rows, rightColumns );
  gsl_matrix_view solved = gsl_matrix_view_array( x.data(), columns, rightColumns );
  gsl_vector_view tau = gsl_vector_view_array( scales.data(), columns );
  gsl_vector_view residual = gsl_vector_view_array( residuals.data(), rows );
  gsl_linalg_QR_decomp( &decomposed.matrix, &tau.vector );
  for ( int i = 0; i < rightColumns; ++i )
  {
    const gsl_vector_view column = gsl_matrix_column( &given.matrix, i );
    gsl_vector_view solution = gsl_matrix_column( &solved.matrix, i );
    gsl_linalg_QR_lssolve( &decomposed.matrix, &tau.vector, &column.vector, &solution.vector,
                           &residual.vector );
  }
  return x;
}

} // namespace calving
