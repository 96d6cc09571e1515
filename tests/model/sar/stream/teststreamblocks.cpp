#include <QtTest>

#include <cmath>
#include <thread>

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include "model/sar/stream/rastersource.h"
#include "model/sar/stream/streamblocks.h"
#include "support/testraster.h"

using namespace calving;

namespace
{

//! Pixel (x, y) holds 1000 y + x; complains about the column \a poison.
class Ramp : public BlockSource
{
public:
  explicit Ramp( int poison = -1 )
    : mPoison( poison )
  {
  }
  using BlockSource::read;
  int width() const override { return 37; }
  int height() const override { return 23; }
  void read( const Window &window, float *values ) const override
  {
    if ( mPoison >= window.x && mPoison < window.x + window.width )
      throw Error( "Column " + std::to_string( mPoison ) + " is poisoned." );
    for ( int y = window.y; y < window.y + window.height; ++y )
      for ( int x = window.x; x < window.x + window.width; ++x )
        *values++ = 1000.0f * y + x;
  }

private:
  int mPoison;
};

//! Leaves the process address space for so many threads: each needs 1 GB now.
class RoomForThreads
{
public:
  explicit RoomForThreads( int count )
  {
    pthread_getattr_default_np( &mAttributes );
    pthread_attr_t large = mAttributes;
    pthread_attr_setstacksize( &large, 1 << 30 );
    pthread_setattr_default_np( &large );
    getrlimit( RLIMIT_AS, &mBefore );
    QFile pages( "/proc/self/statm" );
    pages.open( QIODevice::ReadOnly );
    const rlim_t used = pages.readAll().split( ' ' ).first().toULongLong() * sysconf( _SC_PAGESIZE );
    const rlimit limit{ used + ( rlim_t( count ) << 30 ) + ( 900 << 20 ), mBefore.rlim_max };
    setrlimit( RLIMIT_AS, &limit );
  }
  ~RoomForThreads()
  {
    setrlimit( RLIMIT_AS, &mBefore );
    pthread_setattr_default_np( &mAttributes );
  }

private:
  pthread_attr_t mAttributes;
  rlimit mBefore{};
};

} // namespace

class TestStreamBlocks : public QObject
{
  Q_OBJECT

private slots:
  void deliversEachPixelOnceAndInOrder_data();
  void deliversEachPixelOnceAndInOrder();
  void errorOfAWorkerReachesTheCaller();
  void cancelStopsBetweenBlocks();
  void goesOnWithTheThreadsThereAre();
  void readsARasterFromManyThreads();
  void noDataBecomesNaN();
  void absentBandIsNamed();
  void growsWindowsUpToTheEdge();
};

void TestStreamBlocks::deliversEachPixelOnceAndInOrder_data()
{
  QTest::addColumn<int>( "threads" );
  QTest::addColumn<int>( "blockWidth" );
  QTest::addColumn<int>( "blockHeight" );
  QTest::newRow( "rows, one thread" ) << 1 << 0 << 4;
  QTest::newRow( "rows, all cores" ) << 0 << 0 << 1;
  QTest::newRow( "tiles, five threads" ) << 5 << 8 << 8;
  QTest::newRow( "one block" ) << 3 << 100 << 100;
}

void TestStreamBlocks::deliversEachPixelOnceAndInOrder()
{
  QFETCH( int, threads );
  QFETCH( int, blockWidth );
  QFETCH( int, blockHeight );
  std::vector<float> picture( 37 * 23, -1.0f );
  std::vector<double> fractions;
  int lastOrder = -1;
  Feedback feedback;
  feedback.progress = [&]( double fraction )
  {
    fractions.push_back( fraction );
    return true;
  };
  const auto sink = [&]( const Window &window, const std::vector<float> &values )
  {
    QVERIFY( 37 * window.y + window.x > lastOrder );
    lastOrder = 37 * window.y + window.x;
    for ( int i = 0; i < window.width * window.height; ++i )
    {
      float &pixel = picture[37 * ( window.y + i / window.width ) + window.x + i % window.width];
      QCOMPARE( pixel, -1.0f );
      pixel = values[i];
    }
  };
  streamBlocks( Ramp(), { threads, blockWidth, blockHeight }, sink, feedback );
  QCOMPARE( picture, Ramp().BlockSource::read( { 0, 0, 37, 23 } ) );
  QVERIFY( std::is_sorted( fractions.begin(), fractions.end() ) );
  QCOMPARE( fractions.back(), 1.0 );
}

