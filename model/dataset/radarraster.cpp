#include "model/dataset/radarraster.h"

#include <cmath>
#include <map>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal_priv.h>

#include "model/dataset/gridrows.h"
#include "model/dataset/warpedband.h"
#include "model/error.h"
#include "model/raster/gdalraster.h"
#include "model/raster/pendingraster.h"
#include "model/scene/productname.h"
#include "model/scene/scenename.h"

namespace calving
{

namespace
{

constexpr const char *sourceKey = "CALVINGFRONT_SOURCE";

//! Makes a PNG of the GeoTIFF \a from at \a path.
void writePng( const std::string &from, const std::string &path )
{
  PendingRaster file( path );
  CPLErrorReset();
  const GDALDatasetUniquePtr source = openRaster( from ); // bytes of our own, for GDAL to copy
  GDALDriver *png = GetGDALDriverManager()->GetDriverByName( "PNG" );
  GDALDatasetUniquePtr written(
      png ? png->CreateCopy( file.temporaryPath().c_str(), source.get(), FALSE, nullptr, nullptr, nullptr )
          : nullptr );
  const bool complete = written != nullptr;
  written.reset();
  if ( !complete || CPLGetLastErrorType() >= CE_Failure )
    throw Error( "Cannot write the scene " + path + ": " + CPLGetLastErrorMsg() +
                 ". Check that the disk has space left." );
  file.commit();
}

//! The raster's metadata, saying how the grey values came about.
std::map<std::string, std::string> metadataOf( const RadarRaster &raster, const ValueScaling &scaling )
{
  std::map<std::string, std::string> metadata =
      RasterReader( raster.input, RasterContent::Backscatter ).metadata();
  metadata.erase( "AREA_OR_POINT" );
  metadata[sourceKey] = raster.file;
  metadata["CALVINGFRONT_UNIT"] = "byte";
  if ( scaling.decibels )
  {
    metadata["CALVINGFRONT_DB_MIN"] = CPLSPrintf( "%.9g", scaling.low );
    metadata["CALVINGFRONT_DB_MAX"] = CPLSPrintf( "%.9g", scaling.high );
  }
  return metadata;
}

//! The file's name; files of all products that bear the same one are told apart by their folders.
std::string knownAs( const std::string &path )
{
  const std::optional<ProductName> product = productOfPath( path );
  const std::string name = CPLGetFilename( path.c_str() );
  const bool tells = !product || product->folders.empty() || !sceneFromName( path ).date.empty();
  return tells ? name : product->folders + '/' + name;
}

std::string acquisitionOf( const SceneFacts &facts )
{
  return facts.dateTime.empty() ? std::string()
                                : facts.sensor + ' ' + facts.dateTime + ' ' + facts.polarisation;
}

} // namespace

std::string acquisitionOf( const std::string &path, const std::string &file )
{
  return acquisitionOf( sceneFacts( file, RasterReader( path ).metadata() ) );
}

RadarRaster openRadarRaster( const RasterInput &input )
{
  requireScene( input.path );
  const RasterReader reader( input, RasterContent::Backscatter );
  if ( !reader.grid().hasTransform || reader.grid().crs.empty() )
    throw Error(
        "The SAR raster " + input.path +
        " has no coordinate reference system. Preprocess the scene (terrain correction), or assign one." );
  const SceneFacts facts = sceneFacts( input.path, reader.metadata(), reader.bandName( 1 ) );
  return { input,         knownAs( input.path ), facts.date, facts.sensor.empty() ? "S1" : facts.sensor,
           reader.grid(), acquisitionOf( facts ) };
}

bool isSceneOf( const RadarRaster &raster, const std::string &path )
{
  try
  {
    const std::map<std::string, std::string> metadata = RasterReader( path ).metadata();
    const auto source = metadata.find( sourceKey );
    return source != metadata.end() && source->second == raster.file;
  }
  catch ( const Error & )
  {
    return false;
  }
}

ValueScaling greyScaling( RadarRaster &raster, const ValueOptions &options, const Feedback &feedback )
{
  RasterReader reader( raster.input, RasterContent::Backscatter );
  ValueOptions wish = options;
  if ( reader.type() == PixelType::Byte && wish.kind == ValueKind::Automatic )
    wish.kind = ValueKind::Byte;
  SceneValues values = sceneValues( reader, 1, feedback );
  raster.input = reader.input();
  return chooseScaling( wish, std::move( values ) );
}

double writeRadarScene( const RadarRaster &raster, const ValueScaling &scaling, const RasterGrid &grid,
                        const AreaMask &area, double leastCoverage, const std::string &path,
                        const Feedback &feedback )
{
  const WarpedBand band( { raster.input, 1, RasterContent::Backscatter }, grid, BandContent::Values );
  RasterFormat format;
  format.metadata = metadataOf( raster, scaling );
  RasterWriter writer( path + ".part.tif", grid, format );
  double inArea = 0;
  double withData = 0;
  forEachStrip( grid, feedback,
                [&]( const Window &strip )
                {
                  std::vector<float> values = band.read( strip );
                  const std::vector<std::uint8_t> inside = rowsOf( area, strip );
                  for ( std::size_t i = 0; i < values.size(); ++i )
                  {
                    inArea += inside[i];
                    withData += inside[i] && std::isfinite( values[i] );
                  }
                  writer.write( strip, scaling.toBytes( std::move( values ) ) );
                  writer.flush();
                } );
  const double coverage = inArea > 0 ? withData / inArea : 0;
  if ( coverage >= leastCoverage )
    writePng( writer.close(), path );
  return coverage;
}

} // namespace calving
