#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "model/sar/calibration/calibratedpicture.h"
#include "model/sar/geometry/radargeometry.h"
#include "model/sar/product/measurement.h"
#include "model/sar/product/slcmosaic.h"
#include "model/sar/stream/streamblocks.h"
#include "support/safeproduct.h"

using namespace calving;

namespace
{

//! What stands in row \a row and column \a column of the picture that an SLC's bursts and sub-swaths make.
int merge( int row, int column )
{
  return 1 + ( 7 * row + 3 * column ) % 1000;
}

SafeProduct slc()
{
  SafeProduct product;
  product.folder = "/vsimem/S1A_IW_SLC__1SDV_20211223T051120_20211223T051121_041000_04E000_ABCD.SAFE";
  product.isSlc = true;
  product.swaths = { "IW1", "IW2", "IW3" };
  product.polarisations = { "VV" };
  product.number = [product]( int x, int y, const std::string &swath, const std::string & )
  {
    const int burst = y / product.burstLines;
    const int row = burst * ( product.burstLines - product.burstOverlap ) + y % product.burstLines;
    return merge( row, ( swath.back() - '1' ) * product.swathShift() + x );
  };
  return product;
}

} // namespace

class TestSlcMosaic : public QObject
{
  Q_OBJECT

private slots:
  void mergesBurstsAndSwathsWithoutGap();
  void mergedSlcHasTheSameBitsWhateverTheBlocks();
  void mergedSlcKnowsItsGeometry();
  void seamsRunThroughTheMiddleOfOverlaps();
};

//! Powers of all pixels are those of the one grid behind them, whichever burst they come from.
void TestSlcMosaic::mergesBurstsAndSwathsWithoutGap()
{
  const SafeProduct product = slc();
  product.write();
  const Product opened = openProduct( product.folder );
  const std::vector<const SarImage *> images = opened.imagesOf( "VV" );
  const SlcLayout layout = slcLayout( images );
  QCOMPARE( layout.frame.width, 2 * product.swathShift() + product.width );
  QCOMPARE( layout.frame.height, 2 * 24 + 30 );
  std::vector<std::shared_ptr<const BlockSource>> swaths;
  for ( const SarImage *image : images )
    swaths.push_back( openMeasurement( opened, *image ) );
  const auto picture = merged( swaths, layout );
  const std::vector<float> values = picture->read( { 0, 0, picture->width(), picture->height() } );
  int wrong = 0;
  for ( int y = 0; y < picture->height(); ++y )
    for ( int x = 0; x < picture->width(); ++x )
    {
      const float value = values[static_cast<std::size_t>( y ) * picture->width() + x];
      const bool valid = y >= 2 && y < picture->height() - 2 && x >= 4 && x < picture->width() - 4;
      const float power = static_cast<float>( merge( y, x ) * merge( y, x ) );
      wrong += valid ? value != power : !std::isnan( value );
    }
  QCOMPARE( wrong, 0 );
}

void TestSlcMosaic::mergedSlcHasTheSameBitsWhateverTheBlocks()
{
  slc().write();
  const SarPicture scene = openCalibrated( openProduct( slc().folder ), {}, {} );
  const int width = scene.values->width();
  const std::vector<float> whole = scene.values->read( { 0, 0, width, scene.values->height() } );
  int wrong = 0;
  const auto compare = [&]( const Window &window, const std::vector<float> &values )
  {
    for ( int i = 0; i < window.width * window.height; ++i )
    {
      const float expected = whole[static_cast<std::size_t>( width ) * ( window.y + i / window.width ) +
                                   window.x + i % window.width];
      wrong += std::memcmp( &values[i], &expected, sizeof expected ) != 0;
    }
  };
  streamBlocks( *scene.values, { 4, 33, 7 }, compare, {} );
  streamBlocks( *scene.values, { 2, 0, 1 }, compare, {} );
  QCOMPARE( wrong, 0 );
}

void TestSlcMosaic::mergedSlcKnowsItsGeometry()
{
  const SafeProduct product = slc();
  product.write();
  const SarPicture scene = openCalibrated( openProduct( product.folder ), {}, {} );
  const RadarGeometry geometry( *scene.frame );
  // Pixel 10 of line 5 in the second burst of IW3.
  const RadarGeometry swath( product.frame( 2 ) );
  const Vector3 point = swath.point( { 24.0 + 5, 10 }, 0 );
  const RadarPosition found = geometry.position( point, geometry.middleTime() );
  QVERIFY( std::abs( found.line - 29 ) < 0.01 );
  QVERIFY( std::abs( found.pixel - ( 2 * product.swathShift() + 10 ) ) < 1e-3 );
}

//! The real data take over Greenland: nine bursts in each of three sub-swaths.
void TestSlcMosaic::seamsRunThroughTheMiddleOfOverlaps()
{
  REQUIRE_TEST_DATA( "sentinel1" );
  const Product product = openProduct( sentinel1Path( 3 ).toStdString() );
  const SlcLayout layout = slcLayout( product.imagesOf( "HH" ) );
  QCOMPARE( layout.swaths[1].column, 19785 );
  QCOMPARE( layout.swaths[2].column, 43464 );
  QCOMPARE( layout.frame.width, 43464 + 24034 );
  QCOMPARE( layout.frame.height, 11629 + 1713 );
  QCOMPARE( layout.swaths[0].endColumn, layout.swaths[1].firstColumn );
  QCOMPARE( layout.swaths[1].endColumn, layout.swaths[2].firstColumn );
  // IW1 is valid up to sample 20980, IW2 from 632 + 19785.
  QCOMPARE( layout.swaths[0].endColumn, ( 20981 + 632 + 19785 ) / 2 );
  // The first burst of IW1 is valid up to line 1553, the second, 1341 lines later, from 86.
  const int seam = ( 1554 + 1341 + 86 ) / 2;
  QCOMPARE( layout.swaths[0].rows[seam - 1].line, seam - 1 );
  QCOMPARE( layout.swaths[0].rows[seam].line, 1637 + seam - 1341 );
  for ( const SwathPlacement &swath : layout.swaths )
  {
    const auto hasLine = []( const SwathPlacement::Row &row ) { return row.line >= 0; };
    const auto first = std::find_if( swath.rows.begin(), swath.rows.end(), hasLine );
    const auto last = std::find_if( swath.rows.rbegin(), swath.rows.rend(), hasLine ).base();
    QVERIFY( last - first > 12000 );
    QVERIFY( std::all_of( first, last, hasLine ) );
  }
}

QTEST_APPLESS_MAIN( TestSlcMosaic )
#include "testslcmosaic.moc"
