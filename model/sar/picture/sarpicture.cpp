#include "model/sar/picture/sarpicture.h"

#include <limits>

#include "model/error.h"
#include "model/raster/cogwriter.h"
#include "model/raster/controlpoints.h"
#include "model/raster/smallblockcache.h"
#include "model/sar/picture/clippedbytes.h"
#include "model/sar/product/radarframexml.h"
#include "model/sar/stream/rastersource.h"
#include "model/sar/stream/streamblocks.h"
#include "model/scene/pixelvalues.h"

namespace calving
{

namespace
{

constexpr const char *frameDomain = "xml:CALVINGFRONT_RADAR";

ValueKind kindOf( SarValues values )
{
  switch ( values )
  {
  case SarValues::Power:
    return ValueKind::Power;
  case SarValues::Decibel:
    return ValueKind::Decibel;
  case SarValues::Amplitude:
    return ValueKind::Amplitude;
  default:
    return ValueKind::Automatic;
  }
}

StoredUnit unitOf( RasterReader &reader, SarValues values, const Feedback &feedback )
{
  if ( values == SarValues::Stated )
    return statedUnit( reader, feedback );
  StoredUnit said;
  said.warning = doubtOfStated( kindOf( values ), sceneValues( reader, 1, feedback ) );
  said.unit = values == SarValues::Decibel ? BackscatterUnit::Decibel : BackscatterUnit::Linear;
  said.isAmplitude = values == SarValues::Amplitude;
  return said;
}

//! What the file holds: values in their unit, and the number for no data.
struct Stored
{
  std::shared_ptr<const BlockSource> source;
  PixelType type = PixelType::Float32;
  double noData = std::numeric_limits<double>::quiet_NaN();
};

Stored storedAs( const SarPicture &picture )
{
  Stored stored{ picture.isAmplitude ? picture.values
                                     : scaled( picture.values, picture.unit, picture.window ) };
  if ( picture.unit == BackscatterUnit::Byte && !picture.isAmplitude )
  {
    stored.type = PixelType::Byte;
    stored.noData = 0;
  }
  return stored;
}

void writeMap( const SarPicture &picture, const std::string &path, const Feedback &feedback )
{
  const Stored stored = storedAs( picture );
  CogWriter writer( path, picture.grid,
                    { stored.type, stored.noData, picture.metadata, picture.bandName, false } );
  StreamOptions blocks;
  blocks.blockWidth = blocks.blockHeight = CogWriter::tileSize;
  streamBlocks(
      *stored.source, blocks,
      [&writer]( const Window &window, const std::vector<float> &values ) { writer.write( window, values ); },
      feedback.part( 0, 0.8 ) );
  writer.finish( feedback.part( 0.8, 1 ) );
  writer.commit();
}

void writeRadar( const SarPicture &picture, const std::string &path, const Feedback &feedback,
                 bool compressed )
{
  const Stored stored = storedAs( picture );
  RasterFormat format;
  format.type = stored.type;
  format.noData = stored.noData;
  format.compressed = compressed;
  format.metadata = picture.metadata;
  format.bandNames = { picture.bandName };
  format.controlPoints = picture.controlPoints;
  if ( picture.frame )
    format.xmlMetadata[frameDomain] = toXml( *picture.frame );
  RasterWriter writer( path, picture.grid, format );
  streamBlocks(
      *stored.source, {},
      [&writer]( const Window &window, const std::vector<float> &values ) { writer.write( window, values ); },
      feedback );
  writer.commit();
}

} // namespace

SarPicture openSarPicture( const RasterInput &input, SarValues values, const Feedback &feedback )
{
  RasterReader reader( input, RasterContent::Backscatter );
  SarPicture picture;
  picture.name = fileName( input.path );
  picture.bandName = reader.bandName( 1 );
  picture.grid = reader.grid();
  picture.metadata = reader.metadata();
  StoredUnit stored = unitOf( reader, values, feedback );
  picture.isAmplitude = stored.isAmplitude;
  picture.valuesSaid = stored.description;
  picture.warning = stored.warning;
  picture.unit = stored.unit;
  picture.window = stored.window;
  // What the user says also counts in the next step.
  if ( values == SarValues::Decibel || values == SarValues::Power )
    stateUnit( picture.unit, picture.window, picture.metadata );
  if ( picture.isAmplitude )
    picture.metadata["CALVINGFRONT_UNIT"] = "amplitude";
  stored.isAmplitude = false; // stays as it is until it is rescaled
  picture.values = asPower( std::make_shared<RasterSource>( reader.input() ), stored );
  const std::string frame = reader.xmlMetadata( frameDomain );
  if ( !frame.empty() )
    picture.frame = parseRadarFrame( frame, input.path );
  if ( !picture.grid.hasTransform )
    picture.controlPoints = readControlPoints( input );
  return picture;
}

SarPicture openRadarPicture( const RasterInput &input, const Feedback &feedback )
{
  SarPicture picture = openSarPicture( input, SarValues::Stated, feedback );
  if ( !picture.frame )
    throw Error( "The raster " + input.path +
                 " does not say its radar geometry. Choose one made by calibratesar or despecklesar." );
  if ( picture.frame->width != picture.grid.width || picture.frame->height != picture.grid.height )
    throw Error( "The raster " + input.path +
                 " was cut or resampled since its radar geometry was written. Choose the original." );
  return picture;
}

void writeSarPicture( const SarPicture &picture, const std::string &path, const Feedback &feedback,
                      bool compressed )
{
  const SmallBlockCache smallCache;
  if ( picture.grid.hasTransform )
    writeMap( picture, path, feedback );
  else
    writeRadar( picture, path, feedback, compressed );
  if ( picture.unit == BackscatterUnit::Byte )
    warnWhereClipped( path, picture.window, feedback );
}

void informOfValues( const SarPicture &picture, const Feedback &feedback )
{
  if ( !picture.valuesSaid.empty() )
    feedback.inform( "Values of " + picture.name + ": " + picture.valuesSaid + "." );
  if ( !picture.warning.empty() )
    feedback.warn( picture.warning );
}

void rescale( SarPicture &picture, BackscatterUnit unit, const DecibelWindow &window )
{
  if ( picture.isAmplitude )
  {
    StoredUnit amplitude;
    amplitude.isAmplitude = true;
    picture.values = asPower( picture.values, amplitude );
  }
  picture.isAmplitude = false;
  picture.unit = unit;
  picture.window = window;
  describeUnit( unit, window, picture.metadata );
  scaled( picture.values, unit, window ); // complains about an empty window before anything is written
}

} // namespace calving
