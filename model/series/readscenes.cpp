#include "model/series/readscenes.h"

#include <algorithm>

#include "model/error.h"
#include "model/extract/modeladvice.h"
#include "model/extract/resultmetadata.h"
#include "model/geometry/gridoutline.h"
#include "model/scene/sceneday.h"
#include "model/series/sceneplanes.h"

namespace calving
{

namespace
{

std::string crsSourceOf( const PlannedScene &scene )
{
  if ( scene.place.grid.crs.empty() )
    return {};
  return scene.place.crsGiven ? "parameter" : scene.input.crs.empty() ? "raster" : "layer";
}

} // namespace

SceneReader::SceneReader( Segmenter &segmenter, const SeriesRequest &request, EvidenceFolder *folder,
                          SeriesEvidence &evidence )
  : mSegmenter( segmenter )
  , mRequest( request )
  , mFolder( folder )
  , mEvidence( evidence )
{
}

void SceneReader::take( const ReadScene &scene, const std::vector<std::uint8_t> &planes )
{
  const std::string &name = scene.facts.imageId.empty() ? scene.key : scene.facts.imageId;
  std::copy( planes.begin(), planes.end(),
             mEvidence.add( { name, sceneDay( scene.facts ).value_or( 0 ), scene.facts.sensor } ) );
  mScenes.push_back( scene );
}

void SceneReader::addRemembered( const SeriesPlan &plan, const Feedback &feedback )
{
  if ( !mFolder )
    return;
  std::vector<std::uint8_t> planes( seriesPlanes * mEvidence.pixels() );
  for ( const auto &[key, kept] : mFolder->scenes() )
  {
    feedback.check();
    const bool isGiven =
        std::any_of( plan.scenes.begin(), plan.scenes.end(),
                     [&key = key]( const PlannedScene &scene ) { return scene.key == key; } );
    if ( isGiven )
      continue;
    EvidenceFolder::read( kept, planes.data() );
    take( { key, kept.facts, mEvidence.grid().crs.empty() ? "" : "raster", kept.values }, planes );
  }
}

//! Fills \a planes; returns what the values of \a scene were taken for.
std::string SceneReader::throughNetwork( const PlannedScene &scene, std::vector<std::uint8_t> &planes,
                                         const Feedback &feedback )
{
  SegmentOptions options = mRequest.each.segment;
  options.scene = scene.place;
  const SegmentedWindow window =
      segmentWindow( RasterReader( scene.input, RasterContent::Backscatter ), mSegmenter, options,
                     outlineOf( mEvidence.grid(), scene.place.grid.crs ), feedback );
  warnOfSameness( window.report.classPixels, mSegmenter.card(), feedback );
  toSeriesGrid( window, mEvidence.grid(), planes.data() );
  mNetworkSeconds += window.report.networkSeconds;
  return window.report.scaling.description;
}

std::optional<std::string> SceneReader::add( const PlannedScene &scene, const Feedback &feedback )
{
  std::vector<std::uint8_t> planes( seriesPlanes * mEvidence.pixels() );
  ReadScene read{ scene.key, scene.facts, crsSourceOf( scene ), {} };
  if ( !mRequest.each.glacier.empty() )
    read.facts.glacier = mRequest.each.glacier;
  if ( mFolder && mFolder->scenes().count( scene.key ) > 0 )
  {
    const KeptScene &kept = mFolder->scenes().at( scene.key );
    EvidenceFolder::read( kept, planes.data() );
    read.values = kept.values;
    take( read, planes );
    return std::nullopt;
  }
  try
  {
    read.values = throughNetwork( scene, planes, feedback );
  }
  catch ( const Error &e )
  {
    if ( mFolder )
      mFolder->leaveOut( scene.key, e.what() );
    return e.what();
  }
  if ( mFolder )
    mFolder->keep( scene.key, read.facts, read.values, resultMetadata( read.facts, mSegmenter ),
                   mEvidence.grid(), planes.data() );
  take( read, planes );
  return std::nullopt;
}

} // namespace calving
