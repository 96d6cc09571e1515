#pragma once

#include <array>
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

//! What distances count when those of a scene, or of several, are pooled.
enum class Counting
{
  Pixels, //!< all the same, whatever the size of their scene's pixels: CaFFe's rule
  Metres  //!< the metres of front that their points stand for
};

/**
 * How far a predicted front lies from the reference, for one scene: for every point of either front the
 * Euclidean distance, in metres, to the nearest point of the other.
 *
 * A point counts by the metres of front that it stands for, so that it does not matter how densely a front
 * was sampled. Pixels of two fronts on one grid all stand for the same, and count alike, as CaFFe counts
 * them.
 */
struct FrontDistances
{
  //! Of the predicted points, in their order. Both lists are empty where either front is missing.
  std::vector<double> ofPredicted;
  std::vector<double> ofReference;
  //! Metres of front that each of these points stands for.
  std::vector<double> predictedMetres;
  std::vector<double> referenceMetres;
  //! Pixels where all points are pixels of one grid; all metres are then the same number.
  Counting counting = Counting::Metres;
  //! Points of the fronts; 0 where a front is missing.
  std::size_t predictedPoints = 0;
  std::size_t referencePoints = 0;

  //! False: one of the fronts is missing, and the scene counts as "no front".
  bool comparable() const { return predictedPoints > 0 && referencePoints > 0; }
  //! Sum of both lists, however much their points count.
  double sum() const;
  //! Mean of both lists together, as they count; NaN where not comparable().
  double mean() const;
  /**
   * 95th percentile of both lists together, as they count (linear interpolation), NaN where not comparable():
   * the robust Hausdorff distance of Huttenlocher et al. (1993) as the medical benchmarks and AMD-HookNet++
   * compute it.
   */
  double hausdorff95() const;
};

//! Pixels where all \a scenes that are comparable hold pixels of one grid each; else Metres.
Counting countingOf( const std::vector<const FrontDistances *> &scenes );

//! The sum of distances times what they count, and the sum of that.
struct WeightedSum
{
  double distance = 0;
  double weight = 0;
};
//! Of both lists of \a scene together.
WeightedSum weightedSum( const FrontDistances &scene, Counting counting );

/**
 * Mean distance in metres along the front between neighbours of its \a pixels (column, row): straight ones a
 * pixel's side, diagonal ones its diagonal, corners of stairs half of that.
 *
 * The geometric mean of the sides where no two pixels touch.
 */
double pixelSpacing( const std::vector<std::array<int, 2>> &pixels, const PixelSize &pixel );

//! Says that the points of \a scene are pixels of one grid, neighbours so many metres apart on either front:
//! all stand for the mean of that, so that they count alike.
void setPixelMetres( FrontDistances &scene, double ofPredicted, double ofReference );

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
  //! The mean distance error of CaFFe: pooled over all points of all scenes, as they count.
  double meanDistanceError = 0;
  //! Standard deviation of the pooled distances (population).
  double deviation = 0;
  //! Mean of the scenes' means.
  double imageMean = 0;
  //! Scenes' means weighted with the number of reference points, or the metres that they stand for.
  double lengthWeighted = 0;
  //! Of the pooled distances.
  double median = 0;
  double percentile95 = 0;
  //! Mean of the scenes' robust Hausdorff distances.
  double hausdorff95 = 0;
};

FrontSummary summarise( const std::vector<const FrontDistances *> &scenes, Counting counting );
//! The same, counting as countingOf( \a scenes ) says.
FrontSummary summarise( const std::vector<const FrontDistances *> &scenes );

/**
 * The \a fraction quantile, 0 to 1, of values that count by \a weights; NaN of nothing: an order statistic
 * lies in the middle of its weight, and the quantiles 0 and 1 are the first and the last. With equal weights
 * it is quantile().
 *
 * REQUIRES: as many weights as values, all above 0.
 */
double weightedQuantile( const std::vector<double> &values, const std::vector<double> &weights,
                         double fraction );

} // namespace calving
