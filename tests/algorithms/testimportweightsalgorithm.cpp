#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>
#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgstest.h>

#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "model/modelfile/tensors/safetensors.h"
#include "provider/provider.h"
#include "support/sampleweights.h"
#include "support/testbytes.h"
#include "support/testdata.h"

using namespace calving;

class TestImportWeightsAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void importsALightningCheckpoint();
  void importsAnImageNetEncoder();
  void saysWhenTheDecoderIsAnother();
  void keepsTheCardOfAModelFile();
  void namesTensorsThatAreNotRead();
  void refusesToReplaceItsInput();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void cancelsWithoutOutput();

private:
  QString path( const char *file ) const { return mFolder.filePath( file ); }
  QVariantMap run( const QString &input, const QString &output );

  QTemporaryDir mFolder;
  std::unique_ptr<Provider> mProvider;
  QString mLog;
  bool mSucceeded = false;
};

void TestImportWeightsAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestImportWeightsAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

QVariantMap TestImportWeightsAlgorithm::run( const QString &input, const QString &output )
{
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  const QVariantMap results =
      mProvider->algorithm( QStringLiteral( "importweights" ) )
          ->run( { { "INPUT", input }, { "OUTPUT", output } }, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

void TestImportWeightsAlgorithm::importsALightningCheckpoint()
{
  REQUIRE_TEST_DATA( "golden/checkpoints/lightning.ckpt" );
  const QVariantMap results =
      run( testData( "golden/checkpoints/lightning.ckpt" ), path( "model.safetensors" ) );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["TASK"].toString(), QStringLiteral( "zones" ) );
  QFile description( testData( "golden/checkpoints/case.json" ) );
  QVERIFY( description.open( QIODevice::ReadOnly ) );
  const int width =
      QJsonDocument::fromJson( description.readAll() )["config"]["embed_dim"].toInt();
  QCOMPARE(
      results["ARCHITECTURE"].toString(),
      QStringLiteral( "embedding %1, depths 1-2-1-1, heads 1-2-4-4, window 4, 4 classes" ).arg( width ) );
  QCOMPARE( results["MATCHED"].toInt(), results["MATCHED_NAMES"].toString().count( '\n' ) + 1 );
  QCOMPARE( results["MISSING"].toInt(), 0 );
  QCOMPARE( results["LEFT_OVER"].toInt(), 0 );
  const QString widths =
      QStringLiteral( "%1-%2-%3-%4-%4-%4" ).arg( 8 * width ).arg( 4 * width ).arg( 2 * width ).arg( width );
  QVERIFY2( mLog.contains( widths ), qPrintable( mLog ) );

  const ModelFile model = readModelFile( results["OUTPUT"].toString().toStdString() );
  QCOMPARE( model.card.name, std::string( "lightning" ) );
  QCOMPARE( static_cast<int>( model.file.tensors.size() ), results["MATCHED"].toInt() );
}

void TestImportWeightsAlgorithm::importsAnImageNetEncoder()
{
  REQUIRE_TEST_DATA( "golden/checkpoints/imagenet_layout.pth" );
  const QVariantMap results =
      run( testData( "golden/checkpoints/imagenet_layout.pth" ), path( "start.safetensors" ) );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["TASK"].toString(), QStringLiteral( "encoder" ) );
  QCOMPARE( results["LEFT_OVER_NAMES"].toString(),
            QStringLiteral( "head.bias\nhead.weight\nnorm.bias\nnorm.weight" ) );
  QVERIFY( results["MISSING_NAMES"].toString().contains( "pred_target.6.weight" ) );
  QVERIFY2( mLog.contains( "a start for training" ), qPrintable( mLog ) );
  QVERIFY2( mLog.contains( "4 tensors were left over: head.bias, head.weight, norm.bias, norm.weight." ),
            qPrintable( mLog ) );
  QVERIFY2( mLog.contains( " more." ), qPrintable( mLog ) );
}

void TestImportWeightsAlgorithm::saysWhenTheDecoderIsAnother()
{
  TensorFile file = sampleWeights();
  file.tensors["pred_target.2.block.conv1.weight"] =
      storedFloats( { 5, 64, 3, 3 }, std::vector<float>( 5 * 64 * 9 ) );
  writeSafetensors( path( "slim.safetensors" ).toStdString(), file );
  run( path( "slim.safetensors" ), path( "out.safetensors" ) );
  QVERIFY( mSucceeded );
  QVERIFY2( mLog.contains(
                "64-32-5-8-8-8 wide, where a Tyrion of this embedding has 64-32-16-8-8-8. Only the encoder" ),
            qPrintable( mLog ) );
}

