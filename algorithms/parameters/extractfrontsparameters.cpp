#include "algorithms/extractfrontsalgorithm.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include "algorithms/parameters/computeparameters.h"
#include "algorithms/parameters/glacierparameter.h"
#include "algorithms/parameters/valueparameters.h"

namespace calving
{

namespace
{

QgsProcessingParameterNumber *pixels( const QString &key, const QString &label, int standard, int least )
{
  return new QgsProcessingParameterNumber( key, label, compat::numberInteger, standard, true, least );
}

} // namespace

void ExtractFrontsAlgorithm::initAlgorithm( const QVariantMap & )
{
  addInputs();
  addTiling();
  addValues();
  for ( auto &[parameter, help] : computeParameters() )
    addAdvanced( parameter.release(), help );
  addOutputs();
}

void ExtractFrontsAlgorithm::addInputs()
{
  add( new QgsProcessingParameterRasterLayer( INPUT, QObject::tr( "Scene" ) ),
       QObject::tr(
           "A SAR scene, geocoded: any raster that GDAL reads, 8 bit, 16 bit or floating point, projected or "
           "in degrees." ) );
  add( new QgsProcessingParameterFile(
           MODEL, QObject::tr( "Model" ), compat::fileBehavior, QString(), QVariant(), true,
           QObject::tr( "Model files (*.safetensors);;PyTorch files (*.pth *.pt *.ckpt)" ) ),
       QObject::tr( "A trained network: a file that “Train on labelled scenes” or “Import network weights” "
                    "wrote. Left empty, the "
                    "model that comes with the plugin is used." ) );
  add( new QgsProcessingParameterFeatureSource( AREA, QObject::tr( "Area of interest" ),
                                                { static_cast<int>( compat::sourceVectorPolygon ) },
                                                QVariant(), true ),
       QObject::tr( "Polygons that restrict the fronts: what lies outside is cut off." ) );
  DocumentedParameter glacier = glacierParameter();
  addAdvanced( glacier.first.release(), glacier.second );
  addAdvanced( new QgsProcessingParameterBand( BAND, QObject::tr( "Band" ), 1, INPUT, true ),
               QObject::tr( "The band of the scene to use." ) );
  addAdvanced(
      new QgsProcessingParameterNumber( MINIMUM_LENGTH, QObject::tr( "Shortest front (m)" ),
                                        compat::numberDouble, TraceOptions().minimumLengthMetres, true, 0 ),
      QObject::tr(
          "Shorter fronts are dropped: fewer front pixels times pixel size than this. 750 m as in the "
          "CaFFe benchmark." ) );
  addAdvanced(
      new QgsProcessingParameterCrs( CRS, QObject::tr( "Coordinate reference system" ), QVariant(), true ),
      QObject::tr(
          "Where the scene has a position but no coordinate reference system: the one to assume." ) );
  addAdvanced(
      new QgsProcessingParameterNumber( PIXEL_SIZE, QObject::tr( "Pixel size (m)" ), compat::numberDouble,
                                        QVariant(), true, 0 ),
      QObject::tr( "Where the scene has no coordinate reference system at all: the side of its pixels in "
                   "metres. Results then are in pixel coordinates." ) );
}

void ExtractFrontsAlgorithm::addTiling()
{
  const Tiling standard;
  addAdvanced(
      pixels( TILE, QObject::tr( "Tile" ), standard.tile, 1 ),
      QObject::tr( "Side, in pixels, of the part of each tile that counts. 256 as published. As large as the "
                   "scene, with a margin of 0: one pass of the network over the whole." ) );
  addAdvanced( pixels( MARGIN, QObject::tr( "Margin" ), standard.margin, 0 ),
               QObject::tr( "Pixels around the tile that the network sees as context. 128 as published." ) );
  addAdvanced(
      pixels( STRIDE, QObject::tr( "Stride" ), standard.stride, 1 ),
      QObject::tr( "Pixels from one tile to the next. Where tiles overlap, probabilities are averaged with "
                   "Gaussian weights. 128 as published takes three times as long as 224, which leaves just "
                   "enough overlap to hide the seams; as large as the tile: no overlap." ) );
  addAdvanced(
      new QgsProcessingParameterBoolean( RESAMPLE, QObject::tr( "Resample to the model's pixel size" ), true,
                                         true ),
      QObject::tr( "Resample the scene for the network where its pixels differ from those of the training by "
                   "more than 25 %: by the mean towards larger pixels, linearly towards smaller ones." ) );
}

void ExtractFrontsAlgorithm::addValues()
{
  for ( auto &[parameter, help] : valueParameters() )
    addAdvanced( parameter.release(), help );
  DocumentedParameter pixel = networkPixelParameter( QObject::tr( "what the model was trained on" ) );
  addAdvanced( pixel.first.release(), pixel.second );
}

void ExtractFrontsAlgorithm::addOutputs()
{
  const auto raster = [this]( const QString &key, const QString &label, const QString &help )
  { add( new QgsProcessingParameterRasterDestination( key, label, QVariant(), true, false ), help ); };
  add( new QgsProcessingParameterFeatureSink( FRONTS, QObject::tr( "Calving fronts" ),
                                              compat::sourceVectorLine ),
       QObject::tr( "The fronts as lines in the scene's coordinate reference system; the M value of a vertex "
                    "is the confidence there." ) );
  raster(
      ZONES, QObject::tr( "Zones" ),
      QObject::tr( "The most probable class of each pixel: 0 not available, 1 rock, 2 glacier, 3 ocean." ) );
  raster( CONFIDENCE, QObject::tr( "Confidence" ),
          QObject::tr( "The probability of that class, from 0.25 to 1." ) );
  raster( PROBABILITIES, QObject::tr( "Probabilities" ),
          QObject::tr( "The probability of each class, one band each." ) );
  add( new QgsProcessingParameterFeatureSink( OCEAN, QObject::tr( "Ocean" ), compat::sourceVectorPolygon,
                                              QVariant(), true, false ),
       QObject::tr( "The ocean, without lakes and islands, as one polygon that follows the pixels." ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_COUNT, QObject::tr( "Number of fronts" ) ) );
  addOutput( new QgsProcessingOutputNumber( FRONT_LENGTH, QObject::tr( "Length of all fronts (m)" ) ) );
}

} // namespace calving
