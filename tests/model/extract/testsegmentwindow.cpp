#include <QtTest>

#include "model/error.h"
#include "model/extract/segmentwindow.h"
#include "support/expecterror.h"
#include "support/segmenters.h"
#include "support/testraster.h"

using namespace calving;

namespace
{

constexpr int side = 120; // pixels of 40 m
const char *const scenePath = "/vsimem/window.tif";

int fjord( int x, int y )
{
  return y < 20 ? 100 : x < 60 ? 240 : 160;
}

//! The corners of the pixels from (\a left, \a top) to (\a right, \a bottom) on the map.
std::vector<std::array<double, 2>> corners( double left, double top, double right, double bottom )
{
  return { { 500000 + 40 * left, 8000000 - 40 * top }, { 500000 + 40 * right, 8000000 - 40 * bottom } };
}

} // namespace

class TestSegmentWindow : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void theWholeIsWhatSegmentRasterSays();
  void aPartHoldsTheWholesValuesThere();
  void whereThereIsNoDataAllIsZero();
  void theNetworksPixelsCount();
  void sceneElsewhereIsNamed();

private:
  SegmentedWindow segment( const std::vector<std::array<double, 2>> &outline );

  FunctionSegmenter mSegmenter{ fourGreys };
  SegmentOptions mOptions;
};

void TestSegmentWindow::init()
{
  mOptions = SegmentOptions();
  mOptions.tiling = { 48, 8, 40 };
  writeRaster( scenePath, side, side, fjord, GDT_Byte );
}

SegmentedWindow TestSegmentWindow::segment( const std::vector<std::array<double, 2>> &outline )
{
  RasterReader scene( scenePath, RasterContent::Backscatter );
  mOptions.scene = sceneGrid( scene, {} );
  return segmentWindow( std::move( scene ), mSegmenter, mOptions, outline, {} );
}

void TestSegmentWindow::theWholeIsWhatSegmentRasterSays()
{
  const SegmentedWindow window = segment( corners( 0, 0, side, side ) );
  const QTemporaryDir folder;
  RasterReader scene( scenePath, RasterContent::Backscatter );
  const RasterGrid grid = scene.grid();
  RasterFormat format;
  format.type = PixelType::Float32;
  format.bands = 4;
  RasterWriter writer( folder.filePath( "all.tif" ).toStdString(), grid, format );
  segmentRaster( std::move( scene ), mSegmenter, mOptions, { nullptr, nullptr, &writer }, {} );
  const RasterReader all( writer.close() );
  QVERIFY( !window.grid.liesElsewhere( grid ) );
  QCOMPARE( window.grid.width, side );
  for ( int c = 0; c < 4; ++c )
  {
    const std::vector<float> expected = all.readBand( c + 1, { 0, 0, side, side } );
    for ( int i = 0; i < side * side; ++i )
      QCOMPARE( int( window.classes[c][i] ), int( std::lround( 255 * expected[i] ) ) );
  }
  QCOMPARE( int( window.grey[30 * side + 10] ), 240 );
  QCOMPARE( window.report.classPixels, ( std::vector<std::int64_t>{ 0, 20 * side, 60 * 100, 60 * 100 } ) );
}

//! Half pixels at its border count whole.
void TestSegmentWindow::aPartHoldsTheWholesValuesThere()
{
  const SegmentedWindow window = segment( corners( 50.5, 10, 70, 40.5 ) );
  QCOMPARE( window.grid.width, 20 );
  QCOMPARE( window.grid.height, 31 );
  QCOMPARE( window.grid.transform[0], 500000.0 + 40 * 50 );
  QCOMPARE( window.grid.transform[3], 8000000.0 - 40 * 10 );
  for ( int y = 0; y < 31; ++y )
    for ( int x = 0; x < 20; ++x )
      QCOMPARE( int( window.grey[y * 20 + x] ), fjord( 50 + x, 10 + y ) );
}

void TestSegmentWindow::whereThereIsNoDataAllIsZero()
{
  writeRaster( scenePath, side, side,
               []( int x, int y ) { return x == 70 && y == 50 ? std::nan( "" ) : fjord( x, y ); } );
  mOptions.values.kind = ValueKind::Byte;
  const SegmentedWindow window = segment( corners( 0, 0, side, side ) );
  for ( int c = 0; c < 4; ++c )
    QCOMPARE( int( window.classes[c][50 * side + 70] ), 0 );
  QVERIFY( window.classes[2][50 * side + 71] > 0 );
}

void TestSegmentWindow::theNetworksPixelsCount()
{
  mOptions.networkPixelMetres = 80;
  const SegmentedWindow window = segment( corners( 20, 20, 100, 60 ) );
  QCOMPARE( window.grid.width, 40 );
  QCOMPARE( window.grid.height, 20 );
  QCOMPARE( window.grid.transform[1], 80.0 );
}

void TestSegmentWindow::sceneElsewhereIsNamed()
{
  EXPECT_ERROR( segment( corners( 300, 0, 400, 50 ) ), "window.tif does not reach the area" );
}

QTEST_GUILESS_MAIN( TestSegmentWindow )
#include "testsegmentwindow.moc"
