#include <QtTest>

#include <qgsfeature.h>
#include <qgsgeometry.h>
#include <qgsproject.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "model/train/data/packedscenes.h"
#include "model/train/report/frontscores.h"
#include "support/trainingfixture.h"

using namespace calving;

class TestFinetuneAlgorithm : public TrainingFixture
{
  Q_OBJECT

private slots:
  void trainsFromAFolder();
  void packsWithoutTraining();
  void trainsFromDigitisedZones();
  void labelsWithoutOceanAreRefused();
  void continuesFromItsCheckpoint();
  void deliversWhenCancelled();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();

private:
  QVariantMap quick() const;
  QVariantMap run( const QVariantMap &parameters ) { return TrainingFixture::run( "finetune", parameters ); }
  void writeFolder() { writeLabelledScenes( "scenes" ); }
};

//! Two epochs of some steps on the folder “scenes”.
QVariantMap TestFinetuneAlgorithm::quick() const
{
  QVariantMap parameters = TrainingFixture::quick();
  parameters["SCENES"] = path( "scenes" );
  parameters["MODEL"] = path( "model.safetensors" );
  return parameters;
}

void TestFinetuneAlgorithm::trainsFromAFolder()
{
  writeFolder();
  QVariantMap parameters = quick();
  parameters["CROP_SIDE"] = 64;
  parameters["BATCH"] = 8;
  parameters["SAMPLES"] = 64;
  parameters["EPOCHS"] = 6;
  parameters["OPTIMISER"] = "adamw";
  parameters["LEARNING_RATE"] = 0.002;
  parameters["REPORT"] = path( "report.html" );
  parameters["LOG"] = path( "log.csv" );
  parameters["PACKED"] = path( "packed.safetensors" );
  const QVariantMap results = run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["EPOCHS_DONE"].toInt(), 6 );
  // Of a glacier that it has not seen, every front, within five pixels in the mean. All one zone would be
  // 0.1.
  qInfo() << "IoU" << results["IOU"].toDouble() << "mean distance error" << results["MDE"].toDouble() << "m";
  QVERIFY( results["IOU"].toDouble() > 0.5 );
  QCOMPARE( results["NO_FRONT"].toInt(), 0 );
  QVERIFY( results["MDE"].toDouble() < 200 );
  QVERIFY( mLog.contains( "Epoch 6 of 6: loss " ) );
  QVERIFY( mLog.contains( "held-out glaciers: B; 2 scenes for training, 2 for validation" ) );
  const ModelCard card = readModelFile( path( "model.safetensors" ).toStdString() ).card;
  QCOMPARE( card.pixelSizeMetres, 40.0 );
  QCOMPARE( card.metrics.at( figure::iou ), results["IOU"].toDouble() );
  QCOMPARE( card.metrics.at( figure::meanDistanceError ), results["MDE"].toDouble() );
  QCOMPARE( card.notes.at( "training: crop side" ), std::string( "64" ) );
  // Four scenes are few.
  QCOMPARE( card.notes.at( "training: optimiser" ), std::string( "adamw" ) );
  QVERIFY( mLog.contains( "Recipe: adapt, for 4 scenes." ) );
  QVERIFY( mLog.contains( "4 scenes to train random weights on, which is too few" ) );
  // The file may be given to others: no folders of one's own computer.
  QVERIFY( !card.trainingData.empty() && card.trainingData.find( '/' ) == std::string::npos );
  QCOMPARE( PackedScenes( path( "packed.safetensors" ).toStdString() ).count(), 4 );
  QFile report( path( "report.html" ) );
  QVERIFY( report.open( QIODevice::ReadOnly ) );
  QCOMPARE( report.readAll().count( "data:image/png;base64," ), 6 );
}

//! For a server without QGIS: no model, no report, however it is asked for.
void TestFinetuneAlgorithm::packsWithoutTraining()
{
  writeFolder();
  QVariantMap parameters = quick();
  parameters.remove( "MODEL" );
  parameters["REPORT"] = path( "report.html" );
  parameters["PACKED"] = path( "packed.safetensors" );
  const QVariantMap results = run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["PACKED"].toString(), path( "packed.safetensors" ) );
  QCOMPARE( results["EPOCHS_DONE"].toInt(), 0 );
  QVERIFY( !results.contains( "REPORT" ) && !QFile::exists( path( "report.html" ) ) );
  PackedScenes packed( path( "packed.safetensors" ).toStdString() );
  QCOMPARE( packed.count(), 4 );
  QCOMPARE( packed.info( 3 ).glacier, std::string( "B" ) );

  parameters.remove( "PACKED" );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "MODEL" ) && mLog.contains( "PACKED" ), qPrintable( mLog ) );
}

