#include "model/sar/terrain/terraincorrection.h"

#include <algorithm>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/raster/cogwriter.h"
#include "model/raster/gdalraster.h"
#include "model/raster/smallblockcache.h"
#include "model/sar/picture/clippedbytes.h"
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

const char *nameOf( Sampling sampling )
{
  switch ( sampling )
  {
  case Sampling::Nearest:
    return "nearest";
  case Sampling::Cubic:
    return "cubic";
  default:
    return "bilinear";
  }
}

std::string stepOf( const TerrainCorrectionOptions &options )
{
  const TerrainOptions &terrain = options.terrain;
  std::string step = "terraincorrect(";
  if ( terrain.dem.isEmpty() )
    step += "height " + numberText( terrain.height ) + " m above the ellipsoid";
  else
    step += "terrain model " + fileName( terrain.dem.path ) + " above " + nameOf( terrain.datum );
  if ( !terrain.dem.isEmpty() && !terrain.geoidFile.empty() )
    step += ", geoid grid " + fileName( terrain.geoidFile );
  step += ", pixel size " + numberText( options.map.pixelSize );
  if ( !options.inside.isEmpty() )
    step += ", cut to an area";
  return step + ", " + nameOf( options.sampling ) + ")";
}

/**
 * What a constant height means for places on the map: ground that lies higher is nearer to the radar, by the
 * cotangent of the incidence angle along the ground.
 */
std::string heightAdvice( const TerrainOptions &terrain, const RadarGeometry &radar )
{
  const RadarPosition middle{ 0.5 * radar.frame().height, 0.5 * radar.frame().width };
  const Vector3 satellite = radar.orbit().at( radar.seenAt( middle ).time ).position;
  const double incidence = incidenceAngle( satellite, radar.point( middle, terrain.height ) );
  constexpr double error = 100;
  const double aside = error / std::tan( incidence * degree );
  return "Without a terrain model, all of the scene counts as " + numberText( terrain.height ) +
         " m above the ellipsoid. A front that lies " + numberText( error ) +
         " m higher or lower comes out some " + numberText( 10 * std::round( aside / 10 ) ) +
         " m aside (incidence angle " + numberText( std::round( incidence ) ) +
         "° in the middle). Give a terrain model (DEM), or the height of the front (HEIGHT).";
}

TerrainSurvey survey( const TerrainOptions &terrain, const RadarGeometry &radar, const Feedback &feedback )
{
  const std::string contradiction = datumContradiction( terrain );
  if ( !contradiction.empty() )
    feedback.warn( contradiction );
  informOfHeights( terrain, feedback );
  if ( terrain.dem.isEmpty() )
    feedback.warn( heightAdvice( terrain, radar ) );
  const TerrainSurvey found = surveyTerrain( terrain, placesIn( radar, surveyPlaces, 0 ) );
  if ( found.covered == 0 )
    throw Error( "The terrain model " + terrain.dem.path +
                 " does not cover the scene. Choose one of the same place, or leave it empty to use a "
                 "constant height." );
  const int percent = static_cast<int>( std::lround( 100 * found.covered ) );
  if ( found.covered < 0.995 )
    feedback.warn( "The terrain model " + terrain.dem.path + " has heights for " + std::to_string( percent ) +
                   " % of the scene; the rest counts as sea level." );
  return found;
}

//! Where the map lies and when the scene was taken, for the log.
std::string mapSentence( const MapJob &job )
{
  const OGRSpatialReference reference = spatialReference( job.geometry->grid().crs );
  const char *authority = reference.GetAuthorityName( nullptr );
  const char *code = reference.GetAuthorityCode( nullptr );
  const std::string name =
      reference.GetName() ? reference.GetName() : "a coordinate reference system without a name";
  const auto time = job.picture.metadata.find( "CALVINGFRONT_DATETIME" );
  constexpr int toTheSecond = 19;
  return "The map is in " + ( authority && code ? std::string( authority ) + ":" + code + ", " : "" ) + name +
         ( job.options.map.crs.empty() ? ", chosen by the place" : "" ) + ", with pixels of " +
         numberText( job.options.map.pixelSize ) + " m." +
         ( time == job.picture.metadata.end()
               ? std::string()
               : " The scene was taken at " + time->second.substr( 0, toTheSecond ) + " UTC." );
}

//! \a picture, beta nought, as gamma nought without the brightness of slopes.
void flatten( SarPicture &picture, const std::shared_ptr<const RadarGeometry> &radar,
              const TerrainOptions &terrain, const TerrainSurvey &survey )
{
  std::string &quantity = picture.metadata["CALVINGFRONT_QUANTITY"];
  if ( quantity != "beta0" )
    throw Error( "Terrain flattening needs beta nought, but the raster holds " +
                 ( quantity.empty() ? std::string( "something unknown" ) : quantity ) +
                 ". Calibrate the product to beta nought first." );
  picture.values = flattened( picture.values, flatteningFactor( radar, terrain, survey ) );
  quantity = "gamma0_T";
  recordStep( picture.metadata, "flatten(gamma0_T by illuminated area)" );
}

MapJob jobOf( const SarPicture &picture, const TerrainCorrectionOptions &options, const Feedback &feedback )
{
  SarPicture coarse = picture;
  average( coarse,
           options.averaging ? *options.averaging : looksFor( *picture.frame, options.map.pixelSize ) );
  const auto radar = std::make_shared<RadarGeometry>( *coarse.frame );
  MapJob job{ std::move( coarse ), options, survey( options.terrain, *radar, feedback ), {}, {}, {} };
  if ( options.flatten )
    flatten( job.picture, radar, options.terrain, job.survey );
  const RasterGrid grid = outputGrid( *radar, options.map, job.survey );
  job.geometry = std::make_shared<MapGeometry>( radar, grid );
  job.heights = terrainHeights( options.terrain, grid );
  if ( !options.inside.isEmpty() )
    job.inside = insideOf( options.inside, grid );
  recordStep( job.picture.metadata, stepOf( options ) );
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

TerrainCorrectionResult terrainCorrect( const SarPicture &picture, const TerrainCorrectionOptions &options,
                                        const TerrainCorrectionOutputs &outputs, const Feedback &feedback )
{
  const SmallBlockCache smallCache;
  MapJob job = jobOf( picture, options, feedback );
  feedback.inform( mapSentence( job ) );
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
  if ( options.unit == BackscatterUnit::Byte )
    warnWhereClipped( outputs.backscatter, options.window, feedback );
  return { job.geometry->grid(), job.survey.covered, job.picture.metadata["CALVINGFRONT_DATETIME"] };
}

} // namespace calving
