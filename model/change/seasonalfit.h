#pragma once

#include <vector>

namespace calving
{

/**
 * A trend and a seasonal cycle through positions of one glacier, by robust least squares.
 *
 * position = a + b (t - t0) + sum over k of c_k cos 2πkt + s_k sin 2πkt, with t in years of 365.25 days and k
 * up to the number of harmonics that the dates allow: two where they lie in seven months of the year at least
 * and span one and a half years, one for five months and a year, else none; a trend asks for four days.
 * Where all have an error, observations are weighted by 1 / (error² + s²): s² is how much more a first fit
 * without weights scatters than errors of the median size would, so that one precise front does not pin a
 * series that scatters for other reasons. Outliers, such as calving events that fill again, count less by
 * Tukey's bisquare (iteratively reweighted, GSL). Intervals take the residuals as independent from date to
 * date.
 */
class SeasonalFit
{
public:
  //! One date: years since any moment, the fraction of the year that has passed, position and error (NaN:
  //! unknown), in the unit of the position.
  struct Observation
  {
    double years = 0;
    double phase = 0;
    double position = 0;
    double error = 0;
  };

  //! A fit that says nothing where there are too few dates.
  explicit SeasonalFit( const std::vector<Observation> &observations );

  bool exists() const { return !mCoefficients.empty(); }
  int harmonics() const { return mHarmonics; }

  struct Estimate
  {
    double value = 0;
    //! Half the width of the 95 % interval.
    double halfWidth = 0;
  };
  //! Per year.
  Estimate trend() const;
  //! The fitted position, with the interval of the fit (not of single fronts).
  Estimate at( double years, double phase ) const;
  //! Half the distance between the highest and the lowest point of the cycle; no season: 0. Its interval is
  //! to first order.
  Estimate amplitude() const;
  //! The fraction of the year at which the cycle is highest.
  double highest() const;
  //! What is left beside trend and season, as a standard deviation in the unit of the position: by the median
  //! of residuals without weights, to which outliers mean little.
  double scatter() const { return mScatter; }

private:
  std::vector<double> row( double years, double phase ) const;
  double season( double phase ) const;
  Estimate combined( const std::vector<double> &row ) const;

  int mHarmonics = 0;
  double mOrigin = 0;
  double mScatter = 0;
  //! Student's t for 95 %.
  double mQuantile = 0;
  std::vector<double> mCoefficients;
  //! Their covariance, by rows.
  std::vector<double> mCovariance;
};

} // namespace calving
