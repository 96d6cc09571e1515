#include <QtTest>

#include <qgstest.h>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "model/train/data/packedpairs.h"
#include "support/largerof.h"
#include "support/testpairs.h"
#include "support/trainingfixture.h"

using namespace calving;

class TestPretrainAlgorithm : public TrainingFixture
{
  Q_OBJECT

private slots:
  void preTrainsFromAFolder();
  void preTrainsOnScenesAlone();
  void continuesFromItsCheckpoint();
  void isAStartForFineTuning_data();
  void isAStartForFineTuning();
  void isNoModelForExtraction();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();

private:
  QVariantMap quick() const;
  void writePairs( bool optical );
};

//! Four scenes of 64 x 64 pixels of the glaciers A and B, and an optical image of each glacier.
void TestPretrainAlgorithm::writePairs( bool optical )
{
  QDir( mFolder->path() ).mkpath( "pairs/sar_images" );
  TestPairs pairs( 4, 64, 64 );
  for ( int i = 0; i < 4; ++i )
  {
    const std::vector<std::uint8_t> grey = pairs.readGrey( i, { 0, 0, 64, 64 } );
    writeRaster(
        path( "pairs/sar_images/" ).toStdString() + pairs.info( i ).name + ".tif", 64, 64,
        [&]( int x, int y ) { return grey[64 * y + x]; }, GDT_Byte );
  }
  if ( !optical )
    return;
  QDir( mFolder->path() ).mkpath( "pairs/optical" );
  for ( int i = 0; i < 2; ++i )
  {
    const std::vector<std::uint8_t> target = pairs.readTarget( i, { 0, 0, 64, 64 } );
    const std::string file =
        path( "pairs/optical/" ).toStdString() + pairs.info( i ).glacier + "_2020-07-01_S2.tif";
    const char *bandNames[] = { "B1", "B2",  "B3", "B4",  "B5",  "B6",  "B7",
                                "B8", "B8A", "B9", "B11", "B12", "WVP", "SCL" };
    GDALDataset *image = GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create( file.c_str(), 64, 64, 14,
                                                                                     GDT_Byte, nullptr );
    double transform[] = { 500000, 40, 0, 8000000, 0, -40 };
    image->SetGeoTransform( transform );
    for ( int band = 0; band < 14; ++band )
    {
      image->GetRasterBand( band + 1 )->SetDescription( bandNames[band] );
      CPL_IGNORE_RET_VAL( image->GetRasterBand( band + 1 )
                              ->RasterIO( GF_Write, 0, 0, 64, 64,
                                          const_cast<std::uint8_t *>( target.data() ) + 64 * 64 * band, 64,
                                          64, GDT_Byte, 0, 0 ) );
    }
    GDALClose( image );
  }
}

//! Two epochs of some steps on the folder “pairs”.
QVariantMap TestPretrainAlgorithm::quick() const
{
  QVariantMap parameters = TrainingFixture::quick();
  parameters["DATASET"] = path( "pairs" );
  parameters["ACCUMULATE"] = 1;
  parameters["PRECISION"] = "float32";
  parameters["MODEL"] = path( "pretrained.safetensors" );
  return parameters;
}

void TestPretrainAlgorithm::preTrainsFromAFolder()
{
  writePairs( true );
  QVariantMap parameters = quick();
  parameters["REPORT"] = path( "report.html" );
  parameters["LOG"] = path( "log.csv" );
  parameters["PACKED"] = path( "packed.safetensors" );
  const QVariantMap results = run( "pretrain", parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["EPOCHS_DONE"].toInt(), 2 );
  QVERIFY( results["LOSS"].toDouble() > 0 );
  QVERIFY( results["LOSS_OF_MEANS"].toDouble() > 0 );
  QVERIFY( mLog.contains( "held-out glaciers: B; 2 scenes for training, 2 for validation" ) );
  const ModelCard card = readModelFile( path( "pretrained.safetensors" ).toStdString() ).card;
  QCOMPARE( card.notes.at( "training: crop side" ), std::string( "64" ) );
  // The file may be given to others: no folders of one's own computer.
  QVERIFY( !card.trainingData.empty() && card.trainingData.find( '/' ) == std::string::npos );
  QCOMPARE( card.notes.at( "training: learning rate" ), std::string( "0.001" ) );
  QCOMPARE( card.notes.at( "training: schedule" ), std::string( "plateau" ) );
  PackedPairs packed( path( "packed.safetensors" ).toStdString() );
  QCOMPARE( packed.count(), 4 );
  QCOMPARE( packed.targetChannels(), 14 );
  QFile report( path( "report.html" ) );
  QVERIFY( report.open( QIODevice::ReadOnly ) );
  QCOMPARE( report.readAll().count( "data:image/png;base64," ), 16 );
}

