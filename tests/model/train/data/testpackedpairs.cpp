#include <QtTest>

#include "model/modelfile/tensors/safetensors.h"
#include "model/train/data/packedpairs.h"
#include "support/expecterror.h"
#include "support/testpairs.h"

using namespace calving;

class TestPackedPairs : public QObject
{
  Q_OBJECT

private slots:
  void comesBackAsItWas();
  void sharesOpticalImages();
  void needsNoOpticalImages();
  void refusesOtherFiles();

private:
  std::string path( const char *name ) const { return mFolder.filePath( name ).toStdString(); }
  QTemporaryDir mFolder;
};

void TestPackedPairs::comesBackAsItWas()
{
  TestPairs pairs( 5, 40, 30 );
  pairs.infos()[3].validates = true;
  packPairs( pairs, path( "pairs.safetensors" ) );
  PackedPairs packed( path( "pairs.safetensors" ) );
  QCOMPARE( packed.count(), 5 );
  QCOMPARE( packed.targetChannels(), 14 );
  const auto copy = packed.clone();
  for ( int i = 0; i < 5; ++i )
  {
    QCOMPARE( packed.info( i ).name, pairs.info( i ).name );
    QCOMPARE( packed.info( i ).glacier, pairs.info( i ).glacier );
    QCOMPARE( packed.info( i ).date, pairs.info( i ).date );
    QCOMPARE( packed.info( i ).validates, i == 3 );
    QCOMPARE( packed.info( i ).width, 40 );
    QCOMPARE( packed.info( i ).pixelSizeMetres[1], 40.0 );
    QCOMPARE( packed.readGrey( i, { 3, 4, 20, 11 } ), pairs.readGrey( i, { 3, 4, 20, 11 } ) );
    QCOMPARE( copy->readTarget( i, { 3, 4, 20, 11 } ), pairs.readTarget( i, { 3, 4, 20, 11 } ) );
  }
}

//! Scene 0, 3 and 6 of one glacier have the same front, hence the same optical image.
void TestPackedPairs::sharesOpticalImages()
{
  TestPairs pairs( 9, 40, 30, 3 );
  packPairs( pairs, path( "shared.safetensors" ) );
  const TensorFile file = readSafetensors( path( "shared.safetensors" ) );
  QCOMPARE( file.tensors.count( "optical.2" ), std::size_t( 1 ) );
  QCOMPARE( file.tensors.count( "optical.3" ), std::size_t( 0 ) );
}

void TestPackedPairs::needsNoOpticalImages()
{
  TestPairs pairs( 2, 40, 30, 2, 0 );
  packPairs( pairs, path( "sar.safetensors" ) );
  QCOMPARE( PackedPairs( path( "sar.safetensors" ) ).targetChannels(), 0 );
}

void TestPackedPairs::refusesOtherFiles()
{
  const std::string damaged = "is no packed data set of SAR and optical images";
  const std::string other = path( "other.safetensors" );
  EXPECT_ERROR( PackedPairs{ other }, "other.safetensors" );
  writeSafetensors( other, {} );
  EXPECT_ERROR( PackedPairs{ other }, damaged );
  TensorFile file;
  file.metadata["pairs"] = "[{\"name\": \"x\"}]";
  writeSafetensors( other, file );
  EXPECT_ERROR( PackedPairs{ other }, damaged );
  // An optical image of another size than its scene.
  TestPairs pairs( 2, 40, 30 );
  packPairs( pairs, other );
  file = readSafetensors( other );
  file.tensors["optical.1"].shape = { 14, 40, 30 };
  writeSafetensors( other, file );
  EXPECT_ERROR( PackedPairs{ other }, damaged );
  file.tensors.erase( "optical.1" );
  writeSafetensors( other, file );
  EXPECT_ERROR( PackedPairs{ other }, damaged );
}

QTEST_APPLESS_MAIN( TestPackedPairs )
#include "testpackedpairs.moc"
