#include "algorithms/terraincorrectsaralgorithm.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>

#include "algorithms/parameters/areaparameters.h"
#include "algorithms/parameters/layerparameters.h"
#include "algorithms/parameters/readparameters.h"
#include "model/sar/picture/sarpicture.h"
#include "model/sar/terrain/terrainparameters.h"
#include "model/sar/unitparameters.h"

namespace calving
{

using namespace key;

QString TerrainCorrectSarAlgorithm::displayName() const
{
  return QObject::tr( "Terrain-correct a radar raster" );
}

QStringList TerrainCorrectSarAlgorithm::tags() const
{
  return QObject::tr( "sentinel-1,range-doppler,geocode,orthorectify,incidence angle,layover,shadow,radar" )
      .split( ',' );
}

QString TerrainCorrectSarAlgorithm::shortDescription() const
{
  return QObject::tr( "Brings calibrated backscatter from the geometry of the radar to a map." );
}

Guide TerrainCorrectSarAlgorithm::guide() const
{
  Guide guide;
  guide.what = QObject::tr(
      "Range-Doppler terrain correction of a raster that “Calibrate a Sentinel-1 product” or “Filter "
      "speckle” wrote: each pixel of the map is looked up in the radar’s picture by its height, the orbit "
      "and the range, which is exact to a hundredth of a pixel.\n\nAny terrain model that QGIS reads as a "
      "file will do; say what its heights refer to. The sea is never masked: where the terrain model ends or "
      "has holes, sea level is assumed.\n\nWhere the map’s pixels are at least twice as large as the "
      "radar’s, the "
      "radar’s are averaged first, as “Preprocess a Sentinel-1 product” does.\n\nBeta nought can be "
      "flattened: turned into gamma nought "
      "without the brightness of slopes." );
  guide.when = QObject::tr(
      "After “Calibrate a Sentinel-1 product” and “Filter speckle”, where you make a map step by "
      "step." );
  guide.parameters =
      QStringList{ QStringLiteral( "DEM" ), QStringLiteral( "DEM_DATUM" ), QStringLiteral( "PIXEL_SIZE" ) };
  guide.result =
      QObject::tr( "The coast must lie where a map has it. Bright stripes on slopes that face the radar are "
                   "layover, not ice; ask for the mask to see where." );
  guide.example = QStringList{
      QStringLiteral( "simulatesar WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 OUTPUT=product.SAFE" ),
      QStringLiteral( "simulatescene WIDTH=64 HEIGHT=64 PIXEL_SIZE=60 SCENE=unused.tif DEM=heights.tif" ),
      QStringLiteral( "calibratesar INPUT=product.SAFE/manifest.safe OUTPUT=calibrated.tif" ),
      QStringLiteral( "terraincorrectsar INPUT=calibrated.tif DEM=heights.tif PIXEL_SIZE=40 OUTPUT=scene.tif "
                      "MASK=mask.tif" ) };
  guide.citation = QObject::tr(
      "Terrain flattening: Small, D. (2011): Flattening gamma: radiometric terrain correction for "
      "SAR imagery. IEEE Transactions on Geoscience and Remote Sensing 49." );
  guide.next = QStringList{ QStringLiteral( "scalesar" ), QStringLiteral( "extractfronts" ) };
  return guide;
}

void TerrainCorrectSarAlgorithm::initAlgorithm( const QVariantMap & )
{
  add( new QgsProcessingParameterRasterLayer( INPUT, QObject::tr( "Backscatter in radar geometry" ) ),
       QObject::tr( "As “Calibrate a Sentinel-1 product” writes it." ) );
  add( areaParameters( mapAreaHelp() ) );
  TerrainCorrectionOptions standard = mapDefaults();
  add( terrainModelParameters() );
  add( gridParameters() );
  add( unitParameters( standard.unit, standard.window ) );
  add( mapOutputs() );
  add( samplingParameter( standard.sampling ) );
}

void TerrainCorrectSarAlgorithm::prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                                          QgsProcessingFeedback * )
{
  mInput = rasterInput( parameterAsRasterLayer( parameters, INPUT, context ), INPUT, parameters );
  mLayers = mapLayers( parameters, context, *this );
}

QVariantMap TerrainCorrectSarAlgorithm::compute( const QVariantMap &parameters, QgsProcessingContext &context,
                                                 QgsProcessingFeedback *feedback )
{
  TerrainCorrectionOptions options = mapOptions( parameters, context, *this, mLayers );
  readParameters( { samplingParameter( options.sampling ) }, parameters, context, *this );
  const TerrainCorrectionOutputs outputs = outputPaths( parameters, context, *this );
  const Feedback core = coreFeedback( feedback );
  const SarPicture picture = openRadarPicture( mInput, core );
  informOfValues( picture, core );
  terrainCorrect( picture, options, outputs, core );
  return mapResults( outputs, context );
}

} // namespace calving