void TestFinetuneAlgorithm::trainsFromDigitisedZones()
{
  writeFolder();
  QgsVectorLayer layer( "Polygon?crs=EPSG:32633&field=class:string", "zones", "memory" );
  const auto rectangle = [&layer]( const char *zone, double left, double right )
  {
    QgsFeature feature( layer.fields() );
    feature.setAttribute( "class", zone );
    feature.setGeometry( QgsGeometry::fromRect( QgsRectangle( left, 8000000 - 64 * 40, right, 8000000 ) ) );
    layer.dataProvider()->addFeature( feature );
  };
  rectangle( "Glacier", 500000, 501280 );
  rectangle( "ocean", 501280, 502560 );
  QVariantMap parameters = quick();
  parameters.remove( "SCENES" );
  parameters["RASTERS"] =
      QVariantList{ path( "scenes/sar/A_2020-01-01.tif" ), path( "scenes/sar/B_2020-01-01.tif" ) };
  parameters["ZONES_LAYER"] = QVariant::fromValue( &layer );
  parameters["ZONES_FIELD"] = "class";
  run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( mLog.contains( "1 scenes for training, 1 for validation" ) );
  // As qgis_process may give them.
  parameters["RASTERS"] = parameters["RASTERS"].toStringList().join( ';' );
  run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY( mLog.contains( "1 scenes for training, 1 for validation" ) );

  for ( const char *field : { "ZONES_FIELD", "RASTER_FIELD" } )
  {
    QVariantMap misspelt = parameters;
    misspelt[field] = "classes";
    run( misspelt );
    QVERIFY( !mSucceeded );
    QVERIFY2( mLog.contains( "The layer of zones zones has no attribute “classes”, only: class." ) &&
                  mLog.contains( field ),
              qPrintable( mLog ) );
  }

  rectangle( "0", 500000, 500040 );
  rectangle( "3", 500000, 500040 );
  rectangle( "2", 500000, 500080 ); // from zero: where it is read by a coding of its own, rock
  run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  rectangle( "254", 500000, 500040 );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "hold the value" ), qPrintable( mLog ) );

  rectangle( "cloud", 500000, 500400 );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "has the class “cloud” in the field class" ), qPrintable( mLog ) );
}

void TestFinetuneAlgorithm::labelsWithoutOceanAreRefused()
{
  writeFolder();
  for ( const QString &name : QDir( path( "scenes/zones" ) ).entryList( QDir::Files ) )
    writeRaster(
        path( "scenes/zones/" ).toStdString() + name.toStdString(), 64, 64,
        []( int x, int ) { return x < 20   ? 0
                                  : x < 40 ? 1
                                           : 2; }, GDT_Byte );
  run( quick() );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( path( "scenes" ) ) && mLog.contains( "no ocean" ), qPrintable( mLog ) );
}

void TestFinetuneAlgorithm::continuesFromItsCheckpoint()
{
  writeFolder();
  QVariantMap parameters = quick();
  parameters["CHECKPOINT"] = path( "checkpoint.safetensors" );
  run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  parameters["RESUME"] = path( "checkpoint.safetensors" );
  parameters["EPOCHS"] = 3;
  QCOMPARE( run( parameters )["EPOCHS_DONE"].toInt(), 3 );
  QVERIFY2( mLog.contains( "Continuing after epoch 2" ), qPrintable( mLog ) );
  QVERIFY( !mLog.contains( "Epoch 2 of" ) );
}

void TestFinetuneAlgorithm::deliversWhenCancelled()
{
  writeFolder();
  mCancelAt = "Epoch 1 of 1000";
  QVariantMap parameters = quick();
  parameters["EPOCHS"] = 1000;
  const QVariantMap results = run( parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QVERIFY2( mLog.trimmed()
                .section( '\n', -1 )
                .contains( "Cancelled: the training was stopped after epoch 1 of 1000. The model is the best "
                           "so far, that of "
                           "epoch 1. There is no checkpoint to continue from: name a CHECKPOINT next time" ),
            qPrintable( mLog ) );
  QVERIFY( QFile::exists( results["MODEL"].toString() ) );

  QFile::remove( results["MODEL"].toString() );
  mCancelAt = "Scenes: "; // before the first epoch
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "there is no trained model yet, so none was written." ), qPrintable( mLog ) );
  QVERIFY( !QFile::exists( path( "model.safetensors" ) ) );
}

void TestFinetuneAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QVariantMap>( "changes" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "nothing" ) << QVariantMap{ { "SCENES", QVariant() } }
                             << "Choose either a folder of labelled scenes or rasters with a layer of zones.";
  QTest::newRow( "no scenes" ) << QVariantMap{ { "SCENES", "/absent" } }
                               << "There is no folder /absent (parameter SCENES).";
  QTest::newRow( "glacier" ) << QVariantMap{ { "HOLDOUT", "Mapple" } }
                             << "No scene shows the held-out glacier “Mapple”. The scenes show: A, B.";
  QTest::newRow( "side" ) << QVariantMap{ { "CROP_SIDE", 100 } }
                          << "is 100 pixels, but must be a multiple of 32";
  QTest::newRow( "start" ) << QVariantMap{ { "START", "/absent.safetensors" } } << "/absent.safetensors";
  QTest::newRow( "resume" ) << QVariantMap{ { "RESUME", "/absent.safetensors" } } << "/absent.safetensors";
  QTest::newRow( "device" ) << QVariantMap{ { "DEVICE", "cuda:99" } } << "cuda:99";
  for ( const char *output : { "MODEL", "CHECKPOINT", "LOG", "REPORT", "PACKED" } )
    QTest::newRow( output ) << QVariantMap{ { output, "/absent/file" } }
                            << "Cannot write the file /absent/file: No such file or directory.";
  QTest::newRow( "end" ) << QVariantMap{ { "EPOCHS", 0 } } << "The training would never end.";
}

void TestFinetuneAlgorithm::saysWhatIsWrong()
{
  QFETCH( QVariantMap, changes );
  QFETCH( QString, sentence );
  writeFolder();
  QVariantMap parameters = quick();
  for ( auto change = changes.begin(); change != changes.end(); ++change )
    parameters[change.key()] = change.value();
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
  QVERIFY( !QFile::exists( path( "model.safetensors" ) ) );
}

QGSTEST_MAIN( TestFinetuneAlgorithm )
#include "testfinetunealgorithm.moc"
