#pragma once

#include <vector>

#include "model/feedback.h"
#include "model/series/cells/cellbox.h"
#include "model/series/cells/celllabels.h"
#include "model/series/cells/persistence.h"
#include "model/textureclassifier.h"

namespace calving
{

//! For each scene, which cells of a box differ from the label nearest in time: glacier (1) instead of ocean,
//! ocean (-1) instead of glacier, by how much.
struct CellChanges
{
  CellBox box;
  //! By scene; row by row; empty: nothing changed.
  std::vector<std::vector<float>> ofScenes;

  //! 0 outside the box.
  float at( int scene, int x, int y ) const;
};

//! The scenes of a series in the order of their days.
std::vector<int> scenesByDay( const SeriesEvidence &evidence );

/**
 * Glacier and ocean of dates of a series, cut through space and time (SpaceTimeCut) by what images and labels
 * say.
 *
 * On each date the front is that of the label nearest in time unless the images (oddsOfImages()) say
 * otherwise by more than the labels before and after do (labelOdds()). Only what lies within 8 km of a
 * labelled front can change.
 */
class SeriesCut
{
public:
  //! \a scenes: those to cut, in the order of their days (scenesByDay()). REQUIRES: labels. The evidence must
  //! outlive the object. Throws Cancelled.
  SeriesCut( const SeriesEvidence &evidence, std::vector<int> scenes, const SeriesCells &cells,
             const SeriesPersistence &persistence, CellLabels labels, TextureClassifier &classifier,
             int threads, const Feedback &feedback );

  const CellLabels &labels() const { return mLabels; }
  //! \a weight: how much the images count. Throws Cancelled.
  CellChanges changes( float weight, const Feedback &feedback ) const;

private:
  const SeriesEvidence &mEvidence;
  std::vector<int> mScenes;
  int mColumns;
  CellLabels mLabels;
  CellBox mBox;
  //! Of each of the scenes' cells in the box: what its texture says.
  std::vector<std::vector<float>> mImages;
  int mThreads;
};

} // namespace calving
