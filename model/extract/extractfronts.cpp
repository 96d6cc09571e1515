#include "model/extract/extractfronts.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include "model/extract/frontremarks.h"
#include "model/extract/modeladvice.h"
#include "model/extract/oceanpolygon.h"
#include "model/extract/outputformats.h"
#include "model/extract/placeprior.h"
#include "model/extract/resultmetadata.h"
#include "model/modelfile/modelcard.h"
#include "model/scene/productname.h"

namespace calving
{

namespace
{

//! Share of the progress bar that the network gets; tracing takes a few per cent of the time.
constexpr double segmentShare = 0.94;
constexpr double traceShare = 0.97;

//! The rasters that a run fills: those the user wants in their places, the others among the temporary files.
class Rasters
{
public:
  //! What all of them have in common.
  struct Common
  {
    RasterGrid grid;
    std::map<std::string, std::string> metadata;
    std::vector<std::string> classNames;
  };

  Rasters( const ExtractOptions &options, const Common &common )
    : mZones( place( options.zonesPath, options, "zones.tif" ), common.grid,
              described( zonesFormat(), common ) )
    , mConfidence( place( options.confidencePath, options, "confidence.tif" ), common.grid,
                   readOnce( described( confidenceFormat(), common ), options.confidencePath ) )
  {
    if ( !options.probabilitiesPath.empty() )
      mProbabilities.emplace( options.probabilitiesPath, common.grid,
                              described( probabilitiesFormat( common.classNames ), common ) );
  }

  SegmentOutputs outputs() { return { &mZones, &mConfidence, mProbabilities ? &*mProbabilities : nullptr }; }
  std::string closeZones() { return mZones.close(); }
  std::string closeConfidence() { return mConfidence.close(); }

  //! The rasters that are to stay; the others vanish with this object.
  std::vector<RasterWriter> wanted( const ExtractOptions &options )
  {
    std::vector<RasterWriter> result;
    if ( !options.zonesPath.empty() )
      result.push_back( std::move( mZones ) );
    if ( !options.confidencePath.empty() )
      result.push_back( std::move( mConfidence ) );
    if ( mProbabilities )
    {
      mProbabilities->close();
      result.push_back( std::move( *mProbabilities ) );
    }
    return result;
  }

private:
  static std::string place( const std::string &wanted, const ExtractOptions &options, const char *name )
  {
    return wanted.empty() ? options.temporaryFolder + "/calvingfront_" + name : wanted;
  }

  static RasterFormat described( RasterFormat format, const Common &common )
  {
    format.metadata.insert( common.metadata.begin(), common.metadata.end() );
    return format;
  }

  //! A file that nobody keeps is not worth compressing; where it is empty it takes no room.
  static RasterFormat readOnce( RasterFormat format, const std::string &wanted )
  {
    format.compressed = !wanted.empty();
    format.sparse = wanted.empty();
    return format;
  }

  RasterWriter mZones;
  RasterWriter mConfidence;
  std::optional<RasterWriter> mProbabilities;
};

TracedFronts trace( Rasters &rasters, const ExtractOptions &options, const SceneGrid &scene,
                    const AreaMask *area, const Feedback &feedback )
{
  const RasterReader zones( rasters.closeZones() );
  const RasterReader confidence( rasters.closeConfidence() );
  TraceOptions trace = options.trace;
  trace.coding = ZoneCoding::FromZero;
  trace.pixelSizeMetres = std::sqrt( scene.pixelSizeMetres[0] * scene.pixelSizeMetres[1] );
  return traceFronts( zones, trace, area, &confidence, feedback );
}

} // namespace

void ExtractedFronts::commit()
{
  for ( RasterWriter &raster : pendingRasters )
    raster.commit();
  pendingRasters.clear();
}

OpenedScene openScene( const ExtractOptions &options )
{
  requireScene( options.scene.path );
  RasterReader reader( options.scene, RasterContent::Backscatter );
  requireBand( reader, options.segment.band );
  SceneGrid grid = sceneGrid( reader, options.georeference );
  return { std::move( reader ), std::move( grid ) };
}

ExtractedFronts extractFronts( Segmenter &segmenter, OpenedScene scene, const ExtractOptions &options,
                               const Feedback &feedback )
{
  requireZoneModel( segmenter.card() );
  informOfModel( segmenter.card(), feedback );
  if ( segmenter.card().size.readsSequences() )
    feedback.warn(
        "The model reads sequences of scenes, and a scene alone tells it less. Give it all scenes of "
        "the glacier together: “Extract fronts from a series”." );
  ExtractedFronts result;
  result.scene = std::move( scene.grid );
  std::optional<AreaMask> area; // says what is wrong with it before the network takes its time
  if ( !options.area.isEmpty() )
    area.emplace( result.scene.grid, options.area );

  result.facts = sceneFacts( options.scene.path, scene.reader.metadata(),
                             scene.reader.bandName( options.segment.band ) );
  if ( !options.glacier.empty() )
    result.facts.glacier = options.glacier;
  if ( options.memory && options.prior == PriorUse::Auto )
    result.prior = priorFor( *options.memory, result.facts, result.scene.grid, feedback );
  Rasters rasters( options, { result.scene.grid, resultMetadata( result.facts, segmenter ),
                              segmenter.card().classNames } );
  SegmentOptions segment = options.segment;
  segment.scene = result.scene;
  segment.prior = result.prior ? &*result.prior : nullptr;
  result.report = segmentRaster( std::move( scene.reader ), segmenter, segment, rasters.outputs(),
                                 feedback.part( 0, segmentShare ) );

  warnOfSameness( result.report.classPixels, segmenter.card(), feedback );

  const auto start = std::chrono::steady_clock::now();
  result.fronts = trace( rasters, options, result.scene, area ? &*area : nullptr,
                         feedback.part( segmentShare, traceShare ) );
  warnOfDoubt( result.fronts.lines, feedback );
  result.remarks.resize( result.fronts.lines.size() );
  if ( result.prior )
  {
    result.remarks = remarksOn( result.fronts.lines, result.scene.grid.crs, *result.prior, feedback );
    const std::array<double, 2> &side = result.report.size.pixelSizeMetres;
    warnOfOverruled( static_cast<double>( result.report.overruledPixels ) * side[0] * side[1], *result.prior,
                     feedback );
  }
  if ( options.ocean )
    result.ocean =
        oceanPolygon( result.fronts.zones, result.scene.grid,
                      options.temporaryFolder + "/calvingfront_ocean.tif", feedback.part( traceShare, 1 ) );
  result.tracingSeconds = std::chrono::duration<double>( std::chrono::steady_clock::now() - start ).count();
  result.pendingRasters = rasters.wanted( options );
  feedback.report( 1 );
  return result;
}

} // namespace calving
