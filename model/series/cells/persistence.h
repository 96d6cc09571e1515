#pragma once

#include <array>
#include <vector>

#include "model/feedback.h"
#include "model/series/cells/seriescells.h"
#include "model/series/evidence/slabfile.h"

namespace calving
{

//! How many numbers persistence() gives for each cell.
constexpr int persistencePlanes = 8;

/**
 * How alike the texture around each cell of a scene is to that of the scenes nearest in time: plane after
 * plane.
 *
 * Crevasses and flow stripes of a glacier move with it by metres a day and are seen again on the next scene;
 * floes, melange and waves are not. So what a scene shares with others near in time is ice or rock, whatever
 * sensor saw it and however dark it is. The measure is the normalised cross-correlation of amplitudes in
 * windows of 5, 9 and 17 cells (0.7, 1.3 and 2.4 km), with the six nearest scenes; another sensor counts as
 * 60 days. Planes: best, second best and median of the six at 5 and at 9 cells; best and median at 17. 0
 * where there is nothing to compare.
 */
std::vector<float> persistence( const SeriesEvidence &evidence, const SeriesCells &cells, int scene );

//! persistence() of all scenes, computed once and kept in a temporary file.
class SeriesPersistence
{
public:
  //! Throws Cancelled, and as SlabFile does.
  SeriesPersistence( const SeriesEvidence &evidence, const SeriesCells &cells, int threads,
                     const Feedback &feedback );
  int scenes() const { return mPlanes.count(); }
  //! To steps of 1/127.
  std::vector<float> ofScene( int scene ) const;

private:
  SlabFile mPlanes;
};

//! Normalised cross-correlation, -1 to 1, of \a one and \a other in a square of \a side cells around each; 0
//! where less than a third of it has data (more than 0) in both.
std::vector<float> localCorrelation( const std::vector<float> &one, const std::vector<float> &other,
                                     int width, int height, int side );

} // namespace calving
