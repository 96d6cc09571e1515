#include <QtTest>

#include "model/modelfile/tensors/safetensors.h"
#include "model/train/data/packedscenes.h"
#include "support/expecterror.h"
#include "support/testscenes.h"

using namespace calving;

namespace
{

//! As PolygonScenes are.
class PreparedScenes : public TestScenes
{
public:
  using TestScenes::TestScenes;
  double networkPixelMetres() const override { return 37.5; }
  int band() const override { return 2; }
  std::string valueScaling() const override { return "VALUES = amplitude"; }
};

} // namespace

class TestPackedScenes : public QObject
{
  Q_OBJECT

private slots:
  void comesBackAsItWas();
  void knowsHowScenesWerePrepared();
  void leavesNothingWhereCancelled();
  void refusesOtherFiles();
  void refusesImagesThatDoNotFit_data();
  void refusesImagesThatDoNotFit();
};

void TestPackedScenes::comesBackAsItWas()
{
  QTemporaryDir folder;
  const std::string path = folder.filePath( "scenes.safetensors" ).toStdString();
  TestScenes scenes( 12, 40, 30 );
  packScenes( scenes, path );
  PackedScenes packed( path );
  QCOMPARE( packed.count(), 12 );
  const auto copy = packed.clone();
  for ( int i = 0; i < 12; ++i )
  {
    QCOMPARE( packed.info( i ).name, scenes.info( i ).name );
    QCOMPARE( packed.info( i ).date, scenes.info( i ).date );
    QCOMPARE( packed.info( i ).pixelSizeMetres[0], 50.0 );
    QVERIFY( !packed.info( i ).hasFront );
    QCOMPARE( packed.readGrey( i, { 3, 4, 20, 11 } ), scenes.readGrey( i, { 3, 4, 20, 11 } ) );
    QCOMPARE( copy->readZones( i, { 0, 0, 40, 30 } ), scenes.scenes()[i].zones );
  }
}

void TestPackedScenes::knowsHowScenesWerePrepared()
{
  QTemporaryDir folder;
  const std::string path = folder.filePath( "scenes.safetensors" ).toStdString();
  PreparedScenes scenes( 2, 40, 30 );
  packScenes( scenes, path );
  const auto packed = PackedScenes( path ).clone();
  QCOMPARE( packed->networkPixelMetres(), 37.5 );
  QCOMPARE( packed->band(), 2 );
  QCOMPARE( packed->valueScaling(), std::string( "VALUES = amplitude" ) );
  // Older files do not tell.
  TensorFile file = readSafetensors( path );
  file.metadata.erase( "preparation" );
  writeSafetensors( path, file );
  const PackedScenes older( path );
  QCOMPARE( older.networkPixelMetres(), 0.0 );
  QCOMPARE( older.band(), 1 );
  QCOMPARE( older.valueScaling(), std::string() );
  file.metadata["preparation"] = "{}";
  writeSafetensors( path, file );
  EXPECT_ERROR( PackedScenes{ path }, "scenes.safetensors" );
}

void TestPackedScenes::leavesNothingWhereCancelled()
{
  QTemporaryDir folder;
  TestScenes scenes( 12, 40, 30 );
  Feedback feedback;
  feedback.progress = []( double fraction ) { return fraction < 0.5; };
  QVERIFY_EXCEPTION_THROWN(
      packScenes( scenes, folder.filePath( "scenes.safetensors" ).toStdString(), feedback ), Cancelled );
  QVERIFY( QDir( folder.path() ).isEmpty() );
}

void TestPackedScenes::refusesOtherFiles()
{
  QTemporaryDir folder;
  const std::string path = folder.filePath( "model.safetensors" ).toStdString();
  EXPECT_ERROR( PackedScenes{ path }, "model.safetensors" );
  writeSafetensors( path, {} );
  EXPECT_ERROR( PackedScenes{ path }, "packed data set" );
  TensorFile file;
  file.metadata["scenes"] = "[{\"name\": \"x\"}]";
  writeSafetensors( path, file );
  EXPECT_ERROR( PackedScenes{ path }, "packed data set" );
}

void TestPackedScenes::refusesImagesThatDoNotFit_data()
{
  QTest::addColumn<QString>( "key" );
  QTest::addColumn<int>( "height" );
  QTest::addColumn<int>( "value" );
  QTest::newRow( "small grey" ) << "grey.1" << 10 << 1;
  QTest::newRow( "small zones" ) << "zones.1" << 10 << 1;
  QTest::newRow( "small front" ) << "front.1" << 10 << 1;
  QTest::newRow( "zone 4" ) << "zones.1" << 30 << 4;
}

void TestPackedScenes::refusesImagesThatDoNotFit()
{
  QFETCH( QString, key );
  QFETCH( int, height );
  QFETCH( int, value );
  QTemporaryDir folder;
  const std::string path = folder.filePath( "scenes.safetensors" ).toStdString();
  TestScenes scenes( 2, 40, 30 );
  packScenes( scenes, path );
  TensorFile file = readSafetensors( path );
  file.tensors[key.toStdString()] = {
      DType::UInt8, { height, 40 }, std::vector<std::byte>( 40 * height, std::byte( value ) ) };
  writeSafetensors( path, file );
  EXPECT_ERROR( PackedScenes{ path }, "packed data set" );
}

QTEST_APPLESS_MAIN( TestPackedScenes )
#include "testpackedscenes.moc"
