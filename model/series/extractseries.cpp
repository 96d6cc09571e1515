#include "model/series/extractseries.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <set>

#include "model/base/listednames.h"
#include "model/base/namedfeedback.h"
#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/extract/frontremarks.h"
#include "model/extract/modeladvice.h"
#include "model/extract/resultmetadata.h"
#include "model/scene/sceneday.h"
#include "model/scene/valueparameters.h"
#include "model/series/cut/cutseries.h"
#include "model/series/frontdistance.h"
#include "model/series/labels/rememberedlabels.h"
#include "model/series/labels/zonesoflabels.h"
#include "model/series/readscenes.h"
#include "model/series/tracescenes.h"
#include "model/series/usedscenes.h"

namespace calving
{

namespace
{

using Clock = std::chrono::steady_clock;

//! Shares of the progress bar.
constexpr double readShare = 0.85;
constexpr double estimateShare = 0.93;
constexpr std::size_t mostNamed = 10;

double secondsSince( Clock::time_point start )
{
  return std::chrono::duration<double>( Clock::now() - start ).count();
}

//! \a feedback that nobody can stop: for what is done after somebody has.
Feedback unstoppable( Feedback feedback )
{
  feedback.stopped = {};
  if ( feedback.progress )
    feedback.progress = [inner = feedback.progress]( double fraction )
    {
      inner( fraction );
      return true;
    };
  return feedback;
}

//! All that the network's word of a scene depends on besides the scene.
std::string settingsOf( const SeriesRequest &request, const Segmenter &segmenter )
{
  const SegmentOptions &segment = request.each.segment;
  const Tiling &tiling = segment.tiling;
  std::string text =
      "model " + segmenter.hash().substr( 0, 16 ) + ", band " + std::to_string( segment.band ) + ", tile " +
      std::to_string( tiling.tile ) + ", margin " + std::to_string( tiling.margin ) + ", stride " +
      std::to_string( tiling.stride ) + ", pixels of " +
      numberText( networkPixelMetres( segment, segmenter.card() ) ) + " m" +
      ( segment.resample ? "" : ", not resampled" ) +
      ( segmenter.card().size.frames > 1 && request.smoothing == SeriesSmoothing::Series ? ", in sequences"
                                                                                         : "" );
  const std::string values = valueSettings( segment.values );
  const std::string &polarisation = request.products.preprocess.calibration.polarisation;
  text += polarisation.empty() ? "" : ", polarisation " + polarisation;
  return values.empty() ? text : text + ", " + values;
}

bool areOneGrid( const RasterGrid &a, const RasterGrid &b )
{
  return a.width == b.width && a.height == b.height && !a.liesElsewhere( b );
}

SeriesGrid gridOf( const SeriesPlan &plan, const Segmenter &segmenter, const SeriesRequest &request,
                   const EvidenceFolder *folder )
{
  const double unit = request.each.georeference.pixelSizeMetres;
  const SegmentOptions &segment = request.each.segment;
  const bool isKept = folder && folder->grid();
  if ( isKept && request.each.area.isEmpty() )
    return { *folder->grid(), seriesPixelMetres( *folder->grid(), unit ) };
  const double pixelMetres = networkPixelMetres( segment, segmenter.card() );
  std::vector<SceneFootprint> footprints;
  for ( const PlannedScene &scene : plan.scenes )
    if ( !scene.isProduct )
      footprints.push_back( footprintOf( scene.place, pixelMetres, segment.resample ) );
  if ( footprints.empty() )
    footprints.push_back( boundless( request.each.area, request.each.georeference.crs, pixelMetres ) );
  const SeriesGrid grid = seriesGrid( footprints, request.each.area, unit );
  if ( isKept && !areOneGrid( *folder->grid(), grid.grid ) )
    throw Error( "The folder " + request.evidenceFolder +
                 " (EVIDENCE) is of another box than AREA. Leave AREA out, or choose another folder." );
  return grid;
}

//! Says sentences that many scenes share only once.
class SaidOnce
{
public:
  explicit SaidOnce( const Feedback &feedback )
    : mFeedback( feedback )
  {
  }

