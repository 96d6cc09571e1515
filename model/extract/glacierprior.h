#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/modelfile/glaciermemory.h"
#include "model/raster/raster.h"

namespace calving
{

//! What labels say of a place on another day: natural logarithms of odds, 0 where they leave it open.
struct PlaceWord
{
  //! False where no label shows a zone.
  bool isKnown = false;
  //! Glacier against ocean.
  float glacier = 0;
  //! Rock against each of the two.
  float rock = 0;
  //! Metres to the nearest labelled front of any day; infinite where there is none.
  float toFront = 0;
};

/**
 * What the labels that a model remembers say of their place on another day, the less the farther that day is.
 *
 * A front moves, in the time from a label to the day, by a distance of Laplace's distribution, whose scale is
 * frontWander(); with a chance of 2 % it is anywhere, because it jumped or the label does not hold. So a
 * place that a label shows as glacier, d metres from its front, became ocean with the probability 0.98 * exp(
 * -d / wander ) / 2 + 0.02 / 2: even odds at the front, at most 99 to 1 far from it. At each place count the
 * last label of the day or before that shows glacier or ocean there, and the first one after it, whose
 * logarithms of odds add up. A label without a front line has its front where glacier meets ocean; without
 * that, the fronts of all labels stand for it.
 *
 * Where every label that shows the place shows rock, it is rock by 99 to 1, and it is not by as much where
 * none does. How long ago that was does not matter.
 */
class GlacierPrior
{
public:
  //! \a day as sceneDay() counts. Throws Error, naming the box, where that has more than 2^28 pixels; as
  //! PixelPlaces does. REQUIRES: a label with a date.
  GlacierPrior( const GlacierMemory &memory, double day );

  //! The box of the fjord, in pixels of the first label, with north up.
  const RasterGrid &grid() const { return mGrid; }
  //! \a index: row by row.
  const PlaceWord &at( std::size_t index ) const { return mWords[index]; }

  //! Labels with a date.
  int labels() const { return mLabels; }
  //! Date of the label nearest in time, and how many days it is away.
  const std::string &nearestDate() const { return mNearestDate; }
  double nearestDays() const { return mNearestDays; }
  //! A front farther than this from every labelled one, in metres, is not expected: three times
  //! frontWander() of the label nearest in time, beyond which one in twenty goes.
  double expectedMetres() const;

private:
  RasterGrid mGrid;
  std::vector<PlaceWord> mWords;
  int mLabels = 0;
  std::string mNearestDate;
  double mNearestDays = 0;
};

} // namespace calving
