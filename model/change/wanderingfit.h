#pragma once

#include <vector>

namespace calving
{

//! Half of the width of the normal distribution's 95 %, in standard deviations.
constexpr double halfWidthsOf95 = 1.959964;

/**
 * A linear fit to values of something that wanders: what is left at one time is much like what is left a
 * little later.
 *
 * Residuals of fronts are no independent draws: a front that calved stays back for weeks, and good and bad
 * years follow each other. Intervals that take them as independent hold in a third of the cases instead of
 * 95 %. Here what is left is the sum of a wander, whose correlation falls to 1/e within a time (a process of
 * Ornstein and Uhlenbeck, which any dates may sample), and of what is each value's own. Time and share of the
 * wander are not known, and short series hardly tell them. So all pairs of a grid (times from three weeks to
 * six years, and no wander at all) are fitted by generalised least squares, and count by their restricted
 * likelihood (Patterson and Thompson 1971; as in marginalised regression of Gaussian processes): intervals
 * hold what any of them that the data allow would say.
 *
 * No wander much slower than the series can be told from a trend: intervals of a trend over two or three
 * years are of these years, and too narrow for the years around them.
 */
class WanderingFit
{
public:
  //! One value: its row of the design, its time in years, and how much of its own variance it has, relative
  //! to the others.
  struct Datum
  {
    std::vector<double> row;
    double value = 0;
    double years = 0;
    double variance = 1;
  };

  //! \a data in the order of time, more of them than columns. exists() is false where no fit is unique.
  explicit WanderingFit( const std::vector<Datum> &data );

  bool exists() const { return !mCells.empty(); }

  struct Estimate
  {
    double value = 0;
    //! Half the width of the 95 % interval.
    double halfWidth = 0;
  };
  //! Of the sum of coefficients, each times its place in \a row.
  double value( const std::vector<double> &row ) const;
  //! The same with its interval.
  Estimate estimate( const std::vector<double> &row ) const;

private:
  //! One pair of time and share, fitted.
  struct Cell
  {
    //! Of all cells, 1 in sum.
    double weight = 0;
    std::vector<double> coefficients;
    //! Their covariance, by rows.
    std::vector<double> covariance;
  };

  std::vector<Cell> mCells;
  //! Student's t for 95 %, as a multiple of the normal one.
  double mTail = 1;
};

} // namespace calving
