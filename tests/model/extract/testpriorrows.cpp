#include <QtTest>

#include <array>
#include <cmath>
#include <functional>

#include "model/extract/priorrows.h"
#include "support/rememberedfjord.h"

using namespace calving;

class TestPriorRows : public QObject
{
  Q_OBJECT

private slots:
  void theSameLabelCountsLessAfterYears();
  void rockStays();
  void whatTheSceneDoesNotShowStays();
  void rowsOutsidePassUntouched();
  void aJumpThatTheNetworkIsSureOfStands();
  void aSmallOneDoesNot();
};

namespace
{

constexpr int side = 120;           // pixels of 40 m
constexpr double day2018 = 17684.5; // 2 June 2018

using Pixel = std::array<float, 4>;
using Scene = std::function<Pixel( int x, int y )>;

constexpr Pixel ice{ 0.02f, 0.02f, 0.9f, 0.06f };
constexpr Pixel water{ 0.02f, 0.02f, 0.06f, 0.9f };

//! Keeps all rows.
class Kept : public ProbabilityReceiver
{
public:
  void receive( const ProbabilityRow &row ) override { rows.push_back( row ); }
  void finish() override { isFinished = true; }

  Pixel at( int x, int y ) const
  {
    Pixel pixel;
    for ( int c = 0; c < 4; ++c )
      pixel[c] = rows[y].values[c * rows[y].weight.size() + x];
    return pixel;
  }

  int zoneAt( int x, int y ) const
  {
    const Pixel pixel = at( x, y );
    return static_cast<int>( std::max_element( pixel.begin(), pixel.end() ) - pixel.begin() );
  }

  std::vector<ProbabilityRow> rows;
  bool isFinished = false;
};

RasterGrid gridOf( int width, int height, double left, double top )
{
  RasterGrid grid;
  grid.width = width;
  grid.height = height;
  grid.transform = { left, 40, 0, top, 0, -40 };
  grid.hasTransform = true;
  grid.crs = wellKnownText( "EPSG:32633" );
  return grid;
}

ProbabilityRow rowOf( const Scene &scene, int width, int y )
{
  ProbabilityRow row{ std::vector<float>( 4 * width ), std::vector<float>( width, 1.f ) };
  for ( int x = 0; x < width; ++x )
    for ( int c = 0; c < 4; ++c )
      row.values[c * width + x] = scene( x, y )[c];
  return row;
}

struct Weighed
{
  Kept kept;
  std::int64_t jumped = 0;
  std::int64_t overruled = 0;
};

//! The label of 2 June 2018, its front in column 49, and a scene on its grid so many days later.
Weighed weighed( const Scene &scene, double days )
{
  const GlacierPrior prior( fjordMemory( { fjordLabel( "2018-06-02", side, 50 ) } ), day2018 + days );
  Weighed result;
  PriorRows rows( prior, gridOf( side, side, 500000, 8000000 ), 1600, result.kept );
  for ( int y = 0; y < side; ++y )
    rows.receive( rowOf( scene, side, y ) );
  rows.finish();
  result.jumped = rows.jumpedPixels();
  result.overruled = rows.overruledPixels();
  return result;
}

//! What the label shows, but a wrong \a pixel in a box right of column \a left and below row \a top.
Scene wrongFrom( int left, int top, int bottom, const Pixel &pixel )
{
  return [=]( int x, int y ) { return x < 50 || ( x >= left && y >= top && y < bottom ) ? pixel : ice; };
}

bool sumsToOne( const Pixel &pixel )
{
  return std::abs( pixel[0] + pixel[1] + pixel[2] + pixel[3] - 1 ) < 1e-5f;
}

} // namespace

//! Ocean found 1 km behind the front, ln( 0.9 / 0.06 ) = 2.708: less than twice 4.595 of the day after, more
//! than twice 0.947 of ten years later.
void TestPriorRows::theSameLabelCountsLessAfterYears()
{
  const Scene scene = wrongFrom( 74, 60, 61, water );
  const Weighed soon = weighed( scene, 1 );
  QCOMPARE( soon.kept.rows.size(), std::size_t( side ) );
  QVERIFY( soon.kept.isFinished );
  QCOMPARE( soon.kept.zoneAt( 74, 60 ), 2 );
  QVERIFY( sumsToOne( soon.kept.at( 74, 60 ) ) );
  const Pixel late = weighed( scene, 3652.5 ).kept.at( 74, 60 );
  QVERIFY( late[3] > late[2] );
  QVERIFY( std::abs( std::log( late[3] / late[2] ) - ( 2.708 - 2 * 0.947 ) ) < 0.01 );
  // At the front the image decides.
  QCOMPARE( weighed( wrongFrom( 50, 60, 61, water ), 1 ).kept.zoneAt( 50, 60 ), 3 );
}

