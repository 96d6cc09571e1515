#include <QtTest>

#include <qgsapplication.h>
#include <qgsfeature.h>
#include <qgsgeometry.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "algorithms/adaptmodelalgorithm.h"
#include "model/modelfile/glaciermemory.h"
#include "model/modelfile/modelfile.h"
#include "provider/provider.h"
#include "support/testraster.h"
#include "support/testscenes.h"

using namespace calving;

namespace
{

constexpr int side = 64;
constexpr const char *sceneNames[] = { "A_2020-01-01", "A_2020-01-02", "A_2020-01-03" };

//! A user who cancels when the log says something.
class CancellingFeedback : public QgsProcessingFeedback
{
public:
  CancellingFeedback()
    : QgsProcessingFeedback( false )
  {
  }

  QString cancelAt;

  void pushInfo( const QString &sentence ) override
  {
    QgsProcessingFeedback::pushInfo( sentence );
    if ( !cancelAt.isEmpty() && sentence.contains( cancelAt ) )
      cancel();
  }
};

//! No training: the network knows all zones.
TrainedZones knowAll( SceneSource &source, const Split &, const std::vector<int> &seen, const TrainOptions &,
                      const TrainOutputs &, const Feedback & )
{
  TrainedZones trained;
  for ( const int scene : seen )
    trained.zones.push_back( source.readZones( scene, wholeScene( source.info( scene ) ) ) );
  trained.result.reason = "Known.";
  return trained;
}

} // namespace

class TestAdaptModelAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();
  void adaptsAndRemembers();
  void tellsBothErrors();
  void readsRastersOfZones();
  void keepsWhatWasLearnedWhenCancelled();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();

private:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  QVariantMap parameters( int scenes );
  void addZone( const QString &zone, const QString &raster, double left, double right );
  QVariantMap run( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters );
  const QgsProcessingAlgorithm &own() const { return *mProvider->algorithm( "adaptmodel" ); }
  void makeStart();

  std::unique_ptr<Provider> mProvider;
  std::unique_ptr<QTemporaryDir> mFolder;
  QTemporaryDir mStartFolder;
  std::unique_ptr<QgsVectorLayer> mLabels;
  QString mLog;
  bool mSucceeded = false;
  QString mCancelAt;
};

void TestAdaptModelAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
  init();
  makeStart();
}

void TestAdaptModelAlgorithm::cleanupTestCase()
{
  mLabels.reset();
  mProvider.reset();
  QgsApplication::exitQgis();
}

//! Three scenes, and polygons of their zones.
void TestAdaptModelAlgorithm::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mCancelAt.clear();
  mLabels = std::make_unique<QgsVectorLayer>( "Polygon?crs=EPSG:32633&field=zone:string&field=raster:string",
                                              "labels", "memory" );
  TestScenes scenes( 3, side, side, 1 );
  for ( const TestScenes::Scene &scene : scenes.scenes() )
  {
    const QString name = QString::fromStdString( scene.info.name );
    writeRaster(
        path( name + ".tif" ).toStdString(), side, side,
        [&]( int x, int y ) { return scene.grey[side * y + x]; }, GDT_Byte );
    const std::uint8_t *bottom = scene.zones.data() + side * ( side - 1 );
    const double front = std::count( bottom, bottom + side, 2 );
    addZone( "glacier", name, 0, front );
    addZone( "ocean", name, front, side );
  }
}

//! A zone over all rows, between columns of 40 m.
void TestAdaptModelAlgorithm::addZone( const QString &zone, const QString &raster, double left, double right )
{
  QgsFeature feature( mLabels->fields() );
  feature.setAttribute( "zone", zone );
  feature.setAttribute( "raster", raster );
  feature.setGeometry( QgsGeometry::fromRect(
      QgsRectangle( 500000 + 40 * left, 8000000 - side * 40, 500000 + 40 * right, 8000000 ) ) );
  mLabels->dataProvider()->addFeature( feature );
}

