#include "model/series/tracescenes.h"

#include <cmath>

#include "model/extract/outputformats.h"

namespace calving
{

namespace
{

//! A raster that is read once is not worth compressing.
RasterFormat readOnce( RasterFormat format )
{
  format.compressed = false;
  return format;
}

} // namespace

SceneTracer::SceneTracer( const SeriesGrid &grid, const ExtractOptions &each,
                          const std::string &temporaryFolder )
  : mGrid( grid )
  , mEach( each )
  , mTemporaryFolder( temporaryFolder )
{
  if ( !each.area.isEmpty() )
    mArea.emplace( grid.grid, each.area );
}

//! Fills \a writer; returns where the pixels can be read.
std::string SceneTracer::bytesRaster( RasterWriter &writer, const std::uint8_t *bytes ) const
{
  const RasterGrid &grid = mGrid.grid;
  const std::size_t pixels = static_cast<std::size_t>( grid.width ) * grid.height;
  writer.write( { 0, 0, grid.width, grid.height }, std::vector<std::uint8_t>( bytes, bytes + pixels ) );
  return writer.close();
}

TracedFronts SceneTracer::trace( const std::uint8_t *zones, const std::uint8_t *confidence,
                                 const Feedback &feedback ) const
{
  RasterWriter zonesWriter( mTemporaryFolder + "/calvingfront_zones.tif", mGrid.grid,
                            readOnce( zonesFormat() ) );
  RasterWriter confidenceWriter( mTemporaryFolder + "/calvingfront_confidence.tif", mGrid.grid,
                                 readOnce( {} ) );
  const RasterReader zonesReader( bytesRaster( zonesWriter, zones ) );
  const RasterReader confidenceReader( bytesRaster( confidenceWriter, confidence ) );
  TraceOptions options = mEach.trace;
  options.coding = ZoneCoding::FromZero;
  options.pixelSizeMetres = std::sqrt( mGrid.pixelMetres[0] * mGrid.pixelMetres[1] );
  return traceFronts( zonesReader, options, mArea ? &*mArea : nullptr, &confidenceReader, feedback );
}

RasterWriter SceneTracer::zonesRaster( const std::string &path, const std::uint8_t *zones,
                                       const std::map<std::string, std::string> &metadata ) const
{
  RasterFormat format = zonesFormat();
  format.metadata.insert( metadata.begin(), metadata.end() );
  RasterWriter writer( path, mGrid.grid, format );
  bytesRaster( writer, zones );
  return writer;
}

} // namespace calving