void TestPriorRows::rockStays()
{
  const Weighed result = weighed( []( int, int ) { return water; }, 3652.5 );
  QCOMPARE( result.kept.zoneAt( 80, 10 ), 1 );
  QCOMPARE( result.kept.zoneAt( 20, 60 ), 3 );
  // And what was ice and water never becomes rock where the network is no surer than that.
  const Pixel stone{ 0.02f, 0.9f, 0.06f, 0.02f };
  QCOMPARE( weighed( [stone]( int, int ) { return stone; }, 1 ).kept.zoneAt( 100, 60 ), 2 );
}

void TestPriorRows::whatTheSceneDoesNotShowStays()
{
  const Pixel shadow{ 0.55f, 0.05f, 0.05f, 0.35f };
  const Pixel result = weighed( [shadow]( int, int ) { return shadow; }, 1 ).kept.at( 100, 60 );
  QVERIFY( std::abs( result[0] - 0.55f ) < 1e-6f );
  QVERIFY( result[2] > result[3] );
}

//! A scene twice as wide and high, whose middle is the box.
void TestPriorRows::rowsOutsidePassUntouched()
{
  const GlacierPrior prior( fjordMemory( { fjordLabel( "2018-06-02", side, 50 ) } ), day2018 + 1 );
  Kept kept;
  PriorRows rows( prior, gridOf( 2 * side, 2 * side, 500000 - 40 * 60, 8000000 + 40 * 60 ), 1600, kept );
  const Scene scene = []( int x, int y ) { return ( x + y ) % 2 ? water : ice; };
  std::vector<ProbabilityRow> sent;
  for ( int y = 0; y < 2 * side; ++y )
  {
    sent.push_back( rowOf( scene, 2 * side, y ) );
    rows.receive( sent.back() );
    // Held until the last row of the box has come.
    QCOMPARE( kept.rows.size(), std::size_t( y < 60 || y >= 60 + side - 1 ? y + 1 : 60 ) );
  }
  rows.finish();
  for ( int y = 0; y < 2 * side; ++y )
  {
    const bool isInside = y >= 60 && y < 60 + side;
    QCOMPARE( kept.rows[y].values == sent[y].values, !isInside );
    for ( int x = 0; x < 2 * side; ++x )
      if ( x < 60 || x >= 60 + side )
        for ( int c = 0; c < 4; ++c )
          QCOMPARE( kept.rows[y].values[c * 2 * side + x], sent[y].values[c * 2 * side + x] );
  }
}

//! Ocean as far as column 99, 2 km behind the front, in 80 rows: 5.6 km2 of it farther than the 275 m that
//! are expected after a day.
void TestPriorRows::aJumpThatTheNetworkIsSureOfStands()
{
  const auto upTo99 = []( const Pixel &pixel )
  { return [pixel]( int x, int y ) { return x < 50 || ( y >= 20 && y < 100 && x < 100 ) ? pixel : ice; }; };
  const Pixel sure{ 0.f, 0.f, 0.05f, 0.95f };
  const Weighed result = weighed( upTo99( sure ), 1 );
  QCOMPARE( result.kept.at( 90, 60 ), sure );
  QCOMPARE( result.kept.zoneAt( 53, 60 ), 3 ); // the water reaches it
  QVERIFY( result.jumped >= 80 * 42 );
  // Not where the network is not that sure.
  const Pixel unsure{ 0.f, 0.f, 0.2f, 0.8f };
  const Weighed held = weighed( upTo99( unsure ), 1 );
  QCOMPARE( held.kept.zoneAt( 90, 60 ), 2 );
  QCOMPARE( held.jumped, std::int64_t( 0 ) );
  QCOMPARE( held.overruled, std::int64_t( 0 ) );
}

//! 20 x 20 pixels: 0.64 km2.
void TestPriorRows::aSmallOneDoesNot()
{
  const Pixel sure{ 0.f, 0.f, 0.05f, 0.95f };
  const Scene scene = [sure]( int x, int y )
  { return x < 50 || ( x >= 80 && x < 100 && y >= 40 && y < 60 ) ? sure : ice; };
  const Weighed result = weighed( scene, 1 );
  QCOMPARE( result.kept.zoneAt( 90, 50 ), 2 );
  QCOMPARE( result.jumped, std::int64_t( 0 ) );
  QCOMPARE( result.overruled, std::int64_t( 400 ) );
}

QTEST_GUILESS_MAIN( TestPriorRows )
#include "testpriorrows.moc"
