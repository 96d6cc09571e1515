#include <QtTest>

#include "model/raster/tilegrid.h"

using calving::TileGrid;
using calving::Window;

class TestTileGrid : public QObject
{
  Q_OBJECT

private slots:
  void coversEachPixelOnce_data();
  void coversEachPixelOnce();
};

void TestTileGrid::coversEachPixelOnce_data()
{
  QTest::addColumn<int>( "width" );
  QTest::addColumn<int>( "height" );
  QTest::newRow( "one pixel" ) << 1 << 1;
  QTest::newRow( "exactly one tile" ) << 4 << 4;
  QTest::newRow( "odd sides" ) << 9 << 7;
}

void TestTileGrid::coversEachPixelOnce()
{
  QFETCH( int, width );
  QFETCH( int, height );
  const TileGrid grid( width, height, 4 );
  std::vector<int> visits( width * height, 0 );
  for ( int i = 0; i < grid.count(); ++i )
  {
    const Window window = grid.window( i );
    for ( int y = window.y; y < window.y + window.height; ++y )
      for ( int x = window.x; x < window.x + window.width; ++x )
        ++visits[y * width + x];
  }
  QCOMPARE( visits, std::vector<int>( width * height, 1 ) );
}

QTEST_APPLESS_MAIN( TestTileGrid )
#include "testtilegrid.moc"
