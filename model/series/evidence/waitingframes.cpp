#include "model/series/evidence/waitingframes.h"

#include <algorithm>
#include <chrono>

#include "model/extract/segmentsequence.h"
#include "model/modelfile/modelcard.h"
#include "model/scene/scenesequences.h"

namespace calving
{

WaitingFrames::WaitingFrames( Segmenter &segmenter, const Tiling &tiling, const SeriesEvidence &evidence )
  : mSegmenter( segmenter )
  , mTiling( tiling )
  , mEvidence( evidence )
  , mPlanes( evidence.temporaryFolder(), seriesPlanes * evidence.pixels() )
{
}

std::uint8_t *WaitingFrames::add( double day, bool isKnown )
{
  std::uint8_t *planes = mPlanes.add();
  mDays.push_back( day );
  mIsKnown.push_back( isKnown );
  return planes;
}

void WaitingFrames::segment( const std::function<void( int, const std::vector<std::uint8_t> & )> &take,
                             const Feedback &feedback )
{
  const std::vector<std::vector<int>> sequences = sequencesOf( mDays, mSegmenter.card().size.frames );
  const double count = static_cast<double>( sequences.size() );
  for ( std::size_t i = 0; i < sequences.size(); ++i )
    segmentOne( sequences[i], take,
                feedback.part( static_cast<double>( i ) / count, static_cast<double>( i + 1 ) / count ) );
}

void WaitingFrames::segmentOne( const std::vector<int> &sequence,
                                const std::function<void( int, const std::vector<std::uint8_t> & )> &take,
                                const Feedback &feedback )
{
  if ( std::all_of( sequence.begin(), sequence.end(), [this]( int scene ) { return mIsKnown[scene]; } ) )
    return;
  const std::size_t pixels = mEvidence.pixels();
  SceneSequence seen{ mEvidence.width(), mEvidence.height(), {} };
  for ( const int scene : sequence )
    seen.frames.push_back( mPlanes.slab( scene ) + static_cast<std::size_t>( SeriesPlane::Grey ) * pixels );
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::vector<std::uint8_t>> found = segmentSequence( seen, mSegmenter, mTiling, feedback );
  mNetworkSeconds += std::chrono::duration<double>( std::chrono::steady_clock::now() - start ).count();

  for ( std::size_t i = 0; i < sequence.size(); ++i )
  {
    const int scene = sequence[i];
    if ( mIsKnown[scene] )
      continue;
    const std::uint8_t *waiting = mPlanes.slab( scene );
    for ( std::size_t pixel = 0; pixel < pixels; ++pixel )
    {
      bool hasData = false;
      for ( int plane = 0; plane < seriesClasses; ++plane )
        hasData = hasData || waiting[plane * pixels + pixel] != 0;
      for ( int plane = 0; plane < seriesClasses && !hasData; ++plane )
        found[i][plane * pixels + pixel] = 0;
    }
    found[i].insert( found[i].end(), seen.frames[i], seen.frames[i] + pixels );
    mIsKnown[scene] = true;
    take( scene, found[i] );
  }
}

} // namespace calving
