#pragma once

#include <vector>

#include "model/evaluate/metrics.h"
#include "model/evaluate/zonescores.h"
#include "model/train/report/trainresult.h"

namespace calving
{

class SceneSource;

/**
 * Collects how well predicted zones and their fronts fit the scenes of a source, by the rules of CaFFe.
 *
 * The reference front is the scene's own, else that of its zones. Distances are in metres on the scene's
 * (maybe oblong) pixels.
 */
class FrontScores
{
public:
  explicit FrontScores( SceneSource &source );

  //! Adds \a zones, classes 0..3 of the whole of scene number \a scene.
  void add( int scene, const std::vector<std::uint8_t> &zones );

  /**
   * The figures, and a rank for choosing the best of several models: the mean distance error, where each
   * missed front counts as if its points lay half the scene's diagonal away, plus (1 - IoU) metres.
   *
   * The error alone would prefer a network that finds one front well to one that finds all; and while no
   * front is found at all, the IoU decides.
   */
  Scores scores( double loss ) const;

private:
  SceneSource &mSource;
  std::vector<FrontDistances> mDistances;
  std::vector<ZoneScores> mZones;
  double mMissedPoints = 0;
  double mMissedMetres = 0;
};

//! Names of the figures that people and other code look up.
namespace figure
{
inline constexpr const char *meanDistanceError = "mean distance error (m)";
inline constexpr const char *missingFronts = "scenes without front";
inline constexpr const char *iou = "IoU";
inline constexpr const char *loss = "validation loss";
//! What a prediction would score that knew nothing but the mean of each optical band; of SimMIM, of the
//! scene.
inline constexpr const char *lossOfMeans = "loss of the bands' means";
inline constexpr const char *lossOfGreyMean = "loss of the mean grey value";
} // namespace figure

//! Front pixels (0 or 255) of \a zones of a scene, by the 750 m rule.
std::vector<std::uint8_t> sceneFront( const std::vector<std::uint8_t> &zones, const struct SceneInfo &info );
//! The scene's own front, else that of its zones; 0 where there is none.
std::vector<std::uint8_t> referenceFront( SceneSource &source, int scene );

} // namespace calving
