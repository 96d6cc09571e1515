#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace calving
{

//! Sides of a pixel in metres.
struct PixelSize
{
  double x = 1;
  double y = 1;
};

/**
 * How far a predicted front lies from the reference, for one scene: for every point of either front the
 * Euclidean distance, in metres, to the nearest point of the other.
 */
struct FrontDistances
{
  //! Of the predicted points, in their order. Both lists are empty where either front is missing.
  std::vector<double> ofPredicted;
  std::vector<double> ofReference;
  //! Points of the fronts; 0 where a front is missing.
  std::size_t predictedPoints = 0;
  std::size_t referencePoints = 0;

  //! False: one of the fronts is missing, and the scene counts as "no front".
  bool comparable() const { return predictedPoints > 0 && referencePoints > 0; }
  double sum() const;
  //! Mean of both lists together; NaN where not comparable().
  double mean() const;
  /**
   * 95th percentile of both lists together (linear interpolation), NaN where not comparable(): the robust
   * Hausdorff distance of Huttenlocher et al. (1993) as the medical benchmarks and AMD-HookNet++ compute it.
   */
  double hausdorff95() const;
};

//! Distances between two rasters of fronts, width x height values each, front where not 0. REQUIRES: that
//! size.
FrontDistances frontDistances( const std::vector<std::uint8_t> &predicted,
                               const std::vector<std::uint8_t> &reference, int width, int height,
                               const PixelSize &pixel );

//! Distances over a set of scenes, in metres. All are NaN where no scene is comparable.
struct FrontSummary
{
  int scenes = 0;
  //! Scenes left out of all distances, because a front is missing.
  int noFront = 0;
  std::size_t distances = 0;
  //! The mean distance error of CaFFe: pooled over all points of all scenes.
  double meanDistanceError = 0;
  //! Standard deviation of the pooled distances (population).
  double deviation = 0;
  //! Mean of the scenes' means.
  double imageMean = 0;
  //! Scenes' means weighted with the number of reference points.
  double lengthWeighted = 0;
  //! Of the pooled distances.
  double median = 0;
  double percentile95 = 0;
  //! Mean of the scenes' robust Hausdorff distances.
  double hausdorff95 = 0;
};

FrontSummary summarise( const std::vector<const FrontDistances *> &scenes );

//! The \a fraction quantile, 0 to 1, by linear interpolation between order statistics; NaN of nothing.
double quantile( std::vector<double> values, double fraction );

} // namespace calving
