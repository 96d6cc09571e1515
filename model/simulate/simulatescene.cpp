#include "model/simulate/simulatescene.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "model/base/calendar.h"
#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/scene/zone.h"
#include "model/simulate/opticalscene.h"
#include "model/simulate/radarscene.h"
#include "model/version.h"

namespace calving
{

namespace
{

constexpr std::uint8_t zoneCodes[] = { 0, 64, 127, 254 };
constexpr const char *simulatedKey = "CALVINGFRONT_SIMULATED";

std::string unitName( SceneUnit unit )
{
  return unit == SceneUnit::Byte ? "byte" : unit == SceneUnit::Decibel ? "dB" : "linear";
}

//! Equal strips of at most 2 million pixels: memory is bounded, and the margins stay a small share.
int stripHeight( const SceneOptions &options )
{
  const int most = std::max( 64, 2'000'000 / options.width );
  const int strips = ( options.height + most - 1 ) / most;
  return ( options.height + strips - 1 ) / strips;
}

//! Writes the rasters of one scene.
class SceneWriter
{
public:
  SceneWriter( const SimulatedGlacier &glacier, int index, const SceneOutputs &outputs )
    : mGlacier( glacier )
    , mSurface( glacier.surfaceOn( glacier.options().dayOf( index ) ) )
    , mRadar( glacier, index )
    , mOptical( glacier, index )
  {
    const bool bytes = glacier.options().unit == SceneUnit::Byte;
    RasterFormat format;
    format.metadata = sceneMetadata( glacier, index );
    format.type = bytes ? PixelType::Byte : PixelType::Float32;
    open( mSceneFile, outputs.scene, format );
    format.metadata = { { "CALVINGFRONT_DATETIME", format.metadata["CALVINGFRONT_DATETIME"] },
                        { "CALVINGFRONT_GLACIER", glacier.name() },
                        { simulatedKey, format.metadata[simulatedKey] } };
    format.type = PixelType::Byte;
    open( mZonesFile, outputs.zones, format );
    open( mFrontFile, outputs.frontPixels, format );
    format.type = PixelType::Float32;
    open( mDemFile, outputs.dem, format );
    format.type = PixelType::UInt16;
    format.bands = opticalBands;
    format.bandNames = opticalBandNames();
    format.metadata["CALVINGFRONT_SUN_ELEVATION"] = numberText( mOptical.sun().elevation );
    open( mOpticalFile, outputs.optical, format );
  }

  void writeStrip( const Rows &rows )
  {
    std::vector<RayDirection> rays{ mRadar.rays() };
    if ( mOpticalFile )
      rays.push_back( mOptical.rays() );
    const SurfaceStrip strip( mGlacier, mSurface, rows, rays );
    const Window window{ 0, rows.first, mGlacier.options().width, rows.count };
    const Field<float> shadows = mRadar.shadows( strip );
    if ( mSceneFile )
      mSceneFile->write( window, mRadar.pixels( strip, shadows ) );
    if ( mZonesFile || mFrontFile )
      writeLabels( mRadar.zones( strip, shadows ), window );
    if ( mDemFile )
      writeHeights( strip, window );
    if ( mOpticalFile )
    {
      const std::array<std::vector<float>, opticalBands> bands = mOptical.pixels( strip );
      for ( int band = 0; band < opticalBands; ++band )
        mOpticalFile->write( window, bands[band], band + 1 );
    }
  }

  void commit()
  {
    for ( std::optional<RasterWriter> *file :
          { &mSceneFile, &mZonesFile, &mFrontFile, &mDemFile, &mOpticalFile } )
      if ( *file )
        ( *file )->commit();
  }

  const SceneLabels &labels() const { return mLabels; }

private:
  void open( std::optional<RasterWriter> &file, const std::string &path, const RasterFormat &format )
  {
    if ( !path.empty() )
      file.emplace( path, mGlacier.placement().grid, format );
  }

