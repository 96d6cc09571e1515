#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/series/evidence/evidencefolder.h"
#include "model/series/evidence/seriesevidence.h"
#include "model/series/evidence/waitingframes.h"
#include "model/series/extractseries.h"

namespace calving
{

//! What is known of the scenes of a SeriesEvidence besides their pixels, in its order.
struct ReadScene
{
  std::string key;
  SceneFacts facts;
  //! As in SeriesFronts.
  std::string crsSource;
  std::string values;
  //! As in KeptScene.
  std::string product;
};

/**
 * Fills a SeriesEvidence with the scenes of a series: from the evidence folder what that remembers, else
 * through the network, one by one; one that reads sequences sees them when finish() says that all are there.
 */
class SceneReader
{
public:
  //! \a folder may be null. All must outlive the object.
  SceneReader( Segmenter &segmenter, const SeriesRequest &request, EvidenceFolder *folder,
               SeriesEvidence &evidence );

  //! Adds what the folder remembers and \a plan does not name.
  void addRemembered( const SeriesPlan &plan, const Feedback &feedback );
  //! Adds \a scene; where it cannot be read, says why and adds nothing. Throws Error where what was read
  //! finds no room; Cancelled.
  std::optional<std::string> add( const PlannedScene &scene, const Feedback &feedback );

  //! Whether scenes wait for others until finish().
  bool waits() const { return mWaiting.has_value(); }
  //! How many do so now.
  int waiting() const { return mWaiting ? static_cast<int>( mWaiting->unknown() ) : 0; }
  //! Brings those that wait through the network. Returns how many are still not read because the user wanted
  //! to stop; throws Cancelled where that are all.
  int finish( const Feedback &feedback );

  //! Those that were read.
  const std::vector<ReadScene> &scenes() const { return mScenes; }
  double networkSeconds() const { return mNetworkSeconds; }
  //! Spent on products.
  double productSeconds() const { return mProductSeconds; }

private:
  void readProduct( const PlannedScene &scene, ReadScene &read, std::vector<std::uint8_t> &planes,
                    const Feedback &feedback );
  std::string readPlanes( const RasterInput &input, const SceneGrid &place, std::vector<std::uint8_t> &planes,
                          const Feedback &feedback );
  void take( const ReadScene &scene, const std::vector<std::uint8_t> &planes );
  void takeKept( ReadScene scene, const KeptScene &kept );
  void keepAndTake( const ReadScene &scene, const std::vector<std::uint8_t> &planes );

  Segmenter &mSegmenter;
  const SeriesRequest &mRequest;
  EvidenceFolder *mFolder;
  SeriesEvidence &mEvidence;
  std::vector<ReadScene> mScenes;
  std::optional<WaitingFrames> mWaiting;
  //! What is known of those, in their order.
  std::vector<ReadScene> mWaitingScenes;
  double mNetworkSeconds = 0;
  double mProductSeconds = 0;
};

} // namespace calving
