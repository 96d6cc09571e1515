#include <QtTest>

#include <csignal>
#include <sys/resource.h>

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
#include "model/error.h"
#include "model/modelfile.h"
#include "model/raster/raster.h"
#include "provider/provider.h"
#include "support/sampleweights.h"
#include "support/segmenters.h"
#include "support/testdata.h"
#include "support/testraster.h"

using namespace calving;

namespace
{

constexpr int side = 120; // pixels of 40 m

//! A fjord: rock in the north; south of it ocean in the west and glacier in the east, the front in column 59.
int fjord( int x, int y )
{
  return y < 20 ? 100 : x < 60 ? 240 : 160;
}

std::unique_ptr<Segmenter> threshold( const std::string &, const ComputeOptions & )
{
  return std::make_unique<FunctionSegmenter>( fourGreys );
}

} // namespace

class TestExtractFrontsAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();
  void writesFrontsWithAttributes();
  void writesEveryRaster();
  void writesTheOcean();
  void areaIsTransformedToTheScene();
  void anotherBandOnRequest();
  void assumesTheGivenCrs();
  void runsWithARealNetwork();
  void layersAreStyledAndDatedWhenLoaded();
  void runsInTheBackground();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void otherTasksAreRefused();
  void fullDiskKeepsTheOldFiles();
  void cancellingKeepsTheOldFiles();

private:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  QVariantMap run( const QVariantMap &parameters, bool realNetwork = false );
  //! Without the statistics that QGIS itself writes beside a scene when it opens it.
  QStringList files() const
  {
    return QDir( mFolder->path() )
        .entryList( QDir::Files )
        .filter( QRegularExpression( "^(?!.*[0-9e][.]tif[.]aux[.]xml$)" ) );
  }
  QVariantMap standard() const;

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<Provider> mProvider;
  QString mLog;
  bool mSucceeded = false;
};

void TestExtractFrontsAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestExtractFrontsAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

void TestExtractFrontsAlgorithm::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  writeRaster( path( "Crane_2015-07-14_S1_40_3_001.tif" ).toStdString(), side, side, fjord, GDT_Byte );
}

QVariantMap TestExtractFrontsAlgorithm::standard() const
{
  return { { "INPUT", path( "Crane_2015-07-14_S1_40_3_001.tif" ) },
           { "MODEL", "model.safetensors" },
           { "TILE", 64 },
           { "MARGIN", 16 },
           { "STRIDE", 48 },
           { "FRONTS", path( "fronts.gpkg" ) } };
}

QVariantMap TestExtractFrontsAlgorithm::run( const QVariantMap &parameters, bool realNetwork )
{
  QVariantMap all = standard();
  for ( auto it = parameters.begin(); it != parameters.end(); ++it )
    all[it.key()] = it.value();
  const ExtractFrontsAlgorithm withThreshold( threshold );
  const QgsProcessingAlgorithm *algorithm =
      realNetwork ? mProvider->algorithm( QStringLiteral( "extractfronts" ) ) : &withThreshold;
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  const std::unique_ptr<QgsProcessingAlgorithm> instance( algorithm->create() );
  const QVariantMap results = instance->run( all, context, &feedback, &mSucceeded, {}, true );
  mLog = feedback.textLog();
  return results;
}

