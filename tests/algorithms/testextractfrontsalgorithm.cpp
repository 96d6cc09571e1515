#include <QtTest>

#include <cmath>

#include <qgsapplication.h>
#include <qgsfeatureiterator.h>
#include <qgslinesymbol.h>
#include <qgsmaplayertemporalproperties.h>
#include <qgspalettedrasterrenderer.h>
#include <qgsprocessingalgrunnertask.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgsrasterlayer.h>
#include <qgstaskmanager.h>
#include <qgstest.h>
#include <qgsvectorfilewriter.h>
#include <qgsvectorlayer.h>

#include "algorithms/extractfrontsalgorithm.h"
#include "model/modelfile/tensors/safetensors.h"
#include "model/modelfile/tensors/tensorfile.h"
#include "model/raster/raster.h"
#include "support/extractfixture.h"
#include "support/rememberedfjord.h"
#include "support/testdata.h"

using namespace calving;

class TestExtractFrontsAlgorithm : public ExtractFixture
{
  Q_OBJECT

private slots:
  void writesFrontsWithAttributes();
  void writesEveryRaster();
  void writesTheOcean();
  void areaIsTransformedToTheScene();
  void anotherBandOnRequest();
  void assumesTheGivenCrs();
  void namesTheGlacierOnRequest();
  void amplitudeCanBeSaidAndIsReadInNames();
  void waterMaskedScenesAreRefused();
  void theNetworkSeesThePixelsAskedFor();
  void runsWithARealNetwork();
  void whatTheModelRemembersCounts();
  void layersAreStyledAndDatedWhenLoaded();
  void layersAreNamedByContentGlacierAndDate();
  void loadsNoOutputThatHasNoName();
  void runsInTheBackground();
};

void TestExtractFrontsAlgorithm::writesFrontsWithAttributes()
{
  const QVariantMap results = run( {} );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 1 );
  QVERIFY( std::abs( results["FRONT_LENGTH"].toDouble() - 4000 ) < 50 );

  const QgsVectorLayer fronts( results["FRONTS"].toString(), "fronts" );
  QCOMPARE( fronts.featureCount(), 1L );
  QCOMPARE( fronts.crs().authid(), QString( "EPSG:32633" ) );
  QgsFeature front;
  fronts.getFeatures().nextFeature( front );
  QCOMPARE( front.attribute( "glacier_name" ).toString(), QString( "Crane" ) );
  QCOMPARE( front.attribute( "date" ).toDate(), QDate( 2015, 7, 14 ) );
  QCOMPARE( front.attribute( "crs_source" ).toString(), QString( "raster" ) );
  QCOMPARE( front.attribute( "model_name" ).toString(), QString( "threshold" ) );
  QCOMPARE( front.attribute( "model_sha256" ).toString(), QString( 64, 'a' ) );
  QVERIFY( std::abs( front.attribute( "conf_mean" ).toDouble() - 0.7 ) < 1e-6 );
  QVERIFY( std::abs( front.attribute( "length_m" ).toDouble() - results["FRONT_LENGTH"].toDouble() ) < 1e-6 );
  QVERIFY2( mLog.contains( "Pixel values: 8 bit" ), qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "9 tiles" ), qPrintable( mLog ) );
}

