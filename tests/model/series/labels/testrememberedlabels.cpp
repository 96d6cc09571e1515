#include <QtTest>

#include "model/geometry/maptransform.h"
#include "model/scene/zone.h"
#include "model/series/labels/rememberedlabels.h"

using namespace calving;

class TestRememberedLabels : public QObject
{
  Q_OBJECT

private slots:
  void zonesAndFrontsComeToTheGrid();
  void labelsOfTheSameDayCountMore();
  void anotherPlaceDoesNotCount();
};

namespace
{

constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );
constexpr double day = 17684.5; // noon of 2 June 2018

//! 20 x 10 pixels of 50 m, ocean in the first 8 columns, the front in the ninth.
GlacierMemory memory()
{
  RememberedLabel label{ "Fjord_2018-06-02_S1",
                         "2018-06-02",
                         20,
                         10,
                         { 500000, 50, 0, 8000000, 0, -50 },
                         wellKnownText( "EPSG:32633" ),
                         {} };
  for ( int i = 0; i < 200; ++i )
  {
    label.zones.push_back( i % 20 < 8 ? ocean : glacier );
    label.front.push_back( i % 20 == 8 );
  }
  GlacierMemory memory;
  memory.labels = { label };
  return memory;
}

//! 20 x 10 pixels of 100 m, from 500 m further west on.
RasterGrid grid()
{
  RasterGrid grid;
  grid.width = 20;
  grid.height = 10;
  grid.transform = { 499500, 100, 0, 8000000, 0, -100 };
  grid.hasTransform = true;
  grid.crs = wellKnownText( "EPSG:32633" );
  return grid;
}

std::vector<SeriesLabel> on( const RasterGrid &grid, const std::vector<SeriesLabel> &drawn, QString &log )
{
  Feedback feedback;
  feedback.info = [&log]( const std::string &sentence ) { log += QString::fromStdString( sentence ); };
  return rememberedLabels(
      grid, memory(), drawn, []( const std::string & ) { return std::nullopt; }, feedback );
}

} // namespace

void TestRememberedLabels::zonesAndFrontsComeToTheGrid()
{
  QString log;
  const std::vector<SeriesLabel> labels = on( grid(), {}, log );
  QCOMPARE( labels.size(), std::size_t( 1 ) );
  QCOMPARE( labels[0].day, day );
  const auto at = []( const std::vector<std::uint8_t> &values, int x, int y )
  { return int( values[y * 20 + x] ); };
  QCOMPARE( at( labels[0].zones, 4, 2 ), 0 );
  QCOMPARE( at( labels[0].zones, 5, 2 ), int( ocean ) );
  QCOMPARE( at( labels[0].zones, 8, 2 ), int( ocean ) );
  QCOMPARE( at( labels[0].zones, 9, 2 ), int( glacier ) );
  QCOMPARE( at( labels[0].zones, 9, 5 ), 0 );
  QCOMPARE( at( labels[0].front, 9, 2 ), 1 );
  QCOMPARE( std::count( labels[0].front.begin(), labels[0].front.end(), 1 ), 5 );
  QVERIFY( log.contains( "1 label" ) );
}

void TestRememberedLabels::labelsOfTheSameDayCountMore()
{
  QString log;
  QVERIFY( on( grid(), { { "drawn", day, {}, {} } }, log ).empty() );
  QCOMPARE( on( grid(), { { "drawn", day + 1, {}, {} } }, log ).size(), std::size_t( 1 ) );
}

void TestRememberedLabels::anotherPlaceDoesNotCount()
{
  QString log;
  RasterGrid elsewhere = grid();
  elsewhere.transform[0] += 100000;
  QVERIFY( on( elsewhere, {}, log ).empty() );
  QVERIFY( log.contains( "another place" ) );
}

QTEST_GUILESS_MAIN( TestRememberedLabels )
#include "testrememberedlabels.moc"
