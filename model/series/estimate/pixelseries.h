#pragma once

#include <cstdint>
#include <vector>

#include "model/series/estimate/estimateseries.h"
#include "model/series/estimate/zonechange.h"

namespace calving
{

/**
 * The hidden Markov model of each pixel of a series: what estimateSeries() does before it smooths in space.
 *
 * Threads may estimate rows at once.
 */
class PixelSeries
{
public:
  //! \a distances: of each pixel to the nearest labelled front in metres; empty without labels. Both must
  //! outlive the object.
  PixelSeries( const SeriesEvidence &evidence, const SeriesOptions &options,
               const std::vector<float> &distances );

  //! Fills \a row of all scenes: the zones rock, not available and glacier, where glacier stands for glacier
  //! or ocean; and as their confidence the probability of rock or, of the last, that of ocean against
  //! glacier.
  void estimate( int row, SeriesEstimate &estimate ) const;

private:
  //! A time at which something is known: a scene, or a label.
  struct Time
  {
    double day;
    //! Number of the scene; -1: a label.
    int scene;
    int label;
  };

  //! What labels say of a pixel on all dates.
  enum class Ground
  {
    Unknown,
    Rock,
    IceOrOcean,
    Nothing
  };

  struct Regime
  {
    double weight;
    std::vector<ZoneTransition> transitions;
  };

  Regime regime( const SeriesOptions &options, double share ) const;
  Ground groundOf( std::size_t pixel ) const;
  void estimatePixel( std::size_t pixel, std::vector<ZoneOdds> &odds, SeriesEstimate &estimate ) const;
  ZoneOdds likelihood( int scene, std::size_t pixel, double weight ) const;
  ZoneOdds labelled( int label, std::size_t pixel ) const;

  const SeriesEvidence &mEvidence;
  const std::vector<float> &mDistances;
  double mCorridor;
  std::vector<Time> mTimes;
  //! Near labelled fronts (or where there are none), and far from them.
  Regime mNear;
  Regime mFar;
  //! Logarithms of probabilities by their byte.
  std::vector<float> mLogarithms;
};

} // namespace calving
