#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/feedback.h"
#include "model/series/estimate/fronterror.h"
#include "model/series/evidence/seriesevidence.h"
#include "model/series/evidence/slabfile.h"

namespace calving
{

//! How all dates are read together.
struct SeriesOptions
{
  //! How much the network's word counts: the exponent of its probabilities. 0: not at all; 1: as if its
  //! errors on different dates had nothing to do with each other. Left out: 0.3 with labels, 1 without, where
  //! nothing better is known.
  std::optional<double> evidenceWeight;
  //! How often, per day, glacier becomes ocean at a pixel, and ocean glacier. Left out: 0.002 with labels,
  //! from which years may lie to the next, and 0.02 without, so that what one sure image shows is not undone.
  std::optional<double> frontChangesPerDay;
  //! How often rock becomes either, or either rock.
  double rockChangesPerDay = 1e-5;
  //! Where there are labels: farther than this from every labelled front, in metres, only what many images
  //! clearly show changes. 0: everywhere alike.
  double corridorMetres = 1500;
  //! Standard deviation, in metres, of the Gauss that smooths the border of ocean and glacier. 0: not
  //! smoothed.
  double smoothMetres = 100;
  //! 0: every core.
  int threads = 0;
};

//! What was estimated of one scene of a series.
struct SceneNumbers
{
  //! Share of the pixels with a zone, rock apart, where the scene alone says another one (0 to 1).
  double changedShare = 0;
  //! How far, in metres, the border of ocean and glacier goes from all labelled fronts at most; 0 without
  //! labels.
  double farthestMetres = 0;
  //! Of a series with labels that was cut.
  std::optional<ErrorSigns> signs;
};

/**
 * The zones of all scenes of a series, in the order of the evidence.
 *
 * They lie in a temporary file, as the evidence does.
 */
class SeriesEstimate
{
public:
  //! Room for \a evidence. Throws as SlabFile does.
  explicit SeriesEstimate( const SeriesEvidence &evidence );

  //! Zone of each pixel (enum Zone), row by row; not available where the scene shows nothing, or never a
  //! zone.
  const std::uint8_t *zones( int scene ) const { return mPlanes.slab( scene ); }
  std::uint8_t *zones( int scene ) { return mPlanes.slab( scene ); }
  //! The probability of that zone: 255 is 1.
  const std::uint8_t *confidence( int scene ) const { return mPlanes.slab( scene ) + mPixels; }
  std::uint8_t *confidence( int scene ) { return mPlanes.slab( scene ) + mPixels; }

  std::vector<SceneNumbers> numbers;

private:
  std::size_t mPixels;
  SlabFile mPlanes;
};

//! Distance in metres of each pixel to the nearest labelled front; empty where there is none.
std::vector<float> distanceToLabels( const SeriesEvidence &evidence );
//! The numbers of a scene whose \a zones were estimated; \a distances: distanceToLabels().
SceneNumbers sceneNumbers( const SeriesEvidence &evidence, int scene, const std::uint8_t *zones,
                           const std::vector<float> &distances );

//! What each scene alone says: its most probable class, and the probability of that.
SeriesEstimate estimateSingly( const SeriesEvidence &evidence, const Feedback &feedback );

/**
 * Rock, glacier and ocean of all scenes together.
 *
 * Each pixel is a hidden Markov model in time (smoothInTime()): glacier and ocean change rarely, rock hardly
 * ever, however far dates lie apart; two scenes of one time support each other. The network's probabilities
 * count by their power of the evidence weight, less where it says "not available"; labels are taken for true
 * on their day. What more than a quarter of the labels show as rock is rock on every date, so that a coast
 * drawn a little differently makes no front; other ground that they show never is. Far from labelled fronts
 * the change and the weight of the evidence are small. Then a Gauss smooths the border of ocean and glacier
 * on each date. What the network, and the labels, call "not available" more often than not has no zone.
 *
 * Without labels the same without them; of one scene alone, its most probable zones, smoothed. REQUIRES: at
 * least one scene. Throws Cancelled, and as SlabFile does.
 */
SeriesEstimate estimateSeries( const SeriesEvidence &evidence, const SeriesOptions &options,
                               const Feedback &feedback );

} // namespace calving
