#include "model/sar/stream/sarraster.h"

#include <limits>

#include "model/error.h"
#include "model/raster/cogwriter.h"
#include "model/raster/controlpoints.h"
#include "model/raster/smallblockcache.h"
#include "model/sar/scenemetadata.h"
#include "model/sar/speckle/multitemporal.h"
#include "model/sar/stream/rastersource.h"
#include "model/sar/stream/streamblocks.h"
#include "model/scene/sceneholes.h"

namespace calving
{

namespace
{

constexpr const char *historyKey = "CALVINGFRONT_HISTORY";
constexpr const char *frameDomain = "xml:CALVINGFRONT_RADAR";

void record( SarRaster &raster, const std::string &step )
{
  if ( !step.empty() )
    raster.metadata[historyKey] = withStep( raster.metadata[historyKey], step );
}

StoredUnit unitOf( const RasterReader &reader, SarValues values )
{
  if ( values == SarValues::Stated )
    return statedUnit( reader );
  StoredUnit said;
  said.unit = values == SarValues::Decibel ? BackscatterUnit::Decibel : BackscatterUnit::Linear;
  return said;
}

void averageGeometry( SarRaster &raster, int looks )
{
  raster.grid.width = raster.values->width();
  raster.grid.height = raster.values->height();
  for ( const int step : { 1, 2, 4, 5 } )
    raster.grid.transform[step] *= looks;
  if ( raster.frame )
    raster.frame = multilooked( *raster.frame, looks, looks );
  for ( GroundControlPoint &point : raster.controlPoints )
  {
    point.column /= looks;
    point.row /= looks;
  }
}

//! Amplitude as power.
class Squared : public BlockSource
{
public:
  explicit Squared( std::shared_ptr<const BlockSource> amplitude )
    : mAmplitude( std::move( amplitude ) )
  {
  }
  using BlockSource::read;
  int width() const override { return mAmplitude->width(); }
  int height() const override { return mAmplitude->height(); }
  void read( const Window &window, float *values ) const override
  {
    mAmplitude->read( window, values );
    const std::size_t count = static_cast<std::size_t>( window.width ) * window.height;
    for ( std::size_t i = 0; i < count; ++i )
      values[i] *= values[i];
  }

private:
  std::shared_ptr<const BlockSource> mAmplitude;
};

//! What the file holds: values in their unit, and the number for no data.
struct Stored
{
  std::shared_ptr<const BlockSource> source;
  PixelType type = PixelType::Float32;
  double noData = std::numeric_limits<double>::quiet_NaN();
};

Stored storedAs( const SarRaster &raster )
{
  Stored stored{ raster.isAmplitude ? raster.values : scaled( raster.values, raster.unit, raster.window ) };
  if ( raster.unit == BackscatterUnit::Byte && !raster.isAmplitude )
  {
    stored.type = PixelType::Byte;
    stored.noData = 0;
  }
  return stored;
}

void writeMap( const SarRaster &raster, const std::string &path, const Feedback &feedback )
{
  const Stored stored = storedAs( raster );
  CogWriter writer( path, raster.grid,
                    { stored.type, stored.noData, raster.metadata, raster.bandName, false } );
  StreamOptions blocks;
  blocks.blockWidth = blocks.blockHeight = CogWriter::tileSize;
  streamBlocks(
      *stored.source, blocks,
      [&writer]( const Window &window, const std::vector<float> &values ) { writer.write( window, values ); },
      feedback.part( 0, 0.8 ) );
  writer.finish( feedback.part( 0.8, 1 ) );
  writer.commit();
}

void writeRadar( const SarRaster &raster, const std::string &path, const Feedback &feedback )
{
  const Stored stored = storedAs( raster );
  RasterFormat format;
  format.type = stored.type;
  format.noData = stored.noData;
  format.metadata = raster.metadata;
  format.bandNames = { raster.bandName };
  format.controlPoints = raster.controlPoints;
  if ( raster.frame )
    format.xmlMetadata[frameDomain] = toXml( *raster.frame );
  RasterWriter writer( path, raster.grid, format );
  streamBlocks(
      *stored.source, {},
      [&writer]( const Window &window, const std::vector<float> &values ) { writer.write( window, values ); },
      feedback );
  writer.commit();
}

} // namespace

SarRaster openSarRaster( const std::string &path, SarValues values, const Feedback &feedback )
{
  RasterReader reader( path, RasterContent::Backscatter );
  if ( reader.type() != PixelType::Byte )
    sampleScene( reader, 1, feedback );
  SarRaster raster;
  raster.name = fileName( path );
  raster.bandName = reader.bandName( 1 );
  raster.grid = reader.grid();
  raster.metadata = reader.metadata();
  raster.isAmplitude = values == SarValues::Amplitude;
  const StoredUnit stored = unitOf( reader, values );
  raster.unit = stored.unit;
  raster.window = stored.window;
  // What the user says also counts in the next step.
  if ( values == SarValues::Decibel || values == SarValues::Power )
    stateUnit( raster.unit, raster.window, raster.metadata );
  raster.values = asPower( std::make_shared<RasterSource>( reader.input() ), stored );
  const std::string frame = reader.xmlMetadata( frameDomain );
  if ( !frame.empty() )
    raster.frame = parseRadarFrame( frame, path );
  if ( !raster.grid.hasTransform )
    raster.controlPoints = readControlPoints( path );
  return raster;
}

void writeSarRaster( const SarRaster &raster, const std::string &path, const Feedback &feedback )
{
  const SmallBlockCache smallCache;
  if ( raster.grid.hasTransform )
    writeMap( raster, path, feedback );
  else
    writeRadar( raster, path, feedback );
}

void despeckle( SarRaster &raster, const SpeckleStep &step, const Feedback &feedback )
{
  SpeckleStep fitting = step;
  fitting.filter.amplitude = raster.isAmplitude;
  raster.values = despeckled( raster.values, fitting, feedback );
  if ( step.multilook != 1 )
    averageGeometry( raster, step.multilook );
  record( raster, describe( step ) );
}

void filterInTime( SarRaster &raster, const std::vector<SarRaster> &stack, int window )
{
  if ( stack.empty() )
    throw Error( "The multitemporal filter needs other scenes of the same place. Add them to the stack." );
  std::vector<std::shared_ptr<const BlockSource>> images{ raster.values };
  for ( const SarRaster &other : stack )
    images.push_back( other.values );
  raster.values = multitemporalFiltered( images, 0, window );
  std::string names;
  for ( const SarRaster &other : stack )
    names += ( names.empty() ? "" : " " ) + other.name;
  record( raster, "despeckle(multitemporal, window " + std::to_string( window ) + ", with " + names + ")" );
}

void rescale( SarRaster &raster, BackscatterUnit unit, const DecibelWindow &window )
{
  if ( raster.isAmplitude )
    raster.values = std::make_shared<Squared>( raster.values );
  raster.isAmplitude = false;
  raster.unit = unit;
  raster.window = window;
  describeUnit( unit, window, raster.metadata );
  scaled( raster.values, unit, window ); // complains about an empty window before anything is written
}

} // namespace calving
