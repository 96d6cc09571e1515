#include "model/sar/terrain/terraincorrection.h"

#include <algorithm>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/raster/cogwriter.h"
#include "model/raster/smallblockcache.h"
#include "model/sar/scenemetadata.h"
#include "model/sar/stream/rastersource.h"
#include "model/sar/stream/streamblocks.h"
#include "model/sar/terrain/averaging.h"
#include "model/sar/terrain/flattening.h"
#include "model/sar/terrain/maplayers.h"

namespace calving
{

namespace
{

//! Places a side at which the terrain is looked at before.
constexpr int surveyPlaces = 48;

std::string stepOf( const TerrainCorrectionOptions &options )
{
  const TerrainOptions &terrain = options.terrain;
  std::string step = "terraincorrect(";
  if ( terrain.dem.empty() )
    step += "height " + numberText( terrain.height ) + " m above the ellipsoid";
  else
    step += "terrain model " + fileName( terrain.dem ) + " above " + nameOf( terrain.datum );
  if ( !terrain.dem.empty() && !terrain.geoidFile.empty() )
    step += ", geoid grid " + fileName( terrain.geoidFile );
  step += ", pixel size " + numberText( options.map.pixelSize );
  if ( !options.inside.isEmpty() )
    step += ", cut to an area";
  const char *samplings[] = { "nearest", "bilinear", "cubic" };
  return step + ", " + samplings[static_cast<int>( options.sampling )] + ")";
}

TerrainSurvey survey( const TerrainOptions &terrain, const RadarGeometry &radar, const Feedback &feedback )
{
  const std::string contradiction = datumContradiction( terrain );
  if ( !contradiction.empty() )
    feedback.warn( contradiction );
  informOfHeights( terrain, feedback );
  const TerrainSurvey found = surveyTerrain( terrain, placesIn( radar, surveyPlaces, 0 ) );
  if ( found.covered == 0 )
    throw Error( "The terrain model " + terrain.dem +
                 " does not cover the scene. Choose one of the same place, or leave it empty to use a "
                 "constant height." );
  const int percent = static_cast<int>( std::lround( 100 * found.covered ) );
  if ( found.covered < 0.995 )
    feedback.warn( "The terrain model " + terrain.dem + " has heights for " + std::to_string( percent ) +
                   " % of the scene; the rest counts as sea level." );
  return found;
}

//! \a picture, beta nought, as gamma nought without the brightness of slopes.
void flatten( RadarPicture &picture, const std::shared_ptr<const RadarGeometry> &radar,
              const TerrainOptions &terrain, const TerrainSurvey &survey )
{
  std::string &quantity = picture.metadata["CALVINGFRONT_QUANTITY"];
  if ( quantity != "beta0" )
    throw Error( "Terrain flattening needs beta nought, but the raster holds " +
                 ( quantity.empty() ? std::string( "something unknown" ) : quantity ) +
                 ". Calibrate the product to beta nought first." );
  picture.backscatter = flattened( picture.backscatter, flatteningFactor( radar, terrain, survey ) );
  quantity = "gamma0_T";
  std::string &history = picture.metadata["CALVINGFRONT_HISTORY"];
  history = withStep( history, "flatten(gamma0_T by illuminated area)" );
}

MapJob jobOf( const RadarPicture &picture, const TerrainCorrectionOptions &options, const Feedback &feedback )
{
  RadarPicture coarse = averaged(
      picture, options.averaging ? *options.averaging : looksFor( picture.frame, options.map.pixelSize ) );
  const auto radar = std::make_shared<RadarGeometry>( coarse.frame );
  MapJob job{ std::move( coarse ), options, survey( options.terrain, *radar, feedback ), {}, {}, {}, {} };
  if ( options.flatten )
    flatten( job.picture, radar, options.terrain, job.survey );
  job.metadata = job.picture.metadata;
  const RasterGrid grid = outputGrid( *radar, options.map, job.survey );
  job.geometry = std::make_shared<MapGeometry>( radar, grid );
  job.heights = terrainHeights( options.terrain, grid );
  if ( !options.inside.isEmpty() )
    job.inside = insideOf( options.inside, grid );
  job.metadata["CALVINGFRONT_HISTORY"] = withStep( job.metadata["CALVINGFRONT_HISTORY"], stepOf( options ) );
  return job;
}

//! The map's tiles in the order in which the satellite passed them, so that few strips are needed at a time.
std::vector<Window> tilesAlongTrack( const MapJob &job )
{
  const RasterGrid &grid = job.geometry->grid();
  const TileGrid tiles( grid.width, grid.height, CogWriter::tileSize );
  const auto height = static_cast<float>( 0.5 * ( job.survey.lowest + job.survey.highest ) );
  std::vector<std::pair<double, int>> order;
  for ( int i = 0; i < tiles.count(); ++i )
  {
    const Window tile = tiles.window( i );
    const Window centre{ tile.x + tile.width / 2, tile.y + tile.height / 2, 1, 1 };
    const double line = job.geometry->positions( centre, &height ).front().line;
    order.emplace_back( std::isfinite( line ) ? line : 0.0, i );
  }
  std::sort( order.begin(), order.end() );
  std::vector<Window> windows;
  for ( const auto &entry : order )
    windows.push_back( tiles.window( entry.second ) );
  return windows;
}

} // namespace

TerrainCorrectionResult terrainCorrect( const RadarPicture &picture, const TerrainCorrectionOptions &options,
                                        const TerrainCorrectionOutputs &outputs, const Feedback &feedback )
{
  const SmallBlockCache smallCache;
  MapJob job = jobOf( picture, options, feedback );
  const std::vector<Window> tiles = tilesAlongTrack( job );
  const std::vector<MapLayer> layers = mapLayers( job, outputs );
  std::vector<std::unique_ptr<CogWriter>> writers;
  for ( std::size_t i = 0; i < layers.size(); ++i )
  {
    const double from = static_cast<double>( i ) / layers.size();
    const double to = static_cast<double>( i + 1 ) / layers.size();
    const Feedback part = feedback.part( from, to );
    writers.push_back(
        std::make_unique<CogWriter>( layers[i].path, job.geometry->grid(), layers[i].format ) );
    CogWriter &writer = *writers.back();
    streamBlocks(
        *layers[i].source, tiles, options.threads,
        [&writer]( const Window &window, const std::vector<float> &values )
        { writer.write( window, values ); },
        part.part( 0.0, 0.8 ) );
    writer.finish( part.part( 0.8, 1.0 ) );
  }
  warnOfHeights( options.terrain, feedback );
  for ( const std::unique_ptr<CogWriter> &writer : writers )
    writer->commit();
  return { job.geometry->grid(), job.survey.covered, job.metadata["CALVINGFRONT_DATETIME"] };
}

RadarPicture openRadarPicture( const std::string &path )
{
  const RasterReader reader( path );
  const std::string frame = reader.xmlMetadata( "xml:CALVINGFRONT_RADAR" );
  if ( frame.empty() )
    throw Error( "The raster " + path +
                 " does not say its radar geometry. Choose one made by calibratesar or despecklesar." );
  RadarPicture picture{ std::make_shared<RasterSource>( path ), parseRadarFrame( frame, path ),
                        reader.metadata() };
  if ( picture.frame.width != reader.width() || picture.frame.height != reader.height() )
    throw Error( "The raster " + path +
                 " was cut or resampled since its radar geometry was written. Choose the original." );
  picture.backscatter = asPower( picture.backscatter, statedUnit( reader ) );
  return picture;
}

} // namespace calving
