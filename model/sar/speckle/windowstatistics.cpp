#include "model/sar/speckle/windowstatistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/sar/stream/vectorised.h"

namespace calving
{

namespace
{

CALVING_VECTORISED void addRow( const float *row, int count, double *sum, double *squares )
{
  for ( int x = 0; x < count; ++x )
  {
    const double value = row[x];
    sum[x] += value;
    squares[x] += value * value;
  }
}

CALVING_VECTORISED void addRowWithGaps( const float *row, int count, double *sum, double *squares, double *n )
{
  for ( int x = 0; x < count; ++x )
  {
    const bool valid = row[x] == row[x];
    const double value = valid ? row[x] : 0.0;
    sum[x] += value;
    squares[x] += value * value;
    n[x] += valid ? 1.0 : 0.0;
  }
}

CALVING_VECTORISED void addShifted( const double *column, int count, double *sum )
{
  for ( int x = 0; x < count; ++x )
    sum[x] += column[x];
}

//! Turns sums of \a n values each into mean and variance.
CALVING_VECTORISED void finish( const double *sum, const double *squares, const double *n, int count,
                                double *mean, double *variance )
{
  for ( int x = 0; x < count; ++x )
  {
    const double m = sum[x] / n[x]; // 0 / 0 = NaN where the window is empty
    const double rest = squares[x] - sum[x] * m;
    mean[x] = m;
    variance[x] = n[x] > 1.5 && rest > 0.0 ? rest / ( n[x] - 1.0 ) : 0.0;
  }
}

} // namespace

WindowStatistics::WindowStatistics( const Neighbourhood &area, int radius )
  : mArea( area )
  , mRadius( radius )
  , mColumnSum( area.paddedWidth() )
  , mColumnSquares( area.paddedWidth() )
  , mColumnCount( area.paddedWidth() )
  , mSum( area.width() )
  , mSquares( area.width() )
  , mCount( area.width() )
  , mRow{ std::vector<double>( area.width() ), std::vector<double>( area.width() ) }
{
}

const RowStatistics &WindowStatistics::row( int y )
{
  addRows( y );
  addColumns();
  finish( mSum.data(), mSquares.data(), mCount.data(), mArea.width(), mRow.mean.data(),
          mRow.variance.data() );
  return mRow;
}

void WindowStatistics::addRows( int y )
{
  std::fill( mColumnSum.begin(), mColumnSum.end(), 0.0 );
  std::fill( mColumnSquares.begin(), mColumnSquares.end(), 0.0 );
  std::fill( mColumnCount.begin(), mColumnCount.end(), mArea.isComplete() ? 2.0 * mRadius + 1.0 : 0.0 );
  const int count = mArea.paddedWidth();
  for ( int dy = -mRadius; dy <= mRadius; ++dy )
    if ( mArea.isComplete() )
      addRow( mArea.row( y + dy ), count, mColumnSum.data(), mColumnSquares.data() );
    else
      addRowWithGaps( mArea.row( y + dy ), count, mColumnSum.data(), mColumnSquares.data(),
                      mColumnCount.data() );
}

void WindowStatistics::addColumns()
{
  const int side = 2 * mRadius + 1;
  const int first = mArea.radius() - mRadius;
  std::fill( mSum.begin(), mSum.end(), 0.0 );
  std::fill( mSquares.begin(), mSquares.end(), 0.0 );
  std::fill( mCount.begin(), mCount.end(), mArea.isComplete() ? static_cast<double>( side ) * side : 0.0 );
  for ( int dx = first; dx < first + side; ++dx )
  {
    addShifted( mColumnSum.data() + dx, mArea.width(), mSum.data() );
    addShifted( mColumnSquares.data() + dx, mArea.width(), mSquares.data() );
    if ( !mArea.isComplete() )
      addShifted( mColumnCount.data() + dx, mArea.width(), mCount.data() );
  }
}

} // namespace calving
