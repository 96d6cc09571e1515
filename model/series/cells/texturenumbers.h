#pragma once

#include <vector>

#include "model/series/cells/celllabels.h"
#include "model/series/cells/persistence.h"

namespace calving
{

/**
 * The numbers of each cell of a scene by which a TextureClassifier tells glacier from ocean, plane after
 * plane.
 *
 * How alike its texture is to that of other dates (persistence()); how near its brightness, then its
 * roughness, come to those that glacier and ocean have on the same scene where labels leave no doubt, in
 * squares of 3 and 9 cells (half the logarithm of the likelihood ratio of two normal distributions, -1.5
 * to 1.5); its brightness against the fjord's mean on that scene (logarithm of grey values in standard
 * deviations, -3 to 3); whether it has data; and the brightness of its quarters (left upper, right upper,
 * left lower, right lower), in which stripes and floes of some 100 m are seen. None of them knows a place, so
 * that what was learned on one fjord holds in another.
 */
class TextureNumbers
{
public:
  static constexpr int likenessPlanes = 4;
  static constexpr int brightnessPlane = persistencePlanes + likenessPlanes;
  static constexpr int dataPlane = brightnessPlane + 1;
  static constexpr int quarters = dataPlane + 1;
  static constexpr int quarterPlanes = 4;
  static constexpr int planes = quarters + quarterPlanes;

  //! REQUIRES: \a labels of \a cells, at least one. All but the labels must outlive the object.
  TextureNumbers( const SeriesCells &cells, const SeriesPersistence &persistence, const CellLabels &labels );

  std::vector<float> ofScene( int scene ) const;

private:
  void addQuarters( int scene, std::vector<float> &planes ) const;

  const SeriesCells &mCells;
  const SeriesPersistence &mPersistence;
  std::vector<std::uint8_t> mDomain;
  //! 1 where no label doubts that there is glacier, or ocean.
  std::vector<std::uint8_t> mGlacier;
  std::vector<std::uint8_t> mOcean;
};

} // namespace calving