void TestImportWeightsAlgorithm::keepsTheCardOfAModelFile()
{
  ModelCard card;
  card.name = "mine";
  card.pixelSizeMetres = 20;
  card.size = sampleSize();
  writeModelFile( path( "mine.safetensors" ).toStdString(), card, sampleWeights() );
  run( path( "mine.safetensors" ), path( "again.safetensors" ) );
  QVERIFY( mSucceeded );
  const ModelFile again = readModelFile( path( "again.safetensors" ).toStdString() );
  QCOMPARE( again.card.name, std::string( "mine" ) );
  QCOMPARE( again.card.pixelSizeMetres, 20.0 );
}

//! Adds the tensor “scale” of four floats of 8 bits, which this software does not read, to a file of
//! safetensors: the length of its header, the header, then all numbers.
static void addEightBitFloats( const QString &path )
{
  QFile file( path );
  file.open( QIODevice::ReadWrite );
  const QByteArray content = file.readAll();
  const auto length = qFromLittleEndian<quint64>( content.constData() );
  const QByteArray numbers = content.mid( 8 + int( length ) );
  QJsonObject header = QJsonDocument::fromJson( content.mid( 8, int( length ) ) ).object();
  header["scale"] = QJsonObject{ { "dtype", "F8_E4M3" },
                                 { "shape", QJsonArray{ 4 } },
                                 { "data_offsets", QJsonArray{ numbers.size(), numbers.size() + 4 } } };
  const QByteArray text = QJsonDocument( header ).toJson( QJsonDocument::Compact );
  QByteArray size( 8, 0 );
  qToLittleEndian<quint64>( text.size(), size.data() );
  file.resize( 0 );
  file.seek( 0 );
  file.write( size + text + numbers + QByteArray( 4, 0x38 ) );
}

void TestImportWeightsAlgorithm::namesTensorsThatAreNotRead()
{
  writeSafetensors( path( "given.safetensors" ).toStdString(), sampleWeights() );
  addEightBitFloats( path( "given.safetensors" ) );
  const QVariantMap results = run( path( "given.safetensors" ), path( "eight.safetensors" ) );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["TASK"].toString(), QStringLiteral( "zones" ) );
  QVERIFY2( mLog.contains( "left out: scale (F8_E4M3)" ), qPrintable( mLog ) );
}

void TestImportWeightsAlgorithm::refusesToReplaceItsInput()
{
  writeSafetensors( path( "same.safetensors" ).toStdString(), sampleWeights( "module." ) );
  run( path( "same.safetensors" ), path( "same.safetensors" ) );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( "The output OUTPUT would replace the input INPUT" ), qPrintable( mLog ) );
}

void TestImportWeightsAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QByteArray>( "bytes" );
  QTest::addColumn<QString>( "output" );
  QTest::addColumn<QString>( "reason" );
  const QString output = path( "out.safetensors" );
  QTest::newRow( "text" ) << QByteArray( "just some notes of mine, nothing else" ) << output
                          << "no .safetensors file";
  QTest::newRow( "zip" ) << QByteArray( "PK\3\4 broken" ) << output << "no zip archive";
  QTest::newRow( "empty" ) << QByteArray() << output << "too short";
  writeSafetensors( path( "whole.safetensors" ).toStdString(), sampleWeights() );
  QTest::newRow( "PyTorch before 1.6" )
      << QByteArray( "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15 ) << output
      << "torch.save";
  TensorFile damaged = sampleWeights();
  damaged.tensors["patch_embed.norm.bias"].bytes.assign( 32, std::byte{ 0xff } );
  writeSafetensors( path( "damaged.safetensors" ).toStdString(), damaged );
  QTest::newRow( "values of 0xff" ) << readBytes( path( "damaged.safetensors" ) ) << output
                                    << "patch_embed.norm.bias";
  QTest::newRow( "no folder" ) << readBytes( path( "whole.safetensors" ) )
                               << path( "nowhere/out.safetensors" ) << "Cannot write the file";
}

void TestImportWeightsAlgorithm::saysWhatIsWrong()
{
  QFETCH( QByteArray, bytes );
  QFETCH( QString, output );
  QFETCH( QString, reason );
  writeBytes( path( "input.pth" ), bytes );
  QFile::remove( output );
  run( path( "input.pth" ), output );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( reason ), qPrintable( mLog ) );
  QVERIFY( !QFile::exists( output ) );
}

void TestImportWeightsAlgorithm::cancelsWithoutOutput()
{
  writeSafetensors( path( "whole.safetensors" ).toStdString(), sampleWeights() );
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  feedback.cancel();
  mProvider->algorithm( QStringLiteral( "importweights" ) )
      ->run( { { "INPUT", path( "whole.safetensors" ) }, { "OUTPUT", path( "cancelled.safetensors" ) } },
             context, &feedback, &mSucceeded );
  QVERIFY( !mSucceeded );
  QVERIFY( !QFile::exists( path( "cancelled.safetensors" ) ) );
}

QGSTEST_MAIN( TestImportWeightsAlgorithm )
#include "testimportweightsalgorithm.moc"
