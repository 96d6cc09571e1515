#include <QtTest>

#include <cmath>

#include <ogr_geometry.h>

#include "model/front/frontpixels.h"
#include "model/front/smoothlines.h"
#include "model/geometry/nearestsegment.h"
#include "support/goldenfronts.h"
#include "support/zonedrawing.h"

using namespace calving;

class TestSmoothLines : public QObject
{
  Q_OBJECT

private slots:
  void followsThePixelsWithinHalfAPixel_data();
  void followsThePixelsWithinHalfAPixel();
  void neitherCrossesItselfNorAnother_data();
  void neitherCrossesItselfNorAnother();
  void straightFrontIsStraight();
  void stairsBecomeASmoothLine();
  void oneEdgeIsALine();
  void narrowInletIsWalkedInAndOut();

private:
  void scenes();
};

static std::vector<CrackChain> chainsOf( const RunLengthImage &zones )
{
  const RunLengthImage clean = withoutIslands( zones );
  return crackChains( clean, contactPixels( clean ) );
}

static std::vector<Point> centresOf( const CrackChain &chain )
{
  std::vector<Point> centres;
  for ( const Crack &crack : chain.cracks )
    centres.push_back( { crack.column + 0.5, crack.row + 0.5 } );
  if ( chain.closed )
    centres.push_back( centres.front() );
  return centres;
}

static std::vector<Segment> segmentsOf( const std::vector<Point> &line )
{
  std::vector<Segment> segments{ { line[0], line[0] } };
  for ( std::size_t i = 1; i < line.size(); ++i )
    segments.push_back( { line[i - 1], line[i] } );
  return segments;
}

//! Farthest any point of \a from, sampled every 1/20 pixel, lies from \a to.
static double farthest( const std::vector<Point> &from, const std::vector<Point> &to )
{
  const NearestSegment nearest( segmentsOf( to ) );
  double most = 0;
  for ( const Segment &s : segmentsOf( from ) )
  {
    const int steps = 1 + static_cast<int>( 20 * std::hypot( s.b[0] - s.a[0], s.b[1] - s.a[1] ) );
    for ( int i = 0; i <= steps; ++i )
    {
      const double t = static_cast<double>( i ) / steps;
      most = std::max(
          most,
          nearest.find( { s.a[0] + t * ( s.b[0] - s.a[0] ), s.a[1] + t * ( s.b[1] - s.a[1] ) } ).distance );
    }
  }
  return most;
}

//! Ocean and glacier divided by a wavy boundary, with \a noise percent of the pixels near it exchanged.
static RunLengthImage wavyZones( int noise )
{
  unsigned state = 99;
  return zonesFrom( 150, 120,
                    [&state, noise]( int column, int row )
                    {
                      state = state * 1103515245u + 12345u;
                      const double front = 60 + 25 * std::sin( column / 17.0 ) + 6 * std::sin( column / 2.3 );
                      const bool changed =
                          std::abs( row - front ) < 12 && static_cast<int>( ( state >> 16 ) % 100 ) < noise;
                      const int zone = ( row > front ) != changed ? 3 : 2;
                      return zone == 2 && ( state >> 16 ) % 997 == 1 ? 1 : zone;
                    } );
}

void TestSmoothLines::scenes()
{
  QTest::addColumn<QString>( "scene" );
  for ( int noise : { 0, 5, 20, 45 } )
    QTest::addRow( "wavy, %d %% noise", noise ) << QString::number( noise );
  if ( !testData( "golden/postprocess/case.json" ).isEmpty() )
    for ( const QString &scene : goldenScenes() )
      QTest::newRow( qPrintable( scene ) ) << scene;
}

static RunLengthImage zonesOf( const QString &scene )
{
  bool simulated = false;
  const int noise = scene.toInt( &simulated );
  if ( simulated )
    return wavyZones( noise );
  const GoldenImage image = goldenZones( "prediction", scene );
  return zonesFrom( image.width, image.height,
                    [&image]( int column, int row ) { return image.values[row * image.width + column]; } );
}

void TestSmoothLines::followsThePixelsWithinHalfAPixel_data()
{
  scenes();
}

