#include "algorithms/preprocesssaralgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/areaparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "model/sar/calibration/calibrationparameters.h"
#include "model/sar/product/productparameter.h"
#include "model/sar/speckle/speckleparameters.h"
#include "model/sar/terrain/terrainparameters.h"
#include "model/sar/unitparameters.h"

namespace calving
{

using namespace key;

QString PreprocessSarAlgorithm::displayName() const
{
  return QObject::tr( "Preprocess a Sentinel-1 product" );
}

QStringList PreprocessSarAlgorithm::tags() const
{
  return QObject::tr(
             "sentinel-1,grd,slc,terrain correction,calibration,speckle,geocode,radar,analysis ready" )
      .split( ',' );
}

QString PreprocessSarAlgorithm::shortDescription() const
{
  return QObject::tr(
      "Turns a Sentinel-1 product as downloaded into a calibrated, filtered and terrain-corrected map." );
}

Guide PreprocessSarAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Calibrates a Sentinel-1 product (GRD or SLC), subtracts thermal noise, filters speckle, corrects the "
      "terrain and scales the result, all in one stream: no intermediate files, and memory does not grow "
      "with the scene. The .zip is read in place.\n\nThe sea is never masked: where the terrain model ends "
      "or has holes, sea level is assumed, so calving fronts, icebergs and melange stay. Where the map’s "
      "pixels are at least twice as large as the product’s, pixels are averaged after the filter. The result "
      "is a Cloud-Optimised GeoTIFF whose metadata say sensor, mode, polarisation, orbit, time and every "
      "step, from which the extraction of fronts fills its attributes." );
  guide.when = QObject::tr(
      "The usual way from a product of the Copernicus Data Space (GRD or SLC, .zip or .SAFE) to a "
      "scene that fronts are extracted from. Rasters that are on a map already (HyP3, OPERA, Earth "
      "Engine, SNAP) need none of it. Step by step, with files between: “Calibrate a Sentinel-1 "
      "product”, “Filter speckle”, “Terrain-correct a radar raster”." );
  guide.parameters =
      QStringList{ QStringLiteral( "DEM" ), QStringLiteral( "AREA" ), QStringLiteral( "PIXEL_SIZE" ) };
  guide.result = QObject::tr(
      "Ocean and melange must show no holes, and the coast must lie where a map has it: if it lies "
      "beside it by a constant amount, look at the terrain model and at what its heights refer to. "
      "0 means no data." );
  guide.example = QStringList{
      QStringLiteral( "simulatesar WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 OUTPUT=product.SAFE" ),
      QStringLiteral( "simulatescene WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 SCENE=unused.tif DEM=heights.tif" ),
      QStringLiteral( "preprocesssar INPUT=product.SAFE/manifest.safe DEM=heights.tif PIXEL_SIZE=40 "
                      "OUTPUT=scene.tif" ) };
  guide.citation = QObject::tr(
      "The product: “contains modified Copernicus Sentinel data [year]”. Terrain flattening: Small,"
      " D. (2011): Flattening gamma: radiometric terrain correction for SAR imagery. IEEE "
      "Transactions on Geoscience and Remote Sensing 49." );
  guide.next = QStringList{ QStringLiteral( "extractfronts" ), QStringLiteral( "builddataset" ) };
  return guide;
}

void PreprocessSarAlgorithm::initAlgorithm( const QVariantMap & )
{
  std::string input;
  CalibrationOptions calibration;
  SpeckleChoice speckle;
  TerrainCorrectionOptions correction = mapDefaults();
  add( productParameter( input ) );
  add( imageParameters( calibration ) );
  add( areaParameters( mapAreaHelp() ) );
  add( terrainModelParameters() );
  add( calibrationParameters( calibration ) );
  add( speckleParameters( speckle, false ) );
  add( gridParameters() );
  add( unitParameters( correction.unit, correction.window ) );
  add( mapOutputs() );
  addOutput( new QgsProcessingOutputNumber( NEGATIVE_PIXELS,
                                            QObject::tr( "Pixels below the noise, of those read" ) ) );
  addOutput(
      new QgsProcessingOutputNumber( PIXELS, QObject::tr( "Pixels read, twice where blocks overlap" ) ) );
}

void PreprocessSarAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                      QgsProcessingFeedback * )
{
  mLayers = mapLayers( parameters, context, *this );
}

PreprocessOptions PreprocessSarAlgorithm::options( const QVariantMap &parameters,
                                                   QgsProcessingContext &context )
{
  PreprocessOptions options;
  SpeckleChoice speckle;
  readParameters(
      joined( { imageParameters( options.calibration ), calibrationParameters( options.calibration ),
                speckleParameters( speckle, false ) } ),
      parameters, context, *this );
  options.speckle = speckle.step();
  options.correction = mapOptions( parameters, context, *this, mLayers );
  return options;
}

QVariantMap PreprocessSarAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                             QgsProcessingFeedback *feedback )
{
  std::string input;
  readParameters( { productParameter( input ) }, parameters, context, *this );
  const TerrainCorrectionOutputs outputs = outputPaths( parameters, context, *this );
  const PreprocessResult result =
      preprocess( input, options( parameters, context ), outputs, coreFeedback( feedback ) );
  QVariantMap results = mapResults( outputs, context );
  results[NEGATIVE_PIXELS] = static_cast<qlonglong>( result.negatives );
  results[PIXELS] = static_cast<qlonglong>( result.pixels );
  return results;
}

} // namespace calving