//! The first \a scenes scenes; three seconds on one thread.
QVariantMap TestAdaptModelAlgorithm::parameters( int scenes )
{
  QVariantList rasters;
  for ( int i = 0; i < scenes; ++i )
    rasters << path( QString( sceneNames[i] ) + ".tif" );
  return { { "RASTERS", rasters },
           { "LABELS", QVariant::fromValue( mLabels.get() ) },
           { "START", mStartFolder.filePath( "start.safetensors" ) },
           { "MINUTES", 0.05 },
           { "THREADS", 1 },
           { "DEVICE", "cpu" },
           { "MODEL", path( "model.safetensors" ) } };
}

//! A network of size tiny, trained for a moment.
void TestAdaptModelAlgorithm::makeStart()
{
  QVariantMap values = parameters( 2 );
  values.remove( "START" );
  values["ZONES_LAYER"] = values.take( "LABELS" );
  values["ZONES_FIELD"] = "zone";
  values["RASTER_FIELD"] = "raster";
  values["SIZE"] = "tiny";
  values["EPOCHS"] = 1;
  values["BATCH"] = 2;
  values["SAMPLES"] = 2;
  values["MODEL"] = mStartFolder.filePath( "start.safetensors" );
  run( *mProvider->algorithm( "finetune" ), values );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "2 scenes to train random weights on" ), qPrintable( mLog ) );
}

QVariantMap TestAdaptModelAlgorithm::run( const QgsProcessingAlgorithm &algorithm,
                                          const QVariantMap &parameters )
{
  QgsProcessingContext context;
  CancellingFeedback feedback;
  feedback.cancelAt = mCancelAt;
  const std::unique_ptr<QgsProcessingAlgorithm> instance( algorithm.create() );
  const QVariantMap results = instance->run( parameters, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

void TestAdaptModelAlgorithm::adaptsAndRemembers()
{
  QVariantMap values = parameters( 2 );
  values["REPORT"] = path( "report.html" );
  values["GLACIER"] = "Fjord";
  const QVariantMap results = run( own(), values );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( !results["MDE"].isValid() );
  QVERIFY2( mLog.contains( "No error can be expected from labels of two dates" ), qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "The time is over." ), qPrintable( mLog ) );
  const ModelCard card = readModelFile( path( "model.safetensors" ).toStdString() ).card;
  QVERIFY( card.size == tyrionSize( "tiny" ) );
  QCOMPARE( card.pixelSizeMetres, 40.0 );
  QCOMPARE( card.notes.at( "training: optimiser" ), std::string( "adamw" ) );
  QCOMPARE( card.notes.at( "glacier" ), std::string( "Fjord" ) );
  const GlacierMemory memory = readGlacierMemory( path( "model.safetensors" ).toStdString() ).value();
  QCOMPARE( memory.labels.size(), std::size_t( 2 ) );
  QCOMPARE( memory.labels[1].date, std::string( "2020-01-02" ) );
  QCOMPARE( memory.labels[1].width, side );
  QFile report( path( "report.html" ) );
  QVERIFY( report.open( QIODevice::ReadOnly ) );
  QVERIFY( report.readAll().contains( "No error can be expected" ) );

  // On another scene of the place the labels count.
  const QVariantMap later{ { "INPUT", path( "A_2020-01-03.tif" ) },
                           { "MODEL", values["MODEL"] },
                           { "DEVICE", "cpu" },
                           { "FRONTS", path( "fronts.gpkg" ) } };
  run( *mProvider->algorithm( "extractfronts" ), later );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "remembers 2 label" ) && mLog.contains( "of 2020-01-02, is 1 day" ),
            qPrintable( mLog ) );

  // The model is one as any other: it may be adapted again.
  values["START"] = values["MODEL"];
  values["MODEL"] = path( "again.safetensors" );
  run( own(), values );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
}

void TestAdaptModelAlgorithm::tellsBothErrors()
{
  QVariantMap values = parameters( 3 );
  values["REPORT"] = path( "report.html" );
  const QVariantMap results = run( AdaptModelAlgorithm( knowAll ), values );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["MDE"].toDouble(), 0.0 );
  QVERIFY( results["MDE_OF_COPYING"].toDouble() >= 40 );
  QCOMPARE( results["NO_FRONT"].toInt(), 0 );
  QVERIFY2( mLog.contains( "Better than copying: " ), qPrintable( mLog ) );
  QCOMPARE( results["REPORT"].toString(), path( "report.html" ) );
  QVERIFY( QFile::exists( path( "report.html" ) ) );
}