  //! For the scene \a name. This object must outlive the feedback.
  Feedback about( const std::string &name )
  {
    Feedback result = named( mFeedback, name );
    if ( result.info )
      result.info = [this, inner = result.info]( const std::string &sentence )
      {
        if ( mSaid.insert( sentence ).second )
          inner( sentence );
      };
    return result;
  }

private:
  const Feedback &mFeedback;
  std::set<std::string> mSaid;
};

//! Reads the scenes of \a plan into \a reader. Returns how many were not, because the user wanted to stop.
int readScenes( SeriesPlan &plan, SceneReader &reader, const Feedback &feedback )
{
  // Where scenes wait for the network, it takes most of the time.
  constexpr double shareOfWaiting = 0.1;
  const double share = reader.waits() ? shareOfWaiting : 1;
  SaidOnce voice( feedback );
  const int count = static_cast<int>( plan.scenes.size() );
  for ( int i = 0; i < count; ++i )
  {
    const PlannedScene &scene = plan.scenes[i];
    try
    {
      const Feedback part = voice.about( scene.name ).part( share * i / count, share * ( i + 1.0 ) / count );
      feedback.check();
      if ( const std::optional<std::string> reason = reader.add( scene, part ) )
      {
        plan.leftOut.push_back( { scene.name, *reason } );
        feedback.warn( plan.leftOut.back().sentence() );
      }
    }
    catch ( const Cancelled & )
    {
      if ( reader.scenes().empty() )
        throw;
      return reader.waiting() + count - i;
    }
  }
  return reader.finish( feedback.part( share, 1 ) );
}

std::string remarkOn( const SceneNumbers &numbers, const SeriesOptions &options )
{
  if ( !( options.corridorMetres > 0 ) || numbers.farthestMetres <= options.corridorMetres )
    return {};
  return farFromLabels( numbers.farthestMetres );
}

//! Where the zones of each scene go: after the scene's name or, where several have that, its key.
std::vector<std::string> zonesPaths( const std::vector<ReadScene> &scenes, const std::string &folder )
{
  std::map<std::string, int> counts;
  for ( const ReadScene &scene : scenes )
    ++counts[scene.facts.imageId];
  std::vector<std::string> paths;
  for ( const ReadScene &scene : scenes )
  {
    const std::string &name = scene.facts.imageId;
    paths.push_back( folder + '/' + ( name.empty() || counts[name] > 1 ? scene.key : name ) + "_zones.tif" );
  }
  return paths;
}

void makeFolder( const std::string &folder )
{
  std::error_code problem;
  std::filesystem::create_directories( folder, problem );
  if ( problem )
    throw Error( "Cannot make the folder " + folder + " (ZONES_FOLDER): " + problem.message() + "." );
}

void addLabels( SeriesEvidence &evidence, const SeriesRequest &request,
                const std::function<std::optional<double>( const std::string &name )> &dayOfScene,
                const Feedback &feedback )
{
  std::vector<SeriesLabel> labels;
  if ( !request.labels.isEmpty() )
    labels = labelsOn( evidence.grid(), request.labels, request.each.georeference, dayOfScene, feedback );
  if ( request.memory )
    for ( SeriesLabel &label :
          rememberedLabels( evidence.grid(), *request.memory, labels, dayOfScene, feedback ) )
      labels.push_back( std::move( label ) );
  if ( !labels.empty() && std::all_of( labels.begin(), labels.end(),
                                       []( const SeriesLabel &label ) { return label.front.empty(); } ) )
    feedback.inform(
        "The labels hold no front lines, so that every place where glacier meets ocean counts as front, "
        "coasts as well. Draw the fronts, too: “Prepare labels” makes a layer for them; of rasters of "
        "zones, NAME_front beside NAME_zones holds them." );
  if ( labels.empty() )
    return;
  const std::vector<std::uint8_t> zones = zonesOfLabels( labels, labels.front().day );
  const auto unknown = static_cast<double>( std::count( zones.begin(), zones.end(), std::uint8_t( 0 ) ) );
  constexpr double muchShare = 0.3;
  if ( unknown > muchShare * static_cast<double>( zones.size() ) )
    feedback.warn( "No label shows " +
                   numberText( 100 * unknown / static_cast<double>( zones.size() ), Decimals{ 0 } ) +
                   " % of the box of the series: no front is found there. Label the rest, or give an AREA." );
  for ( SeriesLabel &label : labels )
    evidence.addLabel( std::move( label ) );
}

void informOf( const LeftOut &found, std::size_t labels, const Feedback &feedback )
{
  if ( found.labels == 0 && labels > 1 )
    feedback.inform(
        "None of the labels can be left out to see how much the images are worth on this glacier, since none "
        "is of a scene of the series alone on its date: they count as on others." );
  else if ( found.labels == 0 )
    feedback.inform(
        "With one label, how much the images are worth cannot be checked on this glacier: they count as "
        "on others. Label a second scene, years away, to have it checked." );
  else
    feedback.inform(
        "Of " + std::to_string( found.labels ) +
        " label(s), each left out in turn, the front is found within " +
        numberText( found.estimated, Decimals{ 0 } ) +
        " m in the mean; copied from the label nearest in time, within " +
        numberText( found.copied, Decimals{ 0 } ) + " m. So the images count " +
        ( found.weight == 0
              ? "for nothing: fronts are copied, and area lost or gained between labels is not seen."
              : "by " + numberText( 100 * found.weight, Decimals{ 0 } ) + " %." ) +
        ( found.estimated >= found.copied && found.weight > 0
              ? " That is what they were worth on other glaciers, which counts like three labels more."
              : "" ) );
}

//! All dates together, by the way that suits what is known.
SeriesEstimate estimateTogether( const SeriesEvidence &evidence, TextureClassifier *classifier,
                                 const SeriesOptions &options, const Feedback &feedback )
{
  if ( evidence.labels().empty() || !classifier )
    return estimateSeries( evidence, options, feedback );
  LeftOut found;
  SeriesEstimate estimate = cutSeries( evidence, *classifier, options.threads, feedback, &found );
  informOf( found, evidence.labels().size(), feedback );
  return estimate;
}

void traceAll( ExtractedSeries &result, const SeriesEvidence &evidence, const SeriesEstimate &single,
               const SeriesEstimate &estimate, const std::vector<ReadScene> &scenes,
               const Segmenter &segmenter, const SeriesRequest &request, const Feedback &feedback )
{
  const SceneTracer tracer( result.grid, request.each, request.temporaryFolder );
  const std::vector<std::string> paths = zonesPaths( scenes, request.zonesFolder );
  if ( !request.zonesFolder.empty() )
    makeFolder( request.zonesFolder );
  std::vector<std::string> without;
  Feedback quiet = feedback; // how many are too short, of each date, nobody wants to read
  quiet.info = {};
  quiet.progress = {};
  for ( const int scene : scenesByDay( evidence ) )
  {
    feedback.report( static_cast<double>( result.scenes.size() ) / evidence.scenes() );
    SeriesFronts fronts{ scenes[scene].facts, scenes[scene].crsSource, scenes[scene].values, {}, {}, {}, {} };
    fronts.fronts = tracer.trace( estimate.zones( scene ), estimate.confidence( scene ), quiet );
    const TracedFronts alone = tracer.trace( single.zones( scene ), single.confidence( scene ), quiet );
    fronts.singleMetres =
        meanDistances( fronts.fronts.lines, alone.lines, result.grid.grid, result.grid.pixelMetres );
    if ( request.errors && estimate.numbers[scene].signs )
      fronts.error = expectedError( *estimate.numbers[scene].signs, *request.errors );
    fronts.remark = remarkOn( estimate.numbers[scene], request.estimate );
    if ( fronts.fronts.lines.empty() )
      without.push_back( evidence.scene( scene ).name );
    if ( !request.zonesFolder.empty() )
      result.pendingRasters.push_back( tracer.zonesRaster(
          paths[scene], estimate.zones( scene ), resultMetadata( scenes[scene].facts, segmenter ) ) );
    result.scenes.push_back( std::move( fronts ) );
  }
  if ( !without.empty() )
    feedback.warn( "No front was found on " + std::to_string( without.size() ) +
                   " date(s): " + listedNames( without, mostNamed ) + "." );
}

} // namespace

void ExtractedSeries::commit()
{
  for ( RasterWriter &raster : pendingRasters )
    raster.commit();
  pendingRasters.clear();
}

ExtractedSeries extractSeries( const SeriesPlan &plan, Segmenter &segmenter, TextureClassifier *classifier,
                               const SeriesRequest &request, const Feedback &feedback )
{
  requireZoneModel( segmenter.card() );
  requirePart( request, segmenter.card() );
  informOfModel( segmenter.card(), feedback );
  std::optional<EvidenceFolder> folder;
  if ( !request.evidenceFolder.empty() )
    folder.emplace( request.evidenceFolder, settingsOf( request, segmenter ) );
  SeriesPlan used = plan;
  ExtractedSeries result;
  result.grid = gridOf( used, segmenter, request, folder ? &*folder : nullptr );
  const RasterGrid &grid = result.grid.grid;
  feedback.inform( "The box of the series has " + std::to_string( grid.width ) + " x " +
                   std::to_string( grid.height ) + " pixels of " +
                   numberText( result.grid.pixelMetres[0], Decimals{ 0 } ) + " x " +
                   numberText( result.grid.pixelMetres[1], Decimals{ 0 } ) + " m." );
  leaveOutElsewhere( used, grid, feedback );
  if ( request.part > 0 )
    keepPart( used, request, feedback );
  if ( folder )
  {
    leaveOutKnown( used, *folder, request, feedback );
    requireSameProducts( used, *folder, request );
  }

  SeriesEvidence evidence( grid, result.grid.pixelMetres, request.temporaryFolder );
  const auto dayOfScene = [&]( const std::string &name ) -> std::optional<double>
  {
    for ( const PlannedScene &scene : used.scenes )
      if ( scene.name == name )
        return sceneDay( scene.facts );
    if ( folder )
      for ( const auto &[key, kept] : folder->scenes() )
        if ( kept.facts.imageId == name )
          return sceneDay( kept.facts );
    return std::nullopt;
  };
  if ( request.smoothing == SeriesSmoothing::Series && request.part == 0 )
    addLabels( evidence, request, dayOfScene, feedback.part( 0, 0 ) );

  SceneReader reader( segmenter, request, folder ? &*folder : nullptr, evidence );
  if ( reader.waits() )
    feedback.inform( "The network reads scenes in sequences of " +
                     std::to_string( segmenter.card().size.frames ) + ", in the order of their dates." );
  if ( request.part == 0 )
    reader.addRemembered( used, feedback );
  result.notRead = readScenes( used, reader, feedback.part( 0, readShare ) );
  result.leftOut = used.leftOut;
  result.productSeconds = reader.productSeconds();
  result.networkSeconds = reader.networkSeconds();
  result.read = static_cast<int>( reader.scenes().size() );
  if ( request.part > 0 )
    return result;
  if ( reader.scenes().empty() )
    throw Error( "None of the scenes could be read: the log says why." );

  Feedback rest = result.notRead > 0 ? unstoppable( feedback ) : feedback;
  if ( result.notRead > 0 )
    feedback.warn( "Cancelled: the series is estimated from the " + std::to_string( evidence.scenes() ) +
                   " scene(s) read so far; " + std::to_string( result.notRead ) + " are missing." );
  const Clock::time_point start = Clock::now();
  const SeriesEstimate single = estimateSingly( evidence, unstoppable( feedback ) );
  std::optional<SeriesEstimate> together;
  try
  {
    if ( request.smoothing == SeriesSmoothing::Series )
      together.emplace(
          estimateTogether( evidence, classifier, request.estimate, rest.part( readShare, estimateShare ) ) );
  }
  catch ( const Cancelled & )
  {
    feedback.warn( "Cancelled while all dates were read together: the fronts are those that each scene shows "
                   "alone, without labels and without the other dates. With a folder for EVIDENCE the next "
                   "run begins where this one was stopped." );
    rest = unstoppable( feedback );
  }
  result.estimateSeconds = secondsSince( start );
  traceAll( result, evidence, single, together ? *together : single, reader.scenes(), segmenter, request,
            rest.part( estimateShare, 1 ) );
  rest.report( 1 );
  return result;
}

} // namespace calving