  //! Front pixels as the benchmark defines them: ocean with a 4-neighbour that is glacier.
  void writeLabels( const Field<Zone> &zones, const Window &window )
  {
    std::vector<std::uint8_t> codes;
    std::vector<std::uint8_t> fronts;
    for ( int row = window.y; row < window.y + window.height; ++row )
      for ( int column = 0; column < window.width; ++column )
      {
        const Zone zone = zones.at( column, row );
        const auto isIce = [&]( int x, int y )
        {
          return x >= 0 && y >= 0 && x < window.width && y < mGlacier.options().height &&
                 zones.at( x, y ) == Zone::Glacier;
        };
        const bool front = zone == Zone::Ocean && ( isIce( column - 1, row ) || isIce( column + 1, row ) ||
                                                    isIce( column, row - 1 ) || isIce( column, row + 1 ) );
        codes.push_back( zoneCodes[static_cast<int>( zone )] );
        fronts.push_back( front ? 255 : 0 );
        ++mLabels.zones[static_cast<int>( zone )];
        mLabels.frontPixels += front;
      }
    if ( mZonesFile )
      mZonesFile->write( window, codes );
    if ( mFrontFile )
      mFrontFile->write( window, fronts );
  }

  void writeHeights( const SurfaceStrip &strip, const Window &window )
  {
    std::vector<float> heights;
    for ( int row = window.y; row < window.y + window.height; ++row )
      for ( int column = 0; column < window.width; ++column )
        heights.push_back( strip.height( column, row ) );
    mDemFile->write( window, heights );
  }

  const SimulatedGlacier &mGlacier;
  Surface mSurface;
  RadarScene mRadar;
  OpticalScene mOptical;
  SceneLabels mLabels;
  std::optional<RasterWriter> mSceneFile;
  std::optional<RasterWriter> mZonesFile;
  std::optional<RasterWriter> mFrontFile;
  std::optional<RasterWriter> mDemFile;
  std::optional<RasterWriter> mOpticalFile;
};

} // namespace

std::map<std::string, std::string> sceneMetadata( const SimulatedGlacier &glacier, int index )
{
  const SceneOptions &options = glacier.options();
  std::map<std::string, std::string> metadata;
  metadata["CALVINGFRONT_UNIT"] = unitName( options.unit );
  if ( options.unit == SceneUnit::Byte )
  {
    metadata["CALVINGFRONT_DB_MIN"] = numberText( options.dbMin );
    metadata["CALVINGFRONT_DB_MAX"] = numberText( options.dbMax );
  }
  // A morning pass, as the real ones over Greenland.
  metadata["CALVINGFRONT_DATETIME"] = isoDate( options.dayOf( index ) ) + "T10:00:00Z";
  metadata["CALVINGFRONT_SENSOR"] = options.sensor;
  metadata["CALVINGFRONT_POLARISATION"] = "HH";
  metadata["CALVINGFRONT_PASS"] =
      std::sin( options.lookOf( index ) * M_PI / 180 ) > 0 ? "ASCENDING" : "DESCENDING";
  metadata["CALVINGFRONT_GLACIER"] = glacier.name();
  metadata["CALVINGFRONT_INCIDENCE"] = numberText( options.incidence );
  metadata["CALVINGFRONT_LOOK_DIRECTION"] = numberText( options.lookOf( index ) );
  metadata["CALVINGFRONT_LOOKS"] = numberText( options.looks );
  metadata["CALVINGFRONT_SOFTWARE"] = std::string( "Calving Front " ) + softwareVersion;
  metadata[simulatedKey] = "seed " + std::to_string( glacier.seed() );
  return metadata;
}

bool isSimulatedRaster( const std::string &path )
{
  try
  {
    return RasterReader( path ).metadata().count( simulatedKey ) > 0;
  }
  catch ( const Error & )
  {
    return false;
  }
}

SceneLabels simulateScene( const SimulatedGlacier &glacier, int index, const SceneOutputs &outputs,
                           const Feedback &feedback )
{
  SceneWriter writer( glacier, index, outputs );
  const int height = glacier.options().height;
  const int step = stripHeight( glacier.options() );
  for ( int row = 0; row < height; row += step )
  {
    feedback.report( static_cast<double>( row ) / height );
    writer.writeStrip( { row, std::min( step, height - row ) } );
  }
  writer.commit();
  feedback.report( 1 );
  return writer.labels();
}

} // namespace calving
