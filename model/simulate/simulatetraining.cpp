#include "model/simulate/simulatetraining.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <locale>

#include "model/base/calendar.h"
#include "model/error.h"
#include "model/simulate/frontslayer.h"
#include "model/simulate/replacedfolder.h"
#include "model/simulate/simulatedfronts.h"
#include "model/simulate/simulatescene.h"

namespace calving
{

namespace
{

constexpr const char *manifestHeader =
    "stem,glacier,date,sensor,band,nominal_res_m,quality,orbit,full_rows,full_cols,"
    "full_res_m,eff_px_y_m,eff_px_x_m,crs,zone_na,zone_rock,zone_glacier,zone_ocean,"
    "front_px\n";
constexpr int quality = 1;
constexpr const char *rasterFolders[] = { "sar_images", "zones", "fronts", "dem", "optical" };

//! Labelled scenes of the user's own lie in folders of the same names.
bool isSimulatedSet( const std::string &folder )
{
  int rasters = 0;
  for ( const char *name : rasterFolders )
  {
    std::error_code absent;
    for ( const auto &entry : std::filesystem::directory_iterator( folder + '/' + name, absent ) )
    {
      // GDAL keeps statistics beside a raster that QGIS has shown.
      if ( entry.path().extension() == ".xml" )
        continue;
      if ( !isSimulatedRaster( entry.path().string() ) )
        return false;
      ++rasters;
    }
  }
  return rasters > 0;
}

//! Writes the scenes of a set into a folder.
class TrainingSet
{
public:
  TrainingSet( const SceneOptions &options, const ReplacedFolder &folder )
    : mOptions( options )
    , mSar( folder.subfolder( "sar_images" ) )
    , mZones( folder.subfolder( "zones" ) )
    , mFronts( folder.subfolder( "fronts" ) )
    , mDem( folder.subfolder( "dem" ) )
    , mOptical( folder.subfolder( "optical" ) )
    , mManifest( folder.temporaryPath() + "/manifest.csv" )
  {
    mManifest.imbue( std::locale::classic() );
    mManifest << manifestHeader;
  }

  void add( const SimulatedGlacier &glacier, const Feedback &feedback )
  {
    const int bright = brightest( glacier );
    for ( int index = 0; index < mOptions.dates; ++index )
    {
      const std::string name = nameOf( glacier, index );
      SceneOutputs outputs;
      outputs.scene = mSar + "/" + name + ".tif";
      outputs.zones = mZones + "/" + name + "_zones.tif";
      outputs.frontPixels = mFronts + "/" + name + "_front.tif";
      if ( index == 0 )
        outputs.dem = mDem + "/" + glacier.name() + "_dem.tif";
      if ( index == bright )
        outputs.optical =
            mOptical + "/" + glacier.name() + "_" + isoDate( mOptions.dayOf( index ) ) + "_S2.tif";
      const double scenes = mOptions.dates;
      describe(
          glacier, index,
          simulateScene( glacier, index, outputs, feedback.part( index / scenes, ( index + 1 ) / scenes ) ) );
      for ( SimulatedFront &front : simulatedFronts( glacier, index ) )
        mLines.push_back( std::move( front ) );
    }
  }

  void finish( const std::string &frontsPath, const std::string &crs )
  {
    mManifest.close();
    if ( !mManifest )
      throw Error( "Cannot write the manifest.csv of the training set. Is the disk full?" );
    writeFrontsLayer( frontsPath, crs, mLines );
  }

private:
  int orbitOf( int index ) const { return mOptions.lookOf( index ) == mOptions.lookDirection ? 90 : 127; }

  int nominalResolution() const
  {
    return std::max( 1, static_cast<int>( std::lround( mOptions.pixelSizeMetres ) ) );
  }

  std::string nameOf( const SimulatedGlacier &glacier, int index ) const
  {
    const std::string orbit = std::to_string( orbitOf( index ) );
    return glacier.name() + "_" + isoDate( mOptions.dayOf( index ) ) + "_" + mOptions.sensor + "_" +
           std::to_string( nominalResolution() ) + "_" + std::to_string( quality ) + "_" +
           std::string( 3 - orbit.size(), '0' ) + orbit;
  }

  //! The date with the most sun, for the optical reference.
  int brightest( const SimulatedGlacier &glacier ) const
  {
    int best = 0;
    for ( int index = 1; index < mOptions.dates; ++index )
      if ( glacier.seasonOn( mOptions.dayOf( index ) ).summer >
           glacier.seasonOn( mOptions.dayOf( best ) ).summer )
        best = index;
    return best;
  }

  void describe( const SimulatedGlacier &glacier, int index, const SceneLabels &labels )
  {
    const std::array<double, 2> pixel = glacier.placement().grid.pixelSizeMetres();
    mManifest << nameOf( glacier, index ) << ',' << glacier.name() << ','
              << isoDate( mOptions.dayOf( index ) ) << ',' << mOptions.sensor << ",C," << nominalResolution()
              << ',' << quality << ',' << orbitOf( index ) << ',' << mOptions.height << ',' << mOptions.width
              << ',' << mOptions.pixelSizeMetres << ',' << pixel[1] << ',' << pixel[0] << ",\""
              << glacier.placement().crsName << '"';
    for ( std::int64_t count : labels.zones )
      mManifest << ',' << count;
    mManifest << ',' << labels.frontPixels << '\n';
  }

  const SceneOptions &mOptions;
  std::string mSar;
  std::string mZones;
  std::string mFronts;
  std::string mDem;
  std::string mOptical;
  std::ofstream mManifest;
  std::vector<SimulatedFront> mLines;
};

} // namespace

void simulateTraining( const SceneOptions &options, int glaciers, const std::string &folder,
                       const Feedback &feedback )
{
  if ( glaciers < 1 || glaciers > 1000 )
    throw Error( "The number of glaciers is " + std::to_string( glaciers ) +
                 "; it must lie between 1 and 1000." );
  if ( options.unit != SceneUnit::Byte )
    throw Error( "A training set needs scenes of 8 bits. Choose the unit “8 bit”." );
  checkSceneOptions( options );
  FolderKind kind{ "a simulated training set", { "manifest.csv", "fronts.gpkg" }, isSimulatedSet };
  kind.known.insert( kind.known.end(), std::begin( rasterFolders ), std::end( rasterFolders ) );
  ReplacedFolder target( folder, kind );
  TrainingSet set( options, target );
  std::string crs;
  for ( int number = 0; number < glaciers; ++number )
  {
    const SimulatedGlacier glacier( options, number );
    crs = glacier.placement().grid.crs;
    const double all = glaciers;
    set.add( glacier, feedback.part( number / all, ( number + 1 ) / all ) );
  }
  set.finish( target.temporaryPath() + "/fronts.gpkg", crs );
  target.commit();
}

} // namespace calving
