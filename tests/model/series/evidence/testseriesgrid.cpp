#include <QtTest>

#include "model/error.h"
#include "model/geometry/gridoutline.h"
#include "model/geometry/maptransform.h"
#include "model/series/evidence/sceneplanes.h"
#include "model/series/evidence/seriesevidence.h"
#include "model/series/evidence/seriesgrid.h"
#include "support/drawnshapes.h"
#include "support/expecterror.h"

using namespace calving;

class TestSeriesGrid : public QObject
{
  Q_OBJECT

private slots:
  void scenesOnOneGridKeepIt();
  void theBoxIsThatOfTheTypicalScene();
  void pixelsAreAsTheNetworkSeesThem();
  void theAreaIsTheBox();
  void knowsWhatReachesIt();
  void planesOfTheSameGridStayAsTheyAre();
  void planesOfAnotherMapComeToTheirPlace();
};

namespace
{

RasterGrid gridAt( double left, double top, int width, int height, double pixel = 40,
                   const std::string &crs = "EPSG:32633" )
{
  RasterGrid grid;
  grid.width = width;
  grid.height = height;
  grid.transform = { left, pixel, 0, top, 0, -pixel };
  grid.hasTransform = true;
  grid.crs = wellKnownText( crs );
  return grid;
}

SceneFootprint footprint( const RasterGrid &grid, double networkMetres = 0 )
{
  return footprintOf( { grid, grid.pixelSizeMetres(), false }, networkMetres, true );
}

//! Rock where x + y is even, else ocean, as a network would say it; grey is the column.
SegmentedWindow chessboard( const RasterGrid &grid )
{
  SegmentedWindow window;
  window.grid = grid;
  window.classes.assign( 4, {} );
  for ( int y = 0; y < grid.height; ++y )
    for ( int x = 0; x < grid.width; ++x )
    {
      for ( int zone = 0; zone < 4; ++zone )
        window.classes[zone].push_back( zone == ( ( x + y ) % 2 ? 3 : 1 ) ? 250 : 1 );
      window.grey.push_back( static_cast<std::uint8_t>( x ) );
    }
  return window;
}

} // namespace

void TestSeriesGrid::scenesOnOneGridKeepIt()
{
  const RasterGrid grid = gridAt( 500003, 8000007, 50, 30 );
  const SeriesGrid series = seriesGrid( { footprint( grid ), footprint( grid ) }, {}, 0 );
  QVERIFY( !series.grid.liesElsewhere( grid ) );
  QCOMPARE( series.grid.width, 50 );
  QCOMPARE( series.grid.height, 30 );
  QCOMPARE( series.pixelMetres, ( std::array<double, 2>{ 40, 40 } ) );
}

//! One scene is of another place, one reaches farther.
void TestSeriesGrid::theBoxIsThatOfTheTypicalScene()
{
  const RasterGrid typical = gridAt( 500000, 8000000, 50, 30 );
  const SeriesGrid series = seriesGrid(
      { footprint( gridAt( 499000, 8001000, 100, 100 ) ), footprint( typical ), footprint( typical ),
        footprint( gridAt( 700000, 7000000, 50, 30 ) ), footprint( typical ) },
      {}, 0 );
  QVERIFY( !series.grid.liesElsewhere( typical ) );
  QCOMPARE( series.grid.width, 50 );
}

void TestSeriesGrid::pixelsAreAsTheNetworkSeesThem()
{
  const SeriesGrid series = seriesGrid( { footprint( gridAt( 500000, 8000000, 400, 200, 10 ), 80 ) }, {}, 0 );
  QCOMPARE( series.grid.width, 50 );
  QCOMPARE( series.grid.height, 25 );
  QCOMPARE( series.pixelMetres, ( std::array<double, 2>{ 80, 80 } ) );
}

void TestSeriesGrid::theAreaIsTheBox()
{
  const std::vector<SceneFootprint> scenes{ footprint( gridAt( 500000, 8000000, 50, 30 ) ) };
  const DrawnPolygons area =
      drawn( { "POLYGON ((500420 7999200, 500600 7999200, 500600 7999800, 500420 7999800, 500420 7999200))" },
             "EPSG:32633" );
  const SeriesGrid series = seriesGrid( scenes, area, 0 );
  QCOMPARE( series.grid.width, 5 );
  QCOMPARE( series.grid.height, 15 );
  QCOMPARE( series.grid.transform[0], 500000.0 + 400 );
  const DrawnPolygons far =
      drawn( { "POLYGON ((600000 7000000, 600100 7000000, 600100 7000100, 600000 7000000))" }, "EPSG:32633" );
  EXPECT_ERROR( seriesGrid( scenes, far, 0 ), "AREA" );
}

void TestSeriesGrid::knowsWhatReachesIt()
{
  const RasterGrid box = gridAt( 500000, 8000000, 50, 30 );
  const RasterGrid degrees = gridAt( 15, 72.2, 10, 40, 0.01, "EPSG:4326" );
  QVERIFY( reaches( degrees, outlineOf( box, degrees.crs ) ) );
  const RasterGrid far = gridAt( 25, 72.2, 10, 40, 0.01, "EPSG:4326" );
  QVERIFY( !reaches( far, outlineOf( box, far.crs ) ) );
}

void TestSeriesGrid::planesOfTheSameGridStayAsTheyAre()
{
  const RasterGrid box = gridAt( 500000, 8000000, 12, 9 );
  const SegmentedWindow window = chessboard( gridAt( 500000 - 80, 8000000 + 40, 20, 20 ) );
  std::vector<std::uint8_t> planes( seriesPlanes * 12 * 9 );
  toSeriesGrid( window, box, planes.data() );
  for ( int y = 0; y < 9; ++y )
    for ( int x = 0; x < 12; ++x )
    {
      QCOMPARE( int( planes[1 * 108 + y * 12 + x] ), ( x + 2 + y + 1 ) % 2 ? 1 : 250 );
      QCOMPARE( int( planes[4 * 108 + y * 12 + x] ), x + 2 );
    }
}

//! Scene in degrees: its grey is its column, so that each pixel of the box tells where it was looked for.
void TestSeriesGrid::planesOfAnotherMapComeToTheirPlace()
{
  const RasterGrid box = gridAt( 500000, 8000000, 12, 9 );
  const RasterGrid degrees = gridAt( 14.99, 72.12, 120, 60, 0.0005, "EPSG:4326" );
  std::vector<std::uint8_t> planes( seriesPlanes * 12 * 9 );
  toSeriesGrid( chessboard( degrees ), box, planes.data() );
  const MapTransform toDegrees( box.crs, degrees.crs );
  int seen = 0;
  for ( int y = 0; y < 9; ++y )
    for ( int x = 0; x < 12; ++x )
    {
      const std::array<double, 2> place = toDegrees.applied( box.toMap( x + 0.5, y + 0.5 ) );
      const std::array<double, 2> pixel = degrees.toPixel( place[0], place[1] );
      if ( pixel[0] < 1 || pixel[1] < 1 || pixel[0] > 119 || pixel[1] > 59 )
        continue;
      ++seen;
      QVERIFY( std::abs( planes[4 * 108 + y * 12 + x] - ( pixel[0] - 0.5 ) ) <= 0.51 );
    }
  QVERIFY( seen > 20 );
}

QTEST_GUILESS_MAIN( TestSeriesGrid )
#include "testseriesgrid.moc"