void TestExtractFrontsAlgorithm::writesEveryRaster()
{
  const QVariantMap results = run( { { "ZONES", path( "zones.tif" ) },
                                     { "CONFIDENCE", path( "confidence.tif" ) },
                                     { "PROBABILITIES", path( "probabilities.tif" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const RasterReader zones( results["ZONES"].toString().toStdString() );
  QCOMPARE( zones.width(), side );
  QCOMPARE( int( zones.readBytes( 1, { 10, 100, 1, 1 } )[0] ), 3 );
  // A training, and whoever else reads them, knows what they mean.
  QVERIFY( zones.metadata().at( "CALVINGFRONT_ZONES" ).find( "3 ocean" ) != std::string::npos );
  // A later tracing of the zones knows the scene they come from.
  QCOMPARE( zones.metadata().at( "CALVINGFRONT_GLACIER" ), std::string( "Crane" ) );
  QCOMPARE( zones.metadata().at( "CALVINGFRONT_MODEL" ), std::string( "threshold" ) );
  const RasterReader probabilities( results["PROBABILITIES"].toString().toStdString() );
  QCOMPARE( probabilities.bands(), 4 );
  QVERIFY( std::abs( probabilities.readBand( 4, { 10, 100, 1, 1 } )[0] - 0.7f ) < 1e-6f );
  QVERIFY( QFile::exists( results["CONFIDENCE"].toString() ) );
}

void TestExtractFrontsAlgorithm::writesTheOcean()
{
  const QVariantMap results = run( { { "OCEAN", path( "ocean.gpkg" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsVectorLayer ocean( results["OCEAN"].toString(), "ocean" );
  QCOMPARE( ocean.featureCount(), 1L );
  QCOMPARE( ocean.crs().authid(), QString( "EPSG:32633" ) );
  QgsFeature feature;
  ocean.getFeatures().nextFeature( feature );
  // Columns 0 to 59, rows 20 to 119, pixel by pixel.
  const QgsGeometry expected = QgsGeometry::fromRect(
      QgsRectangle( 500000, 8000000 - 120 * 40, 500000 + 60 * 40, 8000000 - 20 * 40 ) );
  QVERIFY2( feature.geometry().isGeosValid(), qPrintable( feature.geometry().asWkt() ) );
  QVERIFY2( feature.geometry().symDifference( expected ).area() < 1,
            qPrintable( feature.geometry().asWkt() ) );
}

//! The lower half of the fjord, drawn in degrees.
void TestExtractFrontsAlgorithm::areaIsTransformedToTheScene()
{
  const QString area = path( "area.geojson" );
  QFile file( area );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  const QgsCoordinateTransform toDegrees( QgsCoordinateReferenceSystem( "EPSG:32633" ),
                                          QgsCoordinateReferenceSystem( "EPSG:4326" ),
                                          QgsCoordinateTransformContext() );
  const QgsRectangle box = toDegrees.transformBoundingBox( QgsRectangle( 500000, 7995000, 505000, 7997600 ) );
  file.write( QString( "{\"type\":\"Feature\",\"properties\":{},\"geometry\":%1}" )
                  .arg( QgsGeometry::fromRect( box ).asJson() )
                  .toUtf8() );
  file.close();
  const QVariantMap results = run( { { "AREA", area } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( std::abs( results["FRONT_LENGTH"].toDouble() - 2400 ) < 120,
            qPrintable( results["FRONT_LENGTH"].toString() ) );
}

void TestExtractFrontsAlgorithm::anotherBandOnRequest()
{
  const RasterReader one( standard()["INPUT"].toString().toStdString() );
  const Window all{ 0, 0, side, side };
  RasterFormat format;
  format.bands = 2;
  {
    RasterWriter two( path( "two.tif" ).toStdString(), one.grid(), format );
    two.write( all, std::vector<std::uint8_t>( side * side, 240 ), 1 );
    two.write( all, one.readBytes( 1, all ), 2 );
    two.commit();
  }
  QCOMPARE( run( { { "INPUT", path( "two.tif" ) } } )["FRONT_COUNT"].toInt(), 0 );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( run( { { "INPUT", path( "two.tif" ) }, { "BAND", 2 } } )["FRONT_COUNT"].toInt(), 1 );
}

void TestExtractFrontsAlgorithm::assumesTheGivenCrs()
{
  const QString scene = path( "nowhere.tif" );
  {
    RasterGrid grid = RasterReader( standard()["INPUT"].toString().toStdString() ).grid();
    grid.crs.clear();
    RasterWriter writer( scene.toStdString(), grid );
    std::vector<std::uint8_t> values;
    for ( int y = 0; y < side; ++y )
      for ( int x = 0; x < side; ++x )
        values.push_back( static_cast<std::uint8_t>( fjord( x, y ) ) );
    writer.write( { 0, 0, side, side }, values );
    writer.commit();
  }
  run( { { "INPUT", scene } } );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "has no coordinate reference system. Set CRS" ), qPrintable( mLog ) );
  const QVariantMap results = run( { { "INPUT", scene }, { "CRS", "EPSG:3413" } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsVectorLayer fronts( results["FRONTS"].toString(), "fronts" );
  QCOMPARE( fronts.crs().authid(), QString( "EPSG:3413" ) );
  QgsFeature front;
  QVERIFY( fronts.getFeatures().nextFeature( front ) );
  QCOMPARE( front.attribute( "crs_source" ).toString(), QString( "parameter" ) );
}

namespace
{

QgsFeature firstOf( const QString &layer )
{
  const QgsVectorLayer fronts( layer, "fronts" );
  QgsFeature front;
  fronts.getFeatures().nextFeature( front );
  return front;
}

} // namespace

void TestExtractFrontsAlgorithm::namesTheGlacierOnRequest()
{
  const QVariantMap results = run( { { "GLACIER", " Jorum " }, { "ZONES", path( "zones.tif" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( firstOf( results["FRONTS"].toString() ).attribute( "glacier_name" ).toString(),
            QString( "Jorum" ) );
  QCOMPARE( RasterReader( path( "zones.tif" ).toStdString() ).metadata().at( "CALVINGFRONT_GLACIER" ),
            std::string( "Jorum" ) );
}

//! The fjord's grey values as decibels of a window, stored as amplitude: said by the name, or by the user.
void TestExtractFrontsAlgorithm::amplitudeCanBeSaidAndIsReadInNames()
{
  const QString product = path( "S1A_IW_20180602T090311_DVP_RTC30_G_gauned_5BE1_VV.tif" );
  const QString plain = path( "plain.tif" );
  for ( const QString &scene : { product, plain } )
    writeRaster( scene.toStdString(), side, side,
                 []( int x, int y ) { return std::pow( 10, ( -20 + fjord( x, y ) * 25 / 255.0 ) / 20 ); } );
  QCOMPARE( run( { { "INPUT", product } } )["FRONT_COUNT"].toInt(), 1 );
  QVERIFY2( mLog.contains( "amplitude" ) && mLog.contains( "HyP3" ), qPrintable( mLog ) );
  const QgsFeature front = firstOf( path( "fronts.gpkg" ) );
  QVERIFY( std::abs( front.attribute( "length_m" ).toDouble() - 4000 ) < 50 );
  QVERIFY( front.attribute( "glacier_name" ).isNull() );
  QCOMPARE( front.attribute( "date" ).toDate(), QDate( 2018, 6, 2 ) );
  for ( const char *field : { "notes", "parameters" } )
    QVERIFY2( front.attribute( field ).toString().contains( "HyP3" ), field );
  const QVariantMap said = run( { { "INPUT", plain }, { "VALUES", "amplitude" } } );
  QVERIFY( std::abs( said["FRONT_LENGTH"].toDouble() - 4000 ) < 50 );
}

void TestExtractFrontsAlgorithm::waterMaskedScenesAreRefused()
{
  const QString scene = path( "S1A_IW_20180602T090311_DVP_RTC30_G_gpwned_5BE1_VV.tif" );
  writeRaster( scene.toStdString(), side, side, fjord );
  run( { { "INPUT", scene } } );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "Water was masked" ) && mLog.contains( "gpwned" ), qPrintable( mLog ) );
}

void TestExtractFrontsAlgorithm::theNetworkSeesThePixelsAskedFor()
{
  const QVariantMap results = run( { { "NETWORK_PIXEL_SIZE", 80 } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "resampled to about 80 m" ) && mLog.contains( "60 x 60 pixels" ),
            qPrintable( mLog ) );
  QVERIFY( std::abs( results["FRONT_LENGTH"].toDouble() - 4000 ) < 100 );
}

//! The golden network on its golden picture, through every step of the way: its probabilities and classes.
void TestExtractFrontsAlgorithm::runsWithARealNetwork()
{
  constexpr int width = 64;
  constexpr int pixels = width * width;
  const TensorFile golden = readSafetensors( testData( "golden/tyrion_tiny/io.safetensors" ).toStdString() );
  const std::vector<float> grey = floatValues( golden.tensors.at( "input_1ch" ) );
  const std::vector<float> logits = floatValues( golden.tensors.at( "logits_1ch" ) );
  writeRaster( path( "scene.tif" ).toStdString(), width, width,
               [&]( int x, int y ) { return grey[width * y + x]; } );
  const QVariantMap results = run( { { "INPUT", path( "scene.tif" ) },
                                     { "MODEL", testData( "golden/tyrion_tiny/weights.safetensors" ) },
                                     { "VALUES", "unit" },
                                     { "TILE", width },
                                     { "MARGIN", 0 },
                                     { "STRIDE", width },
                                     { "ZONES", path( "zones.tif" ) },
                                     { "PROBABILITIES", path( "probabilities.tif" ) },
                                     { "DEVICE", "cpu" },
                                     { "PRECISION", "float32" } },
                                   true );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "1 tiles, 0 of them without data" ), qPrintable( mLog ) );
  const RasterReader probabilities( results["PROBABILITIES"].toString().toStdString() );
  const RasterReader zones( results["ZONES"].toString().toStdString() );
  const std::vector<std::uint8_t> classes = zones.readBytes( 1, { 0, 0, width, width } );
  std::vector<float> ours;
  for ( int c = 0; c < 4; ++c )
  {
    const std::vector<float> band = probabilities.readBand( c + 1, { 0, 0, width, width } );
    ours.insert( ours.end(), band.begin(), band.end() );
  }
  double worst = 0;
  int wrong = 0;
  for ( int i = 0; i < pixels; ++i )
  {
    double sum = 0;
    for ( int c = 0; c < 4; ++c )
      sum += std::exp( logits[c * pixels + i] );
    for ( int c = 0; c < 4; ++c )
    {
      const double expected = std::exp( logits[c * pixels + i] ) / sum;
      worst = std::max( worst, std::abs( ours[c * pixels + i] - expected ) );
      // Areas of exactly 0 are taken for no data, which has no zone.
      wrong += grey[i] > 0 && expected > 0.501 && classes[i] != c;
    }
  }
  QVERIFY2( worst < 1e-4, qPrintable( QString::number( worst ) ) );
  QCOMPARE( wrong, 0 );
  QVERIFY2( mLog.contains( "thread" ), qPrintable( mLog ) );
}

//! A label of the day before, the front 600 m away: the network's front is held near it. Of a label 2 km away
//! it is not, as sure as the network is, and says so.
void TestExtractFrontsAlgorithm::whatTheModelRemembersCounts()
{
  const auto remember = [this]( int front )
  {
    TensorFile file;
    addGlacierMemory( fjordMemory( { fjordLabel( "2015-07-13", side, front ) } ), file );
    writeSafetensors( path( "remembers.safetensors" ).toStdString(), file );
  };
  const auto front = [this]( const QVariantMap &more )
  {
    QVariantMap all{ { "MODEL", path( "remembers.safetensors" ) } };
    for ( auto it = more.begin(); it != more.end(); ++it )
      all[it.key()] = it.value();
    return firstOf( run( all )["FRONTS"].toString() );
  };
  const double seen = 500000 + 40 * 59.5;
  remember( 45 );
  QgsFeature held = front( {} );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "remembers 1 label" ) && mLog.contains( "2015-07-13" ), qPrintable( mLog ) );
  QVERIFY( held.attribute( "center_x" ).toDouble() < seen - 400 );
  QVERIFY( held.attribute( "parameters" ).toString().contains( "\"nearest\":\"2015-07-13\"" ) );
  QVERIFY( !held.attribute( "notes" ).toString().contains( "labelled" ) );

  held = front( { { "PRIOR", "none" } } );
  QVERIFY2( !mLog.contains( "remembers" ), qPrintable( mLog ) );
  QVERIFY( std::abs( held.attribute( "center_x" ).toDouble() - seen ) <= 20 );
  QVERIFY( !held.attribute( "parameters" ).toString().contains( "prior" ) );

  mCertainty = 0.95f;
  remember( 10 );
  held = front( {} );
  QVERIFY( std::abs( held.attribute( "center_x" ).toDouble() - seen ) <= 20 );
  QVERIFY2( held.attribute( "notes" ).toString().contains( "from every labelled front" ),
            qPrintable( held.attribute( "notes" ).toString() ) );
}

void TestExtractFrontsAlgorithm::layersAreStyledAndDatedWhenLoaded()
{
  QgsProject project;
  QgsProcessingContext context;
  context.setProject( &project );
  QgsProcessingFeedback feedback( false );
  QVariantMap parameters = standard();
  const auto loaded = [&]( const QString &key, const QString &file )
  {
    QgsProcessingOutputLayerDefinition definition( path( file ), &project );
    parameters[key] = QVariant::fromValue( definition );
  };
  loaded( "FRONTS", "fronts.gpkg" );
  loaded( "ZONES", "zones.tif" );
  loaded( "CONFIDENCE", "confidence.tif" );
  loaded( "PROBABILITIES", "probabilities.tif" );
  loaded( "OCEAN", "ocean.gpkg" );
  const ExtractFrontsAlgorithm algorithm( threshold );
  const std::unique_ptr<QgsProcessingAlgorithm> instance( algorithm.create() );
  bool succeeded = false;
  instance->run( parameters, context, &feedback, &succeeded );
  QVERIFY2( succeeded, qPrintable( feedback.textLog() ) );

  const auto details = context.layersToLoadOnCompletion();
  QCOMPARE( details.size(), 5 );
  for ( auto it = details.begin(); it != details.end(); ++it )
  {
    QgsMapLayer *layer = QgsProcessingUtils::mapLayerFromString( it.key(), context );
    QVERIFY( layer );
    QVERIFY( it.value().postProcessor() );
    it.value().postProcessor()->postProcessLayer( layer, context, &feedback );
    QVERIFY2( layer->temporalProperties()->isActive(), qPrintable( it.key() ) );
    if ( it.key().contains( "zones" ) )
    {
      const auto *renderer =
          dynamic_cast<QgsPalettedRasterRenderer *>( qobject_cast<QgsRasterLayer *>( layer )->renderer() );
      QVERIFY( renderer );
      QCOMPARE( renderer->classes().size(), 4 );
      QCOMPARE( renderer->classes()[2].label, QString( "glacier" ) );
    }
    if ( const auto *raster = qobject_cast<QgsRasterLayer *>( layer ) )
      QVERIFY( raster->renderer()->type() != QLatin1String( "singlebandgray" ) );
  }
}

//! Where QGIS would show the name of a temporary file or of the output.
void TestExtractFrontsAlgorithm::layersAreNamedByContentGlacierAndDate()
{
  QgsProject project;
  QgsProcessingContext context;
  context.setProject( &project );
  QgsProcessingFeedback feedback( false );
  QVariantMap parameters = standard();
  for ( const char *key : { "FRONTS", "ZONES", "OCEAN" } )
    parameters[key] = QVariant::fromValue(
        QgsProcessingOutputLayerDefinition( QgsProcessing::TEMPORARY_OUTPUT, &project ) );
  const std::unique_ptr<QgsProcessingAlgorithm> instance( ExtractFrontsAlgorithm( threshold ).create() );
  bool succeeded = false;
  instance->run( parameters, context, &feedback, &succeeded );
  QVERIFY2( succeeded, qPrintable( feedback.textLog() ) );

  QStringList names;
  const auto layers = context.layersToLoadOnCompletion();
  for ( auto it = layers.begin(); it != layers.end(); ++it )
  {
    QgsMapLayer *layer = QgsProcessingUtils::mapLayerFromString( it.key(), context );
    QVERIFY( layer );
    it.value().setOutputLayerName( layer );
    it.value().postProcessor()->postProcessLayer( layer, context, &feedback );
    names << layer->name();
  }
  names.sort();
  QCOMPARE( names, QStringList( { "Calving fronts Crane 2015-07-14", "Ocean Crane 2015-07-14",
                                  "Zones Crane 2015-07-14" } ) );
}

//! As QGIS's dialog for many runs asks for optional outputs that the user left empty.
void TestExtractFrontsAlgorithm::loadsNoOutputThatHasNoName()
{
  QgsProject project;
  QgsProcessingContext context;
  context.setProject( &project );
  QgsProcessingFeedback feedback( false );
  QVariantMap parameters = standard();
  for ( const char *key : { "FRONTS", "ZONES", "CONFIDENCE", "PROBABILITIES", "OCEAN" } )
    parameters[key] = QVariant::fromValue( QgsProcessingOutputLayerDefinition( QString(), &project ) );
  parameters["FRONTS"] =
      QVariant::fromValue( QgsProcessingOutputLayerDefinition( path( "fronts.gpkg" ), &project ) );
  const std::unique_ptr<QgsProcessingAlgorithm> instance( ExtractFrontsAlgorithm( threshold ).create() );
  bool succeeded = false;
  instance->run( parameters, context, &feedback, &succeeded );
  QVERIFY2( succeeded, qPrintable( feedback.textLog() ) );
  QCOMPARE( context.layersToLoadOnCompletion().keys(), QStringList( path( "fronts.gpkg" ) ) );
}

void TestExtractFrontsAlgorithm::runsInTheBackground()
{
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  const ExtractFrontsAlgorithm algorithm( threshold );
  auto *task = new QgsProcessingAlgRunnerTask( &algorithm, standard(), context, &feedback );
  QSignalSpy executed( task, &QgsProcessingAlgRunnerTask::executed );
  QgsApplication::taskManager()->addTask( task );
  QVERIFY( executed.wait( 30000 ) );
  QVERIFY2( executed[0][0].toBool(), qPrintable( feedback.textLog() ) );
  QVERIFY( QFile::exists( path( "fronts.gpkg" ) ) );
}

QGSTEST_MAIN( TestExtractFrontsAlgorithm )
#include "testextractfrontsalgorithm.moc"
