#include "model/series/readscenes.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "model/error.h"
#include "model/extract/modeladvice.h"
#include "model/extract/resultmetadata.h"
#include "model/geometry/gridoutline.h"
#include "model/scene/sceneday.h"
#include "model/series/evidence/sceneplanes.h"

namespace calving
{

namespace
{

std::string crsSourceOf( const PlannedScene &scene )
{
  if ( scene.isProduct )
    return "raster";
  if ( scene.place.grid.crs.empty() )
    return {};
  return scene.place.crsGiven ? "parameter" : scene.input.crs.empty() ? "raster" : "layer";
}

using Clock = std::chrono::steady_clock;

//! Whether the disk of \a folder has hardly any room left.
bool isFull( const std::string &folder )
{
  constexpr std::uintmax_t little = 16 << 20;
  std::error_code unknown;
  const std::uintmax_t left = std::filesystem::space( folder, unknown ).available;
  return !unknown && left < little;
}

double dayOf( const ReadScene &scene )
{
  return sceneDay( scene.facts ).value_or( 0 );
}

} // namespace

SceneReader::SceneReader( Segmenter &segmenter, const SeriesRequest &request, EvidenceFolder *folder,
                          SeriesEvidence &evidence )
  : mSegmenter( segmenter )
  , mRequest( request )
  , mFolder( folder )
  , mEvidence( evidence )
{
  if ( segmenter.card().size.readsSequences() && request.smoothing == SeriesSmoothing::Series )
    mWaiting.emplace( segmenter, request.each.segment.tiling, evidence );
}

void SceneReader::take( const ReadScene &scene, const std::vector<std::uint8_t> &planes )
{
  const std::string &name = scene.facts.imageId.empty() ? scene.key : scene.facts.imageId;
  std::copy( planes.begin(), planes.end(), mEvidence.add( { name, dayOf( scene ), scene.facts.sensor } ) );
  mScenes.push_back( scene );
}

//! Takes what the folder remembers of \a scene.
void SceneReader::takeKept( ReadScene scene, const KeptScene &kept )
{
  std::vector<std::uint8_t> planes( seriesPlanes * mEvidence.pixels() );
  EvidenceFolder::read( kept, planes.data() );
  scene.values = kept.values;
  take( scene, planes );
  if ( !mWaiting )
    return;
  constexpr bool isKnown = true;
  std::copy( planes.begin(), planes.end(), mWaiting->add( dayOf( scene ), isKnown ) );
  mWaitingScenes.push_back( scene );
}

void SceneReader::addRemembered( const SeriesPlan &plan, const Feedback &feedback )
{
  if ( !mFolder )
    return;
  for ( const auto &[key, kept] : mFolder->scenes() )
  {
    feedback.check();
    const bool isGiven =
        std::any_of( plan.scenes.begin(), plan.scenes.end(),
                     [&key = key]( const PlannedScene &scene ) { return scene.key == key; } );
    if ( !isGiven )
      takeKept( { key, kept.facts, mEvidence.grid().crs.empty() ? "" : "raster", {}, {} }, kept );
  }
}

//! readPlanes() of a map that is made for it; \a read hears what that says of itself.
void SceneReader::readProduct( const PlannedScene &scene, ReadScene &read, std::vector<std::uint8_t> &planes,
                               const Feedback &feedback )
{
  constexpr double half = 0.5;
  const Clock::time_point start = Clock::now();
  const ProductMap map( scene.input.path, mRequest.products, mEvidence.grid(),
                        mRequest.each.segment.tiling.margin,
                        mRequest.temporaryFolder + '/' + scene.key + ".tif", feedback.part( 0, half ) );
  mProductSeconds += std::chrono::duration<double>( Clock::now() - start ).count();
  const RasterReader raster( map.path(), RasterContent::Backscatter );
  read.facts = sceneFacts( scene.input.path, raster.metadata() );
  read.product = settingsOf( mRequest.products );
  read.values = readPlanes( map.path(), sceneGrid( raster, {} ), planes, feedback.part( half, 1 ) );
}

//! Fills \a planes, with the network's word unless the scene waits for it; returns what the values of the
//! scene \a input were taken for.
std::string SceneReader::readPlanes( const RasterInput &input, const SceneGrid &place,
                                     std::vector<std::uint8_t> &planes, const Feedback &feedback )
{
  SegmentOptions options = mRequest.each.segment;
  options.scene = place;
  RasterReader raster( input, RasterContent::Backscatter );
  const auto outline = outlineOf( mEvidence.grid(), place.grid.crs );
  const SegmentedWindow window =
      mWaiting ? viewWindow( std::move( raster ), mSegmenter.card(), options, outline, feedback )
               : segmentWindow( std::move( raster ), mSegmenter, options, outline, feedback );
  if ( !mWaiting )
    warnOfSameness( window.report.classPixels, mSegmenter.card(), feedback );
  toSeriesGrid( window, mEvidence.grid(), planes.data() );
  mNetworkSeconds += window.report.networkSeconds;
  return window.report.scaling.description;
}

std::optional<std::string> SceneReader::add( const PlannedScene &scene, const Feedback &feedback )
{
  ReadScene read{ scene.key, scene.facts, crsSourceOf( scene ), {}, {} };
  const auto nameGlacier = [&]
  {
    if ( !mRequest.each.glacier.empty() )
      read.facts.glacier = mRequest.each.glacier;
  };
  if ( mFolder && mFolder->scenes().count( scene.key ) > 0 )
  {
    const KeptScene &kept = mFolder->scenes().at( scene.key );
    if ( scene.isProduct ) // its map said more
      read.facts = kept.facts;
    nameGlacier();
    takeKept( read, kept );
    return std::nullopt;
  }
  std::vector<std::uint8_t> planes( seriesPlanes * mEvidence.pixels() );
  try
  {
    if ( scene.isProduct )
      readProduct( scene, read, planes, feedback );
    else
      read.values = readPlanes( scene.input, scene.place, planes, feedback );
  }
  catch ( const Error &e )
  {
    if ( scene.isProduct && isFull( mRequest.temporaryFolder ) ) // no fault of the product
      throw;
    // What the web says today it may not say tomorrow.
    const bool mayPass = scene.input.path.rfind( "/vsi", 0 ) == 0;
    if ( mFolder && !mayPass )
      mFolder->leaveOut( scene.key, { attemptOf( scene, mRequest.products ), e.what() } );
    return e.what();
  }
  nameGlacier();
  if ( mWaiting )
  {
    std::copy( planes.begin(), planes.end(), mWaiting->add( dayOf( read ), false ) );
    mWaitingScenes.push_back( read );
  }
  else
    keepAndTake( read, planes );
  return std::nullopt;
}

void SceneReader::keepAndTake( const ReadScene &scene, const std::vector<std::uint8_t> &planes )
{
  if ( mFolder )
    mFolder->keep( scene.key, { {}, scene.facts, scene.values, scene.product },
                   resultMetadata( scene.facts, mSegmenter ), mEvidence.grid(), planes.data() );
  take( scene, planes );
}

int SceneReader::finish( const Feedback &feedback )
{
  if ( !mWaiting )
    return 0;
  try
  {
    mWaiting->segment( [this]( int scene, const std::vector<std::uint8_t> &planes )
                       { keepAndTake( mWaitingScenes[scene], planes ); },
                       feedback );
  }
  catch ( const Cancelled & )
  {
    if ( mScenes.empty() )
      throw;
  }
  mNetworkSeconds += mWaiting->networkSeconds();
  return waiting();
}

} // namespace calving
