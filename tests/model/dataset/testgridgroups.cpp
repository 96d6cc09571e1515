#include <QtTest>

#include "model/dataset/gridgroups.h"

using namespace calving;

class TestGridGroups : public QObject
{
  Q_OBJECT

private slots:
  void neighboursAreApart();
  void overlapReachesThroughOthers();
  void placesAreComparedAcrossMaps();
  void farMapsAreApart();
};

namespace
{

//! 100 x 50 pixels of 40 m.
RasterGrid grid( double left, double top, const std::string &crs = "EPSG:32633" )
{
  RasterGrid grid;
  grid.width = 100;
  grid.height = 50;
  grid.transform = { left, 40, 0, top, 0, -40 };
  grid.hasTransform = true;
  grid.crs = crs;
  return grid;
}

using Groups = std::vector<int>;

} // namespace

void TestGridGroups::neighboursAreApart()
{
  QCOMPARE( groupsOfOverlap( { grid( 500000, 8e6 ), grid( 504000, 8e6 ), grid( 500000, 8e6 - 2000 ) } ),
            ( Groups{ 0, 1, 2 } ) );
  QCOMPARE( groupsOfOverlap( { grid( 500000, 8e6 ), grid( 503960, 8e6 - 1960 ) } ), ( Groups{ 0, 0 } ) );
  QCOMPARE( groupsOfOverlap( {} ), Groups() );
}

//! The third joins the first two, the last is alone.
void TestGridGroups::overlapReachesThroughOthers()
{
  QCOMPARE( groupsOfOverlap(
                { grid( 500000, 8e6 ), grid( 506000, 8e6 ), grid( 503000, 8e6 ), grid( 600000, 8e6 ) } ),
            ( Groups{ 0, 0, 0, 3 } ) );
}

//! 15 E, 72 N is (500000, 7988933) in UTM 33; the grid reaches 2 km to the left and right of it.
void TestGridGroups::placesAreComparedAcrossMaps()
{
  const RasterGrid utm = grid( 500000 - 2000, 7988933 + 1000 );
  RasterGrid degrees = grid( 15, 72, "EPSG:4326" );
  degrees.transform = { 15.2, 0.0001, 0, 72.005, 0, -0.0001 };
  QCOMPARE( groupsOfOverlap( { utm, degrees } ), ( Groups{ 0, 1 } ) );
  degrees.transform[0] = 15.05; // 1.7 km from the middle
  QCOMPARE( groupsOfOverlap( { utm, degrees } ), ( Groups{ 0, 0 } ) );
}

void TestGridGroups::farMapsAreApart()
{
  QCOMPARE( groupsOfOverlap(
                { grid( 0, -1e6, "EPSG:3413" ), grid( 0, -1e6, "EPSG:3031" ), grid( 0, 0, "nowhere" ) } ),
            ( Groups{ 0, 1, 2 } ) );
}

QTEST_APPLESS_MAIN( TestGridGroups )
#include "testgridgroups.moc"
