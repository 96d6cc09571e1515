#pragma once

#include "model/series/cut/seriescut.h"

namespace calving
{

//! How well labels that were left out are found again from the others, in metres of front position: the area
//! in which glacier and ocean are wrong over the length of the label's front, mean over the labels.
struct LeftOut
{
  int labels = 0;
  //! With the evidence of the images.
  double estimated = 0;
  //! Copied from the label nearest in time.
  double copied = 0;
  //! How much the images count, 0 to 1.
  double weight = 1;
};

/**
 * How much images count on this glacier (LeftOut::weight): as much as makes left-out labels best found, where
 * what images were worth on other glaciers counts like three labels more; so 1 where no label can be left
 * out. Up to ten labels are left out in turn. Throws Cancelled.
 */
LeftOut imageWeight( const SeriesEvidence &evidence, const SeriesCells &cells,
                     const SeriesPersistence &persistence, TextureClassifier &classifier, int threads,
                     const Feedback &feedback );

} // namespace calving