void TestSmoothLines::followsThePixelsWithinHalfAPixel()
{
  QFETCH( QString, scene );
  const std::vector<CrackChain> chains = chainsOf( zonesOf( scene ) );
  const std::vector<PixelLine> lines = smoothLines( chains, true );
  QCOMPARE( lines.size(), chains.size() );
  for ( std::size_t i = 0; i < lines.size(); ++i )
  {
    QVERIFY( farthest( lines[i].points, centresOf( chains[i] ) ) <= 0.5 + 1e-9 );
    QVERIFY( farthest( centresOf( chains[i] ), lines[i].points ) <= 0.5 + 1e-9 );
  }
}

void TestSmoothLines::neitherCrossesItselfNorAnother_data()
{
  scenes();
}

void TestSmoothLines::neitherCrossesItselfNorAnother()
{
  QFETCH( QString, scene );
  for ( bool smooth : { false, true } )
  {
    OGRMultiLineString all;
    for ( const PixelLine &line : smoothLines( chainsOf( zonesOf( scene ) ), smooth ) )
    {
      OGRLineString shape;
      for ( const Point &point : line.points )
        shape.addPoint( point[0], point[1] );
      QCOMPARE( bool( shape.get_IsClosed() ), line.closed );
      all.addGeometry( &shape );
    }
    QVERIFY( all.IsSimple() );
  }
}

void TestSmoothLines::straightFrontIsStraight()
{
  const std::vector<PixelLine> lines =
      smoothLines( chainsOf( zonesFrom( 40, 9, []( int, int row ) { return row < 4 ? 2 : 3; } ) ), true );
  QCOMPARE( lines.size(), std::size_t( 1 ) );
  QCOMPARE( lines[0].points.size(), std::size_t( 2 ) );
  for ( const Point &point : lines[0].points )
    QVERIFY( std::abs( point[1] - 4.5 ) < 1e-9 );
}

//! A boundary of slope 1:7 between its end effects: directions stay within 3 degrees of it.
void TestSmoothLines::stairsBecomeASmoothLine()
{
  const RunLengthImage zones =
      zonesFrom( 140, 40, []( int column, int row ) { return 7 * row < column + 40 ? 2 : 3; } );
  const std::vector<Point> line = smoothLines( chainsOf( zones ), true ).at( 0 ).points;
  for ( std::size_t i = 1; i < line.size(); ++i )
  {
    if ( std::min( line[i][0], line[i - 1][0] ) < 20 || std::max( line[i][0], line[i - 1][0] ) > 120 )
      continue;
    const double slope = std::atan2( line[i - 1][1] - line[i][1], line[i - 1][0] - line[i][0] );
    QVERIFY2( std::abs( slope - std::atan( 1.0 / 7 ) ) < 3 * M_PI / 180,
              qPrintable( QString::number( slope ) ) );
  }
  QVERIFY( line.size() < 40 );
}

void TestSmoothLines::oneEdgeIsALine()
{
  const std::vector<PixelLine> lines = smoothLines( chainsOf( drawnZones( { "rgr", "ooo" } ) ), true );
  QCOMPARE( lines.size(), std::size_t( 1 ) );
  QCOMPARE( lines[0].points, ( std::vector<Point>{ { 1.75, 1.25 }, { 1.25, 1.25 } } ) );
}

//! One pixel wide: the way in and the way out lie in the same pixels and must not touch.
void TestSmoothLines::narrowInletIsWalkedInAndOut()
{
  const std::vector<PixelLine> lines = smoothLines(
      chainsOf( drawnZones( { "ggggggg", "gggoggg", "gggoggg", "gggoggg", "ooooooo" } ) ), true );
  QCOMPARE( lines.size(), std::size_t( 1 ) );
  OGRLineString shape;
  double highest = 9;
  for ( const Point &point : lines[0].points )
  {
    shape.addPoint( point[0], point[1] );
    highest = std::min( highest, point[1] );
  }
  QVERIFY( shape.IsSimple() );
  QVERIFY( highest < 2 );
}

QTEST_APPLESS_MAIN( TestSmoothLines )
#include "testsmoothlines.moc"
