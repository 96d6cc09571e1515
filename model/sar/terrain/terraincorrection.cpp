#include "model/sar/terrain/terraincorrection.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <locale>
#include <sstream>

#include "model/error.h"
#include "model/raster/cogwriter.h"
#include "model/sar/rastersource.h"
#include "model/sar/scenemetadata.h"
#include "model/sar/streamblocks.h"
#include "model/sar/terrain/geocoding.h"
#include "model/sar/terrain/layovershadow.h"
#include "model/sar/terrain/stripcache.h"
#include "model/sar/terrain/viewgeometry.h"

namespace calving
{

namespace
{

//! Strips of the picture that may be kept. A band below a slanted row of tiles is far smaller.
constexpr std::size_t stripBytes = std::size_t( 256 ) << 20;
constexpr int stripHeight = 64;
//! Places a side at which the terrain is looked at before.
constexpr int surveyPlaces = 48;

//! The pieces of one correction.
struct Job
{
  RadarPicture picture;
  TerrainCorrectionOptions options;
  TerrainSurvey survey;
  std::shared_ptr<const MapGeometry> geometry;
  std::shared_ptr<const BlockSource> heights;
  std::map<std::string, std::string> metadata;
};

std::string text( double number )
{
  std::ostringstream stream;
  stream.imbue( std::locale::classic() );
  stream << number;
  return stream.str();
}

std::string fileName( const std::string &path )
{
  return path.substr( path.rfind( '/' ) + 1 );
}

std::string stepOf( const TerrainCorrectionOptions &options )
{
  const TerrainOptions &terrain = options.terrain;
  std::string step = "terraincorrect(";
  if ( terrain.dem.empty() )
    step += "height " + text( terrain.height ) + " m above the ellipsoid";
  else
    step += "terrain model " + fileName( terrain.dem ) + " above " +
            ( terrain.datum == VerticalDatum::Ellipsoid ? "the ellipsoid"
              : terrain.datum == VerticalDatum::Egm96   ? "EGM96"
                                                        : "EGM2008" );
  step += ", pixel size " + text( options.map.pixelSize );
  const char *samplings[] = { "nearest", "bilinear", "cubic" };
  return step + ", " + samplings[static_cast<int>( options.sampling )] + ")";
}

TerrainSurvey survey( const TerrainOptions &terrain, const RadarGeometry &radar, const Feedback &feedback )
{
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

Job jobOf( const RadarPicture &picture, const TerrainCorrectionOptions &options, const Feedback &feedback )
{
  const auto radar = std::make_shared<RadarGeometry>( picture.frame );
  Job job{ picture, options, survey( options.terrain, *radar, feedback ), {}, {}, picture.metadata };
  const RasterGrid grid = outputGrid( *radar, options.map, job.survey );
  job.geometry = std::make_shared<MapGeometry>( radar, grid );
  job.heights = terrainHeights( options.terrain, grid );
  job.metadata["CALVINGFRONT_HISTORY"] = withStep( job.metadata["CALVINGFRONT_HISTORY"], stepOf( options ) );
  return job;
}

//! The map's tiles in the order in which the satellite passed them, so that few strips are needed at a time.
std::vector<Window> tilesAlongTrack( const Job &job )
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

//! One output: what is written where.
struct Layer
{
  std::shared_ptr<const BlockSource> source;
  std::string path;
  CogFormat format;
};

Layer backscatterLayer( Job &job, const std::string &path )
{
  const TerrainCorrectionOptions &options = job.options;
  const auto strips = cachedInStrips( job.picture.backscatter, stripHeight, stripBytes );
  const auto power = geocoded( strips, job.geometry, job.heights, options.sampling );
  Layer layer{ power, path, {} };
  layer.format.noData = std::numeric_limits<double>::quiet_NaN();
  layer.format.metadata = job.metadata;
  const auto quantity = job.metadata.find( "CALVINGFRONT_QUANTITY" );
  const auto polarisation = job.metadata.find( "CALVINGFRONT_POLARISATION" );
  if ( quantity != job.metadata.end() && polarisation != job.metadata.end() )
    layer.format.bandName = quantity->second + " " + polarisation->second;
  layer.source = scaled( power, options.unit, options.window );
  describeUnit( options.unit, options.window, layer.format.metadata );
  if ( options.unit == BackscatterUnit::Byte )
  {
    layer.format.type = PixelType::Byte;
    layer.format.noData = 0.0;
  }
  return layer;
}

Layer incidenceLayer( const Job &job, const std::string &path )
{
  Layer layer{ localIncidence( job.geometry, job.heights ), path, {} };
  layer.format.noData = std::numeric_limits<double>::quiet_NaN();
  layer.format.metadata = job.metadata;
  layer.format.metadata["CALVINGFRONT_UNIT"] = "degrees";
  layer.format.bandName = "local incidence angle";
  return layer;
}

Layer maskLayer( const Job &job, const std::string &path )
{
  Layer layer{ layoverAndShadow( job.geometry, job.heights, job.survey ), path, {} };
  layer.format.type = PixelType::Byte;
  layer.format.noData = 0.0;
  layer.format.classes = true;
  layer.format.metadata = job.metadata;
  layer.format.metadata["CALVINGFRONT_UNIT"] = "1 visible, 2 layover, 3 shadow, 4 layover and shadow";
  layer.format.bandName = "layover and shadow";
  return layer;
}

std::vector<Layer> layersOf( Job &job, const TerrainCorrectionOutputs &outputs )
{
  std::vector<Layer> layers;
  if ( !outputs.backscatter.empty() )
    layers.push_back( backscatterLayer( job, outputs.backscatter ) );
  if ( !outputs.incidence.empty() )
    layers.push_back( incidenceLayer( job, outputs.incidence ) );
  if ( !outputs.mask.empty() )
    layers.push_back( maskLayer( job, outputs.mask ) );
  return layers;
}

} // namespace

TerrainCorrectionResult terrainCorrect( const RadarPicture &picture, const TerrainCorrectionOptions &options,
                                        const TerrainCorrectionOutputs &outputs, const Feedback &feedback )
{
  const SmallBlockCache smallCache;
  Job job = jobOf( picture, options, feedback );
  const std::vector<Window> tiles = tilesAlongTrack( job );
  const std::vector<Layer> layers = layersOf( job, outputs );
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
  picture.backscatter = asPower( picture.backscatter, picture.metadata );
  return picture;
}

} // namespace calving
