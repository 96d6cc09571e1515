#include <QtTest>

#include <QTemporaryDir>

#include <atomic>
#include <thread>

#include "model/raster/decodedrasters.h"
#include "support/datasetfiles.h"
#include "support/testraster.h"

using namespace calving;

class TestDecodedRasters : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void equalsTheRaster();
  void decodesOnce();
  void leavesOthersWhereTheyAre();
  void servesThreads();
  void doesWithoutRoom();

private:
  static int pixel( int x, int y ) { return ( 7 * x + 13 * y + x * y / 64 ) % 251; }
  static std::vector<std::uint8_t> bytes( const RasterReader &raster, const Window &window )
  {
    return raster.readBytes( 1, window );
  }
  std::string path( const char *name ) const { return mFolder.filePath( name ).toStdString(); }

  QTemporaryDir mFolder;
  const Window mWindow{ 300, 555, 64, 40 };
};

void TestDecodedRasters::init()
{
  if ( !QFile::exists( mFolder.filePath( "large.png" ) ) )
    writePng( path( "large.png" ), 700, 600, pixel );
}

void TestDecodedRasters::equalsTheRaster()
{
  DecodedRasters rasters;
  const RasterReader raster( path( "large.png" ) );
  QVERIFY( raster.isSequential() );
  for ( const Window &window : { mWindow, Window{ 0, 0, 700, 600 }, Window{ 699, 0, 1, 600 }, mWindow } )
    QCOMPARE( rasters.read( path( "large.png" ), RasterContent::Values, window, bytes ),
              bytes( raster, window ) );
}

void TestDecodedRasters::decodesOnce()
{
  DecodedRasters rasters;
  int pixels = 0;
  const auto counted = [&pixels]( const RasterReader &raster, const Window &window )
  {
    pixels += window.width * window.height;
    return bytes( raster, window );
  };
  for ( int i = 0; i < 5; ++i )
    rasters.read( path( "large.png" ), RasterContent::Values, mWindow, counted );
  QCOMPARE( pixels, 700 * 600 );
  QCOMPARE( rasters.size(), std::int64_t( 700 * 600 ) );
}

//! Small ones, and formats that are read from anywhere.
void TestDecodedRasters::leavesOthersWhereTheyAre()
{
  writePng( path( "small.png" ), 80, 70, pixel );
  writeRaster( path( "large.tif" ), 700, 600, pixel, GDT_Byte );
  DecodedRasters rasters;
  const Window window{ 10, 20, 30, 40 };
  for ( const char *name : { "small.png", "large.tif" } )
    QCOMPARE( rasters.read( path( name ), RasterContent::Values, window, bytes ),
              bytes( RasterReader( path( name ) ), window ) );
  QCOMPARE( rasters.size(), std::int64_t( 0 ) );
}

void TestDecodedRasters::servesThreads()
{
  DecodedRasters rasters;
  const std::vector<std::uint8_t> expected = bytes( RasterReader( path( "large.png" ) ), mWindow );
  std::atomic<int> equal{ 0 };
  std::vector<std::thread> threads;
  for ( int thread = 0; thread < 4; ++thread )
    threads.emplace_back(
        [&]
        {
          for ( int i = 0; i < 20; ++i )
            equal += rasters.read( path( "large.png" ), RasterContent::Values, mWindow, bytes ) == expected;
        } );
  for ( std::thread &thread : threads )
    thread.join();
  QCOMPARE( equal.load(), 80 );
}

void TestDecodedRasters::doesWithoutRoom()
{
  const QByteArray before = qgetenv( "TMPDIR" );
  qputenv( "TMPDIR", "/nowhere" );
  DecodedRasters rasters;
  const std::vector<std::uint8_t> found =
      rasters.read( path( "large.png" ), RasterContent::Values, mWindow, bytes );
  before.isNull() ? qunsetenv( "TMPDIR" ) : qputenv( "TMPDIR", before );
  QCOMPARE( found, bytes( RasterReader( path( "large.png" ) ), mWindow ) );
  QCOMPARE( rasters.size(), std::int64_t( 0 ) );
}

QTEST_APPLESS_MAIN( TestDecodedRasters )
#include "testdecodedrasters.moc"