void TestStreamBlocks::errorOfAWorkerReachesTheCaller()
{
  int delivered = 0;
  const auto sink = [&]( const Window &, const std::vector<float> & ) { ++delivered; };
  try
  {
    streamBlocks( Ramp( 20 ), { 4, 10, 23 }, sink, {} );
    QFAIL( "the error was lost" );
  }
  catch ( const Error &e )
  {
    QCOMPARE( QString( e.what() ), QString( "Column 20 is poisoned." ) );
  }
  QCOMPARE( delivered, 2 );
}

void TestStreamBlocks::cancelStopsBetweenBlocks()
{
  int delivered = 0;
  Feedback feedback;
  feedback.progress = []( double fraction ) { return fraction < 0.5; };
  const auto sink = [&]( const Window &, const std::vector<float> & ) { ++delivered; };
  QVERIFY_EXCEPTION_THROWN( streamBlocks( Ramp(), { 2, 0, 1 }, sink, feedback ), Cancelled );
  QCOMPARE( delivered, 12 );
}

//! An exception of a thread that does not start would end QGIS.
void TestStreamBlocks::goesOnWithTheThreadsThereAre()
{
  StreamOptions options;
  options.blockHeight = 1;
  options.threads = 20;
  int blocks = 0;
  const auto stream = [&]
  {
    streamBlocks( Ramp(), options, [&blocks]( const Window &, const std::vector<float> & ) { ++blocks; },
                  {} );
  };
  {
    const RoomForThreads some( 3 );
    stream();
  }
  QCOMPARE( blocks, 23 );
  const RoomForThreads none( 0 );
  try
  {
    stream();
    QFAIL( "threads where there is no room" );
  }
  catch ( const Error &e )
  {
    QVERIFY2( QString( e.what() ).contains( "no thread left" ), e.what() );
  }
}

void TestStreamBlocks::readsARasterFromManyThreads()
{
  writeRaster( "/vsimem/threads.tif", 300, 200, []( int x, int y ) { return 300 * y + x; } );
  const RasterSource source( "/vsimem/threads.tif" );
  std::vector<float> picture;
  streamBlocks( source, { 8, 0, 3 },
                [&]( const Window &, const std::vector<float> &values )
                { picture.insert( picture.end(), values.begin(), values.end() ); },
                {} );
  for ( int i = 0; i < 300 * 200; ++i )
    QCOMPARE( picture[i], static_cast<float>( i ) );
}

void TestStreamBlocks::noDataBecomesNaN()
{
  writeRaster( "/vsimem/holes.tif", 3, 1, []( int x, int ) { return x - 1; } );
  GDALDatasetUniquePtr( GDALDataset::Open( "/vsimem/holes.tif", GDAL_OF_RASTER | GDAL_OF_UPDATE ) )
      ->GetRasterBand( 1 )
      ->SetNoDataValue( 0 );
  const std::vector<float> values = RasterSource( "/vsimem/holes.tif" ).read( { 0, 0, 3, 1 } );
  QCOMPARE( values[0], -1.0f );
  QVERIFY( std::isnan( values[1] ) );
  QCOMPARE( values[2], 1.0f );
}

void TestStreamBlocks::absentBandIsNamed()
{
  writeRaster( "/vsimem/one.tif", 2, 2, []( int, int ) { return 1; } );
  try
  {
    RasterSource( "/vsimem/one.tif", 2 );
    QFAIL( "a missing band was opened" );
  }
  catch ( const Error &e )
  {
    QCOMPARE( QString( e.what() ),
              QString( "Raster /vsimem/one.tif has 1 band(s), but band 2 was asked for." ) );
  }
}

void TestStreamBlocks::growsWindowsUpToTheEdge()
{
  QVERIFY( ( grown( { 5, 5, 10, 10 }, 3, 100, 100 ) == Window{ 2, 2, 16, 16 } ) );
  QVERIFY( ( grown( { 0, 95, 10, 5 }, 7, 12, 100 ) == Window{ 0, 88, 12, 12 } ) );
}

QTEST_APPLESS_MAIN( TestStreamBlocks )
#include "teststreamblocks.moc"
