#include "model/sar/terrain/maplayers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/sar/terrain/geocoding.h"
#include "model/sar/terrain/layovershadow.h"
#include "model/sar/terrain/stripcache.h"
#include "model/sar/terrain/viewgeometry.h"

namespace calving
{

namespace
{

//! Rows of the picture that are computed at a time.
constexpr int stripHeight = 64;

constexpr float noData = std::numeric_limits<float>::quiet_NaN();

//! \a source in the area of interest.
std::shared_ptr<const BlockSource> kept( const MapJob &job, std::shared_ptr<const BlockSource> source,
                                         float outside )
{
  return job.inside ? keptInside( std::move( source ), job.inside, outside ) : source;
}

/**
 * Bytes of the picture that are worth keeping: twice what lies below one tile of the map, whose tiles come in
 * the order of the lines below them. Does not depend on the number of lines.
 */
std::size_t stripBytes( const MapJob &job )
{
  const RasterGrid &grid = job.geometry->grid();
  const auto height = static_cast<float>( 0.5 * ( job.survey.lowest + job.survey.highest ) );
  double first = HUGE_VAL;
  double last = -HUGE_VAL;
  for ( const int right : { 0, 1 } )
    for ( const int below : { 0, 1 } )
    {
      const int x = std::clamp( grid.width / 2 + right * CogWriter::tileSize, 0, grid.width - 1 );
      const int y = std::clamp( grid.height / 2 + below * CogWriter::tileSize, 0, grid.height - 1 );
      const double line = job.geometry->positions( { x, y, 1, 1 }, &height ).front().line;
      first = std::min( first, line );
      last = std::max( last, line );
    }
  constexpr double most = 1 << 14;
  const double lines = std::isfinite( last - first ) ? std::min( 2 * ( last - first ), most ) : most;
  return static_cast<std::size_t>( lines + 6 * stripHeight ) * job.picture.values->width() * sizeof( float );
}

MapLayer backscatterLayer( const MapJob &job, const std::string &path )
{
  const TerrainCorrectionOptions &options = job.options;
  const auto strips = cachedInStrips( job.picture.values, stripHeight, stripBytes( job ) );
  const auto power = kept( job, geocoded( strips, job.geometry, job.heights, options.sampling ), noData );
  MapLayer layer{ power, path, {} };
  layer.format.noData = noData;
  layer.format.metadata = job.picture.metadata;
  layer.format.bandName = bandName( job.picture.metadata );
  layer.source = scaled( power, options.unit, options.window );
  describeUnit( options.unit, options.window, layer.format.metadata );
  if ( options.unit == BackscatterUnit::Byte )
  {
    layer.format.type = PixelType::Byte;
    layer.format.noData = 0.0;
  }
  return layer;
}

MapLayer incidenceLayer( const MapJob &job, const std::string &path )
{
  MapLayer layer{ kept( job, localIncidence( job.geometry, job.heights ), noData ), path, {} };
  layer.format.noData = noData;
  layer.format.metadata = job.picture.metadata;
  layer.format.metadata["CALVINGFRONT_QUANTITY"] = "local incidence angle";
  layer.format.metadata["CALVINGFRONT_UNIT"] = "degrees";
  layer.format.bandName = "local incidence angle";
  return layer;
}

MapLayer maskLayer( const MapJob &job, const std::string &path )
{
  MapLayer layer{ kept( job, layoverAndShadow( job.geometry, job.heights, job.survey ), 0 ), path, {} };
  layer.format.type = PixelType::Byte;
  layer.format.noData = 0.0;
  layer.format.classes = true;
  layer.format.metadata = job.picture.metadata;
  layer.format.metadata["CALVINGFRONT_QUANTITY"] = "layover and shadow";
  layer.format.metadata["CALVINGFRONT_UNIT"] = "1 visible, 2 layover, 3 shadow, 4 layover and shadow";
  layer.format.bandName = "layover and shadow";
  return layer;
}

} // namespace

std::vector<MapLayer> mapLayers( const MapJob &job, const TerrainCorrectionOutputs &outputs )
{
  std::vector<MapLayer> layers;
  if ( !outputs.backscatter.empty() )
    layers.push_back( backscatterLayer( job, outputs.backscatter ) );
  if ( !outputs.incidence.empty() )
    layers.push_back( incidenceLayer( job, outputs.incidence ) );
  if ( !outputs.mask.empty() )
    layers.push_back( maskLayer( job, outputs.mask ) );
  return layers;
}

} // namespace calving