void TestExtractFrontsAlgorithm::writesFrontsWithAttributes()
{
  const QVariantMap results = run( {} );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 1 );
  QVERIFY( std::abs( results["TOTAL_LENGTH_M"].toDouble() - 4000 ) < 50 );

  const QgsVectorLayer fronts( results["FRONTS"].toString(), "fronts" );
  QCOMPARE( fronts.featureCount(), 1L );
  QCOMPARE( fronts.crs().authid(), QString( "EPSG:32633" ) );
  QgsFeature front;
  fronts.getFeatures().nextFeature( front );
  QCOMPARE( front.attribute( "glacier_name" ).toString(), QString( "Crane" ) );
  QCOMPARE( front.attribute( "date" ).toDate(), QDate( 2015, 7, 14 ) );
  QCOMPARE( front.attribute( "model_name" ).toString(), QString( "threshold" ) );
  QCOMPARE( front.attribute( "model_sha256" ).toString(), QString( 64, 'a' ) );
  QVERIFY( std::abs( front.attribute( "conf_mean" ).toDouble() - 0.7 ) < 1e-6 );
  QVERIFY( std::abs( front.attribute( "length_m" ).toDouble() - results["TOTAL_LENGTH_M"].toDouble() ) <
           1e-6 );
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
  const QVariantMap results = run( { { "OCEAN", path( "ocean.geojson" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsVectorLayer ocean( results["OCEAN"].toString(), "ocean" );
  QCOMPARE( ocean.featureCount(), 1L );
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
  QVERIFY2( std::abs( results["TOTAL_LENGTH_M"].toDouble() - 2400 ) < 120,
            qPrintable( results["TOTAL_LENGTH_M"].toString() ) );
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
  QCOMPARE( QgsVectorLayer( results["FRONTS"].toString(), "fronts" ).crs().authid(), QString( "EPSG:3413" ) );
}

//! Random weights make random zones; every step of the way is the real one.
void TestExtractFrontsAlgorithm::runsWithARealNetwork()
{
  ModelCard card;
  card.name = "random";
  card.size = sampleSize();
  writeModelFile( path( "model.safetensors" ).toStdString(), card, sampleWeights() );
  const QVariantMap results = run(
      { { "MODEL", path( "model.safetensors" ) }, { "ZONES", path( "zones.tif" ) }, { "DEVICE", "cpu" } },
      true );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( QFile::exists( results["FRONTS"].toString() ) );
  QVERIFY2( mLog.contains( "thread" ), qPrintable( mLog ) );
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
  const ExtractFrontsAlgorithm algorithm( threshold );
  const std::unique_ptr<QgsProcessingAlgorithm> instance( algorithm.create() );
  bool succeeded = false;
  instance->run( parameters, context, &feedback, &succeeded );
  QVERIFY2( succeeded, qPrintable( feedback.textLog() ) );

  const auto details = context.layersToLoadOnCompletion();
  QCOMPARE( details.size(), 3 );
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
  }
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

void TestExtractFrontsAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  using Map = QVariantMap;
  QTest::newRow( "no raster" ) << Map{ { "INPUT", "/nowhere/scene.tif" } }
                               << "Cannot open the raster /nowhere/scene.tif (parameter INPUT).";
  QTest::newRow( "no model" ) << Map{ { "MODEL", QVariant() } } << "Choose a model file (parameter MODEL)";
  QTest::newRow( "band" ) << Map{ { "BAND", 3 } } << "has no band 3. BAND can be 1 to 1.";
  QTest::newRow( "stride" ) << Map{ { "STRIDE", 65 } } << "STRIDE is 65. Use 1 to 64 pixels";
  QTest::newRow( "window" ) << Map{ { "VALUES", "decibel" }, { "DB_MIN", 9 } }
                            << "DB_MIN must be the smaller one.";
  QTest::newRow( "device" ) << Map{ { "DEVICE", "gpu" } } << "DEVICE is “gpu”. Use auto, cpu, cuda or cuda:N";
  QTest::newRow( "target folder" ) << Map{ { "ZONES", "/nowhere/zones.tif" } }
                                   << "Cannot create raster /nowhere/zones.tif";
  QTest::newRow( "front folder" ) << Map{ { "FRONTS", "/nowhere/fronts.gpkg" } } << "/nowhere";
}

void TestExtractFrontsAlgorithm::saysWhatIsWrong()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const QStringList before = files();
  if ( !parameters.contains( "ZONES" ) )
    parameters["ZONES"] = path( "zones.tif" );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
  QCOMPARE( files(), before );
}

void TestExtractFrontsAlgorithm::otherTasksAreRefused()
{
  ModelCard card;
  card.name = "coast";
  card.task = "opttranslator";
  card.size = sampleSize();
  writeModelFile( path( "model.safetensors" ).toStdString(), card, sampleWeights() );
  const QStringList before = files();
  run( { { "MODEL", path( "model.safetensors" ) }, { "ZONES", path( "zones.tif" ) } }, true );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "opttranslator" ), qPrintable( mLog ) );
  run( { { "MODEL", path( "absent.safetensors" ) } }, true );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( path( "absent.safetensors" ) ), qPrintable( mLog ) );
  QCOMPARE( files(), before );
}

//! No file may grow beyond 20 kB, as on a full disk.
void TestExtractFrontsAlgorithm::fullDiskKeepsTheOldFiles()
{
  const QString scene = path( "noise.tif" );
  writeRaster(
      scene.toStdString(), 900, 900, []( int x, int y ) { return ( x * 7919 + y * 104729 ) % 251 + 4; },
      GDT_Byte );
  for ( const char *name : { "fronts.gpkg", "zones.tif" } )
  {
    QFile old( path( name ) );
    QVERIFY( old.open( QIODevice::WriteOnly ) );
    old.write( "old" );
  }
  const QStringList before = files();
  std::signal( SIGXFSZ, SIG_IGN );
  rlimit unlimited;
  getrlimit( RLIMIT_FSIZE, &unlimited );
  const rlimit full{ 20000, unlimited.rlim_max };
  setrlimit( RLIMIT_FSIZE, &full );
  run( { { "INPUT", scene }, { "ZONES", path( "zones.tif" ) } } );
  setrlimit( RLIMIT_FSIZE, &unlimited );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "Cannot write raster" ), qPrintable( mLog ) );
  QCOMPARE( files(), before );
  QCOMPARE( QFileInfo( path( "zones.tif" ) ).size(), 3LL );
  QCOMPARE( QFileInfo( path( "fronts.gpkg" ) ).size(), 3LL );
}

void TestExtractFrontsAlgorithm::cancellingKeepsTheOldFiles()
{
  const QStringList before = files();
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  connect( &feedback, &QgsFeedback::progressChanged,
           [&feedback]( double percent )
           {
             if ( percent > 30 )
               feedback.cancel();
           } );
  const ExtractFrontsAlgorithm algorithm( threshold );
  const std::unique_ptr<QgsProcessingAlgorithm> instance( algorithm.create() );
  bool succeeded = true;
  QVariantMap parameters = standard();
  parameters["ZONES"] = path( "zones.tif" );
  parameters["TILE"] = 16;
  parameters["STRIDE"] = 16;
  instance->run( parameters, context, &feedback, &succeeded );
  QVERIFY( !succeeded );
  QVERIFY2( feedback.textLog().contains( "Cancelled. Nothing was written." ),
            qPrintable( feedback.textLog() ) );
  QCOMPARE( files(), before );
}

QGSTEST_MAIN( TestExtractFrontsAlgorithm )
#include "testextractfrontsalgorithm.moc"
