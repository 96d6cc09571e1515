#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "model/extract/tileaxis.h"
#include "model/feedback.h"
#include "model/segmenter.h"
#include "model/series/evidence/seriesevidence.h"

namespace calving
{

/**
 * Scenes of a series on their way through a network that reads sequences.
 *
 * As the network sees them they wait in a temporary file until all are there; then they go through it in
 * sequencesOf() their days: whatever their number, one sequence is in memory.
 */
class WaitingFrames
{
public:
  //! For the box of \a evidence. Both must outlive the object.
  WaitingFrames( Segmenter &segmenter, const Tiling &tiling, const SeriesEvidence &evidence );

  //! Room for the planes (enum SeriesPlane) of a scene of that \a day, to be filled; of the classes only
  //! counts where all are 0. \a isKnown: what it shows is known, and it only helps others. Throws as SlabFile
  //! does.
  std::uint8_t *add( double day, bool isKnown );

  //! Gives the planes of each scene that is not known, once, with its number in the order of add(). Throws
  //! what the network and \a take throw; Cancelled.
  void segment( const std::function<void( int scene, const std::vector<std::uint8_t> &planes )> &take,
                const Feedback &feedback );
  //! How many of them there are.
  std::size_t unknown() const { return std::count( mIsKnown.begin(), mIsKnown.end(), false ); }
  double networkSeconds() const { return mNetworkSeconds; }

private:
  void segmentOne( const std::vector<int> &sequence,
                   const std::function<void( int scene, const std::vector<std::uint8_t> &planes )> &take,
                   const Feedback &feedback );

  Segmenter &mSegmenter;
  Tiling mTiling;
  const SeriesEvidence &mEvidence;
  SlabFile mPlanes;
  std::vector<double> mDays;
  std::vector<bool> mIsKnown;
  double mNetworkSeconds = 0;
};

} // namespace calving
