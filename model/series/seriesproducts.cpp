#include "model/series/seriesproducts.h"

#include <cmath>
#include <filesystem>

#include "model/base/numbertext.h"
#include "model/geometry/gridoutline.h"
#include "model/geometry/maptransform.h"
#include "model/sar/calibration/scenemetadata.h"
#include "model/sar/product/orbitfolder.h"
#include "model/sar/speckle/speckleparameters.h"
#include "model/sar/terrain/terrainparameters.h"
#include "model/scene/productname.h"

namespace calving
{

namespace
{

//! \a grid with \a margin pixels more on each side.
RasterGrid widened( RasterGrid grid, int margin )
{
  const std::array<double, 2> corner = grid.toMap( -margin, -margin );
  grid.transform[0] = corner[0];
  grid.transform[3] = corner[1];
  grid.width += 2 * margin;
  grid.height += 2 * margin;
  return grid;
}

//! The orbit file of the product \a path; empty: its own orbit counts.
std::string orbitOf( const std::string &path, const std::string &folder, const Feedback &feedback )
{
  if ( folder.empty() )
    return {};
  const SafeManifest manifest = openProduct( path ).manifest;
  std::string file = orbitFileIn( folder, { manifest.mission, manifest.start, manifest.stop } );
  if ( file.empty() )
    feedback.warn( "No orbit file in " + folder +
                   " (ORBITS) is of the product's satellite and time: the orbit in the product is used." );
  return file;
}

} // namespace

SeriesProducts::SeriesProducts()
{
  preprocess.speckle = SpeckleChoice().step();
  preprocess.correction = mapDefaults();
}

std::string settingsOf( const SeriesProducts &products )
{
  const TerrainOptions &terrain = products.preprocess.correction.terrain;
  const std::string dem = std::filesystem::path( terrain.dem.path ).filename().string();
  return ( dem.empty() ? "heights of " + numberText( terrain.height ) + " m"
                       : "DEM " + dem + ", datum " + std::to_string( static_cast<int>( terrain.datum ) ) ) +
         ( products.orbitFolder.empty() ? "" : ", orbit files" );
}

SceneFacts productFacts( const std::string &path, const SeriesProducts &products )
{
  if ( const SceneFacts named = sceneFromName( path ); productNamed( named.imageId ) )
    return named;
  const Product product = openProduct( path );
  const CalibrationOptions &options = products.preprocess.calibration;
  const std::string polarisation =
      options.polarisation.empty() ? product.polarisations().front() : options.polarisation;
  SceneFacts facts = sceneFacts( path, sceneMetadata( product, polarisation, options ) );
  facts.imageId = stemOf( path );
  return facts;
}

ProductMap::ProductMap( const std::string &path, const SeriesProducts &products, const RasterGrid &box,
                        int margin, std::string file, const Feedback &feedback )
  : mFile( std::move( file ) )
{
  PreprocessOptions options = products.preprocess;
  options.calibration.orbitFile = orbitOf( path, products.orbitFolder, feedback );
  MapOptions &map = options.correction.map;
  if ( !box.isGeographic() )
  {
    map.crs = box.crs;
    map.pixelSize = std::hypot( box.transform[1], box.transform[4] );
  }
  else
    map.pixelSize = box.pixelSizeMetres()[1];
  map.area = outlineOf( widened( box, margin ), geographicCrs );
  preprocess( path, options, { mFile, {}, {} }, feedback );
}

ProductMap::~ProductMap()
{
  std::error_code ignored;
  std::filesystem::remove( mFile, ignored );
}

} // namespace calving
