#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>

#include "model/error.h"
#include "model/raster/cogwriter.h"
#include "model/raster/raster.h"
#include "support/expecterror.h"
#include "support/leftovers.h"
#include "support/testraster.h"

using namespace calving;

class TestRaster : public QObject
{
  Q_OBJECT

private slots:
  void readsTheWindowAskedFor();
  void keepsTheOldFileUntilCommitted();
  void twoRunsMayWriteTheSameFile();
  void sweepsWhatAKilledRunLeft();
  void measuresPixelsInMetres();
  void missingFileIsNamed();
};

void TestRaster::readsTheWindowAskedFor()
{
  writeRaster( "/vsimem/ramp.tif", 5, 4, []( int x, int y ) { return 10 * y + x; } );
  const RasterReader reader( "/vsimem/ramp.tif" );
  QCOMPARE( reader.readBand( 1, { 1, 2, 2, 2 } ), ( std::vector<float>{ 21, 22, 31, 32 } ) );
}

void TestRaster::keepsTheOldFileUntilCommitted()
{
  writeRaster( "/vsimem/old.tif", 2, 1, []( int, int ) { return 7; } );
  const RasterGrid grid = RasterReader( "/vsimem/old.tif" ).grid();
  const std::vector<std::uint8_t> fresh{ 1, 2 };
  {
    RasterWriter writer( "/vsimem/old.tif", grid );
    writer.write( { 0, 0, 2, 1 }, fresh );
  }
  QCOMPARE( RasterReader( "/vsimem/old.tif" ).readBytes( 1, { 0, 0, 2, 1 } ),
            std::vector<std::uint8_t>( 2, 7 ) );
  QCOMPARE( leftOversOf( "/vsimem/old.tif" ), QStringList() );

  RasterWriter writer( "/vsimem/old.tif", grid );
  writer.write( { 0, 0, 2, 1 }, fresh );
  writer.commit();
  QCOMPARE( RasterReader( "/vsimem/old.tif" ).readBytes( 1, { 0, 0, 2, 1 } ), fresh );
}

//! Each has its own temporary file; who ends last wins.
void TestRaster::twoRunsMayWriteTheSameFile()
{
  RasterGrid grid;
  grid.width = 2;
  grid.height = 1;
  RasterWriter first( "/vsimem/shared.tif", grid );
  RasterWriter second( "/vsimem/shared.tif", grid );
  for ( const auto &[writer, value] : { std::pair( &first, 1 ), { &second, 2 } } )
    writer->write( { 0, 0, 2, 1 }, std::vector<std::uint8_t>( 2, static_cast<std::uint8_t>( value ) ) );
  for ( const auto &[writer, value] : { std::pair( &first, 1 ), { &second, 2 } } )
  {
    writer->commit();
    QCOMPARE( int( RasterReader( "/vsimem/shared.tif" ).readBytes( 1, { 0, 0, 2, 1 } )[1] ), value );
  }
  QCOMPARE( leftOversOf( "/vsimem/shared.tif" ), QStringList() );
}

//! Pixels of a raster and tiles of a Cloud-Optimised one, which no destructor removes.
void TestRaster::sweepsWhatAKilledRunLeft()
{
  const QTemporaryDir folder;
  const std::string path = folder.filePath( "map.tif" ).toStdString();
  RasterGrid grid;
  grid.width = 2;
  grid.height = 1;
  GDALAllRegister();
  const pid_t child = fork();
  if ( child == 0 )
  {
    RasterFormat plain;
    plain.compressed = false; // by threads that this process has not
    RasterWriter writer( path, grid, plain );
    CogWriter cog( path, grid, {} );
    kill( getpid(), SIGKILL );
  }
  waitpid( child, nullptr, 0 );
  QCOMPARE( leftOversOf( QString::fromStdString( path ) ).size(), 2 );
  RasterWriter writer( path, grid );
  writer.write( { 0, 0, 2, 1 }, std::vector<std::uint8_t>{ 3, 4 } );
  writer.commit();
  QCOMPARE( leftOversOf( QString::fromStdString( path ) ), QStringList() );
  QCOMPARE( int( RasterReader( path ).readBytes( 1, { 0, 0, 2, 1 } )[0] ), 3 );
}

//! One degree at 60 N: 55.80 km east, 111.41 km north (WGS 84).
void TestRaster::measuresPixelsInMetres()
{
  RasterGrid grid;
  grid.width = grid.height = 2;
  grid.transform = { 10, 1, 0, 61, 0, -1 };
  OGRSpatialReference reference;
  reference.importFromEPSG( 4326 );
  char *wkt = nullptr;
  reference.exportToWkt( &wkt );
  grid.crs = wkt;
  CPLFree( wkt );
  QVERIFY( grid.isGeographic() );
  QVERIFY( std::abs( grid.pixelSizeMetres()[0] - 55800 ) < 10 );
  QVERIFY( std::abs( grid.pixelSizeMetres()[1] - 111412 ) < 10 );
  grid.transform = { 500000, 10, 0, 8000000, 0, -10 };
  EXPECT_ERROR( grid.pixelSizeMetres(), "its coordinates are no degrees" );
}

void TestRaster::missingFileIsNamed()
{
  try
  {
    RasterReader( "/nowhere/scene.tif" );
    QFAIL( "a missing file was opened" );
  }
  catch ( const Error &e )
  {
    QVERIFY( QString( e.what() ).contains( "/nowhere/scene.tif" ) );
  }
}

QTEST_APPLESS_MAIN( TestRaster )
#include "testraster.moc"
