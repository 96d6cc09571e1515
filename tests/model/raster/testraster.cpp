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
  void keepsWhatIsBesideTheOldFileWhereTheNewCannotBeMoved();
  void twoRunsMayWriteTheSameFile();
  void sweepsWhatAKilledRunLeft();
  void measuresPixelsInMetres();
  void missingFileIsNamed();
  void abandonedRastersAreNotFilled_data();
  void abandonedRastersAreNotFilled();
  void emptyBlocksOfSparseRastersTakeNoRoom();
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

void TestRaster::keepsWhatIsBesideTheOldFileWhereTheNewCannotBeMoved()
{
  const QTemporaryDir disk;
  const QString path = disk.filePath( "raster.tif" );
  RasterGrid grid;
  grid.width = grid.height = 2;
  RasterWriter writer( path.toStdString(), grid );
  writer.write( { 0, 0, 2, 2 }, std::vector<std::uint8_t>( 4 ) );
  // No file takes the place of a folder.
  QVERIFY( QDir().mkpath( path + "/folder" ) );
  QFile names( path + ".aux.xml" );
  QVERIFY( names.open( QIODevice::WriteOnly ) && names.write( "names" ) == 5 );
  names.close();
  EXPECT_ERROR( writer.commit(), path.toStdString() );
  QVERIFY( names.open( QIODevice::ReadOnly ) );
  QCOMPARE( names.readAll(), QByteArray( "names" ) );
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
  EXPECT_ERROR( grid.pixelSizeMetres(), "degrees" );
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

namespace
{

//! Bytes that this process has given to write() and the like.
qint64 bytesWritten()
{
  QFile file( "/proc/self/io" );
  if ( !file.open( QIODevice::ReadOnly ) )
    return 0;
  const QString text = file.readAll();
  return QRegularExpression( "wchar: (\\d+)" ).match( text ).captured( 1 ).toLongLong();
}

} // namespace

void TestRaster::abandonedRastersAreNotFilled_data()
{
  QTest::addColumn<bool>( "compressed" );
  QTest::addColumn<bool>( "sparse" );
  QTest::newRow( "as results are" ) << true << false;
  QTest::newRow( "uncompressed" ) << false << false;
  QTest::newRow( "temporary" ) << false << true;
}

//! 1.6 GB of not-a-number, which nobody would read.
void TestRaster::abandonedRastersAreNotFilled()
{
  QFETCH( bool, compressed );
  QFETCH( bool, sparse );
  const QTemporaryDir folder;
  RasterGrid grid;
  grid.width = grid.height = 20000;
  RasterFormat format;
  format.type = PixelType::Float32;
  format.noData = std::nan( "" );
  format.compressed = compressed;
  format.sparse = sparse;
  const qint64 before = bytesWritten();
  {
    RasterWriter writer( folder.filePath( "large.tif" ).toStdString(), grid, format );
    writer.write( { 0, 0, 20000, 256 }, std::vector<float>( 20000 * 256, 1.0f ) );
  }
  QVERIFY2( bytesWritten() - before < 60e6, qPrintable( QString::number( bytesWritten() - before ) ) );
  QVERIFY( QDir( folder.path() ).isEmpty() );
}

void TestRaster::emptyBlocksOfSparseRastersTakeNoRoom()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( "sparse.tif" );
  RasterGrid grid;
  grid.width = grid.height = 3000;
  RasterFormat format;
  format.type = PixelType::Float32;
  format.noData = std::nan( "" );
  format.compressed = false;
  format.sparse = true;
  std::vector<float> values( 3000 * 3000, std::numeric_limits<float>::quiet_NaN() );
  values[3000 * 1500 + 1500] = 7;
  RasterWriter writer( path.toStdString(), grid, format );
  writer.write( { 0, 0, 3000, 3000 }, values );
  writer.commit();
  QVERIFY2( QFileInfo( path ).size() < 1e6, qPrintable( QString::number( QFileInfo( path ).size() ) ) );
  const std::vector<float> read = RasterReader( path.toStdString() ).readBand( 1, { 1499, 1500, 2, 1 } );
  QVERIFY( std::isnan( read[0] ) );
  QCOMPARE( read[1], 7.0f );
}

QTEST_APPLESS_MAIN( TestRaster )
#include "testraster.moc"