//! Coded 1 2 3 4, in a folder, one of them of a scene that has no raster.
void TestAdaptModelAlgorithm::readsRastersOfZones()
{
  QVERIFY( QDir( mFolder->path() ).mkdir( "zones" ) );
  for ( const char *name : { "A_2020-01-01", "A_2020-01-02", "A_2020-01-03", "A_2020-02-01" } )
    writeRaster(
        path( QString( "zones/%1_zones.tif" ).arg( name ) ).toStdString(), side, side,
        [name]( int x, int y ) {
          return y < 8 ? 2 : x < 20 + 2 * ( name[11] - '0' ) ? 3 : x < 60 ? 4 : 1;
        },
        GDT_Byte );
  QVariantMap values = parameters( 3 );
  values["LABELS"] = path( "zones" );
  const QVariantMap results = run( AdaptModelAlgorithm( knowAll ), values );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  // Fronts at columns 22, 24 and 26: each two columns of 40 m from the nearest label.
  QCOMPARE( results["MDE_OF_COPYING"].toDouble(), 80.0 );
  QVERIFY2( mLog.contains( "A_2020-02-01" ), qPrintable( mLog ) );
}

void TestAdaptModelAlgorithm::keepsWhatWasLearnedWhenCancelled()
{
  mCancelAt = "Epoch 1";
  QVariantMap values = parameters( 2 );
  values["MINUTES"] = 60;
  run( own(), values );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "Cancelled: the training was stopped after epoch 1" ), qPrintable( mLog ) );
  QVERIFY( readGlacierMemory( path( "model.safetensors" ).toStdString() ).has_value() );

  QFile::remove( path( "model.safetensors" ) );
  mCancelAt = "resampled"; // said while the scenes are prepared
  values["NETWORK_PIXEL_SIZE"] = 80;
  run( own(), values );
  QVERIFY2( !mSucceeded, qPrintable( mLog ) );
  QVERIFY( QDir( mFolder->path() ).entryList( { "*model*" }, QDir::Files ).isEmpty() );
}

void TestAdaptModelAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "changes" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no such field" ) << QVariantMap{ { "ZONES_FIELD", "class" } } << "ZONES_FIELD";
  QTest::newRow( "no raster field" ) << QVariantMap{ { "RASTER_FIELD", "" } } << "RASTER_FIELD";
  QTest::newRow( "a scene twice" ) << QVariantMap{ { "RASTERS", "A_2020-01-01.tif;A_2020-01-01.tif" } }
                                   << "Two rasters have the name A_2020-01-01";
  QTest::newRow( "start" ) << QVariantMap{ { "START", "/absent.safetensors" } } << "/absent.safetensors";
  QTest::newRow( "no model in the box" ) << QVariantMap{ { "START", QVariant() } } << "START";
  QTest::newRow( "output" ) << QVariantMap{ { "MODEL", "/absent/model" } } << "/absent/model";
  QTest::newRow( "labels of others" ) << QVariantMap{ { "LABELS", "others" } } << "A_2020-03-01";
}

void TestAdaptModelAlgorithm::saysWhatIsWrong()
{
  QFETCH( QVariantMap, changes );
  QFETCH( QString, sentence );
  QVariantMap values = parameters( 3 );
  for ( auto change = changes.begin(); change != changes.end(); ++change )
    values[change.key()] = change.value();
  if ( changes.contains( "RASTERS" ) )
    values["RASTERS"] = QVariantList{ path( "A_2020-01-01.tif" ), path( "A_2020-01-01.tif" ) };
  if ( changes.contains( "LABELS" ) )
  {
    QVERIFY( QDir( mFolder->path() ).mkdir( "others" ) );
    writeRaster(
        path( "others/A_2020-03-01_zones.tif" ).toStdString(), side, side, []( int x, int ) { return x % 4; },
        GDT_Byte );
    values["LABELS"] = path( "others" );
  }
  run( AdaptModelAlgorithm( knowAll ), values );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
  QVERIFY( !QFile::exists( path( "model.safetensors" ) ) );
}

QGSTEST_MAIN( TestAdaptModelAlgorithm )
#include "testadaptmodelalgorithm.moc"