void TestPretrainAlgorithm::preTrainsOnScenesAlone()
{
  writePairs( false );
  QVariantMap parameters = quick();
  parameters["METHOD"] = "SimMIM";
  parameters["MASK_UNIT"] = 32;
  parameters["MASK_RATIO"] = 0.6;
  const QVariantMap results = run( "pretrain", parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const ModelCard card = readModelFile( path( "pretrained.safetensors" ).toStdString() ).card;
  QCOMPARE( card.task, std::string( "simmim" ) );
  QCOMPARE( card.notes.at( "training: side of the masked squares" ), std::string( "32" ) );
  QVERIFY( results["LOSS_OF_MEANS"].toDouble() > 0 );
  QVERIFY( mLog.contains( "loss of the mean grey value 0" ) && !mLog.contains( "band" ) );
}

void TestPretrainAlgorithm::continuesFromItsCheckpoint()
{
  writePairs( true );
  QVariantMap parameters = quick();
  parameters["CHECKPOINT"] = path( "checkpoint.safetensors" );
  run( "pretrain", parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  parameters["RESUME"] = path( "checkpoint.safetensors" );
  parameters["EPOCHS"] = 3;
  QCOMPARE( run( "pretrain", parameters )["EPOCHS_DONE"].toInt(), 3 );
  QVERIFY2( mLog.contains( "Continuing after epoch 2" ), qPrintable( mLog ) );
  parameters["METHOD"] = "OptTranslator";
  run( "pretrain", parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "belongs to another training: it was made with method OptSimMIM" ),
            qPrintable( mLog ) );
}

void TestPretrainAlgorithm::isAStartForFineTuning_data()
{
  QTest::addColumn<QVariantMap>( "changes" );
  QTest::addColumn<bool>( "encoderMoves" );
  QTest::addColumn<bool>( "decoderIsTaken" );
  QTest::newRow( "encoder and decoder" ) << QVariantMap() << true << true;
  QTest::newRow( "encoder alone" ) << QVariantMap{ { "TRANSFER", "encoder" } } << true << false;
  QTest::newRow( "frozen encoder" ) << QVariantMap{ { "FREEZE_ENCODER", true } } << false << true;
  QTest::newRow( "slow early layers" ) << QVariantMap{ { "LAYER_RATE", 0.01 } } << false << true;
}

//! A rate that hardly moves the decoder shows what was taken; one of 0.01^n leaves the first layer where it
//! was.
void TestPretrainAlgorithm::isAStartForFineTuning()
{
  QFETCH( QVariantMap, changes );
  QFETCH( bool, encoderMoves );
  QFETCH( bool, decoderIsTaken );
  writePairs( true );
  run( "pretrain", quick() );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  writeLabelledScenes( "labels" );
  QVariantMap parameters = quick();
  parameters.remove( "DATASET" );
  parameters["SCENES"] = path( "labels" );
  parameters["START"] = path( "pretrained.safetensors" );
  parameters["MODEL"] = path( "zones.safetensors" );
  parameters["SEED"] = 9;
  parameters["VALIDATION_SHARE"] = 0;
  parameters["LEARNING_RATE"] = 1e-3;
  for ( auto change = changes.begin(); change != changes.end(); ++change )
    parameters[change.key()] = change.value();
  run( "finetune", parameters );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const TensorFile before = readModelFile( path( "pretrained.safetensors" ).toStdString() ).file;
  const TensorFile after = readModelFile( path( "zones.safetensors" ).toStdString() ).file;
  // Largest difference of a tensor before and after.
  const auto moved = [&]( const std::string &name )
  {
    const std::vector<std::byte> &a = before.tensors.at( "swin_unet." + name ).bytes;
    const std::vector<std::byte> &b = after.tensors.at( name ).bytes;
    double most = 0;
    for ( std::size_t i = 0; i < a.size(); i += sizeof( float ) )
    {
      float x = 0;
      float y = 0;
      std::memcpy( &x, &a[i], sizeof x );
      std::memcpy( &y, &b[i], sizeof y );
      most = largerOf( most, std::abs( x - y ) );
    }
    return most;
  };
  // The running average of what does not move rounds its last digit.
  QCOMPARE( moved( "patch_embed.proj.weight" ) > 1e-7, encoderMoves );
  QVERIFY( moved( "patch_embed.proj.weight" ) < 0.02 );
  QCOMPARE( moved( "pred_target.4.block.conv1.weight" ) < 0.02, decoderIsTaken );
}

void TestPretrainAlgorithm::isNoModelForExtraction()
{
  writePairs( true );
  run( "pretrain", quick() );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  run( "extractfronts", { { "INPUT", path( "pairs/sar_images/A_2020-01-10.tif" ) },
                          { "MODEL", path( "pretrained.safetensors" ) },
                          { "FRONTS", path( "fronts.gpkg" ) } } );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains(
                "pretrained.safetensors holds a network for 'optsimmim', not for zones. Fine-tune it first" ),
            qPrintable( mLog ) );
  QVERIFY( !QFile::exists( path( "fronts.gpkg" ) ) );
}

void TestPretrainAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<bool>( "optical" );
  QTest::addColumn<QVariantMap>( "changes" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no folder" ) << true << QVariantMap{ { "DATASET", "/absent" } } << "/absent";
  QTest::newRow( "no optical images" )
      << false << QVariantMap() << "holds SAR scenes alone, but OptSimMIM learns from optical images";
  QTest::newRow( "glacier" ) << true << QVariantMap{ { "HOLDOUT", "Mapple" } }
                             << "No scene shows the held-out glacier “Mapple”. The scenes show: A, B.";
  QTest::newRow( "mask unit" ) << true << QVariantMap{ { "MASK_UNIT", 24 } }
                               << "it must be a multiple of 4 that divides the side of the crops, 64.";
  QTest::newRow( "start" ) << true << QVariantMap{ { "START", "/absent.safetensors" } }
                           << "/absent.safetensors";
  QTest::newRow( "end" ) << true << QVariantMap{ { "EPOCHS", 0 } } << "The training would never end.";
  QTest::newRow( "device" ) << true << QVariantMap{ { "DEVICE", "cuda:99" } } << "cuda:99";
}

void TestPretrainAlgorithm::saysWhatIsWrong()
{
  QFETCH( bool, optical );
  QFETCH( QVariantMap, changes );
  QFETCH( QString, sentence );
  writePairs( optical );
  QVariantMap parameters = quick();
  for ( auto change = changes.begin(); change != changes.end(); ++change )
    parameters[change.key()] = change.value();
  run( "pretrain", parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
  QVERIFY( !QFile::exists( path( "pretrained.safetensors" ) ) );
}

QGSTEST_MAIN( TestPretrainAlgorithm )
#include "testpretrainalgorithm.moc"
