#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "model/change/wanderingfit.h"

namespace calving
{

//! Of the years in which observations are timed, from 2000 on.
constexpr double daysOfYear = 365.25;

/**
 * A trend, a seasonal cycle and calving events that last through positions of one glacier.
 *
 * position = a + b (t - t0) + sum over k of c_k cos 2πkt + s_k sin 2πkt - sum of what events took away before
 * t, with t in years of 365.25 days and k up to the number of harmonics that the dates allow: two where they
 * lie in seven months of the year at least and span one and a half years, one for five months and a year,
 * else none; a trend asks for four days.
 *
 * Where all have an error, observations are weighted by 1 / (error² + s²): s² is how much more a first fit
 * without weights scatters than errors of the median size would, so that one precise front does not pin a
 * series that scatters for other reasons. A robust fit (Tukey's bisquare, iteratively reweighted, GSL) shows
 * outliers, such as bad fronts and calving events that fill again within weeks: what is 4.685 times the
 * scatter away is left out, as long as that is no more than a fifth. The others go into a WanderingFit, whose
 * values and intervals allow for what is left being alike from date to date.
 *
 * An event is a loss between two dates that stays lost. Looked for where the series falls most, with three
 * dates or more on either side, in series of twelve days at least; it counts where it is seven times its own
 * standard error and four times the scatter, and where the robust fit, which sees the whole series, says half
 * of it or more. One in twelve dates at most has one. The trend is that beside the events.
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

  bool exists() const { return mFit.has_value(); }
  int harmonics() const { return mHarmonics; }

  using Estimate = WanderingFit::Estimate;
  //! Per year, beside the events.
  Estimate trend() const;
  //! The fitted position, with the interval of the fit (not of single fronts).
  Estimate at( double years, double phase ) const;
  //! Half the distance between the highest and the lowest point of the cycle; no season: 0. Its interval is
  //! to first order; where one that holds for all phases at once (Scheffé 1953) reaches 0, it is that one, as
  //! noise has an amplitude, too.
  Estimate amplitude() const;
  //! The fraction of the year at which the cycle is highest, to first order; half a year to either side where
  //! the amplitude may be 0.
  Estimate highest() const;

  //! What a calving event took away, and did not come back.
  struct Event
  {
    //! Years of the last observation before it and of the first after it.
    double before = 0;
    double after = 0;
    //! In the unit of the position, positive.
    Estimate size;
  };
  //! The most certain first.
  const std::vector<Event> &events() const { return mEvents; }

  //! What is left beside trend, season and events, as a standard deviation in the unit of the position: by
  //! the median of residuals without weights, to which outliers mean little.
  double scatter() const { return mScatter; }

private:
  struct Attempt;

  std::vector<double> row( double years, double phase ) const;
  std::vector<double> seasonRow( double phase ) const;
  std::pair<double, double> extremes() const;
  Estimate combined( const std::vector<double> &row ) const;
  std::optional<Attempt> attempt( const std::vector<Observation> &observations ) const;
  bool addEvent( const std::vector<Observation> &observations, Attempt &current );

  int mHarmonics = 0;
  double mOrigin = 0;
  double mScatter = 0;
  std::vector<Event> mEvents;
  //! Of the robust fit; the other one says by how much it is off.
  std::vector<double> mCoefficients;
  std::optional<WanderingFit> mFit;
};

} // namespace calving
